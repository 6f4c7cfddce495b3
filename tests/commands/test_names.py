"""Two sessions of one routine never take each other's place, and captions are of their session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from voiceguide.session.captions import CAPTIONS
from voiceguide.session.file import read_session

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("short")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("", "short"),
        ("--pace slow", "short-slow"),
        ("--pace 1.1", "short-pace-1.1"),
        ("--pace normal", "short"),
        ("--skip Neck", "short-without-neck-roll"),
        ("--pose 2", "short-only-shoulder-shrug"),
        ("--pose 2 --pose 1 --pace fast", "short-only-shoulder-shrug-neck-roll-fast"),
        ("--length 1:52", "short-1m52s"),
        ("--hold 2", "short"),
    ],
)
def test_another_session_has_a_name_of_its_own(run: Run, asked: str, name: str) -> None:
    result = run("make", "short", *asked.split())
    assert result.exit_code == 0, result.stderr
    assert [path.name for path in Path("output").iterdir()] == [f"{name}.mp3"]


def test_what_the_routine_says_itself_is_no_other_session(run: Run, short: Path) -> None:
    text = short.read_text(encoding="utf-8")
    short.write_text(text.replace("---\ntitle", "---\npace: slow\ntitle"), encoding="utf-8")
    run("make", "short", "--pace", "slow", "--quiet")
    run("make", "short", "--pace", "normal", "--quiet")
    assert {path.stem for path in Path("output").iterdir()} == {"short", "short-normal"}


def test_so_many_poses_that_no_name_holds_them_still_have_one_each(run: Run, short: Path) -> None:
    poses = [f"## A rather long name of a pose, number {n}\n1. Sit.\n" for n in range(6)]
    short.write_text("\n".join(poses), encoding="utf-8")
    for last in ("5", "6"):
        names = [word for n in ("1", "2", "3", "4", last) for word in ("--pose", n)]
        assert run("make", "short", *names, "--quiet").exit_code == 0
    made = [path.name for path in Path("output").iterdir()]
    assert len(made) == 2 and all(len(name) < 100 for name in made)


def test_a_session_is_made_again_in_its_place(run: Run) -> None:
    run("make", "short", "--skip", "Neck", "--quiet")
    (path,) = Path("output").iterdir()
    assert run("make", path, "--pace", "slow", "--quiet").exit_code == 0
    assert list(Path("output").iterdir()) == [path]
    assert read_session(path).settings["pace"] == 1.25


def test_out_names_places_for_many(run: Run, short: Path) -> None:
    short.with_name("other.md").write_bytes(short.read_bytes())
    assert run("make", "--out", "a/{routine}/{title}.mp3", "--quiet").exit_code == 0
    assert Path("a/short/two-stretches.mp3").is_file()
    assert Path("a/other/two-stretches.mp3").is_file()
    assert run("make", "--out", "b/{routine}/", "--pace", "slow", "--quiet").exit_code == 0
    assert Path("b/other/other-slow.mp3").is_file()


def test_a_title_of_its_own_stays_when_it_is_made_again(run: Run) -> None:
    run("make", "short", "--title", "For a  Monday", "--quiet")
    run("make", "output/short.mp3", "--pace", "slow", "--quiet")
    session = read_session(Path("output/short.mp3"))
    assert session.title == "For a Monday"
    assert "Welcome to For a Monday." in {*session.timeline.script.words()}
    assert run("plan", "short", "--title", " ").exit_code == 2


def test_captions_beside_it_are_never_stale(run: Run) -> None:
    run("make", "short", "--captions", "vtt,lrc,txt,json", "--quiet")
    before = {path.name: path.read_bytes() for path in Path("output").iterdir()}
    run("make", "short", "--hold", "5", "--quiet")
    timeline = read_session(Path("output/short.mp3")).timeline
    for kind, each in CAPTIONS.items():
        text = Path(f"output/short.{kind}").read_text(encoding="utf-8")
        assert text == each.text(timeline)
    assert before["short.vtt"] != Path("output/short.vtt").read_bytes()


def test_what_a_person_wrote_beside_a_session_is_theirs(run: Run) -> None:
    run("make", "short", "--captions", "txt", "--quiet")
    mine = Path("output/short.txt")
    mine.write_text(f"{mine.read_text(encoding='utf-8')}Bring a towel.\n", encoding="utf-8")
    Path("output/short.json").write_text("{}")
    run("make", "short", "--hold", "5", "--quiet")
    assert mine.read_text(encoding="utf-8").endswith("Bring a towel.\n")
    assert Path("output/short.json").read_text() == "{}"
