import pytest

from voiceguide.building.moves import Body, Move
from voiceguide.building.moves import movement as movement_of
from voiceguide.english.movement import actions_of


def movement(text, body):
    return movement_of(actions_of(text), body)


@pytest.mark.parametrize(
    ("posture", "text", "kind", "ends"),
    [
        ("standing", "Start on all fours, wrists under your shoulders.", Move.STAND, "kneeling"),
        ("standing", "Sit up straight on your mat.", Move.STAND, "sitting"),
        ("kneeling", "Lie on your stomach.", Move.FLOOR, "lying"),
        ("lying", "Press up to sit.", Move.FLOOR, "sitting"),
        ("lying", "Roll over onto your belly.", Move.SMALL, "lying"),
        ("sitting", "Come to your feet.", Move.STAND, "standing"),
        ("standing", "In a seated position, extend your legs.", Move.STAND, "sitting"),
        ("sitting", "Sit up tall and lengthen your spine.", Move.SMALL, "sitting"),
        ("sitting", "Sit back on your heels.", Move.FLOOR, "kneeling"),
        ("lying", "Stand your feet hip-width apart.", Move.SMALL, "lying"),
        ("lying", "Press down through your sitting bones.", Move.SMALL, "lying"),
        ("kneeling", "Straighten your standing leg.", Move.LIMB, "kneeling"),
        ("lying", "Have your partner kneeling by your side.", Move.SMALL, "lying"),
        (
            "standing",
            "Lie on your back, with your partner kneeling by your side.",
            Move.STAND,
            "lying",
        ),
        ("kneeling", "Place your hands on your knees.", Move.LIMB, "kneeling"),
        ("sitting", "Lay your hand on your thigh.", Move.SMALL, "sitting"),
        ("sitting", "Breathe as if you were lying on a beach.", Move.SMALL, "sitting"),
        ("sitting", "Sit cross-legged or lie down.", Move.SMALL, "sitting"),
        ("standing", "Squat, sitting back with your hips.", Move.LIMB, "standing"),
        ("standing", "Sit back as if in a chair.", Move.SMALL, "standing"),
        ("standing", "Sit on a chair.", Move.STAND, "on a chair"),
        ("on a chair", "Sit tall, with both feet on the floor.", Move.SMALL, "on a chair"),
        ("on a chair", "Stand up slowly.", Move.LIMB, "standing"),
        ("on a chair", "Sit on the floor.", Move.STAND, "sitting"),
        ("sitting", "Stand up slowly.", Move.STAND, "standing"),
        ("lying", "Push yourself up to sitting.", Move.FLOOR, "sitting"),
    ],
)
def test_the_posture_is_followed(posture, text, kind, ends):
    found, body = movement(text, Body(posture))
    assert (found, body.posture) == (kind, ends)


@pytest.mark.parametrize(
    "text",
    [
        "Roll up a towel or a yoga mat.",
        "Lay the roll down behind you.",
        "Loop a strap or a belt around your foot.",
        "Place a block under your hips.",
        "Sit on a folded blanket.",
        "Using a foam roller, work along your calf.",
        "Stand holding a broomstick.",
        "Grab a second pillow.",
        "Slide the second blanket under your head if you need it.",
    ],
)
def test_fetching_or_arranging_a_prop_takes_longest(text):
    assert movement(text, Body("standing"))[0] is Move.PROP


@pytest.mark.parametrize(
    "text",
    [
        "Place your hands on the mat.",
        "Rest your head on the blanket.",
        "If you have blocks, place a block under your hips.",
        "Feel free to use a strap.",
        "You may use a chair.",
        "Pull gently on the belt.",
        "Press down through the balls of your feet.",
        "Place the balls of your feet on the floor.",
    ],
)
def test_a_prop_that_is_only_mentioned_takes_no_fetching(text):
    assert movement(text, Body("sitting"))[0] < Move.PROP


@pytest.mark.parametrize(
    "text",
    [
        "Bring your right knee to your chest.",
        "Send your hips up.",
        "Clasp your hands beneath you.",
        "Release to center.",
        "Gently lower down.",
        "Twist to the right.",
        "Lean forward.",
    ],
)
def test_limbs_take_longer_than_small_adjustments(text):
    assert movement(text, Body("sitting"))[0] is Move.LIMB


@pytest.mark.parametrize(
    "text",
    [
        "Bring your attention to the heart area.",
        "Gaze over your right shoulder.",
        "Spread your fingers wide.",
        "Relax your lower back.",
        "Let your breath stay slow and full.",
        "Press your palms down.",
    ],
)
def test_small_adjustments(text):
    assert movement(text, Body("sitting"))[0] is Move.SMALL


def test_nothing_asked_for_takes_no_time():
    assert movement(" ", Body("lying")) == (Move.NONE, Body("lying"))


def test_the_largest_kind_of_several_sentences_counts():
    assert movement("Lie down. Tuck your chin.", Body("sitting")) == (Move.FLOOR, Body("lying"))


def _in_turn(*texts, body=None):
    body = body or Body()
    found = []
    for text in texts:
        kind, body = movement(text, body)
        found.append(kind)
    return found


def test_a_prop_is_fetched_once_and_then_at_hand():
    assert _in_turn(
        "Loop a strap around your foot.",
        "Use a strap to pull.",
        "Place a block under your hips.",
        "Place the block to one side.",
        "Get another block.",
    ) == [Move.PROP, Move.LIMB, Move.PROP, Move.LIMB, Move.PROP]


def test_a_roll_is_made_of_what_was_rolled_up():
    assert _in_turn("Roll up a towel.", "Lay the roll behind you.") == [Move.PROP, Move.LIMB]


def test_a_prop_that_was_only_offered_is_not_at_hand():
    assert _in_turn("You may use a strap.", "Loop a strap around your foot.")[1] is Move.PROP


@pytest.mark.parametrize("text", ["Using the belt, pull.", "Use the towel to lift your leg."])
def test_a_prop_in_use_is_in_the_hand_already(text):
    assert _in_turn(text) == [Move.LIMB]


def test_after_a_change_of_side_a_posture_is_taken_anew_once():
    changed = Body("lying", changed=True)
    again = "Lie on your left side."
    assert _in_turn(again, again, body=changed) == [Move.FLOOR, Move.SMALL]
    standing = Body("standing", changed=True)
    assert _in_turn("Stand on your left foot.", body=standing) == [Move.LIMB]
    assert _in_turn("Sit tall.", body=Body("sitting", changed=True)) == [Move.SMALL]
