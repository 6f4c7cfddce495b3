"""What is led otherwise than the rest: quiet holds, the last round, sets by the clock."""

from __future__ import annotations

from itertools import pairwise

import pytest

from voiceguide.planning import plan
from voiceguide.reading.reader import understand
from voiceguide.script import Cue
from voiceguide.timeline import Timeline


def planned(text: str) -> Timeline:
    routine = understand(text, "x.md")
    assert not routine.problems
    return plan(routine)


def cues(text: str, kind: str) -> list[Cue]:
    return [cue for cue in planned(text).script.cues if cue.kind == kind and cue.pose is not None]


@pytest.mark.parametrize(
    "text",
    [
        "## Sit\n1. Sit.\n2. Hold for 2 minutes. [quiet]\n",
        "## Sit [quiet]\n1. Sit.\n2. Hold for 2 minutes.\n",
        "## Sit\n1. Sit.\n2. [2m, quiet]\n",
        "## Sit\n1. Sit.\n2. Stay here in silence for 2 minutes.\n",
    ],
)
def test_nothing_is_said_in_a_quiet_hold(text: str):
    assert [(cue.say, cue.length_ms) for cue in cues(text, "hold")] == [("", 120_000)]


def test_halfway_is_said_on_each_side():
    held = cues(
        "## Tree\n1. Lift your right foot.\n2. Hold for 60 seconds. Switch sides.\n", "hold"
    )
    assert [cue.side for cue in held if cue.say == "Halfway."] == ["right", "left"]


@pytest.mark.parametrize(
    ("steps", "lengths"),
    [
        ("Lift your heels 4 times, holding the last one for 30 seconds.", [30]),
        ("Tilt. Hold for 10 s. Repeat 3 times, holding the last for 30 s.", [10, 10, 30]),
        ("Lift. Lower. Repeat 5 times. On the final lift, hold for 12 seconds.", [12]),
    ],
)  # fmt: skip
def test_the_last_round_has_a_hold_of_its_own(steps: str, lengths: list[int]):
    timeline = planned(f"## Pose\n1. Stand.\n2. {steps}\n")
    held = [each for each in timeline.script.cues if each.kind == "hold"]
    by_round: dict[int | None, int] = {}
    for cue in held:
        by_round[cue.round] = by_round.get(cue.round, 0) + cue.length_ms
    assert [ms // 1000 for ms in by_round.values()] == lengths
    assert max(number or 0 for number in by_round) == max(cue.round or 0 for cue in held)


def test_sets_by_the_clock_begin_a_minute_apart():
    text = "## Squats\n1. Stand.\n2. Every minute on the minute for 4 minutes, do 6 squats.\n"
    timeline = planned(text)
    starts: dict[int, int] = {}
    for timed in timeline.cues:
        if timed.cue.set:
            starts.setdefault(timed.cue.set, timed.start_ms)
    assert len(starts) == 4
    assert all(two - one == 60_000 for one, two in pairwise(starts.values()))


def test_more_than_a_minute_has_room_for_is_told():
    text = "## Squats\n1. Stand.\n2. EMOM 10: 50 squats\n"
    assert understand(text, "x.md").problems


def test_steps_that_are_named_are_done_again_where_they_are_named():
    text = "## Salute\n1. Inhale and reach up.\n2. Exhale and fold.\n3. Same as step 1.\n"
    led = [cue.say for cue in planned(text).script.cues if cue.kind in ("inhale", "exhale")]
    assert led == ["Inhale and reach up.", "Exhale and fold.", "Inhale and reach up."]


def test_a_rest_parts_the_rounds_of_all_poses():
    welcome = "Do the circuit 3 times, resting for a minute between rounds."
    text = f"# C\n{welcome}\n\n## A\n1. Do 4 squats.\n"
    rests = [cue.length_ms for cue in planned(text).script.cues if cue.kind == "rest"]
    assert sum(rests) == 2 * 60_000
