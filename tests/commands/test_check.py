"""``voiceguide check``: what was understood, and every problem."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("short")


def test_check_strict_takes_warnings_for_errors(run: Run) -> None:
    Path("vague.md").write_text("## A\n1. Sit. One round takes 20 seconds.\n")
    assert run("check", "vague.md").exit_code == 0
    assert run("check", "vague.md", "--strict").exit_code == 1


def test_check_json_is_an_object_a_line(run: Run) -> None:
    Path("bad.md").write_text("## A\n1. Hold for 30.\n2. Stay for 3-5 breaths. Repeat twice.\n")
    result = run("check", "short", "bad.md", "--json")
    assert result.exit_code == 1
    good, bad = map(json.loads, result.stdout.splitlines())
    assert good["path"] == "scripts/short.md" and not good["problems"]
    assert good["poses"][0]["sides"] == 2
    assert good["poses"][0]["holds"] == [
        {"low": 2, "high": 2, "unit": "s", "qualifier": "exactly", "words": "2 seconds", "line": 6,
         "assumed": False, "work": False}
    ]  # fmt: skip
    assert good["poses"][1]["rounds"] == [2, 2]
    assert bad["poses"][0]["holds"][0]["qualifier"] == "range"
    assert bad["problems"][0] == {
        "line": 2,
        "column": 4,
        "severity": "error",
        "message": "hold has no unit",
        "hint": 'write "Hold for 30 seconds" or "Hold for 30 breaths"',
    }


def test_a_name_of_several_words_needs_no_quotes(run: Run) -> None:
    run("new", "Hips before bed")
    assert run("check", "Hips", "before", "bed").stdout.startswith("scripts/hips-before-bed.md: ")
    told = run("check", "short", "Hips", "before", "bed").stdout
    assert "scripts/short.md: " in told and "scripts/hips-before-bed.md: " in told
    # What is no name is told as `make` tells it.
    asked = ("Hips", "befor", "bed")
    hint = [line for line in run("make", *asked).stderr.splitlines() if line.startswith("hint")]
    assert hint[0] in run("check", *asked).stderr
    assert run("check", "short", "x" * 5000).exit_code == 1
