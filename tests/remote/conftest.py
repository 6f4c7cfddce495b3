"""A place that fails on purpose, and machines that share what they speak by it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import fake_voice
import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from voiceguide import Made, Routine, make, parse_routine
from voiceguide.remote import place, shared
from voiceguide.speech import voices
from voiceguide.speech.calibration import PARAGRAPH

ADDRESS = "faulty://clips"
ROUTINE = """\
---
chime: none
---
## Neck roll
1. Sit tall.
2. Let your right ear sink. Hold for 2 seconds.
"""


class Faulty(MemoryFileSystem):
    """Blocks in memory; ``fault`` is asked before each call and may raise, wait or cut a block."""

    protocol = "faulty"
    cachable = False
    store: dict = {}  # noqa: RUF012 - as its base has it
    pseudo_dirs = [""]  # noqa: RUF012
    calls: list[tuple[str, str]] = []  # noqa: RUF012
    fault: Callable[[str, str], int | None] = staticmethod(lambda *_: None)

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return "/" + path.removeprefix("faulty://").rpartition("@")[2].partition("?")[0].strip("/")

    def _ask(self, what: str, path: str) -> int | None:
        self.calls.append((what, path))
        return type(self).fault(what, path)

    def cat_file(self, path, start=None, end=None, **kwargs):
        self._ask("read", path)
        return super().cat_file(path, start, end, **kwargs)

    def pipe_file(self, path, value, **kwargs):
        cut = self._ask("write", path)
        super().pipe_file(path, value[:cut], **kwargs)
        if cut is not None:
            raise OSError("the line was cut")

    def ls(self, path, detail=True, **kwargs):
        self._ask("list", path)
        return super().ls(path, detail, **kwargs)


@pytest.fixture
def there() -> Iterator[type[Faulty]]:
    """Give the place, empty and without a fault."""
    fsspec.register_implementation("faulty", Faulty, clobber=True)
    Faulty.store, Faulty.pseudo_dirs, Faulty.calls = {}, [""], []
    Faulty.fault = staticmethod(lambda *_: None)
    yield Faulty
    Faulty.fault = staticmethod(lambda *_: None)


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
