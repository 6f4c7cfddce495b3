"""Files: those that are read are files, and those that are written are whole or not there.

What is read is looked at before it is opened: a pipe would be waited for, and a device read, for
ever. What is written grows under another name and takes its own at the end.

What grows is locked by the process that writes it, so that what an ended one has left is known
from what another still writes, and cleared by whoever comes next to the same folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from voiceguide.problems import VoiceguideError, fail

if sys.platform != "win32":
    import fcntl

PART = r"\.[0-9a-f]{12}\.part"
"""Names of what grows beside a file of the user's: a pattern, compiled when one is looked for."""

_ELSEWHERE = "name another place with --out"
_STALE_S = 3600
"""Where files can't be locked, what was not written to for so long is taken for left behind."""


def check_file(path: Path, most_bytes: int) -> None:
    """See that a path is that of a file, of ``most_bytes`` at most, before it is opened.

    Raises OSError: it is not; its ``strerror`` tells what is wrong.
    """
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not stat.S_ISREG(about.st_mode):
        raise OSError(errno.EINVAL, "it is not a file", str(path))
    if about.st_size > most_bytes:
        raise OSError(errno.EFBIG, f"it is larger than {most_bytes // 1_000_000} MB", str(path))


def is_file_or_given(path: Path) -> bool:
    """Tell a file, or what a shell gives in place of one (/dev/fd/63), from what never ends.

    What is missing is for whoever opens it to tell. Raises OSError.
    """
    if not path.exists() or path.is_file():
        return True
    return stat.S_ISFIFO(path.stat().st_mode) and str(path).startswith(("/dev/", "/proc/self/fd/"))


def check_place(path: Path, size: int) -> None:
    """See that a file of ``size`` bytes can be written to ``path``, before any work is done.

    Raises VoiceguideError: it is a folder, can't be written, or there is no room on the disk.
    """
    import shutil  # with what packs archives, slow to load

    try:
        target = _target(path)
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
        usage = shutil.disk_usage(folder)
        if not usage.total:
            raise fail(f"{path} can't be written: {folder} holds no files", _ELSEWHERE)
        if usage.free < size:
            raise fail(f"no room for {path}: it needs {size >> 20} MB", _ELSEWHERE)
    except (OSError, ValueError, RuntimeError) as problem:
        raise _unwritable(path, problem) from problem


@contextlib.contextmanager
def whole(path: Path, *, replacing: bool = True) -> Iterator[Path]:
    """Give an empty file beside ``path`` to write to; at the end it takes the place of ``path``.

    Makes the folder where it is missing. Where the work ends in an error, what stood under the
    name is as it was, and nothing is left beside it. Where the process is killed, what stood there
    is as it was, too, and what is left beside it is cleared by the next that writes there. Before
    it takes its name it is on the disk, so that no loss of power can leave it empty.

    Raises VoiceguideError: it can't be written, or is there already and is not to be replaced.
    """
    with together([path], replacing=replacing) as (growing,):
        yield growing


@contextlib.contextmanager
def together(paths: Sequence[Path], *, replacing: bool = True) -> Iterator[list[Path]]:
    """Do as `whole` does with several files, which take their names one right after the other.

    Where one of them can't, the others are as they were.
    """
    with contextlib.ExitStack() as parts:
        growing = [_begun(path, parts, replacing=replacing) for path in paths]
        try:
            yield [part.path for _, part in growing]
            for _, part in growing:
                part.sync()
            _take_names(growing, replacing=replacing)
        except OSError as problem:
            if isinstance(problem, FileExistsError) and not replacing:
                raise taken(paths[0]) from problem
            named = (problem.filename, problem.filename2)
            at_fault = (
                path
                for path, (target, part) in zip(paths, growing, strict=True)
                if str(target) in named or str(part.path) in named
            )
            raise _unwritable(next(at_fault, paths[0]), problem) from problem


def _begun(path: Path, parts: contextlib.ExitStack, *, replacing: bool) -> tuple[Path, Part]:
    try:
        # What is not to be replaced may be a link, which leads nowhere yet.
        target = _target(path) if replacing else _target(path.parent) / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_parts(target.parent)
        # Unlike tempfile's, it has the access that the user's other files have.
        return target, parts.enter_context(held(target.parent, f".{os.urandom(6).hex()}.part"))
    except (OSError, ValueError, RuntimeError) as problem:
        raise _unwritable(path, problem) from problem


def taken(path: Path) -> VoiceguideError:
    """Make the error for a file that stands where a new one was to be."""
    what = "is a folder" if path.is_dir() else "is there already, and is left as it is"
    return fail(f"{path} {what}", "name a file that is not there yet, or remove this one")


