"""The kinds of file that a session can be, by name. No sound library is needed to name one.

How each is written and read is in `voiceguide.session.containers`.
"""

from __future__ import annotations

from pathlib import Path

FORMATS = ("mp3", "m4b", "opus", "flac", "wav")
"""The formats by the endings of their files."""

USUAL = "mp3"


def format_of(path: Path) -> str:
    """Give the format that a file's ending names, or "" where it names none."""
    ending = path.suffix.lower()[1:]
    return ending if ending in FORMATS else ""


def endings() -> str:
    """Give the endings for people to read."""
    return ", ".join(f".{name}" for name in FORMATS[:-1]) + f" or .{FORMATS[-1]}"


def opened_by(path: Path) -> str:
    """Say, of a session's file, what opens it."""
    special = {"m4b": "players of audiobooks open it", "opus": "most players open it"}
    return special.get(format_of(path), "any player opens it")
