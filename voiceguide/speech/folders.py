"""The folder that each worker has for what its engine writes; none outlives its worker for long."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

from voiceguide.files import is_left, lock

_PREFIX = "voiceguide-"
_LOG = "errors"
_STALE_S = 3600


def make_folder() -> tuple[Path, BinaryIO]:
    """Make a worker's folder, and open the log in it: whoever has that open holds the folder.

    Raises OSError: it can't be made.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        try:
            log = (folder / _LOG).open("xb")
        except FileNotFoundError:
            continue  # cleared away by another run
        except BaseException:
            take_away(folder)
            raise
        if lock(log):
            return folder, log
        log.close()


def log_of(folder: Path) -> Path:
    """Give the file that a worker's errors go to."""
    return folder / _LOG


def take_away(folder: Path) -> None:
    """Take a worker's folder away, even where a sentence is still being written into it."""
    for _ in range(100):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return


def clear_folders() -> tuple[int, int]:
    """Take away what workers that were killed have left; give how many folders, how many bytes."""
    try:
        with os.scandir(tempfile.gettempdir()) as found:
            folders = [Path(each.path) for each in found if each.name.startswith(_PREFIX)]
    except OSError:
        return 0, 0
    count = size = 0
    for folder in folders:
        if _is_left(folder):
            took = _bytes_in(folder)
            take_away(folder)
            if not folder.exists():
                count, size = count + 1, size + took
    return count, size


def _is_left(folder: Path) -> bool:
    try:
        about = folder.lstat()
        mine = not hasattr(os, "geteuid") or about.st_uid == os.geteuid()
        if folder.is_symlink() or not folder.is_dir() or not mine:
            return False
        if log_of(folder).exists():
            return is_left(log_of(folder))
        # Its worker may be about to make its log.
        return time.time() - about.st_mtime > _STALE_S
    except OSError:
        return False


def _bytes_in(folder: Path) -> int:
    # Another run may be taking the same folder away: a walk passes over what is gone.
    size = 0
    for within, _, files in os.walk(folder):
        for name in files:
            try:
                size += Path(within, name).lstat().st_size
            except OSError:
                continue
    return size
