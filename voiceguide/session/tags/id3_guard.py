"""Bounds on the ID3 tag of a file that anyone may have made, checked before it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from voiceguide.problems import VoiceguideError, fail

MOST_TAG_BYTES = 64 << 20
"""A session of a whole day has a tag of about 10 MB."""

_HEAD = 10
_UNSYNCHRONISED, _EXTENDED = 0x80, 0x40
_COMPRESSED = {3: 0x80, 4: 0x08}
"""The flag of a compressed frame in each version of ID3v2 that knows such frames."""

_AFTER_NAME = {b"CHAP": 16, b"CTOC": 2}
"""Frames that hold others, with the bytes after their own name at which those may begin."""


def leading_tag(path: Path) -> bytes:
    """Give the tag that a file begins with, b"" where there is none.

    Raises VoiceguideError: it is too large to be read whole. Raises OSError.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if len(head) < _HEAD or not head.startswith(b"ID3"):
            return b""
        size = syncsafe(head[6:10])
        if size > MOST_TAG_BYTES:
            raise _refused(path, f"a tag of {size >> 20} MB is too large")
        return head + file.read(size)


def check_tag(tag: bytes, path: Path) -> None:
    """See that nothing in a tag grows when it is read; ``path`` is for errors.

    A compressed frame of a few kilobytes may stand for gigabytes. voiceguide writes none.

    Raises VoiceguideError: something does.
    """
    version, flags, frames = tag[3], tag[5], tag[_HEAD:]
    if version not in _COMPRESSED:
        return
    if flags & _EXTENDED:
        raise _refused(path, "its tag has an extended header")
    if version == 3 and flags & _UNSYNCHRONISED:
        frames = frames.replace(b"\xff\x00", b"\xff")
    for name, frame_flags, body in tag_frames(frames, version):
        within = _frames_within(name, body, version)
        if any(each & _COMPRESSED[version] for each in (frame_flags, *within)):
            raise _refused(path, "its tag has compressed parts")


def tag_frames(data: bytes, version: int) -> Iterator[tuple[bytes, int, bytes]]:
    """Give the frames of a tag's bytes: name, second byte of flags, body."""
    at = 0
    while at + _HEAD <= len(data) and data[at]:
        size = data[at + 4 : at + 8]
        length = syncsafe(size) if version == 4 else int.from_bytes(size, "big")
        yield data[at : at + 4], data[at + 9], data[at + _HEAD : at + _HEAD + length]
        at += _HEAD + length


def _frames_within(name: bytes, body: bytes, version: int) -> list[int]:
    if name not in _AFTER_NAME:
        return []
    at = body.find(b"\0") + 1 + _AFTER_NAME[name]
    if name == b"CTOC":
        for _ in range(body[at - 1] if at <= len(body) else 0):
            at = body.find(b"\0", at) + 1 or len(body)
    return [flags for _, flags, _ in tag_frames(body[at:], version)]


def syncsafe(size: bytes) -> int:
    """Read a number of which each byte has seven bits."""
    return sum((byte & 0x7F) << 7 * place for place, byte in enumerate(reversed(size)))


def _refused(path: Path, reason: str) -> VoiceguideError:
    return fail(f"{path} can't be read: {reason}", "give a session that voiceguide made")
