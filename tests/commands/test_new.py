"""``voiceguide new``: a routine to begin with."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voiceguide.library import start_routine
from voiceguide.planning import plan
from voiceguide.problems import VoiceguideError
from voiceguide.reading.reader import read

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("short")


def test_new_starts_a_routine_that_is_good_as_it_is(run: Run):
    result = run("new", "Hips before bed")
    assert result.stdout == "scripts/hips-before-bed.md\n".replace("/", os.sep)
    assert run("check", "hips-before-bed", "--strict").exit_code == 0
    routine = read(Path("scripts/hips-before-bed.md"))
    assert routine.title == "Hips before bed"
    assert 120_000 < plan(routine).length_ms < 600_000


def test_new_never_overwrites(run: Run, short: Path):
    before = short.read_bytes()
    result = run("new", "SHORT")
    assert result.exit_code == 1 and "short.md is there already" in result.stderr
    assert short.read_bytes() == before
    Path("scripts/link.md").symlink_to("nowhere.md")
    assert run("new", "link").exit_code == 1
    assert not Path("scripts/nowhere.md").exists()


@pytest.mark.parametrize(
    "name", ["", "..", "a/b", "../up", "a\\b", "a\nb/c", "x" * 200, "\0", "!?"]
)
def test_a_name_that_no_file_can_have_is_told(run: Run, name: str):
    result = run("new", name)
    assert result.exit_code == 1 and "can't name a routine" in result.stderr
    assert [path.name for path in Path().rglob("*")] == ["scripts", "short.md"]


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
@given(st.text(max_size=30))
def test_any_name_gives_a_good_routine_or_an_error(tmp_path_factory, name: str):
    folder = tmp_path_factory.mktemp("new")
    try:
        path = start_routine(name, folder)
    except VoiceguideError:
        assert not list(folder.iterdir())
        return
    assert path.parent == folder
    assert not read(path).problems


def test_new_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Full(str):
        def format(self, *_: object, **__: object) -> str:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("voiceguide.library._TEMPLATE", Full())
    with pytest.raises(VoiceguideError, match="the disk is full"):
        start_routine("hips", tmp_path / "new")
    assert not list((tmp_path / "new").iterdir())
