"""What a listener hears of a text, one rule of leading at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from voiceguide.building.builder import build
from voiceguide.building.pacing import Pacing
from voiceguide.english.wording import COME_OUT, RELEASE
from voiceguide.reading.reader import understand
from voiceguide.script import Cue


def cues_of(steps: str, name: str = "Pose", **pacing: object) -> list[Cue]:
    """Give the cues of a pose of these steps."""
    routine = understand(f"## {name}\n\n{steps}\n", "r.md")
    assert not [each for each in routine.problems if each.severity == "error"]
    script = build(routine, Pacing(**pacing))  # type: ignore[arg-type]
    return [cue for cue in script.cues if cue.pose is not None]


def said(steps: str, name: str = "Pose", **pacing: object) -> list[str]:
    """Give all that is spoken of a pose but its name."""
    return [cue.say for cue in cues_of(steps, name, **pacing) if cue.say][1:]


def before_and_after(words: list[str], text: str) -> tuple[str, str]:
    at = words.index(text)
    return words[at - 1], words[at + 1]


@pytest.mark.parametrize(
    "step",
    [
        "Bend your knee. Then. Hold for 20 seconds.",
        "And. Bend your knee. Next, then. Hold for 20 seconds.",
        "Bend your knee, and then. Hold for 20 seconds.",
    ],
)
def test_no_leftover_word_is_spoken(step: str) -> None:
    assert said(f"1. {step}")[:2] == ["Bend your knee.", "Hold for twenty seconds."]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Plank / side plank", "Plank or side plank."),
        ("Plank/bridge", "Plank or bridge."),
        ("90/90", "90/90."),
    ],
)
def test_a_voice_says_no_slash(name: str, words: str) -> None:
    assert cues_of("1. Sit.", name)[0].say == words


def test_a_slash_in_a_sentence_is_or_and_w_is_with() -> None:
    assert said("1. Raise your arms and/or look up w/ a soft gaze, w/o a frown.")[0] == (
        "Raise your arms or look up with a soft gaze, without a frown."
    )


@pytest.mark.parametrize(
    ("step", "way_out"),
    [
        ("Hold for five breaths before gently lowering down.", "Gently lower down."),
        ("Hold for 30 seconds before releasing your leg.", "Release your leg."),
        ("Stay for 20 seconds before slowly rolling up.", "Slowly roll up."),
        ("Hold for 20 seconds, and release.", "Release."),
        ("Stay for 20 seconds before stepping back.", "Step back."),
        ("Stay for 20 seconds, then bring your knee back.", "Bring your knee back."),
    ],
)
def test_what_follows_a_hold_is_an_order_without_and_or_before(step: str, way_out: str) -> None:
    words = said(f"1. Lift your leg.\n2. {step}")
    assert words[-1] == way_out


@pytest.mark.parametrize(
    "steps",
    [
        "1. Inhale, and lift your hips.\n2. Exhale, and lower them. Do not turn your head.",
        "1. Inhale, and lift your hips.\n2. Do not turn your head.\n3. Exhale, and lower them.",
        "1. Inhale, and lift your hips. Do not turn your head. Exhale, and lower them.",
        "1. Inhale, and lift your hips.\n2. Look up.\n3. Exhale. Caution: do not turn your head.",
    ],
)
def test_no_caution_parts_a_breath_in_from_its_breath_out(steps: str) -> None:
    kinds = list(_kinds(cues_of(steps)))
    assert kinds.index("caution") < kinds.index("inhale") < kinds.index("exhale")
    repeated = cues_of(f"{steps}\n4. Repeat 4 times.")
    assert list(_kinds(repeated)).count("caution") == 1


def _kinds(cues: list[Cue]) -> Iterator[str]:
    for cue in cues:
        yield "caution" if "turn your head" in cue.say else cue.kind


def test_a_caution_comes_after_the_breaths_before_its_own_step() -> None:
    steps = (
        "1. Inhale, and reach up.\n2. Exhale, and fold.\n"
        "3. Hold your foot for 20 seconds. Do not pull."
    )
    assert before_and_after(said(steps), "Do not pull.") == (
        "Exhale, and fold.",
        "Hold your foot for twenty seconds.",
    )


def test_a_caution_in_a_step_of_its_own_is_said_where_it_is_written() -> None:
    lying = "1. Lie on your back.\n2. Lift your hips.\n3. Do not turn your head.\n4. Lower them."
    assert before_and_after(said(lying), "Do not turn your head.") == (
        "Lie on your back.",
        "Lift your hips.",
    )
    first = "1. Lie on your back.\n2. Do not turn your head.\n3. Lift your hips."
    assert before_and_after(said(first), "Do not turn your head.") == (
        "Lie on your back.",
        "Lift your hips.",
    )


def test_a_caution_is_said_on_each_side_with_left_and_right_exchanged() -> None:
    words = said(
        "1. Lift your right leg. Do not lock your right knee. Hold for 20 seconds.\n"
        "2. Repeat 3 times on each side."
    )
    assert words.count("Do not lock your right knee.") == 1
    assert words.count("Do not lock your left knee.") == 1


@pytest.mark.parametrize(
    "tip",
    [
        "Tip: Flex your foot.",
        "Feel the side of your hip working.",
        "You may feel this in your thigh.",
        "This stretches your calf.",
    ],
)
def test_a_tip_is_said_once_and_before_the_hold_that_it_follows(tip: str) -> None:
    steps = f"1. Lift your right leg for 20 seconds. {tip}\n2. Repeat 3 times on each side."
    text = tip.removeprefix("Tip: ")
    words = said(steps)
    assert words.count(text) == 1
    assert words[words.index(text) + 1] == "Lift your right leg for twenty seconds."
    assert text not in said(steps, guidance="brief")


@pytest.mark.parametrize("words", ["Breathe.", "Breathe deeply.", "Keep breathing."])
def test_breathe_after_a_hold_is_said_within_it(words: str) -> None:
    cues = cues_of(f"1. Hug your knees for 30 seconds. {words}")
    held = [cue for cue in cues if cue.kind == "hold"]
    assert held[0].say == words
    assert sum(cue.length_ms for cue in held) == 30_000


@pytest.mark.parametrize(
    "steps",
    [
        "1. Sit tall.\n2. Close your eyes for 30 seconds.",
        "1. Sit tall.\n2. Cross your fingers. Hold for 30 seconds.",
        "1. Sit tall.\n2. Watch your breath for 30 seconds.",
        "1. Lie still.\n2. Rest for 2 minutes.",
    ],
)
def test_nobody_is_led_out_where_there_is_no_position_to_leave(steps: str) -> None:
    assert not {RELEASE, COME_OUT} & set(said(steps))


def test_the_posture_that_is_taken_is_not_said_again() -> None:
    words = said(
        "1. Start lying down.\n2. Lie on your back and lift your right leg. 5 times each side."
    )
    assert words.count("Lie on your back and lift your right leg.") == 1
    assert words.count("Lift your right leg.") == 1
    assert words.count("Lift your left leg.") == 2
    other_side = said("1. Lie on your right side. Lift your left leg. Hold 20 s. Switch sides.")
    assert "Lie on your left side." in other_side


def test_a_posture_that_was_left_is_taken_again() -> None:
    words = said("1. Kneel down.\n2. Stand up. Repeat steps 1-2 3 times.")
    assert words.count("Kneel down.") >= 2


@pytest.mark.parametrize(
    ("steps", "rests"),
    [
        ("1. March for a minute. Rest 30 seconds. 3 rounds.", 2),
        ("1. Plank for 30 seconds. Rest 30 seconds. Repeat 3 times.", 2),
        ("1. 20 seconds of squats, 10 seconds rest, 8 rounds.", 7),
        ("1. Lift your heels. 3 sets of 10, rest 30 seconds.", 2),
    ],
)
def test_a_rest_parts_rounds_and_there_is_none_after_the_last(steps: str, rests: int) -> None:
    cues = cues_of(steps)
    assert sum(cue.say.startswith("Rest for") for cue in cues) == rests
    assert cues[-1].kind != "rest"


def test_to_rest_may_be_what_is_done() -> None:
    words = said("1. Fold forward. Rest for 30 seconds. Repeat 3 times.")
    assert words.count("Rest for thirty seconds.") == 3


def test_a_rest_has_ten_more_seconds_and_halfway_and_then_what_comes_next() -> None:
    cues = cues_of("1. Lift your heels. 2 sets of 5, rest 2 minutes.")
    at = next(i for i, cue in enumerate(cues) if cue.say == "Rest for two minutes.")
    assert [(cue.kind, cue.length_ms, cue.say) for cue in cues[at + 1 : at + 5]] == [
        ("rest", 60_000, ""),
        ("rest", 50_000, "Halfway."),
        ("rest", 10_000, "Ten more seconds."),
        ("say", 0, "Second set."),
    ]
    short = cues_of("1. Lift your heels. 2 sets of 5, rest 15 seconds.")
    assert [cue.say for cue in short if cue.kind == "rest"] == [""]


def test_nobody_is_released_where_a_rest_follows() -> None:
    words = said("1. Plank for 30 seconds. Rest a minute. Repeat 3 times.")
    assert RELEASE not in words and words[-1] == COME_OUT


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("March for a minute.", "March for one minute."),
        ("20 seconds of squats.", "Twenty seconds of squats."),
        ("Shake your arms for 20 seconds.", "Shake your arms for twenty seconds."),
    ],
)
def test_work_is_said_with_its_own_verb_and_nobody_is_released_from_it(
    step: str, words: str
) -> None:
    cues = cues_of(f"1. {step}")
    assert [cue.say for cue in cues if cue.kind == "say"][1:] == [words]
    assert [cue.kind for cue in cues if cue.say == "Ten more seconds."] == ["work"]


@pytest.mark.parametrize(
    "step",
    ["Swing your leg up for 20 seconds.", "Circle back into the stretch for 20 seconds."],
)
def test_a_movement_into_a_hold_is_no_work(step: str) -> None:
    assert "work" not in {cue.kind for cue in cues_of(f"1. {step}")}


def test_a_breath_that_is_held_is_told_once() -> None:
    cues = cues_of("1. Breathe in for 4, hold for 7, out for 8. Do 4 rounds.")
    second = [(cue.kind, cue.length_ms, cue.say) for cue in cues if cue.round == 2]
    assert second == [
        ("inhale", 4000, "Inhale."),
        ("hold", 7000, "Hold."),
        ("exhale", 8000, "Exhale."),
    ]


def test_where_to_take_a_posture_is_all_that_is_done_it_is_done_each_time() -> None:
    assert said("1. Kneel on the mat. Repeat 3 times.").count("Kneel on the mat.") >= 2


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ("1. Do 10 squats.", "Squats."),
        ("1. Do forty slow squats.", "Slow squats."),
        ("1. Lie on your back.\n2. Do 10 leg lifts on each side.", "Leg lifts."),
        ("1. Squat 10 times.", "Squat."),
        ("1. 20 sit-to-stands", "Sit-to-stands."),
    ],
)
def test_a_movement_that_is_only_named_is_said_by_its_name(steps: str, words: str) -> None:
    spoken = said(steps)
    assert spoken.count(words) >= 2 and "Lie on your back." not in spoken[1:]


def test_a_movement_that_was_told_is_not_named_again() -> None:
    spoken = said("1. Lift your leg, then lower it. Do 12 leg lifts.")
    assert "Leg lifts." not in spoken and spoken.count("Three.") == 1


def test_who_sits_is_led_up_and_down_each_time():
    routine = understand("## A\n1. Sit. Stand up. Sit back down. Repeat 5 times.\n", "x.md")
    said = [cue.say for cue in build(routine, Pacing()).cues if cue.round == 2]
    assert said.count("Stand up.") == said.count("Sit back down.") == 1
    assert "Sit." not in said


def test_a_rest_with_no_time_lasts_and_is_told():
    text = "## A\n1. Lie down.\n2. Turn your head to one side and rest.\n3. Sit up.\n"
    script = build(understand(text, "x.md"), Pacing())
    assert [cue.length_ms for cue in script.cues if cue.kind == "rest"] == [10_000]
    assert any("a rest of ten seconds, assumed" in note for note in script.notes)


def test_the_middle_of_a_long_range_is_a_number_that_one_says():
    script = build(understand("## A\n1. Lean.\n2. Hold for 30-45 seconds.\n", "x.md"), Pacing())
    assert "Hold for forty seconds." in [cue.say for cue in script.cues]


def test_a_breath_that_moves_a_limb_leads_out_of_the_hold_before_it():
    text = (
        "## A\n1. Exhale, fold. Stay for 5 breaths.\n2. Inhale, step your right foot forward.\n"
        "3. Repeat for 4 rounds, alternating the leading leg.\n"
    )
    said = [cue.say for cue in build(understand(text, "x.md"), Pacing()).cues]
    assert RELEASE not in said


def test_what_is_done_after_a_counted_hold_leads_out_of_it():
    steps = (
        "1. Spread your fingers. Hold for a moment, then make a loose fist.\n2. Repeat 5 times.\n"
    )
    text = f"## A\n{steps}"
    said = [cue.say for cue in build(understand(text, "x.md"), Pacing()).cues]
    assert "Then make a loose fist." in said
    assert RELEASE not in said


def test_breathing_that_is_labelled_is_said_with_its_movement():
    text = (
        "## A\n1. Reach up. Breathing: inhale.\n2. Fold. Breathing: exhale.\n3. Repeat 5 times.\n"
    )
    cues = [cue for cue in build(understand(text, "x.md"), Pacing()).cues if cue.round == 1]
    breaths = [(cue.kind, cue.say) for cue in cues if cue.kind in ("inhale", "exhale")]
    assert breaths == [("inhale", "Inhale, reach up."), ("exhale", "Exhale, fold.")]


def test_quick_breaths_take_a_second_each_and_are_no_cue():
    steps = (
        "1. Make 30 short, sharp exhales.\n2. Inhale and hold for 15 seconds.\n3. Three rounds.\n"
    )
    text = f"## A\n{steps}"
    cues = build(understand(text, "x.md"), Pacing()).cues
    assert sum(cue.length_ms for cue in cues if cue.kind == "work") == 3 * 30_000
