"""The metadata of an M4B. Its chapters are written with its sound, and read from there."""

# mypy: allow-untyped-calls

from __future__ import annotations

from pathlib import Path

from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm

from voiceguide.session.codecs import chapters_in
from voiceguide.session.tags.metadata import Metadata, writing

_TITLE, _ARTIST, _GENRE, _LYRICS = "\xa9nam", "\xa9ART", "\xa9gen", "\xa9lyr"
_ALBUM, _ALBUM_ARTIST, _DATE, _TRACK = "\xa9alb", "aART", "\xa9day", "trkn"
_KIND, _AUDIOBOOK = "stik", 2
_KEPT = "----:voiceguide:session"


def write_atoms(path: Path, metadata: Metadata) -> None:
    """Write metadata into an M4B that has its sound and chapters."""
    file = MP4(path)
    file[_TITLE] = metadata.title
    file[_ARTIST] = metadata.artist
    file[_GENRE] = metadata.genre
    file[_ALBUM] = metadata.album
    file[_ALBUM_ARTIST] = metadata.artist
    file[_TRACK] = [(1, 1)]
    if metadata.date:
        file[_DATE] = metadata.date
    file[_LYRICS] = metadata.transcript
    file[_KIND] = [_AUDIOBOOK]
    file[_KEPT] = [MP4FreeForm(metadata.manifest or b"")]
    if metadata.cover:
        file["covr"] = [MP4Cover(metadata.cover, imageformat=MP4Cover.FORMAT_PNG)]
    with writing():
        file.save()


def read_atoms(path: Path) -> Metadata:
    """Read what `write_atoms` wrote. Raises whatever the libraries raise for what is broken."""
    file = MP4(path)

    def text(name: str) -> str:
        return str(file[name][0]) if file.get(name) else ""

    return Metadata(
        title=text(_TITLE),
        artist=text(_ARTIST),
        genre=text(_GENRE),
        album=text(_ALBUM),
        date=text(_DATE),
        chapters=chapters_in(path),
        manifest=bytes(file[_KEPT][0]) if file.get(_KEPT) else None,
    )
