"""A session over a bed, as frames: the bed's own are copied, only the voice over it is encoded.

A straight encoding of the whole mix would give the same frames, but for the bed's gain, which
goes in steps of half a decibel, and for a bed of noise, which jumps to another place in its loop
before each sentence, so that the sentence over its bed can be kept and copied too. Noise joins
noise unheard, since the decoder fades one frame into the next; and it is brought to the level of
the place it jumps to before it does, in the time in which the bed goes down anyway.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from voiceguide.audio.clip import FRAME_SAMPLES, STEREO_FRAME_BYTES
from voiceguide.audio.mp3_gain import Steps, picked, steps_of
from voiceguide.audio.mp3_stereo import Frames, decode, encode
from voiceguide.audio.parallel import Task, in_order
from voiceguide.audio.pcm import Samples
from voiceguide.cache import Store, key_of
from voiceguide.soundscape.bed_levels import Levels
from voiceguide.soundscape.bed_loop import LUFS, Loop

MIX_VERSION = 1
"""To be raised when a sound is mixed with its bed, or the mix encoded, differently."""

_JUMP = 3
"""Frames before a sentence at which a bed of noise jumps: what its encoding begins with."""

_APPROACH = 25
_USUAL_SHARE = 0.35
"""Share of a loop, where what follows is as loud as the whole of it, in which sentences begin."""

_FOLLOWING = 150

_BLOCK = 4096
_PIECE = 500
_SILENT_DB = -200.0


@dataclass(frozen=True, slots=True)
class MixedSound:
    """Something heard over the bed, in frames ``first`` to ``last`` (not included).

    ``read`` gives its mono samples, full scale at 1; ``key`` names what they say, ``sound`` the
    samples themselves.
    """

    first: int
    last: int
    key: str
    sound: str
    read: Callable[[], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Bed:
    """A loop laid under a session: its levels against speech of ``speech_lufs``."""

    loop: Loop
    levels: Levels
    speech_lufs: float

    def steps(self, first: int, last: int, more: NDArray[np.float64] | float = 0) -> Steps:
        """Give the loop's gain at each frame, with so many dB more."""
        level = self.speech_lufs + self.levels.at(first, last) - LUFS + more
        return steps_of(np.maximum(level, _SILENT_DB))


def mixed(length: int, sounds: Sequence[MixedSound], bed: Bed, store: Store) -> Iterator[bytes]:
    """Give the frames of a session of ``length`` frames, piece by piece.

    ``sounds`` in order, without overlap. Memory does not grow with the length.
    """
    for stretch in in_order(_tasks(length, sounds, bed, store)):
        yield from stretch


def _tasks(
    length: int, sounds: Sequence[MixedSound], bed: Bed, store: Store
) -> Iterator[Task[Iterable[bytes]]]:
    """Give what there is to do for each stretch of a session: copy the bed, or encode a sound."""
    loop = bed.loop
    usual = _usual_places(loop)
    at = turn = 0
    for sound in sounds:
        if loop.noise:
            jump = max(at, sound.first - _JUMP)
            place = _place(sound.key, usual)
            rise = _rise(loop, jump + turn, place - sound.first + jump)
            yield Task(partial(_copied, bed, at, jump, turn, rise))
            turn = place - sound.first
            at = jump
        yield Task(partial(_copied, bed, at, sound.first, turn))
        yield _over_bed(sound, turn, bed, store)
        at = sound.last
    yield Task(partial(_copied, bed, at, length, turn))


