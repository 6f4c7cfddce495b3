"""What a file tells of its session, whatever its format."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from mutagen import MutagenError

from voiceguide.session.captions import lrc, spoken_lines, transcript
from voiceguide.session.manifest import Origin, to_bytes
from voiceguide.timeline import Chapter, Timeline, chapters_of

GENRE = "Speech"
LANGUAGE = "eng"
"""What is spoken, after ISO 639-2."""
KEPT = "voiceguide session"


class Metadata(NamedTuple):
    """Names, chapters, and the ``manifest`` as bytes, None where the file is not ours.

    ``date`` is "2026-08-05", "2026" or "".

    ``listed`` tells whether a table of contents, where there is one, leads to the chapters in
    their order.

    The rest is written for players and not read back: a cover (a PNG), the transcript, its lines
    with their times in milliseconds, and the same as LRC, which few formats need.
    """

    title: str = ""
    artist: str = ""
    genre: str = ""
    album: str = ""
    date: str = ""
    chapters: tuple[Chapter, ...] = ()
    manifest: bytes | None = None
    listed: bool = True
    cover: bytes = b""
    transcript: str = ""
    lines: tuple[tuple[str, int], ...] = ()
    lyrics: Callable[[], str] = str


def metadata_of(timeline: Timeline, origin: Origin, cover: bytes = b"") -> Metadata:
    """Gather the metadata of a session; ``cover`` is a PNG."""
    script = timeline.script
    return Metadata(
        title=script.title,
        artist=script.author or "voiceguide",
        genre=GENRE,
        album=_album(script.title, origin),
        date=script.date,
        chapters=tuple(chapters_of(timeline)),
        manifest=to_bytes(timeline, origin),
        cover=cover,
        transcript=transcript(timeline),
        lines=tuple(spoken_lines(timeline)),
        lyrics=partial(lrc, timeline),
    )


def _album(title: str, origin: Origin) -> str:
    """Name an album of its own, so that no player lumps the sessions of two people together."""
    client = str(origin.client.get("name", ""))
    return title if client.casefold() in title.casefold() else f"{title} ({client})"


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Write with mutagen, whose errors are those of the disk."""
    try:
        yield
    except MutagenError as problem:
        cause = problem.__context__
        raise (cause if isinstance(cause, OSError) else OSError(str(problem))) from problem
