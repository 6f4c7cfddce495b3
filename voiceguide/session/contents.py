"""What is inside a session's file, read from any format.

Title, artist and genre; a cover; a chapter for the opening, each pose and the closing; the
transcript; and what the session keeps of itself, as JSON.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from voiceguide.problems import VoiceguideError, fail
from voiceguide.session.containers import container_in
from voiceguide.session.manifest import Origin, damaged, from_bytes
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
        container = container_in(path)
        metadata = container.read(path) if container else None
    except OSError as problem:
        raise fail(f"{path} can't be read: {problem.strerror or problem}") from problem
    except VoiceguideError:
        raise
    except Exception as problem:
        # A broken tag may raise anything in the library that reads it.
        raise damaged(path, problem) from problem
    if metadata is None:
        raise fail(f"{path} is no sound file that voiceguide makes", _HINT)
    if metadata.manifest is None:
        raise fail(f"{path} was not made by voiceguide", _HINT)
    timeline, origin = from_bytes(metadata.manifest, path)
    return Session(
        metadata.title,
        metadata.artist,
        metadata.genre,
        metadata.chapters,
        timeline,
        origin,
        metadata.listed,
    )