def summed(length: int, sounds: Sequence[MixedSound], bed: Bed) -> Iterator[Samples]:
    """Give the samples of the same session, for what is no MP3: the loop goes on without a jump.

    Memory does not grow with the length.
    """
    waiting = deque(sounds)
    spoken = np.zeros(0, np.float32)
    for first in range(0, length, _PIECE):
        last = min(first + _PIECE, length)
        steps = bed.steps(first - 1, last + 1)
        piece = decode(_frames(bed.loop, first - 1, 0, steps))
        # What was begun in the piece before goes on in this one.
        voice = np.zeros(max(len(piece), len(spoken)), np.float32)
        voice[: len(spoken)] = spoken
        while waiting and waiting[0].first < last:
            sound = waiting.popleft()
            start = (sound.first - first) * FRAME_SAMPLES
            heard = sound.read()
            if start + len(heard) > len(voice):
                voice = np.pad(voice, (0, start + len(heard) - len(voice)))
            voice[start : start + len(heard)] += heard
        piece += voice[: len(piece), None]
        spoken = voice[len(piece) :]
        yield piece


def _over_bed(sound: MixedSound, turn: int, bed: Bed, store: Store) -> Task[Iterable[bytes]]:
    """Give the task of encoding a sound over its bed, done only once where it can be copied."""
    steps = bed.steps(sound.first, sound.last)
    encode_it = partial(_encoded, sound, turn, bed.loop, steps)
    if not bed.loop.noise or (steps != steps[0]).any():
        return Task(lambda: [encode_it()])
    key = key_of(
        {
            "sound": [sound.key, sound.sound],
            "bed": bed.loop.key,
            "step": int(steps[0]),
            "at": turn + sound.first,
            "version": MIX_VERSION,
        }
    )

    def kept() -> Iterable[bytes]:
        block = store.get("mixed", key)
        if block is None or len(block) != len(steps) * STEREO_FRAME_BYTES:
            block = encode_it()
            store.put("mixed", key, block)
        return [block]

    return Task(kept, key)


def _encoded(sound: MixedSound, turn: int, loop: Loop, steps: Steps) -> bytes:
    voice = sound.read()[:, None]

    def read(first: int, last: int) -> Samples:
        # Where the encoder only warms up, the bed is as it is next to the sound.
        beyond = (sound.first - first + 1, last + 1 - sound.last)
        around = np.pad(steps, beyond, mode="edge")
        under = decode(_frames(loop, first - 1, turn, around))
        start = (sound.first - first) * FRAME_SAMPLES
        under[start : start + len(voice)] += voice
        return under

    return encode(read, sound.first, sound.last).tobytes()


def _usual_places(loop: Loop) -> Steps:
    power = 10 ** (loop.levels.astype(float) / 10)
    sums = np.cumsum(np.concatenate([[0], power, power, power]))
    begins = np.arange(loop.length)
    following = (sums[begins + _FOLLOWING] - sums[begins]) / _FOLLOWING
    off = np.abs(np.log(following / power.mean()))
    return np.sort(np.argsort(off, kind="stable")[: math.ceil(_USUAL_SHARE * loop.length)])


def _place(key: str, usual: Steps) -> int:
    """Choose where in a loop of noise a sentence begins: the same place each time."""
    return int(usual[int(key_of({"sound": key})[:8], 16) % len(usual)])


def _rise(loop: Loop, one: int, other: int) -> float:
    """Give how much louder the other place of a loop is than the one, in dB."""
    return float(loop.levels[other % loop.length] - loop.levels[one % loop.length])


def _copied(bed: Bed, first: int, last: int, turn: int, rise: float = 0) -> Iterator[bytes]:
    """Copy the bed's frames; the last of them go up by ``rise``, in dB, towards another place."""
    for start in range(first, last, _BLOCK):
        end = min(start + _BLOCK, last)
        before = np.arange(last - start, last - end, -1) - 1
        steps = bed.steps(start, end, rise * np.clip(1 - before / _APPROACH, 0, 1))
        yield _frames(bed.loop, start, turn, steps).tobytes()


def _frames(loop: Loop, first: int, turn: int, steps: Steps) -> Frames:
    places = (np.arange(first, first + len(steps)) + turn) % loop.length
    return picked(loop.variants, places, steps)
