"""A session of the length that was asked for: in which order it is brought there, and how it ends.

Each routine here is a few lines; the shipped ones are asked for every minute that they can last.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voiceguide.fitting.fit import WITHIN_MS
from voiceguide.library import shipped
from voiceguide.loader import parse_routine, read_routine
from voiceguide.planning import plan, planned
from voiceguide.problems import VoiceguideError
from voiceguide.settings import SETTINGS, Settings

TWO = """\
## Cobra
1. Lie on your stomach and lift your chest.
2. Hold for 4-10 breaths. Release.

## Child
1. Kneel and fold forward.
2. Stay here for a while.
3. Repeat on the other side if you like.

## Plank
1. Come to your hands and knees.
2. Hold for 30 seconds. Release.
"""


def asked(text: str, length: str, **more: object):
    settings = Settings(length=length, **more)
    return planned(parse_routine(text), settings)


def told(text: str, length: str, **more: object) -> str:
    with pytest.raises(VoiceguideError) as caught:
        asked(text, length, **more)
    return str(caught.value)


def lasts(text: str, **more: object) -> int:
    return plan(parse_routine(text), Settings(**more)).length_ms // 1000


def test_ranges_go_first_then_what_is_assumed_then_what_is_optional() -> None:
    usual = lasts(TWO)
    ways = [
        (10, ["ranges"]),
        (40, ["ranges", "assumed times"]),
        (-20, ["ranges"]),
        (-35, ["ranges", "assumed times"]),
        (lasts(TWO, optional=True) - usual + 25, ["optional parts led, too", "ranges"]),
    ]
    for seconds, steps in ways:
        found = asked(TWO, f"{usual + seconds}s")
        assert abs(found.timeline.length_ms - 1000 * (usual + seconds)) <= WITHIN_MS
        named = [re.split(r" (?:\d+ %|at) ", step)[0] for step in found.steps]
        assert [step for step in named if not step.startswith("pauses")] == steps, seconds


def test_what_is_written_as_one_time_stays() -> None:
    for seconds in (-40, 0, 70):
        script = asked(TWO, f"{lasts(TWO) + seconds}s").timeline.script
        held = [cue.length_ms for cue in script.cues if cue.kind == "hold" and cue.pose == 2]
        assert sum(held) == 30_000


def test_at_least_is_never_less_and_never_more_than_twice() -> None:
    text = "## Child\n1. Kneel.\n2. Rest for at least 60 seconds.\n"
    usual = lasts(text)
    assert "the shortest it can is" in told(text, f"{usual - 5}s")
    found = asked(text, f"{usual + 64}s")
    held = [cue.length_ms for cue in found.timeline.script.cues if cue.kind == "hold"]
    assert sum(held) == 120_000
    assert "the longest it can is" in told(text, f"{usual + 120}s")


def test_up_to_is_never_more() -> None:
    text = "## Child\n1. Kneel.\n2. Stay for up to 60 seconds.\n"
    assert "the longest it can is" in told(text, f"{lasts(text) + 60}s")
    assert asked(text, f"{lasts(text) - 20}s")


def test_seconds_are_round_and_breaths_whole() -> None:
    text = TWO.replace("30 seconds", "25-55 seconds")
    for seconds in range(-30, 45, 7):
        found = asked(text, f"{lasts(text) + seconds}s")
        words = " ".join(found.timeline.script.words())
        said = re.findall(r"Hold for (\S+) seconds", words)
        assert said and all("five" in each or each.endswith("ty") for each in said)


DROP = """\
## Cobra
1. Lie on your stomach.
2. Hold for 4 breaths.

## Bridge (optional)
1. Lie on your back.
2. Hold for 60 seconds.

