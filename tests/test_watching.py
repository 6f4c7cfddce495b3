"""The watch is driven by what each look finds; nothing here waits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from voiceguide.cli import main
from voiceguide.commands import make as making
from voiceguide.watching import Marks, marks_of, watch

A, B = Path("a.md"), Path("b.md")


def at(**versions: int) -> Marks:
    return {Path(f"{name}.md"): (1, version, 10) for name, version in versions.items()}


def watched(looks: list[Marks]) -> list[list[Path] | str]:
    """Give what is done, in order, until there is nothing left to see."""
    coming: Iterator[Marks] = iter(looks)
    done: list[list[Path] | str] = []

    def look() -> Marks:
        try:
            return next(coming)
        except StopIteration:
            raise KeyboardInterrupt from None

    with pytest.raises(KeyboardInterrupt):
        watch(look, done.append, lambda: done.append("wait"))
    return done


def test_all_are_made_at_first_and_nothing_while_nothing_is_saved():
    assert watched([at(a=1, b=1)] * 3) == [[A, B], "wait", "wait"]


def test_a_save_makes_that_file_again():
    assert watched([at(a=1, b=1), at(a=1, b=2), at(a=1, b=2)]) == [[A, B], "wait", [B]]


def test_a_save_while_it_is_made_is_seen_at_once():
    # The mark is taken before the making begins, and looked at again as soon as it ends.
    assert watched([at(a=1), at(a=2), at(a=2), at(a=3), at(a=3)]) == [
        [A], "wait", [A], "wait", [A],
    ]  # fmt: skip


def test_a_file_still_being_written_is_let_finish():
    looks = [at(a=1), at(a=2), at(a=3), at(a=4), at(a=4), at(a=4), at(a=4)]
    assert watched(looks) == [[A], "wait", "wait", [A], "wait", "wait"]


def test_an_editor_that_puts_a_new_file_in_its_place():
    assert watched([at(a=1), {}, {}, at(a=2), at(a=2)]) == [[A], "wait", "wait", "wait", [A]]


def test_a_file_that_comes_back_as_it_was_is_not_made():
    assert watched([at(a=1), {}, at(a=1), at(a=1)]) == [[A], "wait", "wait", "wait"]


def test_a_new_file_is_made():
    assert watched([at(a=1), at(a=1, b=1), at(a=1, b=1)]) == [[A], "wait", [B]]


def test_what_is_no_longer_there_has_no_mark(tmp_path: Path):
    path = tmp_path / "a.md"
    assert marks_of([path]) == {}
    path.write_text("1")
    before = marks_of([path])
    assert before
    # The same length and time, in a new file: what many editors do.
    new = tmp_path / "new"
    new.write_text("2")
    about = path.stat()
    os.utime(new, ns=(about.st_atime_ns, about.st_mtime_ns))
    new.replace(path)
    assert marks_of([path]) != before


GOOD = "## Rest\n1. Rest for 5 seconds.\n"
LONGER = "## Rest\n1. Rest for 9 seconds.\n"
WRONG = "## Rest\n1. Hold for 30.\n"


def test_a_routine_becomes_wrong_and_right_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    routine, session = Path("scripts/rest.md"), Path("output/rest.mp3")
    routine.parent.mkdir()
    routine.write_text(GOOD)
    sizes = []
    steps = [WRONG, None, LONGER, "", None, GOOD]

    def moment(_: float) -> None:
        """Save the next text at every other look, so that each is seen to have settled."""
        if not session.exists() or not steps:
            raise KeyboardInterrupt
        moment.calls += 1  # type: ignore[attr-defined]
        if moment.calls % 4 == 1:  # type: ignore[attr-defined]
            sizes.append(session.stat().st_size)
            text = steps.pop(0)
            if text is None:
                routine.unlink()
            else:
                new = Path("scripts/new~")
                new.write_text(text)
                new.replace(routine)

    moment.calls = 0  # type: ignore[attr-defined]
    monkeypatch.setattr(making.time, "sleep", moment)
    result = CliRunner().invoke(main, ["make", "rest", "--watch"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "rest.md:2:4: hold has no unit" in result.stderr
    assert "the file is empty" in result.stderr
    assert result.stderr.rstrip().endswith("no longer watching")
    # Good, then twice wrong with the good file left, then longer, then empty with that left.
    assert sizes[0] == sizes[1] == sizes[2] < sizes[3] == sizes[4] == sizes[5]
    assert result.stdout.count("output/rest.mp3: ") == 2
    assert [path.name for path in session.parent.iterdir()] == ["rest.mp3"]


def test_an_mp3_is_not_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("a.mp3").write_bytes(b"")
    result = CliRunner().invoke(main, ["make", "a.mp3", "--watch"])
    assert result.exit_code == 2 and "--watch" in result.stderr


def test_routines_that_are_new_in_the_folder_are_made_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    Path("scripts").mkdir()
    Path("scripts/a.md").write_text(GOOD)
    calls = []

    def moment(_: float) -> None:
        calls.append(sorted(path.name for path in Path("output").iterdir()))
        if len(calls) == 1:
            Path("scripts/b.md").write_text(GOOD)
        if len(calls) > 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(making.time, "sleep", moment)
    CliRunner().invoke(main, ["make", "--watch", "--quiet"], catch_exceptions=False)
    assert calls[0] == ["a.mp3"] and calls[-1] == ["a.mp3", "b.mp3"]


def watch_while(monkeypatch: pytest.MonkeyPatch, saves: list[tuple[Path, str]], *words: str) -> str:
    """Watch, save each text at its turn, and give all that is printed."""
    monkeypatch.setattr(making.time, "sleep", moment_after(saves))
    result = CliRunner().invoke(main, ["make", *words, "--watch"], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def moment_after(saves: list[tuple[Path, str]]):
    calls = 0

    def moment(_: float) -> None:
        nonlocal calls
        calls += 1
        if calls % 4 == 1:
            if not saves:
                raise KeyboardInterrupt
            path, text = saves.pop(0)
            path.write_text(text)

    return moment


def test_what_a_routine_takes_in_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    folder = Path("scripts")
    folder.mkdir()
    (folder / "deep.md").write_text(GOOD.replace("Rest\n", "Deep\n", 1))
    (folder / "warm.md").write_text(GOOD + "\ninclude: deep\n")
    (folder / "day.md").write_text(GOOD + "\ninclude: warm\n")
    saves = [
        (folder / "warm.md", LONGER + "\ninclude: deep\n"),
        (folder / "deep.md", WRONG),
        (folder / "deep.md", LONGER),
    ]
    told = watch_while(monkeypatch, saves, "day")
    assert told.count("output/day.mp3: ") == 3
    assert "deep.md:2:4: hold has no unit" in told


def test_a_clients_file_and_the_routines_of_its_poses_are_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "scripts/day.md": GOOD,
        "scripts/other.md": "## Sit\n1. Sit. Hold for 5 seconds.\n",
        "clients/anna.toml": 'poses = ["Rest", "other:Sit"]\n',
    }.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text)
    saves = [
        (Path("scripts/other.md"), "## Sit\n1. Sit. Hold for 9 seconds.\n"),
        (Path("clients/anna.toml"), 'poses = ["Rest"]\n'),
        (Path("scripts/other.md"), "## Sit\n1. Sit. Hold for 7 seconds.\n"),
    ]
    told = watch_while(monkeypatch, saves, "day", "--for", "anna")
    # The last save is of a routine that the client no longer has poses of.
    assert told.count("output/day-anna.mp3: ") == 3
