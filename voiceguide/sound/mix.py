"""A session over a bed, as frames: the bed's own are copied, only the voice over it is encoded.

A straight encoding of the whole mix would give the same frames, but for the bed's gain, which
goes in steps of half a decibel, and where a steady bed jumps to another place in its loop: it
does so before each sentence, so that the sentence over its bed can be kept and copied too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from voiceguide.sound.automation import Levels
from voiceguide.sound.clip import FRAME_SAMPLES
from voiceguide.sound.gain import Steps, picked, steps_of
from voiceguide.sound.loops import LUFS, Loop
from voiceguide.sound.stereo import FRAME_BYTES, Frames, Samples, decode, encode
from voiceguide.sound.store import Store, key_of
from voiceguide.sound.workers import cores

_JUMP = 3
"""Frames before a sentence at which a steady bed jumps: what its encoding begins with."""

_BLOCK = 4096
_AHEAD = 8
_SILENT_DB = -200.0


@dataclass(frozen=True, slots=True)
class Sound:
    """Something heard over the bed, in frames ``first`` to ``last`` (not included).

    ``read`` gives its mono samples, full scale at 1; ``key`` names them.
    """

    first: int
    last: int
    key: str
    read: Callable[[], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Bed:
    """A loop laid under a session: its levels against speech of ``speech_lufs``."""

    loop: Loop
    levels: Levels
    speech_lufs: float

    def steps(self, first: int, last: int) -> Steps:
        """Give the loop's gain at each frame."""
        level = self.speech_lufs + self.levels.at(first, last) - LUFS
        return steps_of(np.maximum(level, _SILENT_DB))


def mixed(length: int, sounds: Sequence[Sound], bed: Bed, store: Store) -> Iterator[bytes]:
    """Give the frames of a session of ``length`` frames, piece by piece.

    ``sounds`` in order, without overlap. Memory does not grow with the length.
    """
    loop = bed.loop
    waiting: deque[Callable[[], Iterator[bytes]]] = deque()
    at = turn = 0
    with ThreadPoolExecutor(cores()) as pool:
        voices = _Voices(pool, bed, store)
        try:
            for sound in sounds:
                if loop.steady:
                    jump = max(at, sound.first - _JUMP)
                    waiting.append(partial(_copied, bed, at, jump, turn))
                    turn = _place(sound.key, loop) - sound.first
                    at = jump
                waiting.append(partial(_copied, bed, at, sound.first, turn))
                waiting.append(partial(_done, voices.start(sound, turn)))
                at = sound.last
                while len(waiting) > _AHEAD:
                    yield from waiting.popleft()()
            waiting.append(partial(_copied, bed, at, length, turn))
            while waiting:
                yield from waiting.popleft()()
        finally:
            pool.shutdown(cancel_futures=True)


class _Voices:
    """Encodes sounds over their bed side by side, each only once where it can be copied."""

    def __init__(self, pool: ThreadPoolExecutor, bed: Bed, store: Store) -> None:
        self._pool, self._bed, self._store = pool, bed, store
        self._begun: dict[str, Future[bytes]] = {}

    def start(self, sound: Sound, turn: int) -> Future[bytes]:
        steps = self._bed.steps(sound.first, sound.last)
        if not self._bed.loop.steady or (steps != steps[0]).any():
            return self._pool.submit(self._encoded, sound, turn, steps)
        key = key_of({"sound": sound.key, "bed": self._bed.loop.key, "step": int(steps[0])})
        if key not in self._begun:
            self._begun[key] = self._pool.submit(self._kept, key, sound, turn, steps)
        return self._begun[key]

    def _kept(self, key: str, sound: Sound, turn: int, steps: Steps) -> bytes:
        block = self._store.get("mixed", key)
        if block is None or len(block) != len(steps) * FRAME_BYTES:
            block = self._encoded(sound, turn, steps)
            self._store.put("mixed", key, block)
        return block

    def _encoded(self, sound: Sound, turn: int, steps: Steps) -> bytes:
        voice = sound.read()[:, None]

        def read(first: int, last: int) -> Samples:
            # Where the encoder only warms up, the bed is as it is next to the sound.
            beyond = (sound.first - first + 1, last + 1 - sound.last)
            around = np.pad(steps, beyond, mode="edge")
            under = decode(_frames(self._bed.loop, first - 1, turn, around))
            start = (sound.first - first) * FRAME_SAMPLES
            under[start : start + len(voice)] += voice
            return under

        return encode(read, sound.first, sound.last).tobytes()


def _place(key: str, loop: Loop) -> int:
    """Choose where in a steady loop a sentence begins: the same place each time."""
    return int(key_of({"sound": key})[:8], 16) % loop.length


def _copied(bed: Bed, first: int, last: int, turn: int) -> Iterator[bytes]:
    for start in range(first, last, _BLOCK):
        end = min(start + _BLOCK, last)
        yield _frames(bed.loop, start, turn, bed.steps(start, end)).tobytes()


def _done(frames: Future[bytes]) -> Iterator[bytes]:
    yield frames.result()


def _frames(loop: Loop, first: int, turn: int, steps: Steps) -> Frames:
    places = (np.arange(first, first + len(steps)) + turn) % loop.length
    return picked(loop.variants, places, steps)
