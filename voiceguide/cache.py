"""Blocks of bytes on disk by kind and key, such as finished clips, and the bound on them all.

A key is a hash of everything that shapes what is kept. Entries are whole or not there: written to
a temporary name, synced and then renamed, so that two runs at once are both right. Each carries a
checksum; one that does not match counts as missing. A run reads each entry once and whole, and
makes again what it does not find; and what was used within the hour stays, whatever the bound: so
entries may be taken away beside other runs.

Behind it there may be one that several machines share: what is not here is read from there and
kept here, and what costs speaking is put there, too.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from voiceguide.files import PART, Part, clear_parts, held
from voiceguide.problems import Problem, VoiceguideError, fail

if TYPE_CHECKING:
    from voiceguide.remote.shared import Shared

_MARK = b"voiceguide 2 "
_UNFINISHED = rf"{PART}|[0-9a-f]{{16}}"

USUAL_BOUND_MB = 1000
_IN_USE_S = 3600
_ENTRY = r"[0-9a-f]{40}"
_SHARED = ("clips", "sounds", "voices")
"""The kinds that machines share: what is made of them is made in no time."""


def key_of(shape: Mapping[str, object]) -> str:
    """Give the name under which what these things shape is kept."""
    text = json.dumps(shape, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def cache_folder() -> Path:
    """Give the folder of the store: ``VOICEGUIDE_CACHE``, or one in the user's cache folder."""
    named = os.environ.get("VOICEGUIDE_CACHE")
    if named:
        return Path(os.path.expanduser(named))  # noqa: PTH111 - never raises
    import platformdirs  # slow to load where the variable is set

    return Path(platformdirs.user_cache_dir("voiceguide", appauthor=False))


def shared_address() -> str:
    """Give the address of the store that machines share: ``VOICEGUIDE_STORE``, "" for none."""
    return os.environ.get("VOICEGUIDE_STORE", "").strip()


