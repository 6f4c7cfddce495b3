"""The routines that come with voiceguide: read without a doubt, and as long as they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voiceguide.library import shipped
from voiceguide.loader import read_routine
from voiceguide.planning import doubts_of, plan

ROUTINES = sorted(shipped().glob("*.md"))
OWN_WRITING = [path for path in ROUTINES if path.stem != "middle-back"]


def test_there_are_eleven() -> None:
    assert len(ROUTINES) == 11


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_each_is_read_without_a_warning_and_says_what_it_is_for(path: Path) -> None:
    routine = read_routine(path)
    assert not routine.problems
    assert routine.about
    # Each time, round and rest is written: nothing had to be assumed.
    assert not [note for note in plan(routine).script.notes if "assumed" in note]


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_nothing_in_its_plan_is_doubtful(path: Path) -> None:
    assert not doubts_of(read_routine(path))


@pytest.mark.parametrize("path", OWN_WRITING, ids=lambda path: path.stem)
def test_each_warns_and_leads_out_of_what_is_held(path: Path) -> None:
    routine = read_routine(path)
    assert any(part.text.startswith("Caution: ") for part in routine.welcome)
    for pose in routine.poses:
        last = [part for part in pose.parts if part.kind not in ("side", "rounds")][-1]
        # Whoever holds something hears how to come out of it; rest needs no way out.
        held = last.kind == "hold" and last.text.startswith(("Hold", "Stay"))
        assert not held, pose.name


@pytest.mark.parametrize("path", OWN_WRITING, ids=lambda path: path.stem)
def test_each_lasts_as_long_as_it_says_and_tells_where_its_doses_come_from(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    stated = re.search(r"^> Length: (\d+) minutes\.$", text, re.MULTILINE)
    assert stated
    assert "\n> Doses: " in text
    length = plan(read_routine(path)).length_ms / 60_000
    assert 0.9 * int(stated[1]) < length <= int(stated[1])
