"""Comments as FLAC and Opus have them, with chapters as Ogg's players read them."""

# mypy: allow-untyped-calls

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from mutagen.flac import FLAC, Picture
from mutagen.id3 import PictureType
from mutagen.oggopus import OggOpus

from voiceguide.session.captions import exact_clock
from voiceguide.session.tags.metadata import LANGUAGE, Metadata, writing
from voiceguide.timeline import Chapter

_KEPT = "VOICEGUIDE_SESSION"
_KINDS = {"flac": FLAC, "opus": OggOpus}


def write_comments(path: Path, kind: str, metadata: Metadata) -> None:
    """Write metadata into a file of this kind, "flac" or "opus", that has its sound."""
    file: Any = _KINDS[kind](path)
    file["TITLE"] = metadata.title
    file["ARTIST"] = metadata.artist
    file["GENRE"] = metadata.genre
    file["ALBUM"] = metadata.album
    file["ALBUMARTIST"] = metadata.artist
    file["TRACKNUMBER"] = file["TRACKTOTAL"] = "1"
    file["LANGUAGE"] = LANGUAGE
    if metadata.date:
        file["DATE"] = metadata.date
    file["LYRICS"] = metadata.lyrics()
    file[_KEPT] = (metadata.manifest or b"").decode()
    for number, chapter in enumerate(metadata.chapters):
        file[f"CHAPTER{number:03}"] = exact_clock(chapter.start_ms)
        file[f"CHAPTER{number:03}NAME"] = chapter.name
    if metadata.cover:
        _add_cover(file, metadata.cover)
    with writing():
        file.save()


def read_comments(path: Path, kind: str) -> Metadata:
    """Read what `write_comments` wrote. Raises whatever mutagen raises for what is broken."""
    file: Any = _KINDS[kind](path)

    def text(name: str) -> str:
        return str(file[name][0]) if name in file else ""

    names: list[tuple[str, int]] = []
    while (number := f"CHAPTER{len(names):03}") in file:
        names.append((text(f"{number}NAME"), _ms(text(number))))
    ends = [*(start for _, start in names[1:]), round(file.info.length * 1000)]
    return Metadata(
        title=text("TITLE"),
        artist=text("ARTIST"),
        genre=text("GENRE"),
        album=text("ALBUM"),
        date=text("DATE"),
        chapters=tuple(
            Chapter(name, start, end) for (name, start), end in zip(names, ends, strict=False)
        ),
        manifest=text(_KEPT).encode() if _KEPT in file else None,
    )


def _add_cover(file: Any, cover: bytes) -> None:
    picture = Picture()
    picture.type = PictureType.COVER_FRONT
    picture.mime = "image/png"
    picture.data = cover
    if isinstance(file, FLAC):
        file.add_picture(picture)
    else:
        file["METADATA_BLOCK_PICTURE"] = base64.b64encode(picture.write()).decode()


def _ms(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)