class Store:
    """Blocks of bytes by kind and key, in a folder; ``grew`` tells whether any was put there.

    ``shared`` is the address of the store behind it, "" where there is none.
    """

    def __init__(self, folder: Path | None = None, shared: str | None = None) -> None:
        """Name the folder, by default `cache_folder`; nothing is touched before it is needed.

        The address is by default `shared_address`.
        """
        self.folder = folder or cache_folder()
        self.shared = shared_address() if shared is None else shared
        self.grew = False
        self._asked: set[str] = set()
        self._used = False

    def get(self, kind: str, key: str) -> bytes | None:
        """Give what was kept, or None if it was not, is damaged or can't be read.

        Raises VoiceguideError: nothing here knows the address of the shared store.
        """
        try:
            block = _opened(kind, key, self._path(kind, key).read_bytes())
            self.touch(kind, key)  # `keep_under` takes the oldest away
        except OSError:
            block = None
        return self._from_shared(kind, key) if block is None and self.shared else block

    def touch(self, kind: str, key: str) -> None:
        """Count a block as used now, if there is one."""
        with contextlib.suppress(OSError):
            os.utime(self._path(kind, key))

    def has(self, kind: str, key: str) -> bool:
        """Tell whether something is kept, which may be damaged."""
        return self._path(kind, key).exists()

    def take_away(self, kind: str, key: str) -> None:
        """Keep a block no longer, if there is one."""
        with contextlib.suppress(OSError):
            self._path(kind, key).unlink()

    def put(self, kind: str, key: str, block: bytes) -> None:
        """Keep a block.

        Raises VoiceguideError: the disk is full or the folder can't be written.
        """
        self._put(kind, key, _MARK + _checksum(kind, key, block) + b"\n" + block)
        self.share(kind, [key])

    def _put(self, kind: str, key: str, entry: bytes) -> None:
        path = self._path(kind, key)
        try:
            _make_folder(path.parent)
            with self._unfinished() as waiting:
                waiting.file.write(entry)
                waiting.file.flush()
                waiting.sync()
                _rename(waiting, path)
        except OSError as problem:
            self._fail(problem)
        self.grew = True

    def fetch(self, kind: str, keys: Iterable[str]) -> None:
        """Bring what is in the shared store and not here, many at once.

        Raises VoiceguideError: nothing here knows its address.
        """
        if self.shared:
            lacking = [key for key in keys if not self.has(kind, key)]
            if lacking:
                self._behind().each(lambda key: self._from_shared(kind, key), lacking)

    def in_shared(self, kind: str, keys: Iterable[str]) -> set[str]:
        """Give which of these the shared store has, by its own list.

        Raises VoiceguideError: nothing here knows its address.
        """
        if not self.shared:
            return set()
        wanted = {_name(kind, key): key for key in keys}
        return {wanted[name] for name in self._behind().among(wanted)}

    def share(self, kind: str, keys: Iterable[str]) -> None:
        """Begin to put what is here into the shared store, where there is one.

        Raises VoiceguideError: nothing here knows its address.
        """
        if self.shared and kind in _SHARED:
            for key in keys:
                if self.has(kind, key):
                    self._behind().put(_name(kind, key), self._path(kind, key))

    def settle(self) -> None:
        """Wait until what was put is in the shared store as well, or can't be."""
        if self._used:
            self._behind().settle()

    def told(self) -> list[Problem]:
        """Give what went wrong with the shared store; each kind of trouble is told once."""
        return self._behind().told() if self._used else []

    def _from_shared(self, kind: str, key: str) -> bytes | None:
        name = _name(kind, key)
        if kind not in _SHARED or name in self._asked:
            return None
        self._asked.add(name)  # who waits for another's clip looks here alone
        entry = self._behind().get(name)
        if entry is None:
            return None
        block = _opened(kind, key, entry)
        if block is None:
            self._behind().is_damaged()
            return None
        with contextlib.suppress(VoiceguideError):  # it is right, kept here or not
            self._put(kind, key, entry)
        return block

    def _behind(self) -> Shared:
        from voiceguide.remote.shared import shared_at  # most have none

        self._used = True
        return shared_at(self.shared)

    def check(self) -> None:
        """See that the store can be written, and clear away what ended runs have left half-written.

        Raises VoiceguideError: it can't be written.
        """
        try:
            with self._unfinished() as probe:
                probe.file.write(_MARK)
                probe.file.flush()
        except OSError as problem:
            self._fail(problem)
        self.clear_left()

    def clear_left(self) -> tuple[int, int]:
        """Clear away what ended runs have left half-written; give how many files and bytes."""
        return clear_parts(self._waiting, _UNFINISHED)

    @contextlib.contextmanager
    def _unfinished(self) -> Iterator[Part]:
        _make_folder(self._waiting)
        with held(self._waiting, f".{os.urandom(6).hex()}.part") as part:
            yield part

    @property
    def _waiting(self) -> Path:
        return self.folder / "unfinished"

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / _name(kind, key)

    def _fail(self, problem: OSError) -> NoReturn:
        raise fail(
            f"spoken clips can't be kept in {self.folder}: {problem.strerror or problem}",
            "make room there, or set VOICEGUIDE_CACHE to another folder",
        ) from problem


def _make_folder(folder: Path) -> None:
    """Make a folder of the store; what is in its place is none of the store's, and goes."""
    if folder.is_file():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _rename(waiting: Part, path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            import shutil  # with what packs archives, slow to load

            shutil.rmtree(path)  # in an entry's place, where nothing could be kept
        waiting.take(path)
    except PermissionError:
        # Windows refuses while another run reads the same entry; that one is as good.
        if not path.exists():
            raise


def _name(kind: str, key: str) -> str:
    return f"{kind}/{key[:2]}/{key}"


def _opened(kind: str, key: str, entry: bytes) -> bytes | None:
    """Give the block in an entry, or None where it is not as it was put."""
    head, _, block = entry.partition(b"\n")
    return block if head == _MARK + _checksum(kind, key, block) else None


def _checksum(kind: str, key: str, block: bytes) -> bytes:
    # With its name, so that an entry under another's is damaged: the words would be wrong.
    return hashlib.sha256(f"{kind}/{key}/".encode() + block).hexdigest().encode()


class Entry(NamedTuple):
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
            if re.fullmatch(_ENTRY, path.name) and path.name.startswith(path.parent.name):
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
