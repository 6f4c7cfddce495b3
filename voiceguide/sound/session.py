"""The session's MP3: clips' frames copied to their places, silence between, written as a stream.

Nothing is encoded here. The file grows under another name beside its own and takes its name when
it is whole, so that a good file stays until there is a better one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from voiceguide.problems import VoiceguideError, fail
from voiceguide.sound.clip import FRAME_BYTES, FRAME_MS, RATE, Clip
from voiceguide.sound.header import SILENT_FRAME, frames_of_session, info_frame
from voiceguide.sound.tags import Session, read_tags, write_tags
from voiceguide.timeline import Timeline

_BYTES_PER_MS = FRAME_BYTES / FRAME_MS
_TAG_BYTES = 1 << 20
_SILENCE = SILENT_FRAME * 1024


def check_target(path: Path, length_ms: int = 0) -> None:
    """See that a session of this length can be written to ``path``, before any work is done.

    Raises VoiceguideError: it is a folder, can't be written, or there is no room on the disk.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise fail(f"{path} is a folder", "name a file in it, such as session.mp3")
        if target.exists() and not target.is_file():
            raise fail(f"{path} is not a file that can be replaced", "name another file")
        folder = target.parent
        while not folder.exists():
            folder = folder.parent
        if not folder.is_dir():
            raise fail(f"{path} can't be written: {folder} is not a folder", "name another place")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise fail(f"{path} can't be written: {folder} is not yours to write in", _ELSEWHERE)
        needed = int(length_ms * _BYTES_PER_MS) + _TAG_BYTES
        if shutil.disk_usage(folder).free < needed:
            raise fail(f"no room for {path}: it needs {needed >> 20} MB", _ELSEWHERE)
    except (OSError, ValueError, RuntimeError) as problem:
        raise _unwritable(path, problem) from problem


def write_session(
    path: Path, timeline: Timeline, clips: Mapping[str, Clip], settings: Mapping[str, Any]
) -> None:
    """Write the session: each clip at the frame nearest to its cue's start, silence elsewhere.

    ``timeline`` is laid out with the clips' own lengths; ``settings`` are kept inside, as JSON.
    Makes the folder where it is missing.

    Raises VoiceguideError: it can't be written; what stood under its name is as it was.
    """
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        growing = target.with_name(f".{secrets.token_hex(6)}.part")
    except (OSError, ValueError, RuntimeError) as problem:
        raise _unwritable(path, problem) from problem
    try:
        # Made by open, not by tempfile: with the access that the user's other files have.
        growing.open("xb").close()
        write_tags(growing, timeline, settings)
        with growing.open("ab") as file:
            for piece in _pieces(timeline, clips):
                file.write(piece)
        growing.replace(target)
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    finally:
        with contextlib.suppress(OSError):
            growing.unlink(missing_ok=True)


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


def _pieces(timeline: Timeline, clips: Mapping[str, Clip]) -> Iterator[bytes]:
    samples = timeline.length_ms * (RATE // 1000)
    yield info_frame(samples)
    at = 0
    for timed in timeline.cues:
        if not timed.cue.say:
            continue
        clip = clips[timed.cue.say]
        start = (timed.start_ms + FRAME_MS // 2) // FRAME_MS
        if start < at or clip.length_ms > timed.end_ms - timed.start_ms:
            raise RuntimeError(f"internal error: {timed.cue.say!r} does not fit in its cue")
        yield from _silence(start - at)
        yield clip.frames
        at = start + len(clip.frames) // FRAME_BYTES
    yield from _silence(frames_of_session(samples) - at)


def _silence(count: int) -> Iterator[bytes]:
    whole, rest = divmod(count * FRAME_BYTES, len(_SILENCE))
    for _ in range(whole):
        yield _SILENCE
    yield _SILENCE[:rest]


_ELSEWHERE = "name another place with --out"


def _unwritable(path: Path, problem: Exception) -> VoiceguideError:
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return fail(f"the disk is full: {path} was not written", f"make room, or {_ELSEWHERE}")
    reason = (isinstance(problem, OSError) and problem.strerror) or problem
    return fail(f"{path} can't be written: {reason}", _ELSEWHERE)
