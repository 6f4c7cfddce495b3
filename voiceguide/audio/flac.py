"""Samples of a clip as they were before MP3, kept as FLAC for mixing and for other formats."""

from __future__ import annotations

import io
from typing import Any

import av
import av.error

from voiceguide.audio.av_frames import mono_frame, mono_samples
from voiceguide.audio.clip import SAMPLE_RATE, SOUNDS, Clip, LostSoundError
from voiceguide.cache import Store

_EFFORT = 3


def pack(samples: bytes) -> bytes:
    """Give samples (48 kHz, mono, 16 bits) as FLAC."""
    block = io.BytesIO()
    with av.open(block, "w", format="flac") as container:
        stream: Any = container.add_stream("flac", rate=SAMPLE_RATE)
        stream.codec_context.layout = "mono"
        stream.codec_context.format = "s16"
        stream.codec_context.options = {"compression_level": str(_EFFORT)}
        frame = mono_frame(samples)
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return block.getvalue()


def unpack(block: bytes) -> bytes:
    """Read what `pack` gave.

    Raises ValueError: it is not that.
    """
    try:
        with av.open(io.BytesIO(block), "r") as container:
            return b"".join(map(mono_samples, container.decode(audio=0)))
    except (av.error.FFmpegError, IndexError) as problem:
        raise ValueError("not FLAC") from problem


def samples_of(clip: Clip, store: Store) -> bytes:
    """Give the samples of a clip that was loaded or made ``whole``.

    Raises LostSoundError: they were taken away since.
    """
    kept = store.get(SOUNDS, clip.key)
    if kept is not None:
        try:
            samples = unpack(kept)
        except ValueError:
            samples = b""
        if len(samples) == clip.samples * 2:
            return samples
    raise LostSoundError(clip.key)
