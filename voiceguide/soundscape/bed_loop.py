"""A bed as frames that can be copied: one loop, encoded once at three gains, and kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voiceguide.audio.clip import FRAME_SAMPLES, STEREO_FRAME_BYTES
from voiceguide.audio.loudness import Meter
from voiceguide.audio.mp3_gain import STEP_DB, VARIANTS
from voiceguide.audio.mp3_stereo import Frames, encode
from voiceguide.audio.parallel import cores
from voiceguide.audio.pcm import Samples
from voiceguide.cache import Store, key_of
from voiceguide.soundscape.bed_file import Joined, fingerprint, joined
from voiceguide.soundscape.bed_synth import BEDS, LOOP_FRAMES, synthesise

PlaceLevels = NDArray[np.float32]
"""How loud each frame of a loop is, in dB."""

LUFS = -26.0
"""Loudness of a loop at gain 0: above any that is asked for, with room for its peaks."""

BED_VERSION = 3
"""To be raised when `bed_synth` or `bed_file` makes a bed differently, or it is encoded so."""

_PLACE_BYTES = VARIANTS * STEREO_FRAME_BYTES + np.dtype(np.float32).itemsize
_CHUNK = 128
_LEVEL_FRAMES = 17


@dataclass(frozen=True, slots=True)
class Loop:
    """A bed at `LUFS`: ``variants`` (3, frames, bytes) at gains of 0, 1 and 2 steps.

    One that is ``noise`` may go on from any other place in it unheard, where that is as loud.
    ``levels`` tell how loud each place is, in dB. ``key`` names the loop.
    """

    key: str
    variants: Frames
    levels: PlaceLevels
    noise: bool

    @property
    def length(self) -> int:
        """Frames in the loop."""
        return len(self.variants[0])


def loop_of(bed: str, store: Store, *, swell: bool = False) -> Loop:
    """Give the loop of a bed, by its name or by the path of a sound file; or one to ``swell``.

    Raises VoiceguideError: the file is no sound, holds none, or is too short or too long to loop;
    or the store can't be written.
    """
    known = BEDS.get(bed)
    if known and swell and known.with_swell:
        known = BEDS[known.with_swell]
    if known:
        key = key_of({"bed": known.name, "made": BED_VERSION})
    else:
        key = key_of({"bed of": fingerprint(bed), "made": BED_VERSION})
    kept = store.get("beds", key)
    if kept is None or len(kept) % _PLACE_BYTES:
        store.check()
        kept = _synthesised(known.name) if known else _from_file(Path(bed))
        store.put("beds", key, kept)
    length = len(kept) // _PLACE_BYTES
    levels = np.frombuffer(kept, np.float32, length)
    variants = np.frombuffer(kept, np.uint8, offset=levels.nbytes)
    variants = variants.reshape(VARIANTS, length, STEREO_FRAME_BYTES)
    return Loop(key, variants, levels, noise=known is not None and known.noise)


def _synthesised(name: str) -> bytes:
    sound = synthesise(name)
    meter = Meter()
    meter.add(sound)

    def read(first: int, last: int) -> Samples:
        return sound[first * FRAME_SAMPLES : last * FRAME_SAMPLES]

    return _encoded(Joined(read, LOOP_FRAMES, meter.integrated()))


def _from_file(path: Path) -> bytes:
    with joined(path) as sound:
        return _encoded(sound)


def _encoded(sound: Joined) -> bytes:
    """Encode the loop at three gains, in pieces side by side, as if it went on for ever.

    Before them come the levels of its places.
    """
    pieces = [
        (variant, first, min(first + _CHUNK, sound.length))
        for variant in range(VARIANTS)
        for first in range(0, sound.length, _CHUNK)
    ]

    def encoded(piece: tuple[int, int, int]) -> Frames:
        variant, first, last = piece
        by = np.float32(10 ** ((LUFS - sound.lufs + variant * STEP_DB) / 20))
        return encode(lambda a, b: _around(sound, a, b) * by, first, last)

    with ThreadPoolExecutor(cores()) as pool:
        frames = list(pool.map(encoded, pieces))
    return _levels(sound).tobytes() + np.concatenate(frames).tobytes()


def _levels(sound: Joined) -> PlaceLevels:
    """Measure each place of the loop, over 0.4 s around it."""
    power = np.empty(sound.length)
    for first in range(0, sound.length, _CHUNK):
        last = min(first + _CHUNK, sound.length)
        parts = sound.read(first, last).reshape(last - first, -1)
        power[first:last] = np.mean(parts**2, axis=1)
    around = [np.roll(power, by - _LEVEL_FRAMES // 2) for by in range(_LEVEL_FRAMES)]
    levels: PlaceLevels = 10 * np.log10(np.mean(around, axis=0) + 1e-12)
    return levels.astype(np.float32)


def _around(sound: Joined, first: int, last: int) -> Samples:
    """Read across the end of the loop, and before its beginning."""
    parts = []
    at = first
    while at < last:
        place = at % sound.length
        count = min(last - at, sound.length - place)
        parts.append(sound.read(place, place + count))
        at += count
    return np.concatenate(parts)
