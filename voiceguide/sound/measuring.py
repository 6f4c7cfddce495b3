"""Measures of a whole sound file, taken as it is decoded: level, peaks, steps between samples.

It knows PyAV, as `frames` does. What is kept of an hour takes 4 MB, whatever the file's length of
bytes; the samples themselves are never all in memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import av.error
import av.filter
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from voiceguide.sound.clip import FRAME_SAMPLES, RATE

Floats = NDArray[np.float32]

BIN_SAMPLES = 192
BIN_MS = 4
"""Power is measured in bins of so many milliseconds, peaks and steps in frames of 24 ms."""

_BATCH = 48 * FRAME_SAMPLES
_BESIDE = 16
_CLIPPED = 0.999

# The two filters of K-weighting at 48 kHz, as ITU-R BS.1770 prints them.
_SHELF = (
    "b0=1.53512485958697:b1=-2.69169618940638:b2=1.19839281085285"
    ":a0=1:a1=-1.69065929318241:a2=0.73248077421585"
)
_HIGH_PASS = "b0=1:b1=-2:b2=1:a0=1:a1=-1.99004745483398:a2=0.99007225036621"

_PHASES, _TAPS = 4, 12
# A wave hardly rises further than this over its samples (3.5 dB).
_RISE = 1.5
# A step stands out of what is within a millisecond round it; only such are looked at closer.
_STANDS_OUT = 10.0
_ROUND = 48


@dataclass(frozen=True, slots=True)
class Measures:
    """What a file's sound measures, at 48 kHz.

    ``power`` is K-weighted, the first channel's, in bins of `BIN_MS`. For each 24 ms: ``peaks``
    is the greatest sample, ``steps`` the sharpest turn from sample to sample (the third
    difference), ``rough`` the mean of such turns without that one; both channels'.
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

    @property
    def length_ms(self) -> int:
        """Length of the sound."""
        return self.samples * 1000 // RATE


def measure(path: Path) -> Measures:
    """Decode a file to its end, as far as that goes, and measure its sound.

    Raises OSError: it can't be opened, or there is no sound in it.
    """
    meter = _Meter()
    broken = ""
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise OSError("there is no sound in it")
            try:
                for frame in _at_our_rate(container):
                    meter.add(frame)
            except av.error.FFmpegError as problem:
                broken = problem.strerror or str(problem)
    except av.error.FFmpegError as problem:
        raise OSError(problem.strerror or str(problem)) from problem
    return meter.end(broken)


def _at_our_rate(container: Any) -> Iterator[AudioFrame]:
    resampler = None
    for frame in container.decode(audio=0):
        if resampler is None and frame.rate == RATE and frame.format.name == "fltp":
            yield frame
            continue
        if resampler is None:
            resampler = AudioResampler("fltp", frame.layout, RATE)
        yield from resampler.resample(frame)
    if resampler is not None:
        yield from resampler.resample(None)


