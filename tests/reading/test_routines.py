"""Folders of good and bad routines, with what is read in them, planned of them, or told of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.planning import plan
from voiceguide.problems import VoiceguideError
from voiceguide.reading.reader import read, read_text, understand
from voiceguide.report import plan_lines, reading_lines

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "scripts" / "middle-back.md"
GOOD = [*sorted((HERE / "good").glob("*.md")), SHIPPED]
BAD = sorted((HERE / "bad").glob("*.md"))
Golden = Callable[[Path, str], None]


def golden_of(path: Path, kind: str) -> Path:
    return HERE / "good" / f"{path.stem}.{kind}.txt"


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_what_is_understood(path: Path, golden: Golden) -> None:
    routine = read_text(path.read_text(encoding="utf-8"), path.name)
    lines = [routine.title, *reading_lines(routine), *map(str, routine.problems)]
    golden(golden_of(path, "check"), "\n".join(lines) + "\n")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_what_is_planned(path: Path, golden: Golden) -> None:
    routine = read_text(path.read_text(encoding="utf-8"), path.name)
    golden(golden_of(path, "plan"), "\n".join(plan_lines(plan(routine))) + "\n")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_what_is_wrong(path: Path, golden: Golden) -> None:
    routine = understand(path.read_text(encoding="utf-8"), path.name)
    assert routine.problems
    golden(path.with_suffix(".txt"), "\n".join(map(str, routine.problems)) + "\n")


def test_every_problem_of_a_file_is_told_at_once() -> None:
    with pytest.raises(VoiceguideError) as caught:
        read(HERE / "bad" / "numbers.md")
    assert len(caught.value.problems) == 7


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"## A\n1. Sit\0 tall.\n", "not a text file"),
        (b"## A\n1. Sit tall \xff.\n", "x.md:2:13: this is not UTF-8 text"),
        (b"\xff\xd8\xff\xe0\0\0", "not a text file"),
        (b"x" * 1_000_001, "too large"),
    ],
    ids=["nul", "latin", "picture", "large"],
)
def test_a_file_that_is_no_text(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(content)
    with pytest.raises(VoiceguideError, match=told):
        read(path)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(VoiceguideError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(VoiceguideError, match="there is no file"):
        read(tmp_path / "none.md")


def test_windows_line_ends_and_marks_of_order_change_nothing() -> None:
    source = SHIPPED.read_text(encoding="utf-8")
    same = "\ufeff" + source.replace("\n", "\r\n")
    assert read_text(same, "x.md") == read_text(source, "x.md")


PIECES = """---
## Pose
# Title
1. Inhale. Hold for 5 breaths.
2. Repeat 3 times.
Switch sides.
> note
<!--
-->
title: x
- [5x]
##
[30s each side]
**
[a](b)
3. Repeat steps 1-2 on the other side.
Repeat it twice.""".splitlines()
LINES = st.lists(st.one_of(st.text(max_size=60), st.sampled_from(PIECES)), max_size=25)


@given(LINES)
def test_reading_never_fails(lines: list[str]) -> None:
    source = "\n".join(lines)
    routine = understand(source, "x.md")
    for problem in routine.problems:
        assert str(problem)
    if routine.poses and not any(p.severity == "error" for p in routine.problems):
        plan(routine, long=True)


@given(LINES)
def test_places_point_into_the_text(lines: list[str]) -> None:
    source = "\n".join(lines)
    rows = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    routine = understand(source, "x.md")
    for problem in routine.problems:
        assert problem.place is None or 1 <= problem.place.line <= len(rows)
    for pose in routine.poses:
        for part in (*pose.intro, *pose.parts):
            place = part.place
            assert place is not None
            assert 1 <= place.column <= len(rows[place.line - 1]) + 1
