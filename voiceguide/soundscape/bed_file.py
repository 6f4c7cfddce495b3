"""A file of the user's as a bed: read once, checked, and made to join itself.

Its end fades into its beginning, with the power of the two together the same all through.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from voiceguide.audio.clip import FRAME_SAMPLES, SAMPLE_RATE
from voiceguide.audio.decode import length_s, read_stereo
from voiceguide.audio.loudness import Meter
from voiceguide.audio.pcm import Samples, as_pcm
from voiceguide.files import check_file
from voiceguide.problems import VoiceguideError, fail
from voiceguide.settings import BEDS

LONGEST_S = 30 * 60
SHORTEST_S = 2

MOST_BYTES = 2_100_000_000
"""Half an hour in stereo takes no more, at 192 kHz and 24 bits."""

_CROSSFADE_S = 4
_SILENT_LUFS = -60.0
_NAMES = ", ".join(name for name in BEDS if name != "none")


@dataclass(frozen=True, slots=True)
class Joined:
    """A sound that joins itself, of ``length`` frames; ``read(a, b)`` gives those from a to b."""

    read: Callable[[int, int], Samples]
    length: int
    lufs: float


def fingerprint(bed: str) -> str:
    """Give what tells a file's contents from any other's.

    Raises VoiceguideError: it can't be read.
    """
    path = Path(bed).expanduser()
    try:
        check_file(path, MOST_BYTES)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as problem:
        raise _unreadable(path, problem) from problem


@contextlib.contextmanager
def joined(path: Path) -> Iterator[Joined]:
    """Open a sound file as one that joins itself.

    Raises VoiceguideError: it is no sound, holds none, or is too short or too long to loop.
    """
    path = path.expanduser()
    with tempfile.TemporaryFile(prefix="voiceguide-") as spread:
        # Spread out on the disk rather than in memory: half an hour is 350 MB.
        meter = Meter()
        samples = 0
        try:
            check_file(path, MOST_BYTES)
            length = length_s(path)
            if length is not None and length > LONGEST_S:
                raise _too_long(path)
            for part in read_stereo(path):
                meter.add(part)
                samples += len(part)
                if samples > LONGEST_S * SAMPLE_RATE:
                    raise _too_long(path)
                spread.write(as_pcm(part).tobytes())
        except OSError as problem:
            raise _unreadable(path, problem) from problem
        if samples < SHORTEST_S * SAMPLE_RATE:
            raise fail(
                f"the bed {path} is too short: {samples / SAMPLE_RATE:.1f} seconds",
                f"it takes at least {SHORTEST_S}; a minute is better",
            )
        loudness = meter.integrated()
        if loudness < _SILENT_LUFS:
            raise fail(f"the bed {path} holds no sound", f"name another, or {_NAMES}")
        cross = min(_CROSSFADE_S * SAMPLE_RATE, samples // 4)
        frames = (samples - cross) // FRAME_SAMPLES
        yield Joined(_crossfaded(spread, frames, cross), frames, loudness)


def _crossfaded(spread: BinaryIO, length: int, cross: int) -> Callable[[int, int], Samples]:
    """Read a file's samples with its end laid over its beginning."""
    lock = threading.Lock()

    def raw(first: int, last: int) -> Samples:
        with lock:
            spread.seek(first * 4)
            block = spread.read((last - first) * 4)
        whole = np.frombuffer(block, "<i2").reshape(-1, 2)
        return (whole / np.float32(32767)).astype(np.float32)

    def read(first: int, last: int) -> Samples:
        start, end = first * FRAME_SAMPLES, last * FRAME_SAMPLES
        sound = raw(start, end)
        if start < cross:
            within = min(end, cross)
            turn = np.arange(start, within) / cross * (math.pi / 2)
            after = raw(length * FRAME_SAMPLES + start, length * FRAME_SAMPLES + within)
            sound[: within - start] *= np.sin(turn)[:, None]
            sound[: within - start] += after * np.cos(turn)[:, None]
        return sound

    return read


def _too_long(path: Path) -> VoiceguideError:
    return fail(
        f"the bed {path} is longer than {LONGEST_S // 60} minutes",
        "it is played again and again: cut a shorter piece out of it",
    )


def _unreadable(path: Path, problem: Exception) -> VoiceguideError:
    reason = (isinstance(problem, OSError) and problem.strerror) or problem
    return fail(
        f"the bed {path} can't be read: {reason}",
        f"name a sound file, or {_NAMES}",
    )
