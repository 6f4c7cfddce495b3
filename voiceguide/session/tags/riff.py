"""A WAV's chunk with an ID3 tag, as FFmpeg and players of WAV know it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from voiceguide.session.tags.id3 import id3_of, parse_id3
from voiceguide.session.tags.id3_guard import MOST_TAG_BYTES
from voiceguide.session.tags.metadata import Metadata

_ID3 = b"id3 "
_HEAD = 8


def write_chunk(path: Path, metadata: Metadata) -> None:
    """Write metadata behind the sound of a WAV. Raises OSError."""
    tag = id3_of(metadata)
    with path.open("r+b") as file:
        size = file.seek(0, 2)
        padding = bytes(len(tag) % 2)
        file.write(_ID3 + struct.pack("<I", len(tag)) + tag + padding)
        file.seek(4)
        file.write(struct.pack("<I", size + len(tag) + len(padding)))


def read_chunk(path: Path) -> Metadata:
    """Read what `write_chunk` wrote. Raises as `parse_id3` does, and OSError."""
    with path.open("rb") as file:
        for name, size in _chunks(file):
            if name == _ID3 and size <= MOST_TAG_BYTES:
                return parse_id3(file.read(size), path)
    return Metadata()


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
