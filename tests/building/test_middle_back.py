"""The whole script of the middle-back routine, pinned as text."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from middle_back import ROUTINE

from voiceguide.building.builder import build
from voiceguide.building.pacing import Pacing

PINNED = Path(__file__).with_name("middle_back_script.txt")


def as_text() -> str:
    """Give the script as a person reads it: under each pose its cues, with lengths in seconds."""
    script = build(ROUTINE, Pacing())
    lines = []
    for pose, cues in groupby(script.cues, key=lambda cue: cue.pose):
        lines += ["", "" if pose is None else f"== {script.poses[pose].name}"]
        for cue in cues:
            where = " ".join(filter(None, (cue.side, cue.round and str(cue.round))))
            length = f"{cue.length_ms / 1000:g}" if cue.length_ms else ""
            lines.append(f"{where:8}{cue.kind:8}{length:>5}  {cue.say}".rstrip())
    return "\n".join([*lines[2:], "", *script.notes, ""])


def test_the_script_of_the_middle_back_routine(golden):
    golden(PINNED, as_text())


def test_the_figures_of_the_middle_back_routine():
    script = build(ROUTINE, Pacing())
    assert [(pose.name, pose.sides, pose.rounds) for pose in script.poses] == [
        ("Cat-Cow", 1, 6),
        ("Passive Backbend", 1, 1),
        ("Seated Twist", 2, 1),
        ("Cobra", 1, 3),
        ("Bridge", 1, 4),
    ]

    def held(pose: int) -> int:
        return sum(cue.length_ms for cue in script.cues if cue.pose == pose and cue.kind == "hold")

    assert [held(pose) for pose in range(5)] == [0, 180_000, 2 * 40_000, 3 * 16_000, 4 * 48_000]
    rhythm = [cue for cue in script.cues if cue.pose == 0 and (cue.round or 0) >= 2]
    assert [cue.length_ms for cue in rhythm] == [3500, 4500] * 5
    assert {cue.kind for cue in rhythm} == {"inhale", "exhale"}
