import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.english.meaning import understood
from voiceguide.english.mirror import exchange, mirrored
from voiceguide.routine import Part


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Place your right hand on your left knee.", "Place your left hand on your right knee."),
        ("Right foot forward.", "Left foot forward."),
        ("TURN RIGHT", "TURN LEFT"),
        ("Twist to the right, then hold.", "Twist to the left, then hold."),
        ("Twist right as you exhale.", "Twist left as you exhale."),
        ("Cross the left over the right.", "Cross the right over the left."),
        ("Cross your left leg over the right one.", "Cross your right leg over the left one."),
        ("Lie on your right side.", "Lie on your left side."),
        ("Roll from left to right.", "Roll from right to left."),
        ("Hold the right wrist; the right-hand side.", "Hold the left wrist; the left-hand side."),
        ("Your partner's left hand.", "Your partner's right hand."),
        ("The top hand is right hand.", "The top hand is left hand."),
        ("Lift your left off the floor.", "Lift your right off the floor."),
        ("Turn to the right now.", "Turn to the left now."),
        ("Keep your left right behind your heel.", "Keep your right right behind your heel."),
        ("Look left and right.", "Look right and left."),
    ],
)
def test_sides_are_exchanged(one, other):
    assert exchange(one) == other
    assert exchange(other) == one


@pytest.mark.parametrize(
    "text",
    [
        "Bend your knee at a right angle.",
        "Keep both knees at right angles.",
        "A right-angled bend.",
        "Start right away.",
        "Right now, notice your breath.",
        "That is all right.",
        "All right, let us begin.",
        "Stay until it feels right for you.",
        "Whatever is left of the tension.",
        "Let go of what's left.",
        "Breathe out any air that is left over.",
        "Begin where you left off.",
        "Two breaths left.",
        "Use what strength you have left.",
        "Bring your hands right under your shoulders.",
        "Knees right above the ankles.",
        "Sit right in front of the wall.",
        "Set the block at the right height.",
        "Find the right place for your feet.",
        "That feels good, right?",
        "Sit upright and stay bright.",
        "Stay right here.",
    ],
)
def test_what_is_no_side_stays(text):
    assert exchange(text) == text


_WORDS = (
    "left right Left RIGHT the your and angle , . ? under over is feels all off to hand knee "
    "have away now what's - one other breaths from in front"
)


@given(st.one_of(st.text(), st.lists(st.sampled_from(_WORDS.split()), max_size=12).map(" ".join)))
def test_exchanging_twice_gives_the_text_back(text):
    assert exchange(exchange(text)) == text


def _second(*texts, names=("first", "second")):
    return [part.text for part in mirrored([Part("plain", text) for text in texts], names)]


def test_the_other_leg_leads_the_second_side():
    assert _second(
        "Bend one knee, and put that foot on the floor.",
        "Straighten your other leg.",
        "Cross one ankle over the other.",
        "One big toe points up, the other hand rests.",
    ) == [
        "Bend the other knee, and put that foot on the floor.",
        "Straighten the first leg.",
        "Cross the other ankle over the first.",
        "The other big toe points up, the first hand rests.",
    ]


def test_one_of_your_feet_becomes_the_other_foot():
    assert _second("Loop a belt around one of your feet.") == ["Loop a belt around the other foot."]


def test_the_other_leg_stays_where_no_one_leg_stands_against_it():
    texts = ("Loop a strap around your top foot.", "The other leg rests in front of you.")
    assert _second(*texts) == list(texts)


def test_lying_on_a_side_changes_to_the_other_side():
    assert _second("Lie on your side, knees bent.") == ["Lie on your other side, knees bent."]
    assert _second("Rest your arms by your side.") == ["Rest your arms by your side."]


@pytest.mark.parametrize(
    "text",
    [
        "Take one breath.",
        "Lift one leg at a time.",
        "Stand one foot away from the wall.",
        "Keep one arm's length between you.",
        "Reach for the opposite foot.",
        "Move the other blanket under your head.",
        "Touch your feet to each other.",
    ],
)
def test_what_is_no_pair_of_limbs_stays_on_the_second_side(text):
    assert _second(text, "Lift one arm.")[0] == text


def test_where_the_text_names_its_sides_one_and_the_other_stay():
    assert _second("Extend your right leg, and bend one knee.", names=("right", "left")) == [
        "Extend your left leg, and bend one knee."
    ]


def test_the_second_side_is_understood_anew():
    first = understood(Part("plain", "Lie on your side, and lift one leg."))
    (second,) = mirrored([first], ("first", "second"))
    assert second.text == "Lie on your other side, and lift the other leg."
    assert second.meaning == understood(second).meaning
    assert second.meaning.actions[0].postures == ("lying",)
