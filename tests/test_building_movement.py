import pytest

from voiceguide.building.movement import Move, movement


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
    ],
)
def test_the_posture_is_followed(posture, text, kind, ends):
    assert movement(text, posture) == (kind, ends)


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
    assert movement(text, "standing")[0] is Move.PROP


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
    assert movement(text, "sitting")[0] < Move.PROP


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
    assert movement(text, "sitting")[0] is Move.LIMB


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
    assert movement(text, "sitting")[0] is Move.SMALL


def test_nothing_asked_for_takes_no_time():
    assert movement(" ", "lying") == (Move.NONE, "lying")


def test_the_largest_kind_of_several_sentences_counts():
    assert movement("Lie down. Tuck your chin.", "sitting") == (Move.FLOOR, "lying")
