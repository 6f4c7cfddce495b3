"""What a session's file says of itself, read from any format.

Title, artist and genre; a cover; a chapter for the opening, each pose and the closing; the
transcript; and what the session keeps of itself, as JSON.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, NamedTuple

from voiceguide.problems import VoiceguideError, fail
from voiceguide.session.manifest import Origin, damaged, from_bytes
from voiceguide.session.tags.about import Told
from voiceguide.session.tags.id3_guard import MOST_TAG_BYTES, check_tag, leading_tag
from voiceguide.timeline import Chapter, Timeline

_HINT = "give a session that voiceguide made"


class Session(NamedTuple):
    """What is inside a session's file.

    ``timeline`` has the words and times of every cue, but no notes, author or breath in holds.
    ``listed`` tells whether a table of contents, where there is one, leads to the chapters in
    their order.
    """

    title: str
    artist: str
    genre: str
    chapters: tuple[Chapter, ...]
    timeline: Timeline
    origin: Origin
    listed: bool = True

    @property
    def settings(self) -> dict[str, Any]:
        """The settings it was made with."""
        return dict(self.origin.settings)


def read_tags(path: Path) -> Session:
    """Read what a session's file says.

    Raises VoiceguideError: the file can't be read, is no sound, or was not made by voiceguide.
    """
    try:
        told = told_by(path)
    except OSError as problem:
        raise fail(f"{path} can't be read: {problem.strerror or problem}") from problem
    except VoiceguideError:
        raise
    except Exception as problem:
        # A broken tag may raise anything in the library that reads it.
        raise damaged(path, problem) from problem
    if told is None:
        raise fail(f"{path} is no sound file that voiceguide makes", _HINT)
    if told.kept is None:
        raise fail(f"{path} was not made by voiceguide", _HINT)
    timeline, origin = from_bytes(told.kept, path)
    return Session(
        told.title, told.artist, told.genre, told.chapters, timeline, origin, told.listed
    )


def told_by(path: Path) -> Told | None:
    """Read what a file tells, or give None where it is no sound that a session can be.

    Raises VoiceguideError: its tag is none that voiceguide would read. Raises whatever the
    libraries raise for what is broken.
    """
    with path.open("rb") as file:
        kind = _kind_of(file.read(12))
    # What is loaded for another format costs time: each loads its own.
    if kind in ("mp3", "wav"):
        from voiceguide.session.tags.id3 import told_in
        from voiceguide.session.tags.riff import find_tag

        tag = leading_tag(path) if kind == "mp3" else find_tag(path, MOST_TAG_BYTES)
        if not tag.startswith(b"ID3"):
            return Told("", "", "", (), None)
        check_tag(tag, path)
        return told_in(io.BytesIO(tag))
    if kind == "m4b":
        from voiceguide.session.tags.mp4 import read_atoms

        return read_atoms(path)
    if kind:
        from voiceguide.session.tags.vorbis import read_comments

        return read_comments(path, kind)
    return None


def _kind_of(head: bytes) -> str:
    """Tell a file's format by its first bytes: its name may be another."""
    if head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0):
        return "mp3"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[4:8] == b"ftyp":
        return "m4b"
    return {b"fLaC": "flac", b"OggS": "opus"}.get(head[:4], "")
