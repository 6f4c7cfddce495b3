"""A clip: one spoken sentence as MP3 frames, with what is known of its sound.

No sound library is needed to hold, store or lay out clips.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from voiceguide.cache import Store

SAMPLE_RATE = 48_000
"""Samples a second, everywhere."""

FRAME_SAMPLES = 1152
FRAME_MS = 24
MONO_FRAME_BYTES, STEREO_FRAME_BYTES = 192, 384
"""A frame of MP3 at 64 kb/s for each channel."""

DECODER_SKIP = 1105
"""Samples that a decoder leaves out at the start: 576 of the encoder, 529 of its own."""

BLOCK_SAMPLES = SAMPLE_RATE // 10
"""Samples from one block of loudness to the next."""

TARGET_LUFS = -19.0
"""Mono speech, which is -16 in stereo: Apple Podcasts, AES TD1008."""

ALLOWED_PEAK_DBTP = -1.0
"""The most true peak that a session may have, decoded: Apple Podcasts, AES TD1008."""

ENCODE_CEILING_DBTP = -1.5
"""The most that is given to an encoder: room for what MP3 adds to peaks."""

STEREO_LU = 3.0
"""How much louder the same samples are on two channels than on one, by ITU-R BS.1770."""

SOUNDS = "sounds"
"""Where the store keeps the samples of clips, each under the name of its clip."""

SILENT_LUFS = -70.0
"""The loudness at and under which a block counts as silence: BS.1770's absolute gate."""

K_OFFSET = 0.691
"""What BS.1770 takes off the level of K-weighted power, in dB, so that 997 Hz counts as it is."""

_GATE = 10.0


def samples_at(ms: int) -> int:
    """Give the sample that stands at a time; so many are as long as it."""
    return ms * (SAMPLE_RATE // 1000)


def frame_at(ms: int) -> int:
    """Give the frame that begins nearest to a time: where a cue's sound stands."""
    return (ms + FRAME_MS // 2) // FRAME_MS


def frames_for(samples: int) -> int:
    """Count the frames from which a decoder gives this many samples.

    A frame carries sound that begins up to 1105 samples before the place where it plays, so the
    end of the sound needs up to one frame more than its length. Every later frame is silence.
    """
    return -(-(samples + DECODER_SKIP) // FRAME_SAMPLES)


class Loudness(NamedTuple):
    """K-weighted 400 ms blocks, 100 ms apart, in LUFS (-70 is silence); true peak in dBTP.

    The blocks are those of the sound between silences: the first three hold only its beginning,
    the last ones only its end. So the blocks of a session are those of its clips.
    """

    blocks: tuple[float, ...]
    peak: float

    def within(self, samples: int) -> tuple[float, ...]:
        """Give the blocks that lie wholly within a sound of this many samples."""
        return self.blocks[3 : samples // BLOCK_SAMPLES]

    def lowered(self, by_db: float) -> Loudness:
        """Give the loudness of the same sound, so much quieter."""
        blocks = tuple(max(SILENT_LUFS, block - by_db) for block in self.blocks)
        return Loudness(blocks, self.peak - by_db)


def integrated(blocks: Sequence[float]) -> float:
    """Give the loudness of 400 ms blocks that pass both gates of ITU-R BS.1770, all in LUFS."""
    loud = [block for block in blocks if block > SILENT_LUFS]
    if not loud:
        return SILENT_LUFS
    gate = _mean(loud) - _GATE
    return _mean([block for block in loud if block > gate])


def _mean(blocks: Sequence[float]) -> float:
    energy = sum(10 ** ((block + K_OFFSET) / 10) for block in blocks) / len(blocks)
    return 10 * math.log10(energy) - K_OFFSET


class Voicing(NamedTuple):
    """How a voice is to sound: the loudness of its speech in LUFS, and "none" or "warm"."""

    lufs: float = TARGET_LUFS
    treatment: str = "none"


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken sentence: its frames, the samples of sound in them, its loudness after levelling.

    ``frames`` hold nothing beyond `frames_for` of ``samples``: whatever frames follow, another
    clip's or silence, nothing audible is lost. ``key`` is its name in the store. ``sound`` names
    the samples that it was encoded from, as the store keeps them: two takes of the same words have
    the same key, and different sounds. ``shape`` is how its level goes, in letters; "" where it
    was not judged when it was made, as of clips from before, and of chimes.
    """

    frames: bytes
    samples: int
    loudness: Loudness
    key: str = ""
    sound: str = ""
    shape: str = ""

    @property
    def length_ms(self) -> int:
        """Time that the clip takes in a session, its silent last milliseconds included.

        A whole number of frames, so that a clip that fills its cue never reaches into the next.
        """
        return len(self.frames) // MONO_FRAME_BYTES * FRAME_MS

    def to_bytes(self) -> bytes:
        """Give the clip as one block of bytes, for the store."""
        about = {
            "samples": self.samples,
            "blocks": [round(block, 2) for block in self.loudness.blocks],
            "peak": round(self.loudness.peak, 2),
        }
        if self.sound:
            about["sound"] = self.sound
        if self.shape:
            about["shape"] = self.shape
        return json.dumps(about).encode() + b"\n" + self.frames


class LostSoundError(Exception):
    """The samples of a clip are no longer in the store: it is to be made again with them."""


def clip_from(block: bytes, key: str = "") -> Clip:
    """Read what `Clip.to_bytes` gave.

    Raises ValueError: the bytes are not a whole clip.
    """
    head, _, frames = block.partition(b"\n")
    try:
        about = json.loads(head)
        samples = int(about["samples"])
        loudness = Loudness(tuple(map(float, about["blocks"])), float(about["peak"]))
        sound, shape = (str(about.get(name, "")) for name in ("sound", "shape"))
    except (TypeError, KeyError, RecursionError) as problem:
        raise ValueError("not a clip") from problem
    if samples < 1 or len(frames) != frames_for(samples) * MONO_FRAME_BYTES:
        raise ValueError("a clip with too few or too many frames")
    return Clip(frames, samples, loudness, key, sound, shape)


def load_clip(store: Store, key: str, *, whole: bool = False) -> Clip | None:
    """Give the clip that the store keeps, or None if it was not kept or is damaged.

    A ``whole`` one has its samples in the store as well, those that it was encoded from: what is
    to be lossless, or to be encoded otherwise, is made of them. They age together, so that a clip
    in use keeps its samples.
    """
    block = store.get("clips", key)
    if block is None:
        return None
    try:
        clip = clip_from(block, key)
    except ValueError:
        return None
    if not whole:
        store.touch(SOUNDS, key)
        return clip
    sound = store.get(SOUNDS, key)
    if sound is None:
        return None
    name = _name_of(sound)
    if clip.sound:
        return clip if clip.sound == name else None
    # From before clips told their samples: it does so from now on.
    clip = replace(clip, sound=name)
    store.put("clips", key, clip.to_bytes())
    return clip


def keep_clip(store: Store, clip: Clip, sound: bytes) -> Clip:
    """Put a clip into the store with its samples as FLAC, and give it as it was kept.

    Raises VoiceguideError: the store can't be written.
    """
    clip = replace(clip, sound=_name_of(sound))
    store.put(SOUNDS, clip.key, sound)
    store.put("clips", clip.key, clip.to_bytes())
    return clip


def _name_of(sound: bytes) -> str:
    return hashlib.sha256(sound).hexdigest()[:16]
