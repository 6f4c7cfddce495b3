"""What is told in an M4B. Its chapters are written with its sound, and read by PyAV."""

# mypy: allow-untyped-calls

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm

from voiceguide.captions import Chapter
from voiceguide.sound.tagging.told import Told, writing

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
    """Read what `write_atoms` wrote. Raises whatever mutagen or PyAV raise for what is broken."""
    file = MP4(path)

    def text(name: str) -> str:
        return str(file[name][0]) if file.get(name) else ""

    with av.open(str(path)) as container:
        chapters = tuple(
            Chapter(
                str(each["metadata"].get("title", "")),
                _ms(each["start"], each["time_base"]),
                _ms(each["end"], each["time_base"]),
            )
            for each in container.chapters()
        )
    return Told(
        title=text(_TITLE),
        artist=text(_ARTIST),
        genre=text(_GENRE),
        chapters=chapters,
        kept=bytes(file[_KEPT][0]) if file.get(_KEPT) else None,
    )


def _ms(time: int, base: Fraction | None) -> int:
    return round(time * (base or Fraction(1, 1000)) * 1000)
