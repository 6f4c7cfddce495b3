"""What the README shows is what happens."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from documents import PAGES, README, ROOT, blocks

from voiceguide.cli import main
from voiceguide.library import shipped
from voiceguide.planning import plan
from voiceguide.problems import VoiceguideError
from voiceguide.reading.reader import read_text
from voiceguide.report import plan_lines
from voiceguide.settings import SETTINGS

WRITING, LIBRARY = ROOT / "docs" / "writing.md", ROOT / "docs" / "library.md"


def test_the_routines_that_come_with_it_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [
        "| {} | {:.0f} | {} | {} |".format(
            each["name"], each["length_ms"] / 60_000, each["about"], each["needs"] or "nothing"
        )
        for each in json.loads(CliRunner().invoke(main, ["list", "--json"]).stdout)
    ]
    head = "| routine | minutes | for | needs |\n|---|---|---|---|\n"
    table = README.read_text(encoding="utf-8").split(head)[1].split("\n\n")[0]
    assert table.splitlines() == rows


def test_the_routine_becomes_what_is_shown_beside_it() -> None:
    (routine,), shown = blocks(README, "markdown"), blocks(README, "text")[0]
    assert shown in "\n".join(plan_lines(plan(read_text(routine, "twist.md"))))


def test_the_longer_routine_is_read_without_a_problem() -> None:
    (routine,) = blocks(WRITING, "markdown")
    assert not read_text(routine, "hips.md").problems


@pytest.mark.parametrize(("page", "number"), [(README, 1), (WRITING, 0)])
def test_the_error_shown_is_the_error_told(page: Path, number: int) -> None:
    told = blocks(page, "text")[number].split("\n", 1)[1].rstrip()
    source = "## Hips\n1. Stand.\n" + "\n" * 15 + "3. Hold for 30.\n"
    with pytest.raises(VoiceguideError) as caught:
        read_text(source, "scripts/hips.md")
    assert str(caught.value) == told


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_told_of(name: str) -> None:
    settings = [page.read_text(encoding="utf-8") for page in PAGES if page.stem != "commands"]
    assert any(f"`--{name}" in text for text in settings)


def test_the_library_does_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(shipped(), tmp_path / "scripts")
    monkeypatch.chdir(tmp_path)
    (program,) = blocks(LIBRARY, "python")
    exec(program, {})
    estimated, measured, faults, error, *_ = capsys.readouterr().out.splitlines()
    assert int(estimated) == pytest.approx(int(measured), rel=0.1)
    assert faults == "()"
    assert f"# {error} ..." in program
