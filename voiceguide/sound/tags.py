"""What a session says of itself, in its ID3v2 tag. The one place that knows mutagen.

Title, artist and genre; a cover; a chapter for the opening, each pose and the closing; the
transcript, plain and with times; and what the session keeps of itself, as JSON.
"""

# mutagen has types, but not on what it is called with.
# mypy: allow-untyped-calls

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutagen import MutagenError
from mutagen.id3 import (
    APIC,
    CHAP,
    CTOC,
    GEOB,
    ID3,
    SYLT,
    TCON,
    TIT2,
    TPE1,
    USLT,
    CTOCFlags,
    ID3NoHeaderError,
    PictureType,
)

from voiceguide.captions import Chapter, chapters_of, spoken_lines, transcript
from voiceguide.problems import VoiceguideError, fail
from voiceguide.sound.kept import Origin, damaged, from_bytes, to_bytes
from voiceguide.sound.limits import check_tag
from voiceguide.timeline import Timeline

GENRE = "Speech"
_KEPT = "voiceguide session"
_LIST = 255
"""A table of contents counts its entries in one byte."""

_NO_OFFSET = 0xFFFFFFFF
_UTF8 = 3  # which mutagen turns into UTF-16, the one that version 2.3 knows
_MILLISECONDS = 2
_LYRICS = 1
_LANGUAGE = "eng"


@dataclass(frozen=True, slots=True)
class Session:
    """What is inside a session's MP3: ``timeline`` is what `Timeline.as_json` gave."""

    title: str
    artist: str
    genre: str
    chapters: tuple[Chapter, ...]
    timeline: dict[str, Any]
    origin: Origin

    @property
    def settings(self) -> dict[str, Any]:
        """The settings it was made with."""
        return dict(self.origin.settings)


def write_tags(path: Path, timeline: Timeline, origin: Origin, cover: bytes = b"") -> None:
    """Begin a session's file: write the tag into an empty file, for the sound to follow.

    ``cover`` is a PNG. Raises VoiceguideError: there are more poses than a table of contents can
    hold.
    """
    script = timeline.script
    tag = ID3()
    tag.add(TIT2(encoding=_UTF8, text=script.title))
    tag.add(TPE1(encoding=_UTF8, text=script.author or "voiceguide"))
    tag.add(TCON(encoding=_UTF8, text=GENRE))
    kept = to_bytes(timeline, origin)
    tag.add(GEOB(encoding=_UTF8, mime="application/json", filename="", desc=_KEPT, data=kept))
    if cover:
        front = PictureType.COVER_FRONT
        tag.add(APIC(encoding=0, mime="image/png", type=front, desc="", data=cover))
    tag.add(USLT(encoding=_UTF8, lang=_LANGUAGE, desc="", text=transcript(timeline)))
    tag.add(
        SYLT(
            encoding=_UTF8,
            lang=_LANGUAGE,
            format=_MILLISECONDS,
            type=_LYRICS,
            desc="",
            text=spoken_lines(timeline),
        )
    )
    chapters = chapters_of(timeline)
    identities = _identities(chapters)
    for identity, chapter in zip(identities, chapters, strict=True):
        tag.add(
            CHAP(
                element_id=identity,
                start_time=chapter.start_ms,
                end_time=chapter.end_ms,
                start_offset=_NO_OFFSET,
                end_offset=_NO_OFFSET,
                sub_frames=[TIT2(encoding=_UTF8, text=chapter.name)],
            )
        )
    _add_contents(tag, identities)
    # Version 2.3 is what every player reads.
    tag.save(path, v2_version=3)


def read_tags(path: Path) -> Session:
    """Read what `write_tags` wrote.

    Raises VoiceguideError: the file can't be read, is no MP3, or was not made by voiceguide.
    """
    try:
        check_tag(path)
        tag = ID3(path)
    except ID3NoHeaderError:
        raise (_foreign(path) if _begins_with_sound(path) else _no_mp3(path)) from None
    except (MutagenError, OSError) as problem:
        raise fail(f"{path} can't be read: {problem}") from problem
    except VoiceguideError:
        raise
    except Exception as problem:
        # A broken tag may raise anything in the library that reads it.
        raise damaged(path, problem) from problem
    kept = [frame for frame in tag.getall("GEOB") if frame.desc == _KEPT]
    if not kept:
        raise _foreign(path)
    timeline, origin = from_bytes(kept[0].data, path)
    return Session(
        title=_text(tag, "TIT2"),
        artist=_text(tag, "TPE1"),
        genre=_text(tag, "TCON"),
        chapters=_chapters(tag),
        timeline=timeline,
        origin=origin,
    )


def _identities(chapters: Sequence[Chapter]) -> list[str]:
    """Name each chapter's frame, so that the frames stand in the file in order.

    Some players list chapters as they come in the file, and mutagen writes the shortest frames
    first, then by name. So the names make up for the length of the titles.
    """
    lengths = [len(chapter.name.encode("utf-16-le")) for chapter in chapters]
    return [f"{number:05}{'_' * (max(lengths) - length)}" for number, length in enumerate(lengths)]


def _add_contents(tag: ID3, entries: Sequence[str]) -> None:
    """Add the ordered table of contents, in two levels where one has too few places."""
    top = list(entries)
    if len(entries) > _LIST:
        parts = [entries[at : at + _LIST] for at in range(0, len(entries), _LIST)]
        if len(parts) > _LIST:
            raise fail(f"{len(entries)} chapters are too many", "make it in several sessions")
        top = [f"contents{number}" for number in range(len(parts))]
        for name, part in zip(top, parts, strict=True):
            tag.add(CTOC(name, CTOCFlags.ORDERED, list(part), []))
    tag.add(CTOC("contents", CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED, top, []))


def _chapters(tag: ID3) -> tuple[Chapter, ...]:
    found = [
        Chapter(
            " ".join(str(title) for title in frame.sub_frames.getall("TIT2")),
            int(frame.start_time),
            int(frame.end_time),
        )
        for frame in tag.getall("CHAP")
    ]
    return tuple(sorted(found, key=lambda chapter: chapter.start_ms))


def _text(tag: ID3, name: str) -> str:
    return str(tag[name]) if name in tag else ""


def _begins_with_sound(path: Path) -> bool:
    with path.open("rb") as file:
        first = file.read(2)
    return len(first) == 2 and first[0] == 0xFF and first[1] & 0xE0 == 0xE0


def _no_mp3(path: Path) -> VoiceguideError:
    return fail(f"{path} is no MP3", "give an MP3 that voiceguide made")


def _foreign(path: Path) -> VoiceguideError:
    return fail(f"{path} was not made by voiceguide", "give an MP3 that voiceguide made")
