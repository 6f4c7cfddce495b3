"""Finding a sound in what a file measures: where it stands, how well it fits, how loud it is.

A sound is known by its blocks: K-weighted, 400 ms long, 100 ms apart, as `Loudness` has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voiceguide.audio.clip import SILENT_LUFS
from voiceguide.verifying.measure import BIN_MS
from voiceguide.verifying.waveform import Floats

Doubles = NDArray[np.float64]

FITS_DB, FITS_OVER_BED_DB = 0.4, 1.2
"""How far a sound's blocks may be from their shape, as a mean, for it to be that sound.

In the sessions measured the right sentence is within 0.02, or 0.1 in a re-encoding at 48 kb/s;
another sentence is 4.5 off as a rule, and "Inhale." for "Exhale." 0.5.
"""

_OFFSET = 0.691
_BLOCK_MS, _STEP_MS, _EARLY_MS = 400, 100, 300
# What is so far under a sound's loudest block tells little of it.
_DEPTH_DB = 25.0


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound laid out at ``start_ms``, of ``length_ms``, over a bed of ``under`` (a power).

    ``free_ms`` is the time before it and after it in which nothing else is heard.
    """

    start_ms: int
    length_ms: int
    blocks: Sequence[float]
    free_ms: tuple[int, int]
    under: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """Where a sound was found, in milliseconds from where it should be, and how it fits there.

    ``misfit_db`` is the mean distance of its blocks from their shape, ``level_db`` how much louder
    it is than laid out; ``measured`` and ``planned`` are the powers of its blocks.
    """

    off_ms: int
    misfit_db: float
    level_db: float
    measured: Doubles
    planned: Doubles


class Track:
    """The power of a file's sound, over any stretch of it."""

    def __init__(self, power: Floats) -> None:
        self._sums = np.concatenate([[0.0], np.cumsum(power, dtype=np.float64)])

    def mean(self, start_ms: int, end_ms: int) -> float:
        """Give the mean power from one time to another."""
        first, last = start_ms // BIN_MS, max(start_ms // BIN_MS + 1, end_ms // BIN_MS)
        return float(self._upto(np.array(last)) - self._upto(np.array(first))) / (last - first)

    def find(self, sound: Sound, around_ms: int, within_ms: int, step_ms: int = BIN_MS) -> Match:
        """Find where a sound fits best, at most ``within_ms`` from where it should be + around."""
        kept = np.array(_usable(sound))
        planned = power_of(np.array(sound.blocks))[kept] + sound.under
        offsets = around_ms + np.arange(-within_ms, within_ms + 1, step_ms)
        starts = sound.start_ms + kept * _STEP_MS - _EARLY_MS
        bins = np.round((starts[None, :] + offsets[:, None]) / BIN_MS).astype(np.int64)
        width = _BLOCK_MS // BIN_MS
        measured = (self._upto(bins + width) - self._upto(bins)) / width
        # Nor does what is near to the bed, which has a life of its own.
        floor = max(planned.max() * 10 ** (-_DEPTH_DB / 10), 4 * sound.under)
        # Louder or quieter as a whole, it is still the same sound.
        gain = np.maximum(measured.sum(axis=1, keepdims=True) / planned.sum(), 1e-6)
        errors = 10 * np.log10((measured / gain + floor) / (planned + floor))
        misfits = np.abs(errors - np.median(errors, axis=1)[:, None]).mean(axis=1)
        # Of two places that fit alike the nearer one; a louder place is no better one.
        best = int(np.argmin(misfits + np.abs(offsets - around_ms) * 1e-6))
        level = 10 * np.log10((measured[best].sum() + 1e-12) / planned.sum())
        return Match(int(offsets[best]), float(misfits[best]), level, measured[best], planned)

    def _upto(self, bins: NDArray[np.int64]) -> Doubles:
        return self._sums[np.clip(bins, 0, len(self._sums) - 1)]


def power_of(lufs: Doubles) -> Doubles:
    """Give the power of blocks, 0 where they are silent."""
    return np.where(lufs <= SILENT_LUFS, 0.0, 10 ** ((lufs + _OFFSET) / 10))


def lufs_of(powers: Doubles) -> Doubles:
    """Give the loudness of powers."""
    lufs: Doubles = 10 * np.log10(np.maximum(powers, 1e-12)) - _OFFSET
    return lufs


def _usable(sound: Sound) -> list[int]:
    """Choose the blocks in which nothing but this sound is heard; at least the middle one."""
    before, after = sound.free_ms
    chosen = [
        number
        for number, lufs in enumerate(sound.blocks)
        if lufs > SILENT_LUFS
        and number * _STEP_MS - _EARLY_MS >= -before
        and number * _STEP_MS - _EARLY_MS + _BLOCK_MS <= sound.length_ms + after
    ]
    return chosen or [len(sound.blocks) // 2]
