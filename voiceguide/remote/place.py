"""A place at an address, such as a bucket: whole blocks of bytes by their names.

The one place that knows fsspec, which is loaded only where there is an address.
"""

from __future__ import annotations

import queue
import re
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from voiceguide.files import whole
from voiceguide.problems import VoiceguideError, fail

LIMIT_S = 15.0
"""How long to wait for an answer before a place counts as away."""
_SLOWEST = 50_000
"""Bytes a second: a block gets so much more time."""
_AT_ONCE = 50_000_000
"""Bytes that are put in one request."""

_HINT = "an address is like s3://bucket/clips, or file:///folder"
_ADDRESS = re.compile(r"[A-Za-z][\w+.-]+::?//|[A-Za-z][\w+-]+::")

T = TypeVar("T")


class AwayError(Exception):
    """A place can't be reached, or does not do what it was asked; why, without any secret."""


class RefusedError(AwayError):
    """A place is there and does not allow what it was asked."""


class About(NamedTuple):
    """A file that is elsewhere: its bytes, and when it was written, 0 where that is not told."""

    size: int
    mtime_ns: int


def is_address(named: str) -> bool:
    """Tell whether that is an address, ``s3://bucket/made``, and no path of this machine."""
    return _ADDRESS.match(named) is not None


def without_secrets(address: str) -> str:
    """Give an address as it may be shown: without a user's name and password, or a key in it."""
    return re.sub(r"(?<=//)[^/\s]*@", "", address).partition("?")[0]


class Place:
    """Blocks of bytes at an address, each written whole; nothing is asked before it is needed.

    Every call ends within its time: one that gets no answer raises AwayError.
    """

    def __init__(self, address: str, limit_s: float = LIMIT_S) -> None:
        """Name the place.

        Raises VoiceguideError: there is no such kind of address, or nothing here that knows it.
        """
        self.shown = without_secrets(address)
        self._limit_s = limit_s
        self._secrets = _secrets_of(address)
        if not is_address(address) and not Path(address).is_absolute():
            raise fail(f"{self.shown} is no address", _HINT)  # s3:/bucket would be a folder here
        try:
            import fsspec
        except ImportError:
            raise fail(f"{self.shown} needs fsspec", 'pip install "voiceguide[store]"') from None
        try:
            self._files, root = fsspec.core.url_to_fs(address)
        except ImportError as problem:  # tells which package knows such addresses
            hint = "see docs/catalogue.md for what each kind of address needs"
            raise fail(f"{self.shown} can't be used: {self._told(problem)}", hint) from None
        except Exception as problem:  # whatever a kind of address has to say against it
            raise fail(f"{self.shown} can't be used: {self._told(problem)}", _HINT) from None
        self._root = root.rstrip("/")

    def read(self, name: str) -> bytes | None:
        """Give what is under a name, or None where nothing is.

        Raises AwayError.
        """
        path = self._path(name)
        try:
            return self._asked(lambda: bytes(self._files.cat_file(path)))
        except (FileNotFoundError, IsADirectoryError):
            return None

    def write(self, name: str, block: bytes) -> None:
        """Put a block under a name, in one request: buckets show it whole or not at all.

        In a folder of this machine it takes its name once it is whole.

        Raises AwayError.
        """
        path = self._path(name)

        def put() -> None:
            if "file" in _kinds(self._files):
                with whole(Path(path)) as growing:
                    growing.write_bytes(block)
                return
            try:
                self._files.pipe_file(path, block)
            except FileNotFoundError:
                # A bucket that is not there is made by no one; folders on a server are.
                if self._files.async_impl:
                    raise
                self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
                self._files.pipe_file(path, block)

        try:
            self._asked(put, self._limit_s + len(block) / _SLOWEST)
        except FileNotFoundError as problem:
            raise AwayError(self._told(problem)) from None

    def put(self, name: str, file: Path) -> None:
        """Put a file under a name as `write` does; a large one is not read into memory.

        Raises AwayError. Raises OSError: the file can't be read.
        """
        size = file.stat().st_size
        if size <= _AT_ONCE or "file" in _kinds(self._files):
            self.write(name, file.read_bytes())
            return
        path = self._path(name)
        limit_s = self._limit_s + size / _SLOWEST
        try:
            self._asked(lambda: self._files.put_file(str(file), path), limit_s)
        except FileNotFoundError as problem:
            raise AwayError(self._told(problem)) from None

    def listed(self, folder: str) -> dict[str, About]:
        """Give what is in a folder, by names within it; nothing where there is none.

        Raises AwayError.
        """
        path = self._path(folder)

        def ls() -> list[dict[str, Any]]:
            self._files.invalidate_cache()  # others write there, too
            rows: list[dict[str, Any]] = self._files.ls(path, detail=True)
            return rows

        try:
            rows = self._asked(ls)
        except (FileNotFoundError, NotADirectoryError):
            return {}
        return {
            row["name"].rstrip("/").rpartition("/")[2]: _about(row)
            for row in rows
            if row.get("type") == "file"
        }

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}".rstrip("/")

    def _asked(self, do: Callable[[], T], limit_s: float = 0) -> T:
        """Do that in a thread of its own, which is left where it does not come back in time."""
        answers: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

        def work() -> None:
            try:
                answers.put((do(), None))
            except Exception as problem:
                answers.put((None, problem))

        threading.Thread(target=work, daemon=True).start()
        limit_s = limit_s or self._limit_s
        try:
            result, problem = answers.get(timeout=limit_s)
        except queue.Empty:
            raise AwayError(f"no answer within {limit_s:.0f} s") from None
        if problem is None:
            return result  # type: ignore[return-value]
        if isinstance(problem, FileNotFoundError | IsADirectoryError | NotADirectoryError):
            raise problem
        refused = isinstance(problem, PermissionError | VoiceguideError)  # the last is from `whole`
        raise (RefusedError if refused else AwayError)(self._told(problem)) from None

    def _told(self, problem: Exception) -> str:
        """Give what a problem says, in one line and without what is secret."""
        told = problem.problems[0].message if isinstance(problem, VoiceguideError) else problem
        text = " ".join(f"{told}".split()) or type(problem).__name__
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return re.sub(r"(?<=//)[^/\s]*@", "", text)[:200]


def _secrets_of(address: str) -> list[str]:
    """Give the parts of an address that are no one else's to see, the longest first."""
    found = set()
    for each in address.split("::"):
        parts = urlsplit(each)
        given = parts.netloc.rpartition("@")[0]
        found |= {parts.query, given, *given.split(":", 1), unquote(given)}
        found |= {value for _, _, value in (row.partition("=") for row in parts.query.split("&"))}
    return sorted((each for each in found if len(each) > 2), key=len, reverse=True)


def _kinds(files: Any) -> tuple[str, ...]:
    kinds = files.protocol
    return (kinds,) if isinstance(kinds, str) else tuple(kinds)


def _about(row: dict[str, Any]) -> About:
    """Read a row of a listing; each kind of place has a name of its own for the time."""
    for name in ("LastModified", "last_modified", "modified", "updated", "mtime", "created"):
        when = row.get(name)
        if isinstance(when, datetime):
            when = when.timestamp()
        if isinstance(when, int | float):
            return About(int(row.get("size") or 0), round(when * 1e6) * 1000)
    return About(int(row.get("size") or 0), 0)
