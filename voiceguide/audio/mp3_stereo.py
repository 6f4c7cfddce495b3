"""Stereo samples and MP3 frames, for sessions with a bed. It knows PyAV, as `frames` does.

Samples are 48 kHz, two channels, as floats (n, 2) with full scale at 1. A frame is 1152 samples,
24 ms, and at 128 kb/s exactly 384 bytes; runs of frames are arrays of bytes (n, 384). The bit
reservoir is off, so that frames of different encodings can stand side by side.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.error
import av.filter
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from voiceguide.audio import lame
from voiceguide.audio.clip import DECODER_SKIP, FRAME_SAMPLES, RATE

Samples = NDArray[np.float32]
Frames = NDArray[np.uint8]

FRAME_BYTES = 384
BIT_RATE = RATE * FRAME_BYTES * 8 // FRAME_SAMPLES

_EFFORT = 7
_LAME_SCALE = 0.95
"""What LAME multiplies samples with at this bit rate, to leave room for peaks: taken back here."""

# What an encoder gives first knows nothing of the sound before: such frames are left out.
_LEAD, _TAIL = 3, 2


def encode(source: Callable[[int, int], Samples], first: int, last: int) -> Frames:
    """Encode frames ``first`` to ``last`` (not included) of a longer sound.

    ``source(a, b)`` gives the samples from frame ``a`` up to frame ``b``; it is asked for a few
    frames more on both sides (also below 0), so that what comes out is what an encoding of the
    whole would have there.
    """
    sound = source(first - _LEAD, last + _TAIL) / np.float32(_LAME_SCALE)
    quick = lame.quick()
    frames = quick(*_channels(sound), _EFFORT) if quick else _encoded(sound)
    frames = frames[_LEAD * FRAME_BYTES : (_LEAD + last - first) * FRAME_BYTES]
    if len(frames) != (last - first) * FRAME_BYTES or frames[::FRAME_BYTES].strip(b"\xff"):
        raise RuntimeError("internal error: the MP3 encoder left the 24 ms grid")
    return np.frombuffer(frames, np.uint8).reshape(-1, FRAME_BYTES)


def _channels(sound: Samples) -> tuple[bytes, bytes]:
    whole = np.rint(np.clip(sound, -1, 1) * 32767).astype("<i2")
    return whole[:, 0].tobytes(), whole[:, 1].tobytes()


def _encoded(sound: Samples) -> bytes:
    encoder: Any = av.CodecContext.create("libmp3lame", "w")
    encoder.sample_rate = RATE
    encoder.layout = "stereo"
    encoder.format = "fltp"
    encoder.bit_rate = BIT_RATE
    encoder.time_base = Fraction(1, RATE)
    encoder.options = {"reservoir": "0", "compression_level": str(_EFFORT)}
    packets: list[bytes] = []
    for start in range(0, len(sound), FRAME_SAMPLES):
        frame = _frame(sound[start : start + FRAME_SAMPLES])
        frame.pts = start
        packets += [bytes(packet) for packet in encoder.encode(frame)]
    packets += [bytes(packet) for packet in encoder.encode(None)]
    return b"".join(packets)


def decode(frames: Frames) -> Samples:
    """Decode frames to the samples that stand from the second frame's start to the last's.

    A frame plays what stood up to 1105 samples before it, and needs the one before it to do so:
    n frames give n - 2 frames of whole sound.
    """
    decoder: Any = av.CodecContext.create("mp3float", "r")
    parts = [
        given.to_ndarray() for frame in frames for given in decoder.decode(av.Packet(bytes(frame)))
    ]
    sound = np.concatenate(parts, axis=1).T
    start = FRAME_SAMPLES + DECODER_SKIP
    return sound[start : start + (len(frames) - 2) * FRAME_SAMPLES]


def read_stereo(path: Path) -> Iterator[Samples]:
    """Decode the sound of a file, whatever else is in it, block by block.

    Raises OSError: the file is missing, broken or has no sound in it.
    """
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise OSError("there is no sound in it")
            resampler = AudioResampler(format="fltp", layout="stereo", rate=RATE)
            for frame in container.decode(audio=0):
                yield from map(_samples, resampler.resample(frame))
            yield from map(_samples, resampler.resample(None))
    except av.error.FFmpegError as problem:
        raise OSError(problem.strerror or str(problem)) from problem


def length_s(path: Path) -> float | None:
    """Give the length that a sound file tells of itself, in seconds; None where it tells none.

    Raises OSError: the file is missing, broken or has no sound in it.
    """
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise OSError("there is no sound in it")
            stream = container.streams.audio[0]
            if stream.duration is not None and stream.time_base is not None:
                return float(stream.duration * stream.time_base)
            return container.duration / av.time_base if container.duration is not None else None
    except av.error.FFmpegError as problem:
        raise OSError(problem.strerror or str(problem)) from problem


class Meter:
    """Measures the integrated loudness of a sound, by ITU-R BS.1770, as its parts come."""

    def __init__(self) -> None:
        self._graph: Any = av.filter.Graph()
        self._source = self._graph.add_abuffer(sample_rate=RATE, format="fltp", layout="stereo")
        meter = self._graph.add("ebur128", "metadata=1")
        end = self._graph.add("abuffersink")
        self._graph.link_nodes(self._source, meter, end).configure()
        self._loudness = -math.inf

    def add(self, sound: Samples) -> None:
        """Measure a further part."""
        for start in range(0, len(sound), RATE):
            self._source.push(_frame(sound[start : start + RATE]))
            self._pull()

    def integrated(self) -> float:
        """End the sound, and give its loudness in LUFS."""
        self._source.push(None)
        self._pull()
        return self._loudness

    def _pull(self) -> None:
        while True:
            try:
                frame = self._graph.pull()
            except (av.error.EOFError, av.error.BlockingIOError):
                return
            if isinstance(frame, AudioFrame):
                self._loudness = float(frame.metadata.get("lavfi.r128.I", self._loudness))


def _samples(frame: AudioFrame) -> Samples:
    return frame.to_ndarray().T.astype(np.float32, copy=False)


def _frame(sound: Samples) -> AudioFrame:
    planar = np.ascontiguousarray(sound.T, np.float32)
    frame = AudioFrame.from_ndarray(planar, format="fltp", layout="stereo")
    frame.sample_rate = RATE
    return frame
