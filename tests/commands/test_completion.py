"""What a shell completes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = "import sys; from voiceguide.cli import main; sys.argv[0] = 'voiceguide'; main()"


def complete(shell: str, *words: str) -> list[str]:
    env = {
        **os.environ,
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words)),
        "_VOICEGUIDE_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(["voiceguide", *words]),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.usefixtures("run", "short")
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands_options_and_routines(shell: str):
    assert any("make" in line for line in complete(shell, "ma"))
    assert any("--captions" in line for line in complete(shell, "make", "--cap"))
    for command in ("make", "plan", "check"):
        assert any("short" in line for line in complete(shell, command, "sho"))
        assert not any("short" in line for line in complete(shell, command, "output/x"))
