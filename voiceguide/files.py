"""Files that are whole or not there: each grows under another name and takes its own at the end."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from voiceguide.problems import VoiceguideError, fail

_ELSEWHERE = "name another place with --out"


def check_place(path: Path, size: int) -> None:
    """See that a file of ``size`` bytes can be written to ``path``, before any work is done.

    Raises VoiceguideError: it is a folder, can't be written, or there is no room on the disk.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise fail(f"{path} is a folder", "name a file in it, such as session.mp3")
        if target.exists() and not target.is_file():
            raise fail(f"{path} is not a file that can be replaced", "name another file")
        folder = target.parent
        while not folder.exists():
            folder = folder.parent
        if not folder.is_dir():
            raise fail(f"{path} can't be written: {folder} is not a folder", "name another place")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise fail(f"{path} can't be written: {folder} is not yours to write in", _ELSEWHERE)
        if shutil.disk_usage(folder).free < size:
            raise fail(f"no room for {path}: it needs {size >> 20} MB", _ELSEWHERE)
    except (OSError, ValueError, RuntimeError) as problem:
        raise _unwritable(path, problem) from problem


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give an empty file beside ``path`` to write to; at the end it takes the place of ``path``.

    Makes the folder where it is missing. Where the work ends in an error, what stood under the
    name is as it was, and nothing is left beside it.

    Raises VoiceguideError: it can't be written.
    """
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        growing = target.with_name(f".{os.urandom(6).hex()}.part")
    except (OSError, ValueError, RuntimeError) as problem:
        raise _unwritable(path, problem) from problem
    try:
        # Made by open, not by tempfile: with the access that the user's other files have.
        growing.open("xb").close()
        yield growing
        growing.replace(target)
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    finally:
        with contextlib.suppress(OSError):
            growing.unlink(missing_ok=True)


def _unwritable(path: Path, problem: Exception) -> VoiceguideError:
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return fail(f"the disk is full: {path} was not written", f"make room, or {_ELSEWHERE}")
    reason = (isinstance(problem, OSError) and problem.strerror) or problem
    return fail(f"{path} can't be written: {reason}", _ELSEWHERE)
