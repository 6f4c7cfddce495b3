"""Who is making what, so that two at once never make the same thing twice.

A claim is a small file beside what is kept, made only where none is: by that it holds on a disk
that several machines share, too, with no locks of the system's. It names the process that has it,
and is touched for as long as that works. Whoever finds one waits for what is made, and takes it
over once its process is gone: known at once of this machine's, and of another's by its clock that
stands still. Where a claim can't be written, all goes on as if there were none.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self, TypeVar

FOLDER = "claims"
BEAT_S = 5.0
STALE_S = 60.0
"""A claim that was not touched for so long, by the clock of whoever waits, is no one's."""
_LOOK_S = 0.03

T = TypeVar("T")


class _Owner(NamedTuple):
    """A process: where it runs, its number there, and when it was started, "" where not known."""

    machine: str
    pid: int
    since: str


class Claims:
    """The claims of one who makes things, by their keys; all are given back at the end."""

    def __init__(self, store: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Name the folder of the store; nothing is touched before it is needed."""
        self._folder = store / FOLDER
        self._clock = clock
        self._mine: dict[str, bytes] = {}
        self._seen: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._beating = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *about: object) -> None:
        with self._lock:
            self._ended.set()
            for key in [*self._mine]:
                self._give_back(key)

    def take(self, key: str) -> bool:
        """Claim a key; False where another has it, or all is over."""
        with self._lock:
            if self._ended.is_set():
                return False
            written = json.dumps([*_me(), os.urandom(6).hex()]).encode()
            with contextlib.suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
            try:
                with (self._folder / key).open("xb", buffering=0) as file:
                    self._mine[key] = written
                    file.write(written)
            except FileExistsError:
                return False
            except OSError:
                return True  # as if there were no claims: the store tells what is wrong with it
            if not self._beating:
                self._beating = True
                threading.Thread(target=self._beat, daemon=True).start()
            return True

    def release(self, key: str) -> None:
        """Give a key back: what it stands for is kept, or can't be made."""
        with self._lock:
            self._give_back(key)

    def free(self, keys: Iterable[str]) -> list[str]:
        """Give those that no one has; claims of processes that are gone are taken away."""
        return [key for key in keys if self._is_free(key)]

    def pause(self) -> None:
        """Wait a moment for others."""
        self._ended.wait(_LOOK_S)

    def _is_free(self, key: str) -> bool:
        path = self._folder / key
        try:
            touched = path.stat().st_mtime_ns
            before, since = self._seen.get(key, (0, 0.0))
            if touched != before:
                # The clocks of two machines differ: that it stands still is seen by one alone.
                before, since = self._seen[key] = touched, self._clock()
            written = path.read_bytes()
            if self._clock() - since < STALE_S and not _is_gone(written):
                return False
            self._take_away(path, written)
        except OSError:
            return not path.exists()
        return True

    def _take_away(self, path: Path, written: bytes) -> None:
        # By a name of its own first: another may have been as quick, and claimed it anew.
        aside = path.with_name(f"{path.name}.{os.urandom(6).hex()}")
        path.rename(aside)
        if aside.read_bytes() != written:
            with contextlib.suppress(OSError):
                os.link(aside, path)
        aside.unlink()

    def _give_back(self, key: str) -> None:
        written = self._mine.pop(key, None)
        path = self._folder / key
        # It is another's where this process stood still for so long that it was taken for gone.
        with contextlib.suppress(OSError):
            if written is not None and path.read_bytes() in (written, b""):
                path.unlink()

    def _beat(self) -> None:
        while not self._ended.wait(BEAT_S):
            for key in [*self._mine]:
                with contextlib.suppress(OSError):
                    os.utime(self._folder / key)


def made_once(store: Path, key: str, kept: Callable[[], T | None], make: Callable[[], T]) -> T:
    """Give what is kept under a key, or make and keep it, waiting where another does.

    Raises what ``kept`` and ``make`` do.
    """
    found = kept()
    if found is not None:
        return found
    with Claims(store) as claims:
        while not claims.take(key):
            if not claims.free([key]):
                claims.pause()
        found = kept()
        return make() if found is None else found


@cache
def _machine() -> str:
    """Name the machine since it was started, and the part of it whose processes can be seen."""
    about = [socket.gethostname()]
    with contextlib.suppress(OSError):
        about.append(Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip())
        about.append(f"{Path('/proc/self/ns/pid').readlink()}")
    return " ".join(about)


def _me() -> _Owner:
    return _Owner(_machine(), os.getpid(), _since(os.getpid()))


def _is_gone(written: bytes) -> bool:
    """Tell whether a claim is one of a process of this machine that runs no more."""
    try:
        machine, pid, since, _ = json.loads(written)
    except (ValueError, TypeError):
        return False  # half written: another is just about it, or its clock stands still
    if machine != _machine() or sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, TypeError, OverflowError):
        return False
    return bool(since) and _since(pid) != since


def _since(pid: int) -> str:
    """Tell when a process was started, which tells it from a later one of the same number."""
    try:
        # Its name, in brackets, may hold anything.
        about = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "gone" if about[0] in "ZX" else about[19]
