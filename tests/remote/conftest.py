"""Machines that share what they speak."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import fake_voice
import pytest
from faulty_place import there

from voiceguide import Made, Routine, make, parse_routine
from voiceguide.remote import place, shared
from voiceguide.speech import voices
from voiceguide.speech.calibration import PARAGRAPH

__all__ = ["there"]

ADDRESS = "faulty://clips"
ROUTINE = """\
---
chime: none
---
## Neck roll
1. Sit tall.
2. Let your right ear sink. Hold for 2 seconds.
"""


class Machine:
    """A machine with a cache of its own; ``made`` gives a session and what was spoken for it."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, address: str) -> None:
        self.folder, self._patch, self.address = folder, patch, address
        self.log = folder.parent / "log"

    def made(self, name: str = "neck.mp3", routine: Routine | None = None) -> tuple[Made, list]:
        shared.shared_at.cache_clear()  # another machine is another process
        self._patch.setenv("VOICEGUIDE_CACHE", str(self.folder / "cache"))
        self._patch.setenv("VOICEGUIDE_STORE", self.address)
        before = len(self.spoken())
        made = make(routine or parse_routine(ROUTINE), self.folder / name)
        return made, self.spoken()[before:]

    def spoken(self) -> list[str]:
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if line not in PARAGRAPH]

    def kept(self, kind: str = "*") -> list[Path]:
        return sorted((self.folder / "cache").glob(f"{kind}/??/*"))


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Machine]:
    """Give machines by their names, each with a voice whose sentences are counted."""
    voice = fake_voice.voice(f"count {tmp_path / 'log'}")
    monkeypatch.setattr(voices, "find_voice", lambda *_, **__: voice)

    def named(name: str, address: str = ADDRESS) -> Machine:
        return Machine(tmp_path / name, monkeypatch, address)

    return named


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let nothing be waited for; give what one that never answers waits for."""
    monkeypatch.setattr(place.Place.__init__, "__defaults__", (0.2,))
    never = threading.Event()
    yield never
    never.set()
