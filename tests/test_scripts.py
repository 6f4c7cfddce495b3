"""The routines that come with voiceguide: read without a doubt, and as long as they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voiceguide.library import shipped
from voiceguide.loader import read_routine
from voiceguide.pipeline import plan

ROUTINES = sorted(shipped().glob("*.md"))
OWN_WRITING = [path for path in ROUTINES if path.stem != "middle-back"]


def test_there_are_eleven() -> None:
    assert len(ROUTINES) == 11


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_each_is_read_without_a_warning_and_says_what_it_is_for(path: Path) -> None:
    routine = read_routine(path)
    assert not routine.problems
    assert routine.about
    # "For a moment" is as long as it says; the article's rests are as bare as they were written.
    assumed = [note for note in plan(routine).script.notes if "assumed" in note]
    moments = [note for note in assumed if "a hold of three seconds" in note]
    assert path not in OWN_WRITING or assumed == moments


@pytest.mark.parametrize("path", OWN_WRITING, ids=lambda path: path.stem)
def test_each_lasts_as_long_as_it_says_and_tells_where_its_doses_come_from(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    stated = re.search(r"^> Length: (\d+) minutes\.$", text, re.MULTILINE)
    assert stated
    assert "\n> Doses: " in text
    length = plan(read_routine(path)).length_ms / 60_000
    assert 0.9 * int(stated[1]) < length < 1.02 * int(stated[1])
