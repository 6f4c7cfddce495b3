"""``voiceguide show``: what is inside a session."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("short")


def test_make_then_show(run: Run) -> None:
    result = run("make")
    assert result.exit_code == 0, result.stderr
    assert "\noutput/short.mp3: " in result.stdout
    assert "Neck roll (2 sides)" in result.stdout
    assert "Shoulder shrug (2 rounds)" in result.stdout
    shown = run("show", "output/short.mp3", "--json")
    planned = json.loads(run("plan", "short", "--json").stdout)
    measured = json.loads(shown.stdout)
    assert measured["measured"] is True
    for timeline in (measured, planned):
        del timeline["measured"], timeline["length_ms"]
        for each in (*timeline["poses"], *timeline["cues"]):
            del each["start_ms"], each["end_ms"]
    assert measured == planned
    assert "Chapters" in run("show", "output/short.mp3").stdout
