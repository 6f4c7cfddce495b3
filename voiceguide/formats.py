"""The kinds of file that a session can be. No sound library is needed to name one."""

from __future__ import annotations

from pathlib import Path

BYTES_PER_MS = {"mp3": 8, "m4b": 10, "opus": 10, "flac": 48, "wav": 96}
"""The formats by the endings of their files, and what a channel that sounds throughout takes."""

FORMATS = tuple(BYTES_PER_MS)
USUAL = "mp3"


def format_of(path: Path) -> str:
    """Give the format that a file's ending names, or "" where it names none."""
    ending = path.suffix.lower()[1:]
    return ending if ending in FORMATS else ""


def endings() -> str:
    """Give the endings for people to read."""
    return ", ".join(f".{name}" for name in FORMATS[:-1]) + f" or .{FORMATS[-1]}"
