"""Sheets as their authors write them: read as they are meant, as long as their readers reckon."""

from __future__ import annotations

from pathlib import Path

import pytest

from voiceguide.planning import doubts_of, plan
from voiceguide.reading.reader import understand
from voiceguide.report import reading_json
from voiceguide.routine import Routine

SHEETS = Path(__file__).with_name("sheets")

# What a reader of the sheet reckons, in seconds with speech, before any plan was seen.
RECKONED_S = {
    "breathing": (450, 520),
    "knee-after-surgery": (950, 1400),
    "relaxation": (450, 520),
    "tabata": (1000, 1120),
    "yin": (1250, 1450),
}

ONCE = (1, 1, 1)
# Sides, rounds and sets of each pose, in order.
READ = {
    "breathing": [ONCE, (1, 15, 1), ONCE, (1, 4, 1), ONCE],
    "knee-after-surgery": [
        (1, 20, 1), (1, 20, 2), (1, 20, 2), (1, 30, 3), (1, 10, 1), (1, 5, 1), ONCE,
    ],
    "office-neck": [ONCE, (2, 1, 1), (1, 8, 1), (1, 2, 1), (2, 1, 1), (1, 10, 1), (1, 3, 1)],
    "relaxation": [ONCE] * 9,
    "tabata": [ONCE, (1, 8, 1), (1, 8, 1), (1, 8, 1), ONCE],
    "yin": [ONCE, (2, 1, 1), (2, 1, 1), ONCE, (2, 1, 1), ONCE],
}  # fmt: skip


def sheet(name: str) -> Routine:
    return understand((SHEETS / f"{name}.md").read_text(encoding="utf-8"), f"{name}.md")


@pytest.mark.parametrize("name", READ)
def test_a_sheet_is_read_as_it_is_meant(name: str):
    poses = reading_json("", sheet(name))["poses"]
    assert [(p["sides"], p["rounds"][0], p["sets"][0]) for p in poses] == READ[name]


@pytest.mark.parametrize("name", RECKONED_S)
def test_a_sheet_lasts_as_long_as_its_reader_reckons(name: str):
    least, most = RECKONED_S[name]
    assert least * 0.8 <= plan(sheet(name)).length_ms / 1000 <= most * 1.2


def test_a_sheet_that_lasts_longer_than_it_says_is_told():
    told = [problem.message for problem in doubts_of(sheet("office-neck"))]
    assert any("Five-minute" in message for message in told)