## Twist (optional)
1. Lie on your back.
2. Hold for 60 seconds.
"""


def test_a_pose_marked_optional_is_left_out_unless_asked_for() -> None:
    assert [pose.name for pose in plan(parse_routine(DROP)).script.poses] == ["Cobra"]
    every = plan(parse_routine(DROP), Settings(optional=True))
    assert [pose.name for pose in every.script.poses] == ["Cobra", "Bridge", "Twist"]
    assert "Bridge: left out as optional" in plan(parse_routine(DROP)).script.notes


def test_with_drop_as_many_optional_poses_are_led_as_fit() -> None:
    every, none = lasts(DROP, optional=True), lasts(DROP)
    middle = (every + none) // 2
    assert "the nearest that it can are" in told(DROP, f"{middle}s")
    found = asked(DROP, f"{middle}s", fit="drop")
    assert [pose.name for pose in found.timeline.script.poses] == ["Cobra", "Bridge"]
    assert found.steps[:2] == ("optional parts led, too", "left out: Twist")


def test_with_repeat_poses_are_led_once_more_before_the_final_rest() -> None:
    text = TWO + "\n## Final rest\n1. Lie down and rest for 60 seconds.\n"
    found = asked(text, f"{2 * lasts(text)}s", fit="repeat", optional=False)
    names = [pose.name for pose in found.timeline.script.poses]
    assert names[:4] == ["Cobra", "Child", "Plank", "Cobra, round 2"]
    assert names[-1] == "Final rest" and names.count("Final rest") == 1
    assert "Last round." in {*found.timeline.script.words()} or "Second round." in {
        *found.timeline.script.words()
    }


def test_a_circuit_is_gone_round_once_more() -> None:
    text = "Do the circuit twice.\n\n" + TWO
    found = asked(text, f"{round(1.5 * lasts(text))}s", fit="repeat")
    assert found.steps[0] == "all poses led 3 times" or "optional" in found.steps[0]


def test_an_optional_part_stays_out_where_the_routine_says_so() -> None:
    text = f"---\noptional: no\n---\n{TWO}"
    assert "the longest it can is" in told(text, f"{lasts(TWO) + 200}s")


def test_a_routine_states_its_own_length() -> None:
    length = lasts(TWO) + 30
    text = f"---\nlength: {length // 60}:{length % 60:02}\n---\n{TWO}"
    assert abs(lasts(text) - length) <= 2


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("20", 1_200_000),
        ("20m", 1_200_000),
        ("20 min", 1_200_000),
        ("20 minutes", 1_200_000),
        ("20:00", 1_200_000),
        ("90s", 90_000),
        ("1h", 3_600_000),
        ("1h 30m", 5_400_000),
        ("1:30:00", 5_400_000),
        ("2.5", 150_000),
        (20, 1_200_000),
        (1_200_000, 1_200_000),
    ],
)
def test_lengths_as_they_are_written(text: object, ms: int) -> None:
    assert SETTINGS["length"].read(text) == ms
    assert Settings(length=SETTINGS["length"].read(text)).length == ms


@pytest.mark.parametrize("text", ["", "long", "20x", "20:75", "-5", "0", "1s", "101h", "m", ":"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        SETTINGS["length"].read(text)


def test_a_gap_that_an_assumed_round_leaves_is_closed_by_ranges() -> None:
    # One round more of both sides takes nearly three minutes.
    made = planned(read_routine(shipped() / "middle-back.md"), Settings(length="30:54"))
    assert abs(made.timeline.length_ms - 1_854_000) <= WITHIN_MS
    assert [step.split()[0] for step in made.steps[:3]] == ["optional", "ranges", "assumed"]


@pytest.mark.parametrize("optional", [False, None])
@pytest.mark.parametrize("path", sorted(shipped().glob("*.md")), ids=lambda path: path.stem)
def test_a_shipped_routine_lasts_every_minute_between_its_ends(
    path: Path, optional: bool | None
) -> None:
    routine = read_routine(path)
    ends = []
    for length in ("30s", "5h"):
        with pytest.raises(VoiceguideError) as caught:
            plan(routine, Settings(length=length, optional=optional))
        found = re.search(r"(?:shortest|longest) it can is ([\d:]+)", str(caught.value))
        assert found
        ends.append(found[1])
    # The ends that are told can be had, and each minute between them.
    shortest, longest = (SETTINGS["length"].read(end) for end in ends)
    minutes = range(-(-shortest // 60_000), longest // 60_000 + 1)
    for wanted in (shortest, *(60_000 * minute for minute in minutes), longest):
        made = plan(routine, Settings(length=wanted, optional=optional))
        assert abs(made.length_ms - wanted) <= WITHIN_MS
