"""``voiceguide cache``: what is kept of what was spoken."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from voiceguide.speech.folders import make_folder

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("short")


def test_cache_tells_place_and_size_and_clears(run: Run, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run("cache").stdout == f"{tmp_path / 'kept'}\n0 entries, 0.0 MB of 1,000 MB\n"
    run("make", "short")
    told = run("cache").stdout.splitlines()[1]
    assert re.fullmatch(r"\d+ entries, \d\.\d MB of 1,000 MB", told) and not told.startswith("0 ")
    assert "taken away: " in run("cache", "--clear").stdout
    assert run("cache").stdout.splitlines()[1] == "0 entries, 0.0 MB of 1,000 MB"
    assert "0 spoken" not in run("make", "short").stderr


def test_what_killed_runs_left_is_counted_and_taken_away(run: Run, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = ["output/.0123456789ab.part", "kept/unfinished/.0123456789ab.part"]
    left += ["voiceguide-abc/errors", "voiceguide-abc/said.wav"]
    for name in left:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes(25_000))
    (tmp_path / "output" / "mine.part").touch()
    folder, errors = make_folder()
    with errors:
        told = run("cache").stdout.splitlines()[0]
        assert told == "left by runs that were ended, now taken away: 3 files, 0.1 MB"
        assert folder.exists()
    assert not any((tmp_path / name).exists() for name in left)
    assert (tmp_path / "output" / "mine.part").exists()


def test_a_bound_that_is_no_number_is_told_before_a_word_is_spoken(run: Run, monkeypatch):
    monkeypatch.setenv("VOICEGUIDE_CACHE_MB", "lots")
    for words in (("make", "short"), ("cache",)):
        result = run(*words)
        assert result.exit_code == 1 and "VOICEGUIDE_CACHE_MB" in result.stderr
    assert not Path("output").exists()
