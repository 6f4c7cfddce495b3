"""What is said between poses and at the end of holds, where it is asked for otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import pacings, routines

from voiceguide.building.builder import build
from voiceguide.building.pacing import Pacing
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.english.starting import position_words
from voiceguide.library import shipped
from voiceguide.loader import parse_routine, read_routine
from voiceguide.planning import plan
from voiceguide.report import plan_lines
from voiceguide.settings import SETTINGS, Settings
from voiceguide.timeline import lay_out

TEXT = """\
## Cobra
1. Lie on your stomach, on a mat.
2. Lift your chest. Hold for 60 seconds, then release.

## Band pull
1. Take a band.
2. Stand tall, and pull it. Hold for 12 seconds.
"""


def cues(text: str = TEXT, **asked: object):
    return plan(parse_routine(text), Settings(**asked)).script.cues


def said(text: str = TEXT, **asked: object) -> list[str]:
    return [cue.say for cue in cues(text, **asked) if cue.say]


def holds(pose: int, **asked: object) -> list[tuple[str, int]]:
    return [
        (cue.say, cue.length_ms) for cue in cues(**asked) if cue.kind == "hold" and cue.pose == pose
    ]


WAYS = {
    "usual": {},
    "ready-20s": {"ready": "20s"},
    "announce-next": {"announce": "next"},
    "ready-20s-announce-next": {"ready": "20s", "announce": "next"},
    "end-words": {"end": "words"},
    "end-count": {"end": "count"},
    "end-chime": {"end": "chime"},
    "end-none": {"end": "none"},
    "no-halfway": {"halfway": False},
    "end-none-no-halfway": {"end": "none", "halfway": False},
}


@pytest.mark.parametrize("name", WAYS)
def test_each_way_cue_by_cue(name: str, golden: Callable[[Path, str], None]) -> None:
    timeline = plan(parse_routine(TEXT), Settings(**WAYS[name]))
    golden(
        Path(__file__).parent / "between" / f"{name}.txt", "\n".join([*plan_lines(timeline), ""])
    )


def test_as_usual_nothing_is_otherwise() -> None:
    usual = Settings(ready=0, announce="name", end="words", halfway=True)
    routine = read_routine(shipped() / "middle-back.md")
    assert plan(routine, usual) == plan(routine)


def test_there_is_time_to_get_ready_with_what_is_needed() -> None:
    words = said(ready="20s")
    at = words.index("You will need a mat and a band.")
    assert words[at + 1] == "Take twenty seconds to get ready."
    led = [cue for cue in cues(ready=20, chime="none") if cue.kind == "pause"]
    silent = [cue for cue in led if cue.length_ms == 20_000]
    assert [(cue.kind, cue.pose) for cue in silent] == [("pause", None)]
    # A pace stretches what a body needs, not what was asked for in seconds.
    assert any(cue.length_ms == 20_000 for cue in cues(ready=20, pace="slow", chime="none"))


def test_what_the_welcome_names_is_not_said_again() -> None:
    words = said(f"You will need a mat.\n\n{TEXT}", ready=5)
    assert "You will need a band." in words and "Take five seconds to get ready." in words


def test_the_next_pose_is_told_before_the_pause() -> None:
    words = said(announce="next")
    assert "First: Cobra, lying on your stomach." in words
    assert "Last: Band pull, standing." in words
    assert words.count("Cobra.") == words.count("Band pull.") == 1
    told = next(at for at, cue in enumerate(cues(announce="next")) if cue.say.startswith("Last:"))
    before, after = cues(announce="next")[told], cues(announce="next")[told + 1]
    assert (before.pose, after.kind) == (0, "pause")


def test_the_end_of_a_hold_is_counted_down_within_it() -> None:
    led = holds(0, end="count")
    assert [word for word, _ in led[-5:]] == ["Five.", "Four.", "Three.", "Two.", "One."]
    assert {ms for _, ms in led[-5:]} == {1000} and sum(ms for _, ms in led) == 60_000
    assert "Ten more seconds." not in said(end="count")
    assert holds(1, end="count") == [("", 12_000)]


def test_a_voice_too_slow_to_count_in_seconds_says_it_in_words() -> None:
    assert "Ten more seconds." in said(end="count", rate=100) or "Five." in said(
        end="count", rate=100
    )
    for rate in (100, 120, 180):
        for cue in cues(end="count", rate=rate):
            if cue.kind == "hold" and cue.say in ("Five.", "Three."):
                assert estimate_speech_ms(cue.say, rate) <= cue.length_ms


def test_a_soft_tone_ends_it_and_leaves_it_as_long() -> None:
    led = cues(end="chime", chime="none")
    tones = [at for at, cue in enumerate(led) if cue.sound == "[tick]"]
    assert len(tones) == 2
    assert all(led[at - 1].kind == "hold" for at in tones)
    assert sum(ms for _, ms in holds(0, end="chime")) == 60_000
    assert "Ten more seconds." not in said(end="chime")


def test_nothing_tells_of_the_end_or_of_the_middle_if_so_asked() -> None:
    assert "Halfway." in said() and "Halfway." not in said(halfway=False)
    words = said(end="none", halfway=False)
    assert not {"Ten more seconds.", "Last breath.", "Halfway."} & {*words}


@pytest.mark.parametrize(
    ("sentence", "position"),
    [
        ("Come onto your hands and knees.", "on your hands and knees"),
        ("Lie on your belly.", "lying on your stomach"),
        ("Lie down on your left side.", "lying on one side"),
        ("Lie face down.", "lying on your stomach"),
        ("Lie down.", "lying down"),
        ("Kneel.", "kneeling"),
        ("Sit back on your heels.", "kneeling"),
        ("Sit on a chair.", "sitting on a chair"),
        ("Sit tall.", "sitting"),
        ("Stand with your feet apart.", "standing"),
        ("Lift your arms.", ""),
    ],
)
def test_positions_are_named(sentence: str, position: str) -> None:
    assert position_words(sentence) == position


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("20", 20), ("20s", 20), ("1m", 60), ("1:30", 90), (15, 15), ("0", 0)],
)
def test_time_to_get_ready_as_it_is_written(text: object, seconds: int) -> None:
    assert SETTINGS["ready"].read(text) == seconds


@settings(max_examples=40, deadline=None, derandomize=True)
@given(routines(), pacings(), st.sampled_from(["words", "count", "chime", "none"]), st.booleans())
def test_no_way_to_end_a_hold_changes_its_length(routine, pacing: Pacing, end, halfway) -> None:
    def lengths(some: Pacing) -> dict[int | None, int]:
        timeline = lay_out(
            build(routine, some),
            lambda say: estimate_speech_ms(say, some.rate),
            measured=False,
        )
        held: dict[int | None, int] = {}
        for timed in timeline.cues:
            if timed.cue.kind == "hold":
                length_ms = timed.end_ms - timed.start_ms
                held[timed.cue.line] = held.get(timed.cue.line, 0) + length_ms
        return held

    assert lengths(pacing._replace(end=end, halfway=halfway)) == lengths(pacing)
