"""A session's file read back after it was written, without decoding: frames, places, metadata.

It takes some milliseconds for an hour, and finds what a disk or a slip of ours may do. What the
sound itself is like, `voiceguide.verifying.verdict` tells.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from voiceguide.audio.clip import FRAME_MS, MONO_FRAME_BYTES, frame_at, frames_for, samples_at
from voiceguide.audio.mp3_frames import SILENT_FRAME, info_frame
from voiceguide.problems import VoiceguideError, fail
from voiceguide.session.tags.id3_guard import syncsafe, tag_frames
from voiceguide.session.tags.metadata import Metadata
from voiceguide.timeline import Chapter, Timeline, chapters_of

_BLOCK = 512
_SILENCE = SILENT_FRAME * _BLOCK
_SYNC, _MODE = b"\xff\xfb", 0xC0
_SHORT = 60
"""Letters of a chapter's name that every format keeps."""

_TOP_LEVEL = 2
"""The flag of the table of contents that a player begins with."""


def check_written(path: Path, timeline: Timeline, lengths: Mapping[str, int]) -> None:
    """See that an MP3 just written holds a session's tag, all its frames, each sound in its place.

    ``lengths`` are those of the sounds, in samples, by `Cue.sound`. Places are looked at where they
    are given and there is no bed: between sounds every frame is the silent one.

    Raises VoiceguideError: it does not. Raises OSError: it can't be read.
    """
    samples = samples_at(timeline.length_ms)
    with path.open("rb") as file:
        _check_tag(file, timeline)
        info = file.read(MONO_FRAME_BYTES)
        stereo = info != info_frame(samples)
        if stereo:
            info += file.read(MONO_FRAME_BYTES)
            if info != info_frame(samples, stereo=True):
                raise _wrong("its first frame does not tell its length")
        count = frames_for(samples)
        size = path.stat().st_size - file.tell()
        if size % len(info):
            raise _wrong("its last frame is cut off")
        if size // len(info) != count:
            raise _wrong(f"it has {size // len(info)} frames, not {count}")
        if lengths and not stereo:
            _check_places(file, count, timeline, lengths)
        else:
            _check_frames(file, count, len(info))


def check_metadata(found: Metadata | None, given: Metadata) -> None:
    """See that what was ``found`` in a file just written is what was ``given`` to it.

    Raises VoiceguideError: it is not.
    """
    if found is None or _names(found) != _names(given):
        raise _wrong("it does not tell what it was made from")
    if [_rough(each) for each in found.chapters] != [_rough(each) for each in given.chapters]:
        raise _wrong("its chapters are not those laid out")


def check_length(found: int, samples: int) -> None:
    """See that a file just written has as many samples as were laid out.

    Raises VoiceguideError: it has not.
    """
    if found != samples:
        raise _wrong(f"it has {found} samples, not {samples}")


def _names(metadata: Metadata) -> tuple[str | bytes | None, ...]:
    return metadata.title, metadata.artist, metadata.album, metadata.date, metadata.manifest


def _rough(chapter: Chapter) -> tuple[str, int]:
    return " ".join(chapter.name.split())[:_SHORT], chapter.start_ms


def _check_frames(file: BinaryIO, count: int, frame_bytes: int) -> None:
    """See that so many frames are whole and all of one kind."""
    kinds: set[bytes] = set()
    for at in range(0, count, _BLOCK):
        block = file.read(min(_BLOCK, count - at) * frame_bytes)
        kinds.add(bytes([block[2], block[3] & _MODE]))
        if len(kinds) > 1 or not _alike(block, frame_bytes):
            raise _wrong(f"a frame is broken near {at * FRAME_MS // 1000} s")


def _check_places(
    file: BinaryIO, count: int, timeline: Timeline, lengths: Mapping[str, int]
) -> None:
    """See that every sound begins in its place, and that there is silence between them."""
    at = 0
    for timed in timeline.cues:
        if not timed.cue.sound:
            continue
        first = frame_at(timed.start_ms)
        if first < at:
            raise _wrong(f"{timed.cue.sound!r} is not in its place")
        _check_silence(file, at, first)
        at = first + frames_for(lengths[timed.cue.sound])
        sound = file.read((at - first) * MONO_FRAME_BYTES)
        if sound[:MONO_FRAME_BYTES] == SILENT_FRAME:
            raise _wrong(f"{timed.cue.sound!r} is missing")
        if not _alike(sound, MONO_FRAME_BYTES) or sound[2:3] != SILENT_FRAME[2:3]:
            raise _wrong(f"a frame is broken near {first * FRAME_MS // 1000} s")
    _check_silence(file, at, count)


def _check_silence(file: BinaryIO, first: int, last: int) -> None:
    for at in range(first, last, _BLOCK):
        block = file.read(min(_BLOCK, last - at) * MONO_FRAME_BYTES)
        if block != _SILENCE[: len(block)]:
            raise _wrong(f"a sound is not in its place, or a frame broken, near {at * FRAME_MS} ms")


def _alike(block: bytes, frame_bytes: int) -> bool:
    """Tell whether all frames begin alike, and none needs bytes of those before it."""
    count = len(block) // frame_bytes
    rate, mode = block[2], block[3] & _MODE
    modes = block[3::frame_bytes]
    return (
        block[0::frame_bytes].count(_SYNC[0]) == count
        and block[1::frame_bytes].count(_SYNC[1]) == count
        and block[2::frame_bytes].count(rate) == count
        and all(each & _MODE == mode for each in set(modes))
        and not any(block[4::frame_bytes])
        and block[5::frame_bytes].isascii()
    )


def _check_tag(file: BinaryIO, timeline: Timeline) -> None:
    """See that the tag is whole, with its chapters in order; the file then stands behind it."""
    head = file.read(10)
    size = syncsafe(head[6:10])
    tag = list(tag_frames(file.read(size), head[3]))
    names = {name for name, _, _ in tag}
    chapters = dict(_named(body) for name, _, body in tag if name == b"CHAP")
    planned = [(each.start_ms, each.end_ms) for each in chapters_of(timeline)]
    times = [struct.unpack(">II", rest[:8]) for rest in chapters.values()]
    if times != planned or not names >= {b"TIT2", b"GEOB"}:
        raise _wrong("its chapters are not those laid out")
    tables = dict(_named(body) for name, _, body in tag if name == b"CTOC")
    if _listed(tables) != list(chapters):
        raise _wrong("its table of contents does not list its chapters in their order")


def _named(body: bytes) -> tuple[bytes, bytes]:
    name, _, rest = body.partition(b"\0")
    return name, rest


def _listed(tables: Mapping[bytes, bytes]) -> list[bytes]:
    """Give the chapters to which tables of contents lead: the one on top may list others."""
    entries = {name: table[2:].split(b"\0")[: table[1]] for name, table in tables.items()}
    listed: list[bytes] = []
    for name, table in tables.items():
        if table[0] & _TOP_LEVEL:
            for entry in entries[name]:
                listed += entries.get(entry, [entry])
    return listed


def _wrong(what: str) -> VoiceguideError:
    return fail(f"the session was not written as it should be: {what}", "make it again")
