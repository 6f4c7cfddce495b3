"""LAME from the wheel of lameenc, where PyAV's own is a slow build. The one place that knows it.

PyAV's wheels for Python 3.11 carry a LAME that takes three to four times as long. What lameenc
offers to Python can't turn the bit reservoir off, so its LAME is called by the names it exports.
Where they can't be had, PyAV encodes: the frames are as good, and the two go side by side.
"""

from __future__ import annotations

import ctypes
import importlib.util
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from voiceguide.audio.clip import FRAME_BYTES, FRAME_SAMPLES, RATE

_JOINT_STEREO, _MONO = 1, 3
_SLACK_BYTES = 7200
"""More than a call may write, by LAME's own rule."""

Encode = Callable[[bytes, bytes | None, int], bytes]


@cache
def quick() -> Encode | None:
    """Give what encodes samples to all of their frames, if PyAV is the slower.

    It takes the samples of the left channel or of the only one, those of the right one or None,
    and LAME's effort.
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
    return lambda left, right, effort: _encoded(library, left, right, effort)


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


def _encoded(library: Any, left: bytes, right: bytes | None, effort: int) -> bytes:
    count = len(left) // 2
    channels = 1 if right is None else 2
    frame_bytes = channels * FRAME_BYTES
    room = (count // FRAME_SAMPLES + 3) * frame_bytes + _SLACK_BYTES
    written = ctypes.create_string_buffer(room)
    lame = library.lame_init()
    if not lame:
        raise MemoryError
    try:
        library.lame_set_in_samplerate(lame, RATE)
        library.lame_set_num_channels(lame, channels)
        library.lame_set_mode(lame, _MONO if right is None else _JOINT_STEREO)
        library.lame_set_brate(lame, frame_bytes * 8 * RATE // FRAME_SAMPLES // 1000)
        library.lame_set_quality(lame, effort)
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
