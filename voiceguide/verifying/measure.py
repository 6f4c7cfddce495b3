"""Measures of a whole sound file, taken as it is decoded: level, peaks, steps between samples.

What is kept of an hour takes 4 MB, whatever the
file's length of bytes; the samples themselves are never all in memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import av.error
import numpy as np
from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from voiceguide.audio.clip import FRAME_SAMPLES, SAMPLE_RATE
from voiceguide.audio.decode import open_sound
from voiceguide.verifying.waveform import (
    BEFORE_TURNS,
    BESIDE,
    RISE,
    Floats,
    KWeighting,
    highest,
    true_peak,
    turns_of,
)

BIN_SAMPLES = 192
BIN_MS = 4
"""Power is measured in bins of so many milliseconds, peaks and steps in frames of 24 ms."""

_BINS_A_FRAME = FRAME_SAMPLES // BIN_SAMPLES
_BATCH = 48 * FRAME_SAMPLES
_CLIPPED = 0.999


@dataclass(frozen=True, slots=True)
class Measures:
    """What a file's sound measures, at 48 kHz.

    ``power`` is the mean square of the first channel, K-weighted, in bins of `BIN_MS`. For each
    24 ms: ``peaks`` is the greatest sample, ``steps`` the sharpest turn from sample to sample (the
    third difference), ``rough`` the mean of such turns without that one; both channels'.
    ``true_peak`` is that of the whole, full scale at 1; ``clipped`` the frames with samples at
    full scale. ``balance_db`` is how much louder the second channel is, 0 for mono. ``broken``
    tells why decoding ended before the file did, "" where it didn't.
    """

    channels: int
    samples: int
    power: Floats
    peaks: Floats
    steps: Floats
    rough: Floats
    true_peak: float
    clipped: NDArray[np.intp]
    balance_db: float
    broken: str

    def power_in(self, first: int, last: int) -> Floats:
        """Give the power in frames ``first`` to ``last``, not included, bin by bin."""
        return self.power[first * _BINS_A_FRAME : last * _BINS_A_FRAME]

    @property
    def length_ms(self) -> int:
        """Length of the sound."""
        return self.samples * 1000 // SAMPLE_RATE


def measure(path: Path) -> Measures:
    """Decode a file to its end, as far as that goes, and measure its sound.

    Raises OSError: it can't be opened, or there is no sound in it.
    """
    meter = _Meter()
    broken = ""
    try:
        with open_sound(path) as container:
            if not container.streams.audio:
                raise OSError("there is no sound in it")
            try:
                meter.add(_at_our_rate(container))
            except av.error.FFmpegError as problem:
                broken = problem.strerror or str(problem)
            except ValueError:
                # PyAV takes nothing else into a queue or a resampler that was begun.
                broken = "its sound goes on at another rate, or in more or fewer channels"
    except av.error.FFmpegError as problem:
        raise OSError(problem.strerror or str(problem)) from problem
    return meter.end(broken)


def _at_our_rate(container: Any) -> Iterator[AudioFrame]:
    frames = container.decode(audio=0)
    first = next(frames, None)
    if first is None:
        return
    if first.rate == SAMPLE_RATE and first.format.name == "fltp":
        yield first
        yield from frames
        return
    resampler = AudioResampler("fltp", first.layout, SAMPLE_RATE)
    for frame in chain([first], frames):
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


class _Meter:
    """Measures frames as they come, in batches."""

    def __init__(self) -> None:
        self._waiting = AudioFifo()
        self._weighting = KWeighting()
        # What was before a batch, and the batch.
        self._sound: Floats = np.zeros((0, BESIDE + _BATCH), np.float32)
        self._samples = 0
        self._was_silent = False
        self._power: list[Floats] = []
        self._peaks: list[Floats] = []
        self._steps: list[Floats] = []
        self._rough: list[Floats] = []
        self._clipped: list[NDArray[np.intp]] = []
        self._true_peak = 0.0
        self._energies = np.zeros(2)

    def add(self, frames: Iterable[AudioFrame]) -> None:
        waiting = self._waiting
        for frame in frames:
            frame.pts = None
            waiting.write(frame)
            if waiting.samples >= _BATCH:
                self._take(waiting.read(_BATCH))

    def end(self, broken: str) -> Measures:
        if self._waiting.samples:
            self._take(self._waiting.read(partial=True))
        first, second = self._energies
        balance = 10 * math.log10((second + 1e-12) / (first + 1e-12)) if second else 0.0
        stereo_silent = len(self._sound) == 2 and not second and first
        return Measures(
            channels=len(self._sound),
            samples=self._samples,
            power=_joined(self._power),
            peaks=_joined(self._peaks),
            steps=_joined(self._steps),
            rough=_joined(self._rough),
            true_peak=self._true_peak,
            clipped=np.concatenate(self._clipped) if self._clipped else np.zeros(0, np.intp),
            balance_db=-math.inf if stereo_silent else balance,
            broken=broken,
        )

    def _take(self, batch: AudioFrame | None) -> None:
        assert batch is not None
        planes: Any = batch.planes[:2]
        if not len(self._sound):
            self._sound = np.zeros((len(planes), BESIDE + _BATCH), np.float32)
        # The last batch may end within a frame, which silence fills.
        count = -(-batch.samples // FRAME_SAMPLES)
        self._sound[:, :BESIDE] = self._sound[:, -BESIDE:]
        for channel, plane in zip(self._sound, planes, strict=True):
            channel[BESIDE : BESIDE + batch.samples] = np.frombuffer(
                plane, np.float32, batch.samples
            )
            channel[BESIDE + batch.samples :] = 0
        self._measure(self._sound[:, : BESIDE + count * FRAME_SAMPLES], count)
        self._samples += batch.samples

    def _measure(self, sound: Floats, count: int) -> None:
        batch = sound[:, BESIDE:]
        peaks = highest(batch.reshape(len(batch), count, FRAME_SAMPLES)).max(axis=0)
        silent = not peaks.any()
        # Once its own sound has died away, silence needs no filtering.
        if silent and self._was_silent:
            self._power.append(np.zeros(count * FRAME_SAMPLES // BIN_SAMPLES, np.float32))
            for kept in (self._peaks, self._steps, self._rough):
                kept.append(peaks)
            return
        self._was_silent = silent
        weighted = self._weighting.through(batch[0]).reshape(-1, BIN_SAMPLES)
        self._power.append(np.einsum("ij,ij->i", weighted, weighted) / BIN_SAMPLES)
        for channel, samples in enumerate(batch):
            self._energies[channel] += float(np.dot(samples, samples))
        turns = turns_of(sound[:, BESIDE - BEFORE_TURNS :])
        self._clipped.append(np.nonzero(peaks >= _CLIPPED)[0] + self._samples // FRAME_SAMPLES)
        self._peaks.append(peaks)
        self._steps.append(turns.sharpest)
        self._rough.append(turns.rough)
        self._true_peak = max(self._true_peak, float(peaks.max()))
        high = np.nonzero(peaks * RISE > self._true_peak)[0]
        if len(high):
            self._true_peak = true_peak(sound, high, self._true_peak)


def _joined(parts: list[Floats]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)
