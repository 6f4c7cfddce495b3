"""``voiceguide import``, and articles given to the commands that take routines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

ARTICLE = Path(__file__).parents[1] / "importing" / "articles" / "shoulders.txt"
RECIPES = Path(__file__).parents[1] / "importing" / "articles" / "refused" / "recipes.txt"
Run = Callable[..., Result]


def test_the_routine_is_printed_and_the_rest_told_beside(run: Run) -> None:
    result = run("import", ARTICLE)
    assert result.exit_code == 0
    assert result.stdout.startswith("---\ntitle: Shoulders\n---\n")
    assert "an image note" not in result.stdout
    assert "Left out:\n  - an image note, line 39: " in result.stderr
    assert "Assumed:\n  - the article has no title" in result.stderr


def test_standard_input(run: Run) -> None:
    result = run("import", "-", input=ARTICLE.read_bytes())
    assert result.exit_code == 0
    assert "title: Imported routine" in result.stdout and "## Cat-Cow" in result.stdout


def test_a_file_is_written_and_reads_without_a_problem(run: Run, tmp_path: Path) -> None:
    result = run("import", ARTICLE, "-o", "shoulders.md")
    assert result.exit_code == 0 and not result.stdout
    assert run("check", "shoulders.md", "--strict").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["shoulders.md"]


def test_a_file_that_is_there_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    stray = tmp_path / ".0123456789ab.part"
    stray.touch()  # of a run that was killed as soon as the file had its name
    for out, told in (
        ("mine.md", "is there already"), ("folder", "is a folder"),
        ("mine.md/x.md", "is not a folder"),
    ):  # fmt: skip
        result = run("import", ARTICLE, "-o", out)
        assert result.exit_code == 1 and told in result.stderr
    assert (tmp_path / "mine.md").read_text(encoding="utf-8") == "mine"
    assert sys.platform == "win32" or not stray.exists()


def test_the_folder_is_made(run: Run, tmp_path: Path) -> None:
    result = run("import", ARTICLE, "-o", "new/folder/x.md")
    assert result.exit_code == 0
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["x.md"]


def test_a_file_is_whole_or_not_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", no_room)
    result = run("import", ARTICLE, "-o", "x.md")
    assert result.exit_code == 1 and "the disk is full" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_refusal_writes_nothing(run: Run, tmp_path: Path) -> None:
    result = run("import", RECIPES, "-o", "new/recipes.md")
    assert result.exit_code == 1 and not result.stdout
    assert "does not read like a movement routine: it speaks of a recipe" in result.stderr
    assert not list(tmp_path.iterdir())


def test_an_article_is_planned_and_checked_in_one_go(run: Run) -> None:
    planned = run("plan", ARTICLE, "--json", "--skip", "twist")
    assert planned.exit_code == 0
    poses = [pose["name"] for pose in json.loads(planned.stdout)["poses"]]
    assert poses == ["Cat-Cow", "Supported Backbend", "Pose 4", "Bridge Pose"]
    assert "Left out:" in planned.stderr
    checked = run("check", ARTICLE, "--json")
    assert checked.exit_code == 0
    told = json.loads(checked.stdout)
    assert told["path"] == str(ARTICLE) and len(told["poses"]) == 5
    assert run("check", RECIPES).exit_code == 1


def test_a_text_without_poses_is_an_article_and_with_them_a_routine(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text(
        "**Cobra**\n- lie on your belly\n- lift your chest, hold for 3 breaths\n", encoding="utf-8"
    )
    (tmp_path / "notes.md").write_text("- lie on your belly\n", encoding="utf-8")
    (tmp_path / "mine.txt").write_text("## Cobra\n1. Lift your chest [40s]\n", encoding="utf-8")
    (tmp_path / "begun.md").write_text("---\ntitle: x\n---\nSit tall.\n", encoding="utf-8")
    assert "Cobra" in run("plan", "notes.txt").stdout
    assert "for an article" in run("plan", "notes.md").stderr
    planned = run("plan", "mine.txt")
    assert planned.exit_code == 0 and "Assumed:" not in planned.stderr
    assert "there are no poses here" in run("plan", "begun.md").stderr


def test_an_article_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert "there is no file none.txt" in run("import", "none.txt").stderr
    assert "is a folder" in run("import", tmp_path).stderr
