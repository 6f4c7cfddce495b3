"""Which words lead out of a hold, and which holds need leading out of."""

import pytest

from voiceguide.building.builder import build
from voiceguide.building.holds import in_order, left_in_a_hold
from voiceguide.building.pacing import Pacing
from voiceguide.english.meaning import understood
from voiceguide.english.wording import COME_OUT
from voiceguide.reading.reader import understand
from voiceguide.routine import Duration, Part


def plain(text, **more):
    return understood(Part("plain", text, **more))


def hold(text="Hold for {}.", seconds=30):
    return understood(Part("hold", text, duration=Duration(seconds, seconds, "s")))


LIFT = plain("Lift your leg.")


@pytest.mark.parametrize(
    "text",
    [
        "Release.",
        "Slide it back down.",
        "Relax.",
        "Roll down slowly.",
        "Turn round.",
        "Step back.",
        "Now relax your leg.",
        "Return to the start.",
        "Rest for a moment.",
        "Slowly uncross your legs.",
        "Then let it go.",
        "Push back to standing.",
        "Sit up.",
        "Lower back down.",
        "Let your leg come down.",
        "Keep still a moment longer, and then uncross your legs.",
    ],
)
def test_ways_out(text):
    assert plain(text).meaning.leads_out
    assert not left_in_a_hold([LIFT, hold(), plain(text)], Pacing())


@pytest.mark.parametrize(
    "text",
    [
        "Keep your lower back flat.",
        "Relax your shoulders.",
        "If it hurts, come out.",
        "Make sure that your hips do not roll back.",
        "Press your feet down.",
        "Roll your shoulders down.",
        "Breathe into your lower ribs.",
        "Let your breath be slow.",
    ],
)
def test_words_that_lead_nowhere(text):
    assert not plain(text).meaning.leads_out
    assert left_in_a_hold([LIFT, hold(), plain(text)], Pacing())


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Hold for {}.", True),
        ("Stay here for {}.", True),
        ("", True),
        ("Breathe here for {}.", True),
        ("Take {}.", True),
        ("Keep your leg up for {}.", True),
        ("Keep pressing for {}.", True),
        ("Lower into a squat for {}.", True),
        ("Relax into it for {}.", True),
        ("Lower for {}.", False),
        ("Keep going for {}.", False),
        ("Repeat slowly for {}.", False),
        ("Walk for {}.", False),
        ("Slowly rock from side to side for {}.", False),
        ("Rest for {}.", False),
        ("Rest your forehead on the floor for {}.", True),
        ("Finish by resting flat for {}.", False),
        ("Continue the movement for {}.", False),
    ],
)
def test_what_is_held(text, held):
    assert left_in_a_hold([LIFT, hold(text)], Pacing()) is held


def test_breathing_holds_something_only_with_a_limb_in_place():
    breathe = hold("Breathe slowly for {}.")
    assert left_in_a_hold([plain("Walk your hands forward."), breathe], Pacing())
    sit = [plain("Sit tall."), plain("Rest both hands on your belly.")]
    assert not left_in_a_hold([*sit, breathe], Pacing())


def test_to_rest_is_held_only_in_a_pose_of_rest():
    assert left_in_a_hold([hold("Rest for {}.")], Pacing(), resting=True)


def test_a_stay_after_a_way_out_needs_none():
    out = plain("Release to center.", role="way out")
    assert not left_in_a_hold([LIFT, hold(), out, hold("Stay for {}.")], Pacing())
    # Also where what is meant during the stay was written between them.
    meant = plain("Keep your eyes closed.")
    assert not left_in_a_hold([LIFT, hold(), out, meant, hold("Stay for {}.")], Pacing())


def test_between_rounds_a_short_hold_needs_none():
    for seconds, needed in ((4, False), (5, True)):
        parts = [LIFT, hold(seconds=seconds)]
        assert left_in_a_hold(parts, Pacing(), between=True) is needed
        assert left_in_a_hold(parts, Pacing())
        # However long it is stretched: the words stay the same.
        assert left_in_a_hold(parts, Pacing(hold=3), between=True) is needed


def test_a_pass_that_begins_with_the_way_out_needs_none():
    begins = [plain("Come back up.", role="way out"), LIFT, hold()]
    assert not left_in_a_hold(begins, Pacing(), between=True)


def test_what_is_meant_during_a_hold_moves_before_it_and_no_further():
    first, second = hold(), hold("Stay for {}.")
    tip = plain("Flex your foot.", role="tip")
    keep = plain("Keep still.")
    bend = plain("Bend your knee.")
    assert in_order([LIFT, first, tip, keep, bend, keep, second, tip]) == [
        LIFT, tip, keep, first, bend, keep, tip, second,
    ]  # fmt: skip
    assert in_order([tip, LIFT, keep]) == [tip, LIFT, keep]


@pytest.mark.parametrize(
    "words",
    [
        "Rest your forehead on the floor.",
        "Rest your arms by your sides, palms up.",
        "Take your gaze down.",
        "Put your hands down on the mat.",
    ],
)
def test_nobody_is_left_in_a_hold_by_words_that_only_place_what_is_held(words):
    text = f"## Fold\n1. Kneel, and fold forward. Hold for 30 seconds.\n2. {words}\n## Go\n1. Sit."
    cues = build(understand(text, "r.md"), Pacing()).cues
    said = [cue.say for cue in cues if cue.pose == 0 and cue.say]
    assert said[-2:] == [words, COME_OUT]
