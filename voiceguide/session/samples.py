"""A session's samples: what files are made of that hold no MP3.

They are the clips' own, as they were before MP3, at the places that the timeline gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from voiceguide.audio.clip import RATE, Clip
from voiceguide.audio.flac import samples_of
from voiceguide.cache import Store
from voiceguide.timeline import Timeline

Pcm = NDArray[np.int16]
"""Samples at 48 kHz, full scale at 32767: (n, channels)."""

RATE_MS = RATE // 1000
_PIECE = RATE


def samples_of_session(
    timeline: Timeline, clips: Mapping[str, Clip], store: Store
) -> Iterator[Pcm]:
    """Give a session without a bed, mono, piece by piece: exactly as long as it was laid out."""
    at = 0
    for timed in timeline.cues:
        if timed.cue.heard:
            start = timed.start_ms * RATE_MS
            yield from silence(start - at)
            sound = np.frombuffer(samples_of(clips[timed.cue.heard], store), "<i2")
            yield sound[:, None]
            at = start + len(sound)
    yield from silence(timeline.length_ms * RATE_MS - at)


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
