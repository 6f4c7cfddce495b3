"""Times in a welcome: led there where they are done there, else told or kept for the reader."""

import pytest

from voiceguide.planning import plan
from voiceguide.reading.reader import understand
from voiceguide.routine import Routine


def welcomed(words: str) -> Routine:
    return understand(f"# Morning\n{words}\n\n## Fold\n1. Fold forward for 20 seconds.\n", "w.md")


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("Sit quietly for one minute.", 60),
        ("To begin, take five slow breaths.", 40),
        ("Close your eyes and breathe for 30 seconds.", 30),
        ("March on the spot for a minute.", 60),
    ],
)
def test_what_is_done_before_the_first_pose_is_led_there(words: str, seconds: int):
    routine = welcomed(words)
    assert not routine.problems
    led = [cue for cue in plan(routine).script.cues if cue.kind in ("hold", "work")]
    first = [cue for cue in led if cue.pose is None]
    assert sum(cue.length_ms for cue in first) == seconds * 1000


@pytest.mark.parametrize(
    "words",
    [
        "Find a place where nobody disturbs you for 15 minutes.",
        "Take about 10 minutes for this.",
        "Hold poses for 30 seconds.",
        "Rest for 30 seconds between sets.",
    ],
)
def test_what_is_not_done_there_is_told(words: str):
    routine = welcomed(words)
    assert routine.problems
    assert all(part.kind == "plain" for part in routine.welcome)
