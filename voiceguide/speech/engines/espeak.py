"""The espeak-ng that comes with voiceguide on Linux: its voices, read from its folder of them."""

from __future__ import annotations

import sys
from pathlib import Path

from voiceguide.speech.engine import Voice
from voiceguide.speech.engines.pyttsx3_voice import pyttsx3_voice
from voiceguide.speech.packages import package_folder, package_version

_USUAL_RANK = 5
"""espeak's own where a voice gives none; the lower figure is the nearer voice for a language."""


def default_voice() -> Voice:
    """Give American English, without looking through the folder."""
    return _voice("en-us", "en-us", "English (America)", "gmw/en-US")


def list_voices(data: Path) -> list[Voice]:
    """Give every voice of a folder of data, each by its first language; others are aliases."""
    voices: dict[str, Voice] = {}
    nearest: dict[str, tuple[int, str]] = {}
    for path in sorted((data / "lang").rglob("*")):
        if not path.is_file():
            continue
        description, languages = _voice_file(path)
        if not languages:
            continue
        tag = languages[0][0]
        name = tag if tag not in voices else path.name.lower()
        identity = path.relative_to(data / "lang").as_posix()
        voices[name] = _voice(name, tag, description or path.name, identity)
        for alias, rank in languages[1:]:
            nearest[alias] = min(nearest.get(alias, (rank, name)), (rank, name))
    return [
        voice._replace(aliases=tuple(alias for alias, (_, name) in nearest.items() if name == own))
        for own, voice in voices.items()
    ]


def list_variants(data: Path) -> list[str]:
    """Give the names of its variants, such as "f3"."""
    return sorted(path.name for path in (data / "voices" / "!v").iterdir())


def data_folder() -> Path | None:
    """Find espeak-ng's data, or None where it does not come with voiceguide."""
    if sys.platform in ("darwin", "win32"):
        return None
    folder = package_folder("espeakng_loader")
    return folder / "espeak-ng-data" if folder is not None else None


def _voice(name: str, language: str, description: str, identity: str) -> Voice:
    version = f"espeakng-loader {package_version('espeakng_loader')}"
    return pyttsx3_voice(name, language, description, identity, engine="espeak", version=version)


def _voice_file(path: Path) -> tuple[str, list[tuple[str, int]]]:
    """Read a voice's description, and its languages as (tag, rank)."""
    description = ""
    languages = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        match line.split():
            case ["name", *words]:
                description = " ".join(words)
            case ["language", tag]:
                languages.append((tag.lower(), _USUAL_RANK))
            case ["language", tag, rank, *_]:
                languages.append((tag.lower(), int(rank) if rank.isdigit() else _USUAL_RANK))
    return description, languages
