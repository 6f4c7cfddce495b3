"""Tones to encode, and what a decoder makes of bare frames."""

from __future__ import annotations

import math
import struct
from array import array
from pathlib import Path

from voiceguide.audio.clip import SAMPLE_RATE
from voiceguide.audio.decode import read_samples


def tone(seconds: float, level: float = 0.25, hertz: float = 440) -> bytes:
    """A sine with 5 ms fades, so that it begins and ends in silence."""
    count = int(seconds * SAMPLE_RATE)
    edge = SAMPLE_RATE // 200
    return struct.pack(
        f"<{count}h",
        *(
            round(
                32767
                * level
                * math.sin(2 * math.pi * hertz * sample / SAMPLE_RATE)
                * min(1, sample / edge, (count - sample) / edge)
            )
            for sample in range(count)
        ),
    )


def decoded(path: Path, stream: bytes) -> array:
    """Decode bare frames: no header tells the decoder to skip its delay, so all of it comes."""
    path.write_bytes(stream)
    return array("h", read_samples(path))
