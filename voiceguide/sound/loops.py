"""A bed as frames that can be copied: one loop, encoded once at three gains, and kept.

What is synthesised joins itself. A file of the user's is made to: its end fades into its
beginning, with the power of the two together the same all through.
"""

from __future__ import annotations

import hashlib
import math
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from voiceguide.problems import VoiceguideError, fail
from voiceguide.sound import beds
from voiceguide.sound.clip import FRAME_SAMPLES, RATE
from voiceguide.sound.gain import STEP_DB, VARIANTS
from voiceguide.sound.stereo import (
    FRAME_BYTES,
    Frames,
    Meter,
    Samples,
    encode,
    length_s,
    read_stereo,
)
from voiceguide.sound.store import Store, key_of
from voiceguide.sound.workers import cores

Levels = NDArray[np.float32]

LUFS = -26.0
"""Loudness of a loop at gain 0: above any that is asked for, with room for its peaks."""

LONGEST_S = 30 * 60
SHORTEST_S = 2

_MADE = 3
"""To be raised when a bed is made differently."""

_PLACE_BYTES = VARIANTS * FRAME_BYTES + np.dtype(np.float32).itemsize
_CROSSFADE_S = 4
_CHUNK = 128
_NOISE = ("rain", "brown", "surf", "waves")
_LEVEL_FRAMES = 17
_SILENT_LUFS = -60.0


@dataclass(frozen=True, slots=True)
class Loop:
    """A bed at `LUFS`: ``variants`` (3, frames, bytes) at gains of 0, 1 and 2 steps.

    One that is ``noise`` may go on from any other place in it unheard, where that is as loud.
    ``levels`` tell how loud each place is, in dB. ``key`` names the loop.
    """

    key: str
    variants: Frames
    levels: Levels
    noise: bool

    @property
    def length(self) -> int:
        """Frames in the loop."""
        return len(self.variants[0])


def loop_of(bed: str, store: Store) -> Loop:
    """Give the loop of a bed, by its name or by the path of a sound file.

    Raises VoiceguideError: the file is no sound, holds none, or is too short or too long to loop;
    or the store can't be written.
    """
    if bed in beds.BEDS:
        key = key_of({"bed": bed, "made": _MADE})
    else:
        key = key_of({"bed of": _fingerprint(bed), "made": _MADE})
    kept = store.get("beds", key)
    if kept is None or len(kept) % _PLACE_BYTES:
        store.check()
        kept = _synthesised(bed) if bed in beds.BEDS else _from_file(Path(bed))
        store.put("beds", key, kept)
    length = len(kept) // _PLACE_BYTES
    levels = np.frombuffer(kept, np.float32, length)
    variants = np.frombuffer(kept, np.uint8, offset=levels.nbytes)
    return Loop(key, variants.reshape(VARIANTS, length, FRAME_BYTES), levels, bed in _NOISE)


def _fingerprint(bed: str) -> str:
    path = Path(bed).expanduser()
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as problem:
        raise _unreadable(path, problem) from problem


def _synthesised(name: str) -> bytes:
    sound = beds.synthesise(name)
    meter = Meter()
    meter.add(sound)
    level = LUFS - meter.integrated()

    def read(first: int, last: int) -> Samples:
        return sound[first * FRAME_SAMPLES : last * FRAME_SAMPLES]

    return _encoded(read, beds.LOOP_FRAMES, level)


def _from_file(path: Path) -> bytes:
    path = path.expanduser()
    with tempfile.TemporaryFile(prefix="voiceguide-") as spread:
        # Spread out on the disk rather than in memory: half an hour is 350 MB.
        meter = Meter()
        samples = 0
        try:
            told = length_s(path)
            if told is not None and told > LONGEST_S:
                raise _too_long(path)
            for part in read_stereo(path):
                meter.add(part)
                samples += len(part)
                if samples > LONGEST_S * RATE:
                    raise _too_long(path)
                spread.write(np.round(np.clip(part, -1, 1) * 32767).astype("<i2").tobytes())
        except OSError as problem:
            raise _unreadable(path, problem) from problem
        if samples < SHORTEST_S * RATE:
            raise fail(
                f"the bed {path} is too short: {samples / RATE:.1f} seconds",
                f"it takes at least {SHORTEST_S}; a minute is better",
            )
        loudness = meter.integrated()
        if loudness < _SILENT_LUFS:
            raise fail(f"the bed {path} holds no sound", "name another, or rain, waves, drone")
        cross = min(_CROSSFADE_S * RATE, samples // 4)
        length = (samples - cross) // FRAME_SAMPLES
        return _encoded(_crossfaded(spread, length, cross), length, LUFS - loudness)


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


def _encoded(read: Callable[[int, int], Samples], length: int, level_db: float) -> bytes:
    """Encode the loop at three gains, in pieces side by side, as if it went on for ever.

    Before them come the levels of its places.
    """
    pieces = [
        (variant, first, min(first + _CHUNK, length))
        for variant in range(VARIANTS)
        for first in range(0, length, _CHUNK)
    ]

    def encoded(piece: tuple[int, int, int]) -> Frames:
        variant, first, last = piece
        by = np.float32(10 ** ((level_db + variant * STEP_DB) / 20))
        return encode(lambda a, b: _around(read, a, b, length) * by, first, last)

    with ThreadPoolExecutor(cores()) as pool:
        frames = list(pool.map(encoded, pieces))
    return _levels(read, length).tobytes() + np.concatenate(frames).tobytes()


def _levels(read: Callable[[int, int], Samples], length: int) -> Levels:
    """Measure each place of the loop, over 0.4 s around it."""
    power = np.empty(length)
    for first in range(0, length, _CHUNK):
        last = min(first + _CHUNK, length)
        parts = read(first, last).reshape(last - first, -1)
        power[first:last] = np.mean(parts**2, axis=1)
    around = [np.roll(power, by - _LEVEL_FRAMES // 2) for by in range(_LEVEL_FRAMES)]
    levels: Levels = 10 * np.log10(np.mean(around, axis=0) + 1e-12)
    return levels.astype(np.float32)


def _around(read: Callable[[int, int], Samples], first: int, last: int, length: int) -> Samples:
    """Read across the end of the loop, and before its beginning."""
    parts = []
    at = first
    while at < last:
        place = at % length
        count = min(last - at, length - place)
        parts.append(read(place, place + count))
        at += count
    return np.concatenate(parts)


def _too_long(path: Path) -> VoiceguideError:
    return fail(
        f"the bed {path} is longer than {LONGEST_S // 60} minutes",
        "it is played again and again: cut a shorter piece out of it",
    )


def _unreadable(path: Path, problem: Exception) -> VoiceguideError:
    reason = (isinstance(problem, OSError) and problem.strerror) or problem
    return fail(
        f"the bed {path} can't be read: {reason}",
        "name a sound file, or rain, waves, drone, brown",
    )