class _Meter:
    def __init__(self) -> None:
        self._batch: Floats = np.zeros((0, _BATCH), np.float32)
        self._filled = self._samples = 0
        self._before: Floats = np.zeros((0, _BESIDE), np.float32)
        self._was_silent = False
        self._graph: Any = None
        self._power: list[Floats] = []
        self._peaks: list[Floats] = []
        self._steps: list[Floats] = []
        self._rough: list[Floats] = []
        self._clipped: list[NDArray[np.intp]] = []
        self._true_peak = 0.0
        self._energies = np.zeros(2)

    def add(self, frame: AudioFrame) -> None:
        channels = min(2, len(frame.planes))
        if not len(self._batch):
            self._batch = np.zeros((channels, _BATCH), np.float32)
            self._before = np.zeros((channels, _BESIDE), np.float32)
            self._graph = _k_weighting()
        at = 0
        while at < frame.samples:
            count = min(frame.samples - at, _BATCH - self._filled)
            for channel in range(len(self._batch)):
                plane: Any = frame.planes[min(channel, channels - 1)]
                part = np.frombuffer(plane, np.float32, count, at * 4)
                self._batch[channel, self._filled : self._filled + count] = part
            at += count
            self._filled += count
            if self._filled == _BATCH:
                self._measure(self._batch)
                self._samples += _BATCH
                self._filled = 0

    def end(self, broken: str) -> Measures:
        samples = self._samples + self._filled
        if self._filled:
            whole = -(-self._filled // FRAME_SAMPLES) * FRAME_SAMPLES
            self._batch[:, self._filled :] = 0
            self._measure(self._batch[:, :whole])
        first, second = self._energies
        balance = 10 * math.log10((second + 1e-12) / (first + 1e-12)) if second else 0.0
        stereo_silent = len(self._batch) == 2 and not second and first
        return Measures(
            channels=len(self._batch),
            samples=samples,
            power=_joined(self._power),
            peaks=_joined(self._peaks),
            steps=_joined(self._steps),
            rough=_joined(self._rough),
            true_peak=self._true_peak,
            clipped=np.concatenate(self._clipped) if self._clipped else np.zeros(0, np.intp),
            balance_db=-math.inf if stereo_silent else balance,
            broken=broken,
        )

    def _measure(self, batch: Floats) -> None:
        count = batch.shape[1] // FRAME_SAMPLES
        silent = not batch.any()
        # Once its own sound has died away, silence needs no filtering.
        if silent and self._was_silent:
            self._power.append(np.zeros(batch.shape[1] // BIN_SAMPLES, np.float32))
            for kept in (self._peaks, self._steps, self._rough):
                kept.append(np.zeros(count, np.float32))
            return
        weighted = _through(self._graph, batch[0]).reshape(-1, BIN_SAMPLES)
        self._power.append(np.einsum("ij,ij->i", weighted, weighted) / BIN_SAMPLES)
        for channel, sound in enumerate(batch):
            self._energies[channel] += float(np.dot(sound, sound))
        framed = batch.reshape(len(batch), count, FRAME_SAMPLES)
        peaks = np.maximum(framed.max(axis=2), -framed.min(axis=2)).max(axis=0)
        whole = np.concatenate([self._before, batch], axis=1)
        self._find_steps(whole, count)
        first = sum(map(len, self._peaks))
        clipped = np.nonzero(peaks >= _CLIPPED)[0]
        self._clipped.append(clipped + first)
        self._peaks.append(peaks)
        self._true_peak = max(self._true_peak, float(peaks.max()))
        for place in np.nonzero(peaks * _RISE > self._true_peak)[0]:
            if peaks[place] * _RISE > self._true_peak:
                start = place * FRAME_SAMPLES
                near = whole[:, start : start + FRAME_SAMPLES + _BESIDE]
                self._true_peak = max(self._true_peak, _between(near))
        self._before = batch[:, -_BESIDE:].copy()
        self._was_silent = silent

    def _find_steps(self, whole: Floats, count: int) -> None:
        turns = np.diff(whole[:, _BESIDE - 3 :], 3, axis=1)
        framed = turns.reshape(len(whole), count, FRAME_SAMPLES)
        energy = np.einsum("cij,cij->ci", framed, framed)
        most = np.maximum(framed.max(axis=2), -framed.min(axis=2))
        channel = np.argmax(most, axis=0)
        places = np.arange(count)
        steps, energy = most[channel, places], energy[channel, places]
        for place in np.nonzero(steps**2 * FRAME_SAMPLES > _STANDS_OUT**2 * energy)[0]:
            sound = framed[channel[place], place]
            at = int(np.argmax(np.abs(sound)))
            near = sound[max(0, at - _ROUND) : at + _ROUND]
            energy[place] = max(0.0, energy[place] - float(np.dot(near, near)))
        self._steps.append(steps)
        self._rough.append(np.sqrt(energy / FRAME_SAMPLES))


def _k_weighting() -> tuple[Any, Any]:
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="fltp", layout="mono")
    filters = [graph.add("biquad", each) for each in (_SHELF, _HIGH_PASS)]
    graph.link_nodes(source, *filters, graph.add("abuffersink")).configure()
    return graph, source


def _through(graph: tuple[Any, Any], sound: Floats) -> Floats:
    frame = AudioFrame.from_ndarray(sound[None], format="fltp", layout="mono")
    frame.sample_rate = RATE
    graph[1].push(frame)
    given: Any = graph[0].pull()
    weighted: Floats = np.frombuffer(given.planes[0], np.float32, given.samples)
    return weighted


def _between(sound: Floats) -> float:
    """Give the greatest height of a wave between its samples, at four times their rate."""
    windows = np.lib.stride_tricks.sliding_window_view(sound, _TAPS, axis=1)
    return float(np.abs(windows @ _KERNEL).max())


def _kernel() -> Floats:
    phase = np.arange(_PHASES) / _PHASES
    place = np.arange(_TAPS)[:, None] - (_TAPS / 2 - 1) - phase
    window = np.cos(math.pi * place / _TAPS) ** 2
    kernel = np.sinc(place) * window
    levelled: Floats = (kernel / kernel.sum(axis=0)).astype(np.float32)
    return levelled


_KERNEL = _kernel()


def _joined(parts: list[Floats]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)
