"""The workers of one run: as many as pay, started early, and kept from one session to the next."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from voiceguide.speech.engine import Voice, Work

if TYPE_CHECKING:
    from voiceguide.speech.pool import Workers

_LEFT_FREE = 0.2


class Crew:
    """Workers by what they speak with, for sessions that are made in one go.

    They start while the rest of a session is got ready, go on to the next, and end with the last.
    Where nothing is to be spoken, nothing is loaded or started.
    """

    def __init__(self, most: int | None = None) -> None:
        """Take ``most`` workers for each engine, where others work on the same machine."""
        self._most = most
        self._workers: dict[tuple[str, str], Workers] = {}
        self._awaited = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *about: object) -> None:
        self._end()

    def awaits(self, speakers: Mapping[str, Voice]) -> None:
        """Expect a session, and start workers for it: who says each of what it lacks, by its key.

        Raises VoiceguideError: the system starts no process.
        """
        self._awaited += 1
        for keys in by_engine(speakers):
            self.workers(speakers[keys[0]], len(keys)).start()

    def done(self) -> None:
        """End the workers, if no other session is expected."""
        self._awaited -= 1
        if self._awaited <= 0:
            self._end()

    def workers(self, voice: Voice, sentences: int) -> Workers:
        """Give workers for so many sentences of a voice."""
        from voiceguide.speech.pool import Workers  # not needed where all is in the store

        there = self._workers.get((voice.driver, voice.engine))
        if there is None:
            there = Workers(voice.driver, voice.engine, self._count(voice, sentences))
            self._workers[voice.driver, voice.engine] = there
        elif sentences // voice.work.pays_from > there.count:
            # Those that are there have their memory already.
            there.count = max(there.count, self._count(voice, sentences))
        return there

    def _count(self, voice: Voice, sentences: int) -> int:
        count = workers_for(voice.work, sentences)
        return min(self._most, count) if self._most else count

    def trouble(self, voice: Voice) -> str:
        """Wait until an engine has started; say why it did not, or "" where it did.

        Raises VoiceguideError: the system starts no process.
        """
        told = self.workers(voice, 1).trouble()
        if told:
            self._workers.pop((voice.driver, voice.engine)).end()
        return told

    def _end(self) -> None:
        self._awaited = 0
        while self._workers:
            self._workers.popitem()[1].end()


def by_engine(speakers: Mapping[str, Voice]) -> list[list[str]]:
    """Part keys by what speaks them, in their order."""
    found: dict[tuple[str, str], list[str]] = {}
    for key, voice in speakers.items():
        found.setdefault((voice.driver, voice.engine), []).append(key)
    return [*found.values()]


def workers_for(work: Work, sentences: int) -> int:
    """Give how many workers to start for so many sentences: as many as pay, and fit into memory.

    A worker more must have ``pays_from`` sentences to itself, or it starts for longer than it
    works. A fifth of the memory that is free stays so.
    """
    from voiceguide.audio.parallel import cores

    count = min(cores() + work.sleeps, sentences // work.pays_from)
    free_mb = _free_mb()
    if free_mb is not None:
        count = min(count, int(free_mb * (1 - _LEFT_FREE) / work.memory_mb))
    return max(1, count)


def _free_mb() -> float | None:
    """Give the memory that the system says is to be had; None where it does not say."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) / 1024
    return None