class Part(NamedTuple):
    """A file that grows: its own process has it open, and with that locked."""

    path: Path
    file: BinaryIO

    def sync(self) -> None:
        """Wait until all that was written to it is on the disk. Raises OSError: it can't be."""
        os.fsync(self.file.fileno())

    def take(self, target: Path, *, replacing: bool = True) -> None:
        """Give it its own name. Raises OSError: it can't have it, or another file has."""
        if sys.platform == "win32":
            self.file.close()  # or it could not be renamed
        if replacing:
            self.path.replace(target)
        elif sys.platform == "win32":
            self.path.rename(target)
        else:
            _rename_to_new(self.path, target)


@contextlib.contextmanager
def held(folder: Path, name: str) -> Iterator[Part]:
    """Make a file that is known to be in work as long as this lasts; it is gone afterwards.

    Raises OSError: it can't be made.
    """
    path = folder / name
    try:
        file = _made(path)
        try:
            yield Part(path, file)
        finally:
            # What is to stay is on the disk by now, and has its name: that can't fail any more.
            with contextlib.suppress(OSError):
                file.close()
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _made(path: Path) -> BinaryIO:
    while True:
        file = path.open("xb")
        # Whoever clears the folder may have come between the two.
        if lock(file):
            return file
        file.close()


def lock(file: BinaryIO) -> bool:
    """Lock a file just made, until it is closed; False where it was cleared away meanwhile."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # some disks of networks have no locks
            fcntl.flock(file, fcntl.LOCK_EX)
        return os.fstat(file.fileno()).st_nlink > 0
    return True


def is_left(path: Path) -> bool:
    """Tell whether no process holds a file any more that was made to be held."""
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            return False
        if sys.platform == "win32":
            return time.time() - about.st_mtime > _STALE_S
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except OSError:
        return False


def clear_parts(folder: Path, names: str = PART) -> tuple[int, int]:
    """Take away what ended processes have left in a folder; give how many files, how many bytes.

    A file is left where it can't be looked at or taken away. Raises nothing.
    """
    count = size = 0
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for each in [each for each in found if re.fullmatch(names, each.name)]:
            with contextlib.suppress(OSError):
                about = each.stat(follow_symlinks=False)
                if is_left(path := Path(each.path)):
                    path.unlink()
                    count, size = count + 1, size + about.st_size
    return count, size


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can tell."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # some file systems can't; the files are whole all the same
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _take_names(growing: Sequence[tuple[Path, Part]], *, replacing: bool) -> None:
    """Give all of them their names, or none where one can't have its own."""
    before: dict[Path, Path | None] = {}
    named = []
    try:
        for target, part in growing:
            if len(growing) > 1:
                before[target] = _aside(target)
            part.take(target, replacing=replacing)
            named.append(target)
    except BaseException:
        for target in reversed(named):
            with contextlib.suppress(OSError):
                _put_back(target, before.get(target))
        raise
    finally:
        for target, kept in before.items():
            if kept not in (None, target):
                with contextlib.suppress(OSError):
                    kept.unlink(missing_ok=True)
    for folder in {target.parent for target, _ in growing}:
        sync_folder(folder)


def _aside(target: Path) -> Path | None:
    """Keep a file under another name too, to be put back; None where it is not there."""
    kept = target.with_name(f".{os.urandom(6).hex()}.part")
    try:
        os.link(target, kept)
    except FileNotFoundError:
        return None
    except OSError:  # a disk without such links: what is there then is not put back
        return target
    return kept


def _put_back(target: Path, kept: Path | None) -> None:
    if kept is None:
        target.unlink()
    elif kept != target:
        kept.replace(target)


def _rename_to_new(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without such links
        if target.exists() or target.is_symlink():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        path.rename(target)


def _target(path: Path) -> Path:
    """Give the file that a path stands for, at the end of links that only the user can have made.

    In a folder where others may write, a link may be theirs, to write elsewhere in one's name.

    Raises VoiceguideError: such a link stands in the way. Raises OSError, ValueError, RuntimeError.
    """
    if sys.platform != "win32":
        whole_path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
        for each in (whole_path, *whole_path.parents):
            if each.is_symlink() and _is_shared(each.parent):
                raise fail(
                    f"{each} is a link in a folder where others may write, and is not followed",
                    "take it away, or name another place",
                )
    return path.resolve()


def _is_shared(folder: Path) -> bool:
    about = folder.stat()
    return bool(about.st_mode & stat.S_IWOTH) or about.st_uid not in (0, os.geteuid())


def _unwritable(path: Path, problem: Exception) -> VoiceguideError:
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return fail(f"the disk is full: {path} was not written", f"make room, or {_ELSEWHERE}")
    reason = (isinstance(problem, OSError) and problem.strerror) or problem
    return fail(f"{path} can't be written: {reason}", _ELSEWHERE)
