"""Samples as arrays: floats to work on, whole numbers for files. Here numpy is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voiceguide.audio.clip import SAMPLE_RATE

Samples = NDArray[np.float32]
"""Samples at 48 kHz on two channels, full scale at 1: (n, 2)."""

Pcm = NDArray[np.int16]
"""Samples at 48 kHz, full scale at 32767: (n, channels)."""

_PIECE = SAMPLE_RATE


def as_pcm(sound: NDArray[np.floating[Any]]) -> Pcm:
    """Round floats to 16 bits; what is over full scale is cut off."""
    whole: Pcm = np.rint(np.clip(sound, -1, 1) * 32767).astype("<i2")
    return whole


def silence(samples: int) -> Iterator[Pcm]:
    """Give so much mono silence."""
    for at in range(0, samples, _PIECE):
        yield np.zeros((min(_PIECE, samples - at), 1), np.int16)


def blocks(pieces: Iterator[Pcm], size: int) -> Iterator[Pcm]:
    """Cut samples into blocks of one size; the last may be shorter."""
    rest: Pcm | None = None
    for piece in pieces:
        rest = piece if rest is None or not len(rest) else np.concatenate([rest, piece])
        whole = len(rest) // size * size
        for at in range(0, whole, size):
            yield rest[at : at + size]
        rest = rest[whole:]
    if rest is not None and len(rest):
        yield rest
