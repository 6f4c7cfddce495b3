"""What the samples of a stretch of sound tell: power as it is heard, sharp turns, high waves.

Sounds are arrays (channels, samples) at 48 kHz, full scale at 1.
"""

from __future__ import annotations

import math
from typing import Any

import av
import av.filter
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from voiceguide.audio.clip import FRAME_SAMPLES, RATE

Floats = NDArray[np.float32]

# The two filters of K-weighting at 48 kHz, as ITU-R BS.1770 prints them.
_SHELF = (
    "b0=1.53512485958697:b1=-2.69169618940638:b2=1.19839281085285"
    ":a0=1:a1=-1.69065929318241:a2=0.73248077421585"
)
_HIGH_PASS = "b0=1:b1=-2:b2=1:a0=1:a1=-1.99004745483398:a2=0.99007225036621"

BEFORE_TURNS = 3
"""Samples before a stretch that its turns need."""

BESIDE = 16
"""Samples before a stretch that its waves need."""

RISE = 1.5
"""A wave hardly rises further than this over its samples (3.5 dB)."""

_PHASES, _TAPS = 4, 12
# A step stands out of what is within a millisecond round it; only such are looked at closer.
_STANDS_OUT = 10.0
_ROUND = 48


class KWeighting:
    """Weighs one channel as the ear does, by ITU-R BS.1770, part after part."""

    def __init__(self) -> None:
        self._graph: Any = av.filter.Graph()
        self._source = self._graph.add_abuffer(sample_rate=RATE, format="fltp", layout="mono")
        filters = [self._graph.add("biquad", each) for each in (_SHELF, _HIGH_PASS)]
        end = self._graph.add("abuffersink")
        self._graph.link_nodes(self._source, *filters, end).configure()

    def through(self, sound: Floats) -> Floats:
        """Give the next part as weighted: as many samples as are put in."""
        frame = AudioFrame.from_ndarray(sound[None], format="fltp", layout="mono")
        frame.sample_rate = RATE
        self._source.push(frame)
        given: Any = self._graph.pull()
        weighted: Floats = np.frombuffer(given.planes[0], np.float32, given.samples)
        return weighted


def highest(framed: Floats) -> Floats:
    """Give the greatest height, up or down, along the last axis."""
    height: Floats = np.maximum(framed.max(axis=-1), -framed.min(axis=-1))
    return height


def sharpest(sound: Floats) -> tuple[Floats, Floats]:
    """Give for each frame the sharpest turn, and the root mean square of its turns without that.

    A turn is the third difference of the samples of either channel. The sound begins
    `BEFORE_TURNS` samples before its first frame.
    """
    both = [_sharpest(channel) for channel in sound]
    steps = np.stack([each[0] for each in both])
    rough = np.stack([each[1] for each in both])
    channel = np.argmax(steps, axis=0)
    places = np.arange(len(channel))
    return steps[channel, places], rough[channel, places]


def _sharpest(channel: Floats) -> tuple[Floats, Floats]:
    turns = channel[3:] - channel[:-3]
    inner = channel[2:-1] - channel[1:-2]
    inner *= 3
    turns -= inner
    framed = turns.reshape(-1, FRAME_SAMPLES)
    energies = np.einsum("ij,ij->i", framed, framed)
    steps = highest(framed)
    for place in np.nonzero(steps**2 * FRAME_SAMPLES > _STANDS_OUT**2 * energies)[0]:
        around = framed[place]
        at = int(np.argmax(np.abs(around)))
        near = around[max(0, at - _ROUND) : at + _ROUND]
        energies[place] = max(0.0, energies[place] - float(np.dot(near, near)))
    return steps, np.sqrt(energies / FRAME_SAMPLES)


def true_peak(sound: Floats, places: NDArray[np.intp], least: float) -> float:
    """Give the greatest height of the wave between samples, or ``least`` where that is more.

    It is looked for at four times the rate, in the frames at ``places``, near samples that are
    high enough. The sound begins `BESIDE` samples before its first frame.
    """
    within = np.arange(0, FRAME_SAMPLES + BESIDE, BESIDE)
    parts = (places[:, None] * FRAME_SAMPLES + within).reshape(-1)
    for channel in sound:
        high = parts[highest(channel[parts[:, None] + np.arange(BESIDE)]) * RISE > least]
        starts = (high[:, None] + np.arange(-_TAPS, BESIDE)).reshape(-1)
        starts = np.clip(starts, 0, len(channel) - _TAPS)
        waves = channel[starts[:, None] + np.arange(_TAPS)] @ _KERNEL
        least = max(least, float(np.abs(waves).max(initial=0)))
    return least


def _kernel() -> Floats:
    phase = np.arange(_PHASES) / _PHASES
    place = np.arange(_TAPS)[:, None] - (_TAPS / 2 - 1) - phase
    window = np.cos(math.pi * place / _TAPS) ** 2
    kernel = np.sinc(place) * window
    levelled: Floats = (kernel / kernel.sum(axis=0)).astype(np.float32)
    return levelled


_KERNEL = _kernel()
