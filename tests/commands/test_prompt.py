"""What to ask a chatbot for: a routine written to it reads without a warning, and as meant."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from voiceguide.importing import prompt
from voiceguide.reading.reader import understand
from voiceguide.report import reading_json

PROMPTED = Path(__file__).parent / "prompted.md"
"""A routine as a chatbot answers the prompt: each of its rules is used, and nothing else."""
Run = Callable[..., Result]


def read(markdown: str) -> list[dict[str, Any]]:
    routine = understand(markdown, "x.md")
    assert not [str(problem) for problem in routine.problems]
    poses: list[dict[str, Any]] = reading_json("", routine)["poses"]
    return poses


def test_it_is_printed_and_needs_no_article(run: Run) -> None:
    result = run("import", "--prompt")
    assert result.exit_code == 0 and result.stdout == prompt() and not result.stderr


def test_it_is_one_short_page() -> None:
    lines = prompt().splitlines()
    assert len(lines) <= 66 and max(map(len, lines)) <= 100


def test_a_routine_written_to_it_is_read_without_a_warning(run: Run) -> None:
    result = run("check", PROMPTED, "--strict", "--json")
    assert result.exit_code == 0
    poses = json.loads(result.stdout)["poses"]
    assert not json.loads(result.stdout)["problems"]
    doses = {
        pose["name"]: (
            pose["sides"], pose["sets"][0], pose["rounds"][0],
            [(hold["low"], hold["unit"]) for hold in pose["holds"]],
            [(rest["low"], rest["between"]) for rest in pose["rests"]],
        )
        for pose in poses
    }  # fmt: skip
    assert doses == {
        "Easy Breathing": (1, 1, 6, [], []),
        "Marching": (1, 1, 1, [(60, "s")], []),
        "Neck Stretch": (2, 1, 1, [(30, "s")], []),
        "Sit to Stand": (1, 3, 30, [], [(45, "sets")]),
        "Clam": (2, 1, 12, [(3, "s")], []),
        "Knee to Chest": (2, 1, 1, [(5, "breaths")], []),
        "Child's Pose": (1, 1, 1, [(120, "s")], []),
        "Rest": (1, 1, 1, [(180, "s")], []),
    }
    assert not any(pose["assumed"] for pose in poses if pose["name"] != "Knee to Chest")


def test_it_is_led_as_it_was_meant(run: Run) -> None:
    said = run("plan", PROMPTED).stdout
    assert "Caution" not in said and "Tip" not in said
    for words in ("Stop if you feel dizzy.", "Rest for forty-five seconds.", "Last set."):
        assert words in said
    assert "Twice a day" not in said and "if you like" not in said


def test_its_own_example_is_read_without_a_warning() -> None:
    example = prompt().partition("For example:\n")[2]
    four, bridge = read(example)
    assert (four["sides"], four["holds"][0]["low"]) == (2, 45)
    assert (bridge["sets"], bridge["rounds"], bridge["rests"][0]["low"]) == ([2, 2], [16, 16], 30)


@pytest.mark.parametrize(
    "sentence",
    sorted(set(re.findall(r'"([A-Z][^"…]*\.)"', prompt().partition("For example")[0]))),
)
def test_each_sentence_that_it_asks_for_is_understood(sentence: str) -> None:
    steps = ["Lie on your back.", "Lift your right leg."]
    steps += ["Repeat on the other side."] if "both sides" in sentence else []
    (pose,) = read("\n".join(["## Leg", *(f"1. {step}" for step in [*steps, sentence])]))
    led = any(not hold["assumed"] for hold in pose["holds"])
    repeated = pose["rounds"] != [1, 1] or pose["sides"] == 2
    assert led or repeated or sentence == "Lower your leg."
