"""A WAV's chunk with an ID3 tag, as FFmpeg and players of WAV know it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_ID3 = b"id3 "
_HEAD = 8


def append_tag(path: Path, tag: bytes) -> None:
    """Put a tag behind the sound of a WAV. Raises OSError."""
    with path.open("r+b") as file:
        size = file.seek(0, 2)
        padding = bytes(len(tag) % 2)
        file.write(_ID3 + struct.pack("<I", len(tag)) + tag + padding)
        file.seek(4)
        file.write(struct.pack("<I", size + len(tag) + len(padding)))


def find_tag(path: Path, most: int) -> bytes:
    """Give the tag in a WAV, b"" where there is none of at most ``most`` bytes. Raises OSError."""
    with path.open("rb") as file:
        for name, size in _chunks(file):
            if name == _ID3 and size <= most:
                return file.read(size)
    return b""


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Give each chunk's name and size, with the file behind its head."""
    at = 12
    while True:
        file.seek(at)
        head = file.read(_HEAD)
        if len(head) < _HEAD:
            return
        name, size = struct.unpack("<4sI", head)
        yield name, size
        at += _HEAD + size + size % 2
