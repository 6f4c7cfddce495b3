"""The folder of voices that a person got or put there: models, each with what describes it."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path


def voices_folder() -> Path:
    """Give the folder: ``VOICEGUIDE_VOICES``, or one in the user's data folder."""
    named = os.environ.get("VOICEGUIDE_VOICES")
    if named:
        return Path(os.path.expanduser(named))  # noqa: PTH111 - never raises
    import platformdirs  # slow to load where the variable is set

    return Path(platformdirs.user_data_dir("voiceguide", appauthor=False)) / "voices"


def shelf_bytes() -> int:
    """Give how many bytes the voices in the folder take, with what is half got."""
    folder = voices_folder()
    return sum(path.stat().st_size for path in folder.iterdir()) if folder.is_dir() else 0


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file, computed once for as long as it stays the same.

    Raises OSError: it can't be read.
    """
    about = path.stat()
    return _checksum(path, about.st_size, about.st_mtime_ns)


@cache
def _checksum(path: Path, size: int, changed_ns: int) -> str:
    del size, changed_ns
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
