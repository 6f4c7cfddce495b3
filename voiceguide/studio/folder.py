"""The folder that a studio works in: its routines, and the sessions made of them.

A name from a browser is only ever one of those that are there: none leads out of the folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from voiceguide.files import whole
from voiceguide.formats import format_of
from voiceguide.library import shipped
from voiceguide.problems import fail

MOST_BYTES = 250_000
"""Of a routine's text, as the reader has it."""
_NAME = re.compile(r"[^\W_][\w .-]{0,79}")


class ChangedError(Exception):
    """A file on the disk is no longer what the page read of it."""


class Kept(NamedTuple):
    """A routine as it lies on the disk; ``mark`` tells one text from another."""

    name: str
    text: str
    mark: str
    is_own: bool


class Folder(NamedTuple):
    """Where routines are read and written, and where sessions go."""

    root: Path

    @property
    def shown(self) -> str:
        """Where it is, as a person has it: from the home folder on, where it lies in that."""
        with contextlib.suppress(ValueError, RuntimeError):
            return str("~" / self.root.relative_to(Path.home()))
        return str(self.root)

    @property
    def scripts(self) -> Path:
        """The folder of the routines."""
        return self.root / "scripts"

    @property
    def output(self) -> Path:
        """The folder of the sessions."""
        return self.root / "output"

    @property
    def clients(self) -> dict[str, Path]:
        """The files of the clients, by their names."""
        found = sorted((self.root / "clients").glob("*.toml"))
        return {path.stem: path for path in found if path.is_file()}

    def client(self, name: str) -> Path:
        """Give a client's file by the name. Raises VoiceguideError: there is none."""
        found = self.clients.get(name)
        if found is None:
            raise fail(f"there is no client {name!r}", f"write clients/{name}.toml, or choose none")
        return found

    def routines(self) -> Iterator[tuple[str, Path, bool]]:
        """Give each routine's name and file, and whether it is one's own; then those shipped."""
        own = sorted(self.scripts.glob("*.md")) if self.scripts.is_dir() else []
        own = [path for path in own if path.is_file() and _NAME.fullmatch(path.stem)]
        yield from ((path.stem, path, True) for path in own)
        names = {path.stem for path in own}
        for path in sorted(shipped().glob("*.md")):
            if path.stem not in names:
                yield path.stem, path, False

    def read(self, name: str) -> Kept:
        """Read a routine by its name.

        Raises VoiceguideError: there is none, or it can't be read.
        """
        for each, path, is_own in self.routines():
            if each == name:
                try:
                    with path.open("rb") as file:
                        data = file.read(MOST_BYTES + 1)
                except OSError as problem:
                    reason = problem.strerror or problem
                    raise fail(f"{path} can't be read: {reason}") from problem
                if len(data) > MOST_BYTES:
                    raise fail(f"{path} is too large for a routine")
                return Kept(name, data.decode("utf-8", "replace"), _mark(data), is_own)
        raise fail(f"there is no routine {name!r}")

    def place_of(self, name: str) -> Path:
        """Give the file of a routine: the one there is, or the one that it would be saved to."""
        kept = next((path for each, path, _ in self.routines() if each == name), None)
        return kept or self.scripts / f"{name if _can_be_named(name) else 'routine'}.md"

    def save(self, name: str, text: str, mark: str | None) -> Kept:
        """Write a routine's text; ``mark`` is that of the text it takes the place of, None of none.

        Raises ChangedError: the file is not what it was then, or is there by now.
        VoiceguideError: the name can't be a file's, or it can't be written.
        """
        if not _can_be_named(name):
            raise fail(f"{name!r} can't name a routine", "give a short name, such as hips")
        path = self.scripts / f"{name}.md"
        try:
            there = _mark(path.read_bytes()) if path.exists() or path.is_symlink() else None
        except OSError as problem:
            reason = problem.strerror or problem
            raise fail(f"{path} can't be read: {reason}") from problem
        if there != mark:
            raise ChangedError(name)
        data = text.replace("\r\n", "\n").encode("utf-8", "replace")
        with whole(path) as growing:
            growing.write_bytes(data)
        return Kept(name, text, _mark(data), is_own=True)

    def sessions(self) -> list[Path]:
        """Give the sessions that were made, the newest first."""
        if not self.output.is_dir():
            return []
        made: list[tuple[float, Path]] = []
        for path in self.output.iterdir():
            # Another run may be taking it away.
            with contextlib.suppress(FileNotFoundError):
                if format_of(path) and path.is_file():
                    made.append((path.stat().st_mtime, path))
        return [path for _, path in sorted(made, reverse=True)]

    def session(self, name: str) -> Path:
        """Give a session by its file's name. Raises VoiceguideError: there is none of it."""
        for path in self.sessions():
            if path.name == name:
                return path
        raise fail(f"there is no session {name!r}")


def _can_be_named(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and not name.endswith((" ", "."))


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
