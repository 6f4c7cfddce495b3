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


@pytest.mark.usefixtures("run", "short")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["make", "--guidance", "m"], "minimal"),
        (["make", "--bed", "wa"], "waves"),
        (["make", "--chime", "be"], "bell"),
        (["plan", "--pace", "s"], "slow"),
        (["make", "--count", "t"], "tones"),
        (["make", "--voice", "en-g"], "en-gb"),
        (["make", "short", "--pose", "neck"], "Neck"),
        (["plan", "short", "--skip", "shrug"], "Shoulder"),
        (["make", "--pose", ""], "Shoulder"),
    ],
)
def test_values_of_options_are_completed(words: list[str], found: str):
    assert any(found in line for line in complete("bash", *words))


@pytest.mark.usefixtures("run")
def test_what_cannot_be_completed_is_no_error():
    assert complete("bash", "make", "none.md", "--pose", "a") == []
