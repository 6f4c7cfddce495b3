"""Whether what a voice gave can be the words it was to say: by its sound alone, and its length.

It runs where the voice speaks, on the sound as it came, before anything is made of it. Figures are
from 1,785 sentences of the corpora and of the routines that are shipped, spoken by espeak-ng,
hibari and Piper at 100, 120 and 160 words a minute: each bound is well beyond all of them.
"""

from __future__ import annotations

import math
import struct
from array import array
from itertools import groupby
from operator import mul
from pathlib import Path

from voiceguide.audio.clip import SAMPLE_RATE
from voiceguide.speech.fits import Fits

SHAPE_MS = 10
"""What one character of a shape stands for."""

_FRAME = SAMPLE_RATE * SHAPE_MS // 1000
_EVERY, _SPARSELY = 6, 16
"""One sample in so many tells a frame's level well enough, or how much they change."""

_DEPTH_DB, _SILENT_DB = 48, -200.0
_END_DB = -25
_LETTERS = {db: chr(ord("0") + _DEPTH_DB - db) for db in range(_DEPTH_DB + 1)}


class BadSoundError(Exception):
    """What a voice gave is not the words that it was to say."""


def judge(samples: bytes, fits: Fits) -> str:
    """See that samples, as a voice gave them, are speech of a length that fits; give their shape.

    The shape is the level of each 10 ms from the first that is heard to the last, a letter each:
    "0" is 48 dB under the loudest, one letter more is one dB more.

    Raises BadSoundError: they are not.
    """
    sound = array("h", samples)
    levels = _levels(sound)
    heard = [number for number, level in enumerate(levels) if level > -_DEPTH_DB]
    if not heard:
        raise BadSoundError("the voice gave no sound")
    speech = levels[heard[0] : heard[-1] + 1]
    _check_samples(sound)
    _check_levels(speech, fits)
    if fits.ends_silent and levels[-1] > _END_DB:
        raise BadSoundError("it broke off within a word")
    length_ms = len(speech) * SHAPE_MS
    if not fits.least_ms <= length_ms <= fits.most_ms:
        short = length_ms < fits.least_ms
        limit = f"least {fits.least_ms:.0f}" if short else f"most {fits.most_ms:.0f}"
        raise BadSoundError(f"it gave {length_ms} ms of speech, for words that take at {limit} ms")
    return "".join(_LETTERS[max(0, min(_DEPTH_DB, -round(level)))] for level in speech)


def check_whole(path: Path) -> None:
    """See that a sound file has all the data that its head tells of, where it tells.

    Programs that write into a pipe tell none, or more than any file has. Raises OSError: it is cut.
    """
    with path.open("rb") as file:
        head = file.read(12)
        size = path.stat().st_size
        if head[:4] == b"FORM":
            told = struct.unpack(">I", head[4:8])[0] + 8
        elif head[:4] == b"RIFF":
            told = _end_of_data(file.read(_HEAD_BYTES))
        else:
            return
    if size < told < _ANY_LENGTH:
        raise OSError(f"it is cut short: it has {size} bytes of {told}")


_HEAD_BYTES = 4096
_ANY_LENGTH = 0x7F000000


def _end_of_data(chunks: bytes) -> int:
    """Give where the data of a WAV ends by its head, after whose 12 bytes the chunks begin."""
    at = 0
    while at + 8 <= len(chunks):
        name, size = struct.unpack_from("<4sI", chunks, at)
        if name == b"data":
            return 12 + at + 8 + int(size)
        at += 8 + size + size % 2
    return 0


def _levels(sound: array[int]) -> list[float]:
    """Give the level of each frame, in dB under the loudest."""
    some = sound[::_EVERY]
    powers = []
    for start in range(0, len(some), _FRAME // _EVERY):
        part = some[start : start + _FRAME // _EVERY]
        powers.append(sum(map(mul, part, part)) / len(part))
    top = max(powers, default=0.0)
    if not top:
        return [_SILENT_DB] * len(powers)
    return [10 * math.log10(power / top) if power else _SILENT_DB for power in powers]


_OFFSET = 0.3
_ALIKE = 0.82


def _check_samples(sound: array[int]) -> None:
    """Tell speech from noise, and from what does not swing around zero.

    Of speech a sample is much like the one before it (0.92 and more, as a correlation); of noise
    in the band that voices have it is 0.7.

    Raises BadSoundError: it is one of those.
    """
    some, next_ones = sound[:-1:_SPARSELY], sound[1::_SPARSELY]
    power = sum(map(mul, some, some))
    if abs(sum(some)) > _OFFSET * math.sqrt(power * len(some)):
        raise BadSoundError("it gave a sound that does not swing around zero")
    if sum(map(mul, some, next_ones)) < _ALIKE * power:
        raise BadSoundError("it gave noise in place of speech")


_LOUD_DB, _LOUD_MS = -25, 100
_HEARD_DB = -40
_STEADY_DB, _TONE_DB, _STEADY_FROM = 3.0, 0.6, 20


def _check_levels(speech: list[float], fits: Fits) -> None:
    """Tell words by their rise and fall.

    Raises BadSoundError: there is next to nothing, a sound that never changes, or a long silence.
    """
    if sum(level > _LOUD_DB for level in speech) * SHAPE_MS < _LOUD_MS:
        raise BadSoundError("it gave a click in place of speech")
    heard = sorted(level for level in speech if level > _HEARD_DB)
    spread = heard[len(heard) * 4 // 5] - heard[len(heard) // 5]
    # A tone may be a person's wish.
    steadiest = 0.0 if fits.ends_silent else _TONE_DB
    if len(heard) >= _STEADY_FROM and steadiest <= spread < _STEADY_DB:
        raise BadSoundError("it gave a sound that never changes in place of speech")
    silent = [len([*run]) for quiet, run in groupby(speech, lambda db: db <= _HEARD_DB) if quiet]
    longest_ms = max(silent, default=0) * SHAPE_MS
    if longest_ms > fits.pause_ms:
        raise BadSoundError(f"it fell silent for {longest_ms / 1000:.1f} seconds within it")
