"""The session's MP3: clips' frames copied to their places, silence between, written as a stream.

Nothing is encoded here. The file grows under another name beside its own and takes its name when
it is whole, so that a good file stays until there is a better one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from voiceguide.files import check_place, whole
from voiceguide.problems import fail
from voiceguide.sound.checking import check_written
from voiceguide.sound.clip import FRAME_BYTES, FRAME_MS, RATE, Clip
from voiceguide.sound.header import SILENT_FRAME, frames_of_session, info_frame
from voiceguide.sound.kept import Origin
from voiceguide.sound.tags import Session, read_tags, write_tags
from voiceguide.timeline import Timeline

_BYTES_PER_MS = FRAME_BYTES / FRAME_MS
_TAG_BYTES = 1 << 20
_SILENCE = SILENT_FRAME * 1024


def check_target(path: Path, length_ms: int = 0, *, stereo: bool = False) -> None:
    """See that a session of this length can be written to ``path``, before any work is done.

    Raises VoiceguideError: it is a folder, can't be written, or there is no room on the disk.
    """
    check_place(path, int(length_ms * _BYTES_PER_MS) * (2 if stereo else 1) + _TAG_BYTES)


def write_session(  # noqa: PLR0913 - the last one is named in a call
    path: Path,
    timeline: Timeline,
    sound: Iterable[bytes],
    origin: Origin,
    cover: bytes = b"",
    *,
    check: Callable[[Path], None] | None = None,
) -> None:
    """Write the session: its sound, as `sound_of` gives it, behind all that is told of it.

    What it was made from is kept inside, and the cover, a PNG. Makes the folder where it is
    missing. What is written is read back; ``check`` may look at it more closely and raise, before
    it takes its name.

    Raises VoiceguideError: it can't be written; what stood under its name is as it was.
    """
    with whole(path) as growing:
        write_tags(growing, timeline, origin, cover)
        with growing.open("ab") as file:
            for piece in sound:
                file.write(piece)
        check_written(growing, timeline, origin.heard)
        if check:
            check(growing)


def read_session(path: Path) -> Session:
    """Read the title, chapters, timeline and settings inside a session's MP3.

    Raises VoiceguideError: there is no such file, or voiceguide did not make it.
    """
    try:
        if path.is_dir():
            raise fail(f"{path} is a folder", "name an MP3 in it")
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
    samples = timeline.length_ms * (RATE // 1000)
    yield info_frame(samples)
    at = 0
    for timed in timeline.cues:
        if not timed.cue.heard:
            continue
        clip = clips[timed.cue.heard]
        start = (timed.start_ms + FRAME_MS // 2) // FRAME_MS
        if start < at or clip.length_ms > timed.end_ms - timed.start_ms:
            raise RuntimeError(f"internal error: {timed.cue.heard!r} does not fit in its cue")
        yield from _silence(start - at)
        yield clip.frames
        at = start + len(clip.frames) // FRAME_BYTES
    yield from _silence(frames_of_session(samples) - at)


def _silence(count: int) -> Iterator[bytes]:
    blocks, rest = divmod(count * FRAME_BYTES, len(_SILENCE))
    for _ in range(blocks):
        yield _SILENCE
    yield _SILENCE[:rest]
