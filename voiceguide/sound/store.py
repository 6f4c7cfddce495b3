"""The store of finished clips, each under a hash of everything that shapes its sound.

Entries are whole or not there: written to a temporary name and then renamed, so that two runs at
once are both right. Each carries a checksum; one that does not match counts as missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from voiceguide.problems import fail
from voiceguide.sound.clip import Clip, clip_from

_MARK = b"voiceguide 2 "
_STALE_S = 3600


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


class Store:
    """Blocks of bytes by kind and key, in a folder; ``grew`` tells whether any was put there."""

    def __init__(self, folder: Path | None = None) -> None:
        """Name the folder, by default `cache_folder`; nothing is touched before it is needed."""
        self.folder = folder or cache_folder()
        self.grew = False

    def get(self, kind: str, key: str) -> bytes | None:
        """Give what was kept, or None if it was not, is damaged or can't be read."""
        path = self._path(kind, key)
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # used now: `voiceguide.sound.upkeep` takes the oldest away
        head, _, block = entry.partition(b"\n")
        return block if head == _MARK + _checksum(kind, key, block) else None

    def put(self, kind: str, key: str, block: bytes) -> None:
        """Keep a block.

        Raises VoiceguideError: the disk is full or the folder can't be written.
        """
        path = self._path(kind, key)
        waiting = self._waiting / _token()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._waiting.mkdir(parents=True, exist_ok=True)
            try:
                waiting.write_bytes(_MARK + _checksum(kind, key, block) + b"\n" + block)
                self._rename(waiting, path)
            finally:
                waiting.unlink(missing_ok=True)
        except OSError as problem:
            self._fail(problem)
        self.grew = True

    def check(self) -> None:
        """See that the store can be written, and clear away what ended runs have left half-written.

        Raises VoiceguideError: it can't be written.
        """
        try:
            self._waiting.mkdir(parents=True, exist_ok=True)
            probe = self._waiting / _token()
            try:
                probe.write_bytes(_MARK)
            finally:
                probe.unlink(missing_ok=True)
            for path in self._waiting.iterdir():
                with contextlib.suppress(OSError):
                    if time.time() - path.stat().st_mtime > _STALE_S:
                        path.unlink()
        except OSError as problem:
            self._fail(problem)

    @property
    def _waiting(self) -> Path:
        return self.folder / "unfinished"

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key

    @staticmethod
    def _rename(waiting: Path, path: Path) -> None:
        try:
            waiting.replace(path)
        except PermissionError:
            # Windows refuses while another run reads the same entry; that one is as good.
            if not path.exists():
                raise

    def _fail(self, problem: OSError) -> NoReturn:
        raise fail(
            f"spoken clips can't be kept in {self.folder}: {problem.strerror or problem}",
            "make room there, or set VOICEGUIDE_CACHE to another folder",
        ) from problem


def kept_clip(store: Store, key: str) -> Clip | None:
    """Give the clip that was kept, or None if it was not or is damaged."""
    block = store.get("clips", key)
    if block is None:
        return None
    try:
        return clip_from(block, key)
    except ValueError:
        return None


def _token() -> str:
    return os.urandom(8).hex()


def _checksum(kind: str, key: str, block: bytes) -> bytes:
    # With its name, so that an entry under another's is damaged: the words would be wrong.
    return hashlib.sha256(f"{kind}/{key}/".encode() + block).hexdigest().encode()
