"""Counting: a steady tempo, numbers where a movement begins, and no round longer than it needs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.building.builder import build
from voiceguide.building.pacing import Pacing
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.reading.reader import read_text
from voiceguide.script import TICK, Cue


def cues_of(steps: str, **pacing: object) -> list[Cue]:
    """Give the cues of a pose of these steps."""
    routine = read_text(f"# Morning\n\n## Pose\n\n{steps}\n", "r.md")
    script = build(routine, Pacing(**pacing))  # type: ignore[arg-type]
    return [cue for cue in script.cues if cue.pose is not None]


def said(cues: Sequence[Cue]) -> list[str]:
    return [cue.say for cue in cues if cue.say]


def lasting_s(cues: Sequence[Cue], rate: int = 120) -> float:
    """Give how long cues last, spoken as estimated."""
    return sum(max(cue.length_ms, estimate_speech_ms(cue.say, rate)) for cue in cues) / 1000


def rounds_s(cues: Sequence[Cue]) -> list[float]:
    """Give how long each round lasts, where all of it is timed."""
    numbers = sorted({cue.round for cue in cues if cue.round})
    return [lasting_s([cue for cue in cues if cue.round == number]) for number in numbers]


SHRUGS = "1. Shrug your shoulders up to your ears. 8 times."
LIFTS = """\
1. Lie on your back.
2. Lift your right leg. Hold for 3 seconds, then lower it.
3. Do 3 sets of 10. Rest 60 seconds between sets.
4. Repeat on the other side."""


def test_from_the_third_round_on_each_movement_begins_with_its_number() -> None:
    assert said(cues_of(SHRUGS))[1:] == [
        "Shrug your shoulders up to your ears.",
        "Seven more.",
        "Shrug your shoulders up to your ears.",
        "Three.",
        "Four.",
        "Five.",
        "Six.",
        "Two more.",
        "Last one.",
    ]


def test_counted_rounds_have_no_gap_and_an_exact_rhythm() -> None:
    cues = cues_of(SHRUGS)
    third = next(at for at, cue in enumerate(cues) if cue.say == "Three.")
    assert {(cue.kind, cue.length_ms) for cue in cues[third : third + 6]} == {("move", 4000)}
    assert not [cue for cue in cues if cue.kind == "pause" and cue.length_ms > 500]


def test_a_short_hold_is_led_by_hold_and_release() -> None:
    cues = cues_of("1. Squeeze your shoulder blades together.\n2. Hold for 5 seconds. 6 times.")
    assert [(cue.kind, cue.length_ms, cue.say) for cue in cues if cue.round == 4] == [
        ("move", 2000, "Four."),
        ("hold", 5000, "Hold."),
        ("move", 2000, "Release."),
    ]


def test_after_the_last_release_nothing_is_left_to_come_out_of() -> None:
    cues = cues_of("1. Squeeze your shoulder blades together.\n2. Hold for 5 seconds. 6 times.")
    assert said(cues)[-3:] == ["Last one.", "Hold.", "Release."]


def test_a_longer_hold_is_announced_with_its_length_each_time() -> None:
    words = said(cues_of("1. Lift your heels.\n2. Hold for 15 seconds.\n3. Repeat 4 times."))
    assert words.count("Hold for fifteen seconds.") == 4
    assert "Hold." not in words


def test_later_sets_begin_again_at_one_without_the_words_of_the_first_round() -> None:
    cues = cues_of(LIFTS)
    second = [cue for cue in cues if cue.side == "right" and cue.set == 2 and cue.round]
    assert said(second)[:4] == ["One.", "Hold.", "Lower it.", "Two."]
    assert "Lift your right leg." not in said(second)
    assert said(second)[-3:] == ["Last one.", "Hold.", "Lower it."]


def test_sets_of_leg_lifts_take_what_a_physiotherapist_reckons() -> None:
    """Three sets of ten lifts of 7 s, and two rests of a minute, on each side: 11 minutes."""
    reckoned_s = 2 * (3 * 10 * (2 + 3 + 2) + 2 * 60)
    assert lasting_s(cues_of(LIFTS)) == pytest.approx(reckoned_s, rel=0.2)


def test_twenty_sit_to_stands_take_two_minutes_and_not_half_an_hour() -> None:
    steps = "1. Sit on a chair.\n2. Stand up, and sit down again. Repeat 20 times."
    counted = rounds_s(cues_of(steps))
    assert counted[2:] == [5.0] * 18
    assert sum(counted) < 120


@pytest.mark.parametrize(
    ("steps", "seconds"),
    [
        ("1. Lift your heels. 10 times.", 4),
        ("1. Slowly lift your heels. 10 times.", 6),
        ("1. March in place. 10 times.", 1.5),
        ("1. Tap your toes. 10 times.", 1.5),
        ("1. Lift your right leg. Lower it. 10 times.", 4),
        ("1. Lift your arm, tempo 3-1-3. 10 times.", 7),
        ("1. Lift your arm. 3-1-3 tempo, 10 reps.", 7),
        ("1. Lift your heels. 2 seconds up, 3 seconds down. 10 times.", 5),
        ("1. Do 10 squeezes, 2 s each.", 2),
        ("1. 10 sit-to-stands", 5),
        ("1. Lift your arms. Turn to the right. Turn to the left. Lower your arms. 10 times.", 8),
    ],
)
def test_the_tempo_is_that_of_the_movement(steps: str, seconds: float) -> None:
    assert rounds_s(cues_of(steps))[2:] == [seconds] * 8


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.sampled_from(
        ["Tap your toes.", "Lift your heels.", "Slowly lift your right leg. Lower it."]
    ),
    st.integers(3, 60),
    st.integers(100, 160),
    st.floats(0.5, 2),
)
def test_the_rhythm_is_the_same_from_first_to_last_whatever_the_numbers_take(
    movement: str, times: int, rate: int, pace: float
) -> None:
    """Where a number does not fit the tempo, all of it is evenly slower; nothing overlaps."""
    cues = cues_of(f"1. {movement} {times} times.", rate=rate, pace=pace)
    counted = [cue for cue in cues if cue.round and cue.round > 2]
    each = [[c.length_ms for c in counted if c.round == n] for n in range(3, times + 1)]
    assert all(lengths == each[0] for lengths in each)
    assert all(estimate_speech_ms(cue.say, rate) <= cue.length_ms for cue in counted)


def test_a_sequence_too_long_to_know_by_heart_is_led_in_words() -> None:
    steps = "\n".join(
        f"{number}. {words}"
        for number, words in enumerate(
            ["Step your right foot forward.", "Bend your right knee.", "Raise your arms.",
             "Turn to the right.", "Step back.", "Repeat 4 times."], 1,
        )
    )  # fmt: skip
    words = said(cues_of(steps))
    assert words.count("Step your right foot forward.") == 4
    assert "Last one." in words


def test_going_down_to_the_floor_has_no_steady_tempo() -> None:
    words = said(cues_of("1. Stand tall.\n2. Lie down on your back, then stand up. 5 times."))
    assert "Three." not in words


def test_a_short_rest_between_counted_rounds_keeps_the_rhythm() -> None:
    cues = cues_of("1. Lift your heels. 5 times, rest 5 seconds between reps.")
    fourth = [cue for cue in cues if cue.round == 4 and cue.kind != "say"]
    assert [(c.kind, c.length_ms, c.say) for c in fourth] == [
        ("move", 4000, "Two more."),
        ("rest", 5000, "Rest."),
    ]


def test_alternating_rounds_count_on_one_side_and_name_the_other() -> None:
    cues = cues_of("1. Lift one foot, and lower it.\n2. Alternate feet, 5 times each.")
    late = [cue for cue in cues if cue.round and cue.round > 2]
    assert [(cue.kind, cue.length_ms, cue.say) for cue in late] == [
        ("move", 4000, "Three."),
        ("move", 4000, "Other side."),
        ("move", 4000, "Two more."),
        ("move", 4000, "Other side."),
        ("move", 4000, "Last one."),
        ("move", 4000, "Other side."),
    ]


def test_tones_tick_each_movement_and_twice_for_a_hold() -> None:
    steps = "1. Lift your hips.\n2. Hold for 5 seconds.\n3. Lower them.\n4. 4 times."
    cues = [cue for cue in cues_of(steps, counting="tones") if cue.round == 3]
    heard = [(cue.sound, cue.kind, cue.length_ms) for cue in cues]
    tick = (TICK, "chime", 240)
    assert heard == [
        tick, ("", "move", 1760),
        tick, tick, ("", "hold", 5000),
        tick, ("", "move", 1760),
    ]  # fmt: skip
    assert said(cues_of(steps, counting="tones"))[-1] == "Last one."


def test_without_counting_the_tempo_is_the_same() -> None:
    aloud, silent = (cues_of(SHRUGS, counting=each) for each in ("words", "none"))
    assert [cue.length_ms for cue in aloud] == [cue.length_ms for cue in silent]
    assert said(silent)[1:] == [
        "Shrug your shoulders up to your ears.",
        "Seven more.",
        "Shrug your shoulders up to your ears.",
        "Last one.",
    ]
