"""Mono samples to MP3 frames and back: what clips are made of.

Samples are 48 kHz, mono, 16 bits, as plain bytes. A frame is 1152 samples, exactly 24 ms, and at
64 kb/s exactly 192 bytes. With the bit reservoir off no frame needs bytes of an earlier one, so
that frames of different clips can stand side by side.

It loads no numpy, which the processes that speak have no use for: stereo is in `mp3_stereo`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import av
from av.audio.frame import AudioFrame

from voiceguide.audio import lame
from voiceguide.audio.av_frames import mono_frame, mono_samples
from voiceguide.audio.clip import DECODER_SKIP, FRAME_SAMPLES, MONO_FRAME_BYTES, frames_for
from voiceguide.audio.mp3_frames import SILENT_FRAME

ENCODER_LOSS_DB = round(-20 * math.log10(lame.SCALE), 4)
"""How much quieter an encoding is than what was put in."""


def encode(samples: bytes) -> bytes:
    """Encode samples that begin and end in silence to the frames that carry all of their sound.

    They sound `ENCODER_LOSS_DB` quieter. The encoder gives up to two frames more; they hold
    nothing but silence and are left out.
    """
    count = frames_for(len(samples) // 2)
    whole = samples.ljust(count * FRAME_SAMPLES * 2, b"\0")
    quick = lame.quick()
    frames = quick(whole, None) if quick else lame.encode(_frames(whole), stereo=False)
    frames = frames[: count * MONO_FRAME_BYTES]
    heads = (frames[at : at + 4] for at in range(0, count * MONO_FRAME_BYTES, MONO_FRAME_BYTES))
    if any(head != SILENT_FRAME[:4] for head in heads):
        raise RuntimeError("internal error: the MP3 encoder left the 24 ms grid")
    return frames


def _frames(samples: bytes) -> Iterator[AudioFrame]:
    size = FRAME_SAMPLES * 2
    for start in range(0, len(samples), size):
        yield mono_frame(samples[start : start + size], "s16p")


def decode(frames: bytes) -> bytes:
    """Decode the frames of a clip to its samples, and some silence after them."""
    decoder: Any = av.CodecContext.create("mp3", "r")
    # One frame more lets the last one play to its end.
    whole = frames + frames[-MONO_FRAME_BYTES:]
    parts = [
        mono_samples(given)
        for start in range(0, len(whole), MONO_FRAME_BYTES)
        for given in decoder.decode(av.Packet(whole[start : start + MONO_FRAME_BYTES]))
    ]
    return b"".join(parts)[DECODER_SKIP * 2 :]
