"""What is told in an M4B. Its chapters are written with its sound, and read from there."""

# mypy: allow-untyped-calls

from __future__ import annotations

from pathlib import Path

from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm

from voiceguide.session.containers import chapters_in
from voiceguide.session.tags.about import Told, writing

_TITLE, _ARTIST, _GENRE, _LYRICS = "\xa9nam", "\xa9ART", "\xa9gen", "\xa9lyr"
_KIND, _AUDIOBOOK = "stik", 2
_KEPT = "----:voiceguide:session"


def write_atoms(path: Path, told: Told) -> None:
    """Write what is told into an M4B that has its sound and chapters."""
    file = MP4(path)
    file[_TITLE] = told.title
    file[_ARTIST] = told.artist
    file[_GENRE] = told.genre
    file[_LYRICS] = told.transcript
    file[_KIND] = [_AUDIOBOOK]
    file[_KEPT] = [MP4FreeForm(told.kept or b"")]
    if told.cover:
        file["covr"] = [MP4Cover(told.cover, imageformat=MP4Cover.FORMAT_PNG)]
    with writing():
        file.save()


def read_atoms(path: Path) -> Told:
    """Read what `write_atoms` wrote. Raises whatever the libraries raise for what is broken."""
    file = MP4(path)

    def text(name: str) -> str:
        return str(file[name][0]) if file.get(name) else ""

    return Told(
        title=text(_TITLE),
        artist=text(_ARTIST),
        genre=text(_GENRE),
        chapters=chapters_in(path),
        kept=bytes(file[_KEPT][0]) if file.get(_KEPT) else None,
    )
