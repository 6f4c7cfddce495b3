"""How many workers pay for themselves."""

from __future__ import annotations

import contextlib
from pathlib import Path

from voiceguide.audio.parallel import cores
from voiceguide.speech.engine import Work

_LEFT_FREE = 0.2


def workers_for(work: Work, sentences: int) -> int:
    """Give how many workers to start for so many sentences: as many as pay, and fit into memory.

    A worker more must have ``pays_from`` sentences to itself, or it starts for longer than it
    works. A fifth of the memory that is free stays so.
    """
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
