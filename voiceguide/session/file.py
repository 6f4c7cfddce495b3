"""A session's file, written whole: its sound, and all that is told of it.

An MP3 is clips' frames copied to their places with silence between; nothing is encoded here. The
file grows under another name beside its own and takes its name when it is whole, so that a good
file stays until there is a better one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from voiceguide.audio.clip import MONO_FRAME_BYTES, Clip, frame_at, frames_for, samples_at
from voiceguide.audio.mp3_frames import SILENT_FRAME, info_frame
from voiceguide.files import check_place, whole
from voiceguide.formats import BYTES_PER_MS, USUAL, format_of
from voiceguide.problems import fail
from voiceguide.session.contents import Session, read_tags
from voiceguide.session.manifest import Origin
from voiceguide.session.readback import check_written
from voiceguide.session.tags.about import told_of
from voiceguide.session.tags.id3 import id3_of
from voiceguide.timeline import Timeline

_TAG_BYTES = 1 << 20
_SILENCE = SILENT_FRAME * 1024
_MOST_WAV_BYTES = (1 << 32) - (1 << 26)


def check_target(path: Path, length_ms: int = 0, *, stereo: bool = False) -> None:
    """See that a session of this length can be written to ``path``, before any work is done.

    Raises VoiceguideError: it is a folder, can't be written, there is no room on the disk, or a
    WAV can't be so long.
    """
    kind = format_of(path) or USUAL
    size = length_ms * BYTES_PER_MS[kind] * (2 if stereo else 1)
    if kind == "wav" and size > _MOST_WAV_BYTES:
        raise fail(f"{path}: a WAV holds at most 4 GB, too few for this session", "make a .flac")
    check_place(path, size + _TAG_BYTES)


def write_session(  # noqa: PLR0913 - the last ones are named in a call
    path: Path,
    timeline: Timeline,
    sound: Iterable[Any],
    origin: Origin,
    cover: bytes = b"",
    *,
    stereo: bool = False,
    check: Callable[[Path], None] | None = None,
) -> None:
    """Write the session in the format that its name ends in, with all that is told of it.

    ``sound`` is what that format is made of: for an MP3 as `sound_of` gives it, for others as
    `voiceguide.session.export.sound_for` does. What it was made from is kept inside, and the
    cover, a PNG. Makes the folder where it is missing. What is written is read back; ``check`` may
    look at it more closely and raise, before it takes its name.

    Raises VoiceguideError: it can't be written; what stood under its name is as it was.
    """
    kind = format_of(path) or USUAL
    with whole(path) as growing:
        told = told_of(timeline, origin, cover)
        if kind == USUAL:
            with growing.open("ab") as file:
                file.write(id3_of(told))
                for piece in sound:
                    file.write(piece)
            check_written(growing, timeline, origin.heard)
        else:
            from voiceguide.session.export import export

            export(growing, kind, sound, told, samples_at(timeline.length_ms), stereo=stereo)
        if check:
            check(growing)


def read_session(path: Path) -> Session:
    """Read the title, chapters, timeline and settings inside a session's file.

    Raises VoiceguideError: there is no such file, or voiceguide did not make it.
    """
    try:
        if path.is_dir():
            raise fail(f"{path} is a folder", "name a session in it")
        if not path.is_file():
            raise fail(f"there is no file {path}")
    except (OSError, ValueError) as problem:
        raise fail(f"{path} can't be read: {problem}") from problem
    return read_tags(path)


def sound_of(timeline: Timeline, clips: Mapping[str, Clip]) -> Iterator[bytes]:
    """Give the MP3 without its tag, piece by piece.

    Each clip stands at the frame nearest to its cue's start, with silence elsewhere. ``timeline``
    is laid out with the clips' own lengths.
    """
    samples = samples_at(timeline.length_ms)
    yield info_frame(samples)
    at = 0
    for timed in timeline.cues:
        if not timed.cue.sound:
            continue
        clip = clips[timed.cue.sound]
        start = frame_at(timed.start_ms)
        if start < at or clip.length_ms > timed.end_ms - timed.start_ms:
            raise RuntimeError(f"internal error: {timed.cue.sound!r} does not fit in its cue")
        yield from _silence(start - at)
        yield clip.frames
        at = start + len(clip.frames) // MONO_FRAME_BYTES
    yield from _silence(frames_for(samples) - at)


def _silence(count: int) -> Iterator[bytes]:
    blocks, rest = divmod(count * MONO_FRAME_BYTES, len(_SILENCE))
    for _ in range(blocks):
        yield _SILENCE
    yield _SILENCE[:rest]
