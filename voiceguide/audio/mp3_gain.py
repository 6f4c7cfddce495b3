"""Louder and softer MP3 frames, without decoding them.

Each half of a frame (a granule, 12 ms) carries for each channel one number of 8 bits, the global
gain, that its whole spectrum is multiplied with: one more is a quarter of a doubling (1.5 dB).
Three encodings of the same sound, half a decibel apart, make the steps between. So a bed fades
and swells in steps too small to hear, while its frames are only copied.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from voiceguide.audio.clip import STEREO_FRAME_BYTES
from voiceguide.audio.mp3_stereo import Frames

STEPS_A_DOUBLING = 12
STEP_DB = 20 * math.log10(2) / STEPS_A_DOUBLING
"""About 0.5 dB."""

VARIANTS = 3
"""Encodings half a decibel apart that fill one step of the global gain."""

Steps = NDArray[np.int_]

# MPEG-1, two channels: 32 bits of header; then 9 + 3 + 8 bits of side information and, for each
# granule and channel, 59 bits, in which the global gain follows 12 + 9 others.
_PLACES = tuple(32 + 20 + 59 * part + 21 for part in range(4))


def steps_of(db: NDArray[np.float64]) -> Steps:
    """Give the steps nearest to gains in dB."""
    steps: Steps = np.rint(db / STEP_DB).astype(int)
    return steps


def shifted(frames: Frames, by: Steps) -> Frames:
    """Give stereo frames with ``by`` added to their global gains, one number for each frame.

    What falls below the smallest gain stays at it.
    """
    made = frames.copy()
    if not by.any():
        return made
    for place in _PLACES:
        byte, bit = divmod(place, 8)
        # The eight bits lie in two neighbouring bytes.
        pair = made[:, byte].astype(np.int64) << 8 | made[:, byte + 1]
        down = 8 - bit
        gain = pair >> down & 0xFF
        changed = np.where(gain > 0, np.clip(gain + by, 1, 255), gain)
        pair = pair & ~(0xFF << down) | changed << down
        made[:, byte], made[:, byte + 1] = pair >> 8, pair & 0xFF
    return made


def picked(variants: Frames, places: NDArray[np.int_], steps: Steps) -> Frames:
    """Pick the frames at ``places``, each at its gain in steps.

    ``variants`` (3, frames, bytes) are the same sound at gains of 0, 1 and 2 steps.
    """
    by, variant = np.divmod(steps, VARIANTS)
    assert variants.shape[2] == STEREO_FRAME_BYTES
    return shifted(variants[variant, places], by)
