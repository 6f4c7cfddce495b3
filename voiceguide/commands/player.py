"""Let a short sound be heard, with the player that the system has."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from voiceguide.problems import fail

_PLAYERS = (
    ("afplay",), ("pw-play",), ("paplay",), ("aplay", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
)  # fmt: skip
_WRITE = "write it into a file: --out hear.wav"


def player() -> Sequence[str] | None:
    """Give the command that plays a file; () where Windows itself does, None where nothing does."""
    if sys.platform == "win32":
        return ()
    for command in _PLAYERS:
        if shutil.which(command[0]):
            return command
    return None


def play(command: Sequence[str], path: Path) -> None:
    """Play a WAV file to its end.

    Raises VoiceguideError: it can't be played.
    """
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(path), winsound.SND_FILENAME)
        return
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        told = (done.stderr.strip().splitlines() or ["it failed"])[-1]
        raise fail(f"{command[0]} can't play it: {told}", _WRITE)
