"""Where a catalogue's sessions go: files of this machine, and at addresses, looked at as one."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from voiceguide.problems import fail
from voiceguide.remote.place import About, AwayError, Place, is_address
from voiceguide.speech.folders import make_folder, take_away


@contextlib.contextmanager
def at_hand(target: str) -> Iterator[Path]:
    """Give the file to write for a target.

    For an address it is one in a folder of its own: once it is done, it is put there with all that
    was written beside it, the session last.

    Raises VoiceguideError: it can't be put there.
    """
    if not is_address(target):
        yield Path(target)
        return
    folder, log = make_folder()
    try:
        with log:
            (folder / "made").mkdir()
            path = folder / "made" / _name_of(target)
            yield path
            place = place_of(target)
            for each in sorted(path.parent.iterdir(), key=lambda each: each == path):
                with _told(place, "written"):
                    place.put(each.name, each)
    except OSError as problem:
        raise fail(f"{target} can't be made in {folder}: {problem.strerror}") from problem
    finally:
        take_away(folder)


@cache
def place_of(target: str) -> Place:
    """Give the place that an address is in.

    Raises VoiceguideError: nothing here knows such an address.
    """
    return _at(target.rpartition("/")[0])


@cache
def _at(folder: str) -> Place:
    return Place(folder)


class There:
    """What there is of sessions; folders at addresses are listed once."""

    def __init__(self) -> None:
        self._listed: dict[str, dict[str, About]] = {}

    def about(self, target: str) -> About | None:
        """Give the size and time of a file, None where there is none.

        Raises VoiceguideError: its place can't be reached.
        """
        if is_address(target):
            place = place_of(target)
            folder = target.rpartition("/")[0]
            if folder not in self._listed:
                with _told(place, "read"):
                    self._listed[folder] = place.listed("")
            return self._listed[folder].get(_name_of(target))
        try:
            about = Path(target).stat()
        except OSError:
            return None
        return About(about.st_size, about.st_mtime_ns)

    def digest(self, target: str) -> str:
        """Give the SHA-256 of a file, "" where it can't be read."""
        try:
            if is_address(target):
                return hashlib.sha256(place_of(target).read(_name_of(target)) or b"").hexdigest()
            with Path(target).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (OSError, AwayError):
            return ""


def beside(target: str, kind: str) -> str:
    """Name the file beside a session that has another ending."""
    return f"{target.rpartition('.')[0]}.{kind}"


@contextlib.contextmanager
def _told(place: Place, done: str) -> Iterator[None]:
    try:
        yield
    except AwayError as problem:
        raise fail(f"{place.shown} can't be {done}: {problem}", _HINT) from problem


_HINT = "what is there stays as it is; the same command goes on from there"


def read_there(address: str) -> bytes:
    """Give the file at an address, b"" where there is none.

    Raises VoiceguideError: it can't be read.
    """
    place = place_of(address)
    with _told(place, "read"):
        return place.read(_name_of(address)) or b""


def write_there(address: str, block: bytes) -> None:
    """Put a file at an address, whole or not at all.

    Raises VoiceguideError: it can't be written.
    """
    place = place_of(address)
    with _told(place, "written"):
        place.write(_name_of(address), block)


def _name_of(address: str) -> str:
    return address.rpartition("/")[2]
