"""Ctrl-C while a sentence is spoken: it ends, with all that it began, and goes on next time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs here are scripts")

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


def begun(folder) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "voiceguide", "catalogue", "all.toml", "--json", "--jobs", "2"],
        cwd=folder.path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_ctrl_c_ends_it_with_all_that_it_began(folder):
    waited = folder.path / "log.begun"
    os.mkfifo(waited)
    folder.hang()
    with begun(folder) as program:
        # Whoever begins to speak writes there: until one does, this stands still.
        assert waited.read_text()
        program.send_signal(signal.SIGINT)
        out, told = program.communicate(timeout=PATIENCE_S)
    assert program.returncode == 130, told
    assert not out
    assert "stopped: 0 made, 6 left; the same command goes on from there" in told
    assert "Traceback" not in told and not (folder.path / "made").exists()
    folder.hang(on=False)
    waited.unlink()
    first = folder.spoken()
    with begun(folder) as program:
        out, told = program.communicate(timeout=PATIENCE_S)
    assert program.returncode == 0, told
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["made"] * 6
    # Of what was being said each is said anew, and nothing else is said twice.
    again = sorted(folder.spoken())
    for words in set(first):
        again.remove(words)
    assert again == sorted(set(again))
