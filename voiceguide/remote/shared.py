"""A store that several machines share, behind the local one: what one has spoken, others read.

Where it is away, all goes on without it: that is told once, and it is tried again later on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path

from voiceguide.problems import Problem
from voiceguide.remote.place import AwayError, Place, RefusedError

_AGAIN_S, _AGAIN_MOST_S = 30.0, 900.0
"""It is tried again after so many seconds, then after twice as many each time, up to the most."""
_AT_ONCE = 16


class Shared:
    """Entries by their names at an address, as they are in a local store; one for a process."""

    def __init__(self, place: Place, clock: Callable[[], float] = time.monotonic) -> None:
        """Name its place."""
        self._place, self._clock = place, clock
        self._until = self._pause = 0.0
        self._lock = threading.Lock()
        self._read_only = False
        self._told: dict[str, Problem | None] = {}
        self._threads: ThreadPoolExecutor | None = None
        self._puts: list[Future[None]] = []
        self._owed: dict[str, Path] = {}

    def get(self, name: str) -> bytes | None:
        """Give an entry; None where there is none, or it can't be had."""
        if not self._is_tried():
            return None
        try:
            entry = self._place.read(name)
        except AwayError as problem:
            self._is_away(problem)
            return None
        self._is_back()
        return entry

    def put(self, name: str, path: Path) -> None:
        """Begin to put the entry in a file there; `settle` waits for it.

        What can't be put now goes with the next that can.
        """
        with self._lock:
            self._owed[name] = path
            self._puts = [each for each in self._puts if not each.done()]
            self._puts.append(self._pool().submit(self._put_owed))

    def settle(self) -> None:
        """Wait until all that was put is there, or can't be."""
        with self._lock:
            puts, self._puts = self._puts, []
        for each in puts:
            each.result()

    def each(self, do: Callable[[str], object], names: Iterable[str]) -> None:
        """Do something with many names, several at once."""
        for _ in self._pool().map(do, names):
            pass

    def among(self, names: Iterable[str]) -> set[str]:
        """Give those of the names that have an entry; none where that can't be known."""
        wanted = set(names)
        found: set[str] = set()

        def look(folder: str) -> None:
            if self._is_tried():
                try:
                    found.update(f"{folder}/{each}" for each in self._place.listed(folder))
                except AwayError as problem:
                    self._is_away(problem)

        self.each(look, sorted({name.rpartition("/")[0] for name in wanted}))
        return wanted & found

    def is_damaged(self) -> None:
        """Be told that an entry was not as it was put there."""
        self._tell(
            "damaged",
            f"{self._place.shown} held damaged sentences: none was used, each is replaced",
            "look to what writes there; voiceguide reads each by its checksum",
        )

    def told(self) -> list[Problem]:
        """Give what went wrong since it was last asked for; each kind of trouble comes once."""
        found = [problem for problem in self._told.values() if problem]
        self._told = dict.fromkeys(self._told)
        return found

    def _put_owed(self) -> None:
        while self._is_tried() and not self._read_only:
            with self._lock:
                if not self._owed:
                    return
                name, path = self._owed.popitem()
            try:
                self._place.write(name, path.read_bytes())
                self._is_back()
            except RefusedError as problem:
                self._read_only = True
                self._tell(
                    "read-only",
                    f"{self._place.shown} can't be written: {problem}",
                    "what is spoken here stays here",
                )
            except AwayError as problem:
                with self._lock:
                    self._owed.setdefault(name, path)
                self._is_away(problem)
            except OSError:
                pass  # it was taken away here meanwhile

    def _is_tried(self) -> bool:
        return self._clock() >= self._until

    def _is_away(self, problem: AwayError) -> None:
        with self._lock:
            if self._is_tried():  # else it is known already
                self._pause = min(2 * self._pause, _AGAIN_MOST_S) or _AGAIN_S
                self._until = self._clock() + self._pause
        self._tell(
            "away",
            f"{self._place.shown} is away: {problem}",
            "all goes on without it; what is spoken stays here",
        )

    def _is_back(self) -> None:
        self._pause = 0.0

    def _tell(self, kind: str, message: str, hint: str) -> None:
        self._told.setdefault(kind, Problem(message, hint, severity="warning"))

    def _pool(self) -> ThreadPoolExecutor:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(_AT_ONCE)
        return self._threads


def troubles() -> list[Problem]:
    """Give what went wrong with any store of this process and was not told yet."""
    return [problem for each in _all for problem in each.told()]


_all: list[Shared] = []


@cache
def shared_at(address: str) -> Shared:
    """Give the store at an address, the same one each time.

    Raises VoiceguideError: there is nothing here that knows such an address.
    """
    shared = Shared(Place(address))
    _all.append(shared)
    return shared
