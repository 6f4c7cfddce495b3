"""ID3v2.3, before the sound of an MP3 and in a chunk of a WAV."""

# mutagen has types, but not on what it is called with.
# mypy: allow-untyped-calls

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from mutagen.id3 import (
    APIC,
    CHAP,
    CTOC,
    GEOB,
    ID3,
    SYLT,
    TALB,
    TCON,
    TDAT,
    TIT2,
    TLAN,
    TPE1,
    TPE2,
    TRCK,
    TYER,
    USLT,
    CTOCFlags,
    PictureType,
)

from voiceguide.problems import fail
from voiceguide.session.tags.id3_guard import check_tag, leading_tag
from voiceguide.session.tags.metadata import KEPT, LANGUAGE, Metadata
from voiceguide.timeline import Chapter

_LIST = 255
"""A table of contents counts its entries in one byte."""

_NO_OFFSET = 0xFFFFFFFF
_UTF8 = 3  # which mutagen turns into UTF-16, the one that version 2.3 knows
_MILLISECONDS = 2
_LYRICS = 1


def id3_of(metadata: Metadata) -> bytes:
    """Give the tag.

    Raises VoiceguideError: there are more chapters than a table of contents can hold.
    """
    tag = ID3()
    tag.add(TIT2(encoding=_UTF8, text=metadata.title))
    tag.add(TPE1(encoding=_UTF8, text=metadata.artist))
    tag.add(TCON(encoding=_UTF8, text=metadata.genre))
    tag.add(TALB(encoding=_UTF8, text=metadata.album))
    tag.add(TPE2(encoding=_UTF8, text=metadata.artist))
    tag.add(TRCK(encoding=_UTF8, text="1/1"))
    tag.add(TLAN(encoding=_UTF8, text=LANGUAGE))
    year, *month_day = metadata.date.split("-")
    if year:
        tag.add(TYER(encoding=_UTF8, text=year))
    if month_day:
        tag.add(TDAT(encoding=_UTF8, text="".join(reversed(month_day))))
    data = metadata.manifest
    tag.add(GEOB(encoding=_UTF8, mime="application/json", filename="", desc=KEPT, data=data))
    if metadata.cover:
        front = PictureType.COVER_FRONT
        tag.add(APIC(encoding=0, mime="image/png", type=front, desc="", data=metadata.cover))
    tag.add(USLT(encoding=_UTF8, lang=LANGUAGE, desc="", text=metadata.transcript))
    tag.add(
        SYLT(
            encoding=_UTF8,
            lang=LANGUAGE,
            format=_MILLISECONDS,
            type=_LYRICS,
            desc="",
            text=list(metadata.lines),
        )
    )
    identities = _identities(metadata.chapters)
    for identity, chapter in zip(identities, metadata.chapters, strict=True):
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
    block = io.BytesIO()
    # Version 2.3 is what every player reads.
    tag.save(block, v2_version=3)
    return block.getvalue()


def read_id3(path: Path) -> Metadata:
    """Read the tag that an MP3 begins with. Raises as `parse_id3` does, and OSError."""
    return parse_id3(leading_tag(path), path)


def parse_id3(block: bytes, path: Path) -> Metadata:
    """Read what `id3_of` gave; ``path`` is for errors. What is no tag tells nothing.

    Raises VoiceguideError: it is none that voiceguide would read. Raises whatever mutagen raises
    for what is broken.
    """
    if not block.startswith(b"ID3"):
        return Metadata()
    check_tag(block, path)
    tag = ID3(io.BytesIO(block))
    manifests = [frame.data for frame in tag.getall("GEOB") if frame.desc == KEPT]
    return Metadata(
        title=_text(tag, "TIT2"),
        artist=_text(tag, "TPE1"),
        genre=_text(tag, "TCON"),
        album=_text(tag, "TALB"),
        # As mutagen puts year and day together.
        date=_text(tag, "TDRC"),
        chapters=_chapters(tag),
        manifest=manifests[0] if manifests else None,
        listed=_listed(tag),
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


def _listed(tag: ID3) -> bool:
    tables = {table.element_id: table for table in tag.getall("CTOC")}
    if not all(table.flags & CTOCFlags.ORDERED for table in tables.values()):
        return False
    led: list[str] = []
    for top in tables.values():
        if top.flags & CTOCFlags.TOP_LEVEL:
            for entry in top.child_element_ids:
                led += tables[entry].child_element_ids if entry in tables else [entry]
    chapters = sorted(tag.getall("CHAP"), key=lambda frame: int(frame.start_time))
    return led == [chapter.element_id for chapter in chapters]


def _text(tag: ID3, name: str) -> str:
    return str(tag[name]) if name in tag else ""
