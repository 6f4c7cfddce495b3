"""Routines made of others: taken in by a text, chosen pose by pose, or put in a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from voiceguide.loader import load_joined, parse_routine, read_again, read_routine, understand
from voiceguide.pipeline import make
from voiceguide.planning import plan
from voiceguide.problems import VoiceguideError
from voiceguide.routine import Routine

WARM = "# Warm\n\n## Roll\n1. Roll your shoulders.\n2. Hold for 10 seconds.\n"
HIPS = """\
---
pace: slow
---
Hold each stretch for 40 seconds.

## Pigeon
1. Step your right foot forward.
2. Repeat on the other side.

## Squat (optional)
1. Sit low.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    here = tmp_path / "scripts"
    here.mkdir()
    for name, text in (("warm", WARM), ("hips", HIPS)):
        (here / f"{name}.md").write_text(text, encoding="utf-8")
    return here


def written(folder: Path, text: str, name: str = "day") -> Path:
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return path


def names(routine: Routine) -> list[str]:
    return [pose.name for pose in routine.poses]


DAY = "# Day\n\ninclude: warm\n\n## Sit\n1. Sit for 20 seconds.\n\ninclude: hips: Pigeon\n"


def test_a_text_takes_in_others_between_its_poses(folder: Path) -> None:
    routine = read_routine(written(folder, DAY))
    assert names(routine) == ["Roll", "Sit", "Pigeon"]
    assert not routine.problems
    # A rule of the other's welcome goes with its poses; its settings do not.
    held = [part.duration.low for part in routine.poses[2].parts if part.duration]
    assert held == [40] and routine.settings.pace is None


def test_a_text_may_have_no_pose_of_its_own(folder: Path) -> None:
    assert names(read_routine(written(folder, "include: warm\ninclude: hips\n"))) == [
        "Roll", "Pigeon", "Squat",
    ]  # fmt: skip


def test_what_is_taken_in_is_found_beside_the_text_or_in_the_wheel(folder: Path) -> None:
    assert len(names(parse_routine("include: middle-back: Cobra, Bridge\n"))) == 2
    away = folder.parent / "away"
    away.mkdir()
    (away / "own.md").write_text(WARM, encoding="utf-8")
    assert names(read_routine(written(away, "include: own\n", "x"))) == ["Roll"]


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/b", "..", "link", "a\\b"])
def test_never_by_a_path_out_of_the_folder(folder: Path, name: str) -> None:
    (folder.parent / "secret.md").write_text(WARM, encoding="utf-8")
    (folder / "link.md").symlink_to(folder.parent / "secret.md")
    with pytest.raises(VoiceguideError) as caught:
        read_routine(written(folder, f"# Day\n\ninclude: {name}\n"))
    (problem,) = caught.value.problems
    assert problem.place is not None and problem.place.line == 3
    with pytest.raises(VoiceguideError):
        read_routine(folder / "warm.md", poses=[f"{name}:Roll"])


def test_a_round_of_them_is_told_where_it_closes(folder: Path) -> None:
    written(folder, "## A\n1. Sit.\n\ninclude: two\n", "one")
    two = written(folder, "## B\n1. Sit.\n\ninclude: one\n", "two")
    with pytest.raises(VoiceguideError, match="without end: two > one > two"):
        read_routine(two)
    itself = written(folder, "## A\n1. Sit.\n\ninclude: itself\n", "itself")
    with pytest.raises(VoiceguideError, match="itself > itself"):
        read_routine(itself)


def test_twice_the_same_is_no_round_but_not_without_end(folder: Path) -> None:
    for number in range(18):
        two = f"include: n{number - 1}\n" * 2 if number else "## A\n1. Sit.\n"
        written(folder, two, f"n{number}")
    assert len(read_routine(folder / "n3.md").poses) == 8
    with pytest.raises(VoiceguideError, match="poses are taken in"):
        read_routine(folder / "n17.md")


def test_an_error_is_told_where_it_is(folder: Path) -> None:
    written(folder, "## A\n1. Hold for 30.\n", "bad")
    with pytest.raises(VoiceguideError, match=r"bad\.md:2:4: hold has no unit"):
        read_routine(written(folder, "include: bad\n"))
    missing = understand(written(folder, "include: hips: Nowhere\n")).routine
    (problem,) = missing.problems
    assert "has no pose 'Nowhere'" in problem.message
    assert problem.place is not None and problem.place.line == 1


def test_steps_below_a_line_that_takes_in_are_told(folder: Path) -> None:
    text = "## A\n1. Sit.\ninclude: warm\n2. Lie down.\n"
    with pytest.raises(VoiceguideError, match="belongs to no pose"):
        read_routine(written(folder, text))


def test_a_pose_of_another_is_chosen_by_both_names(folder: Path) -> None:
    routine = read_routine(folder / "warm.md", poses=["hips:Squat", "Roll", "hips: pig"])
    assert names(routine) == ["Squat", "Roll", "Pigeon"]
    assert len(plan(routine).script.poses) == 3  # what is named is led, optional or not
    with pytest.raises(VoiceguideError, match="no routine 'nothere'"):
        read_routine(folder / "warm.md", poses=["nothere:Roll"])


def test_routines_in_a_row_have_the_settings_of_the_first(folder: Path) -> None:
    paths = [folder / "hips.md", folder / "warm.md"]
    routine = load_joined(paths, "Evening")
    assert names(routine) == ["Pigeon", "Squat", "Roll"]
    assert (routine.title, routine.settings.pace) == ("Evening", 1.25)
    assert names(load_joined(paths, "Evening", poses=["Roll"])) == ["Roll"]


def test_a_circuit_in_a_row_goes_round_as_often(folder: Path) -> None:
    circuit = written(folder, f"Do the circuit twice.\n\n{WARM[8:]}", "circuit")
    for paths in ([circuit, folder / "warm.md"], [folder / "warm.md", circuit]):
        timeline = plan(load_joined(paths, "Both"))
        assert len(timeline.script.poses) == 3
        assert "Last round." in {*timeline.script.words()} or "Second round." in {
            *timeline.script.words()
        }


@pytest.mark.parametrize("kind", ["included", "chosen", "joined", "circuit"])
def test_a_session_of_several_is_made_again_from_its_own_file(folder: Path, kind: str) -> None:
    circuit = written(folder, f"Do the circuit twice.\n\n{WARM[8:]}", "circuit")
    routine = {
        "included": lambda: read_routine(written(folder, DAY)),
        "chosen": lambda: read_routine(folder / "warm.md", poses=["hips:Squat", "Roll"]),
        "joined": lambda: load_joined([folder / "hips.md", folder / "warm.md"], "Evening"),
        "circuit": lambda: load_joined([circuit, folder / "warm.md"], "Both"),
    }[kind]()
    made = make(routine, folder.parent / "s.mp3")
    for path in folder.glob("*.md"):
        path.unlink()
    again = make(read_routine(made.path), folder.parent / "again.mp3")
    assert again.timeline == made.timeline
    assert names(read_again(made.path)[0]) == names(read_routine(made.path))
    fewer = make(read_routine(made.path, skip=["1"]), folder.parent / "fewer.mp3")
    assert len(fewer.timeline.script.poses) < len(made.timeline.script.poses)
    twice = make(read_routine(fewer.path), folder.parent / "twice.mp3")
    assert twice.timeline == fewer.timeline
