"""The store's size: how much it holds, what keeps it under a bound, and clearing it.

Runs beside this one are safe. A run reads each entry once and whole, and speaks again what it does
not find; and what was used within the hour stays, whatever the bound.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voiceguide.problems import fail

USUAL_BOUND_MB = 1000
_IN_USE_S = 3600
_ENTRY = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the store: its file, its bytes, and when it was last used."""

    path: Path
    size: int
    used: float


def entries(folder: Path) -> Iterator[Entry]:
    """Give every entry of the store in a folder, and no other file that may be there.

    Raises VoiceguideError: the folder can't be read.
    """
    try:
        kinds = [kind for kind in folder.iterdir() if kind.is_dir()]
    except FileNotFoundError:
        return
    except OSError as problem:
        raise fail(f"the cache {folder} can't be read: {problem.strerror}") from problem
    for kind in kinds:
        for path in kind.glob("??/*"):
            if _ENTRY.fullmatch(path.name) and path.name.startswith(path.parent.name):
                # Another run may have taken it away by now.
                with contextlib.suppress(OSError):
                    about = path.stat()
                    yield Entry(path, about.st_size, about.st_mtime)


def bound_bytes() -> int:
    """Give the bound that the store keeps to: ``VOICEGUIDE_CACHE_MB``, or 1000 MB.

    Raises VoiceguideError: the variable is no number.
    """
    named = os.environ.get("VOICEGUIDE_CACHE_MB", "").strip()
    try:
        megabytes = float(named or USUAL_BOUND_MB)
    except ValueError:
        megabytes = math.nan
    if not 0 <= megabytes < math.inf:
        raise fail(f"VOICEGUIDE_CACHE_MB is {named!r}", "give the most megabytes, such as 500")
    return round(megabytes * 1_000_000)


def keep_under(folder: Path, bound: int) -> None:
    """Take entries away until the rest fill ``bound`` bytes, those not used for longest first.

    What was used within the hour stays: a run may still need it.
    """
    kept = sorted(entries(folder), key=lambda entry: entry.used)
    over = sum(entry.size for entry in kept) - bound
    latest = time.time() - _IN_USE_S
    for entry in kept:
        if over <= 0 or entry.used > latest:
            break
        over -= entry.size if _taken_away(entry) else 0


def clear(folder: Path) -> tuple[int, int]:
    """Take every entry away; give how many there were and how many bytes they had.

    Folders stay: another run may be about to write into one.
    """
    gone = [entry for entry in entries(folder) if _taken_away(entry)]
    return len(gone), sum(entry.size for entry in gone)


def _taken_away(entry: Entry) -> bool:
    try:
        entry.path.unlink()
    except OSError:
        return False  # in use, on Windows, or gone already
    return True
