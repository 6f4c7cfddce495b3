"""LAME, which makes all MP3 frames here: how it is asked, through PyAV or more quickly.

PyAV's wheels for Python 3.11 carry a LAME that takes three to four times as long as that of the
wheel of lameenc, which only this module knows. What lameenc offers to Python can't turn the bit
reservoir off, so its LAME is called by the names it exports. Where they can't be had, PyAV
encodes: the frames are as good, and the two go side by side.
"""

from __future__ import annotations

import ctypes
import importlib.util
import sys
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache
from typing import Any

import av
from av.audio.frame import AudioFrame

from voiceguide.audio.clip import (
    FRAME_SAMPLES,
    MONO_FRAME_BYTES,
    SAMPLE_RATE,
    STEREO_FRAME_BYTES,
)

EFFORT = 7
"""LAME's own scale, 0 (slow) to 9; its default is 3.

What was encoded is kept: to change it is to raise the versions of clips, chimes, beds and mixes.

Speech at 64 kb/s has bits to spare, and LAME then does best when it just uses them: against 3, at
7 the spoken sentences measured come out 7.8 dB nearer to what was put in (32.4 dB against 24.6),
with 0.16 more of PESQ (wide band), in half of the time.
"""

SCALE = 0.95
"""What LAME multiplies samples with at these bit rates, to leave room for peaks."""

_JOINT_STEREO, _MONO = 1, 3
_SLACK_BYTES = 7200
"""More than a call may write, by LAME's own rule."""

Encode = Callable[[bytes, bytes | None], bytes]


def encode(frames: Iterable[AudioFrame], *, stereo: bool) -> bytes:
    """Encode whole frames of samples with PyAV, to all of their frames of MP3.

    Mono is taken as "s16p", stereo as "fltp".
    """
    encoder: Any = av.CodecContext.create("libmp3lame", "w")
    encoder.sample_rate = SAMPLE_RATE
    encoder.layout = "stereo" if stereo else "mono"
    encoder.format = "fltp" if stereo else "s16p"
    encoder.bit_rate = _bit_rate(STEREO_FRAME_BYTES if stereo else MONO_FRAME_BYTES)
    encoder.time_base = Fraction(1, SAMPLE_RATE)
    encoder.options = {"reservoir": "0", "compression_level": str(EFFORT)}
    packets: list[bytes] = []
    for number, frame in enumerate(frames):
        frame.pts = number * FRAME_SAMPLES
        packets += map(bytes, encoder.encode(frame))
    packets += map(bytes, encoder.encode(None))
    return b"".join(packets)


def _bit_rate(frame_bytes: int) -> int:
    return frame_bytes * 8 * SAMPLE_RATE // FRAME_SAMPLES


@cache
def quick() -> Encode | None:
    """Give what encodes samples to all of their frames, if PyAV is the slower.

    It takes samples of 16 bits: those of the left channel or of the only one, and those of the
    right one or None.
    """
    if sys.version_info >= (3, 12):
        return None
    spec = importlib.util.find_spec("lameenc")
    if spec is None or spec.origin is None:
        return None
    try:
        library = ctypes.CDLL(spec.origin)
        library.lame_init.restype = ctypes.c_void_p
        for name, arguments in _FUNCTIONS.items():
            getattr(library, name).argtypes = [ctypes.c_void_p, *arguments]
    except (OSError, AttributeError):
        return None
    return lambda left, right: _encoded(library, left, right)


_FUNCTIONS: dict[str, list[Any]] = {
    "lame_set_in_samplerate": [ctypes.c_int],
    "lame_set_num_channels": [ctypes.c_int],
    "lame_set_mode": [ctypes.c_int],
    "lame_set_brate": [ctypes.c_int],
    "lame_set_quality": [ctypes.c_int],
    "lame_set_disable_reservoir": [ctypes.c_int],
    "lame_set_bWriteVbrTag": [ctypes.c_int],
    "lame_init_params": [],
    "lame_encode_buffer": [
        ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_int
    ],
    "lame_encode_flush": [ctypes.c_void_p, ctypes.c_int],
    "lame_close": [],
}  # fmt: skip


def _encoded(library: Any, left: bytes, right: bytes | None) -> bytes:
    count = len(left) // 2
    frame_bytes = MONO_FRAME_BYTES if right is None else STEREO_FRAME_BYTES
    room = (count // FRAME_SAMPLES + 3) * frame_bytes + _SLACK_BYTES
    written = ctypes.create_string_buffer(room)
    lame = library.lame_init()
    if not lame:
        raise MemoryError
    try:
        library.lame_set_in_samplerate(lame, SAMPLE_RATE)
        library.lame_set_num_channels(lame, 1 if right is None else 2)
        library.lame_set_mode(lame, _MONO if right is None else _JOINT_STEREO)
        library.lame_set_brate(lame, _bit_rate(frame_bytes) // 1000)
        library.lame_set_quality(lame, EFFORT)
        library.lame_set_disable_reservoir(lame, 1)
        library.lame_set_bWriteVbrTag(lame, 0)
        if library.lame_init_params(lame) < 0:
            raise RuntimeError("internal error: LAME does not take its settings")
        size = library.lame_encode_buffer(lame, left, right or left, count, written, room)
        frames = written.raw[: max(size, 0)]
        last = library.lame_encode_flush(lame, written, room)
        frames += written.raw[: max(last, 0)]
    finally:
        library.lame_close(lame)
    if size < 0 or last < 0:
        raise RuntimeError("internal error: LAME could not encode")
    return frames
