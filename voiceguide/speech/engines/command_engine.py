"""Speak with a program of the person's choice; runs in a worker process."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from voiceguide.speech.engine import Pace
from voiceguide.speech.engines.command import OUT, TEXT

_LIMIT_S = 25.0
"""Less than a worker's own, so that it is the program that is named."""

_BEFORE = re.compile(r"^[^\w]+")
_HELD = re.compile(f"{re.escape(OUT)}|{re.escape(TEXT)}")


class CommandEngine:
    """Programs, each run once for each sentence."""

    def __init__(self, folder: Path, limit_s: float = _LIMIT_S) -> None:
        """Write into ``folder``; end a program that takes longer than ``limit_s``."""
        self._file, self._limit_s = folder / "speech.wav", limit_s

    def say(self, text: str, voice: str, pace: Pace) -> Path:
        """Run the command and give the file that it wrote; the next sentence takes its place.

        Raises OSError: it failed, took too long or wrote nothing.
        """
        del pace  # its options are its own
        words: list[str] = json.loads(voice)
        program = Path(words[0]).name
        self._file.unlink(missing_ok=True)
        # No sentence begins with a sign that is spoken, and an option does with one that is not.
        held = {OUT: str(self._file), TEXT: _BEFORE.sub("", text)}
        command = [words[0], *(_HELD.sub(lambda found: held[found[0]], word) for word in words[1:])]
        given = None if any(TEXT in word for word in words[1:]) else f"{held[TEXT]}\n"
        try:
            done = subprocess.run(
                command,
                input=given or "",
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
                timeout=self._limit_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise OSError(f"{program} was not ready within {self._limit_s:g} seconds") from None
        if done.returncode:
            told = (done.stderr.strip().splitlines() or ["without a word"])[-1]
            raise OSError(f"{program} failed ({done.returncode}): {told[:200]}")
        if not self._file.is_file() or not self._file.stat().st_size:
            raise OSError(f"{program} wrote no sound")
        return self._file


def open_engine(name: str, folder: Path) -> CommandEngine:
    """Start an engine: the function that a worker looks for in the module a voice names."""
    del name
    return CommandEngine(folder)
