"""Stereo samples to MP3 frames and back, for sessions with a bed.

A frame is 1152 samples, 24 ms, and at 128 kb/s exactly 384 bytes; runs of frames are arrays of
bytes (n, 384). The bit reservoir is off, so that frames of different encodings can stand side by
side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from voiceguide.audio import lame
from voiceguide.audio.av_frames import stereo_frame
from voiceguide.audio.clip import DECODER_SKIP, FRAME_SAMPLES, STEREO_FRAME_BYTES
from voiceguide.audio.pcm import Samples, as_pcm

Frames = NDArray[np.uint8]

# What an encoder gives first knows nothing of the sound before: such frames are left out.
_LEAD, _TAIL = 3, 2


def encode(source: Callable[[int, int], Samples], first: int, last: int) -> Frames:
    """Encode frames ``first`` to ``last`` (not included) of a longer sound.

    ``source(a, b)`` gives the samples from frame ``a`` up to frame ``b``; it is asked for a few
    frames more on both sides (also below 0), so that what comes out is what an encoding of the
    whole would have there. They sound as loud as what was put in.
    """
    sound = source(first - _LEAD, last + _TAIL) / np.float32(lame.SCALE)
    quick = lame.quick()
    frames = quick(*_channels(sound)) if quick else lame.encode(_frames(sound), stereo=True)
    frames = frames[_LEAD * STEREO_FRAME_BYTES : (_LEAD + last - first) * STEREO_FRAME_BYTES]
    whole = len(frames) == (last - first) * STEREO_FRAME_BYTES
    if not whole or frames[::STEREO_FRAME_BYTES].strip(b"\xff"):
        raise RuntimeError("internal error: the MP3 encoder left the 24 ms grid")
    return np.frombuffer(frames, np.uint8).reshape(-1, STEREO_FRAME_BYTES)


def _channels(sound: Samples) -> tuple[bytes, bytes]:
    whole = as_pcm(sound)
    return whole[:, 0].tobytes(), whole[:, 1].tobytes()


def _frames(sound: Samples) -> Iterator[AudioFrame]:
    for start in range(0, len(sound), FRAME_SAMPLES):
        yield stereo_frame(sound[start : start + FRAME_SAMPLES])


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
