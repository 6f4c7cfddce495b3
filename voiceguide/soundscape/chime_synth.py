"""Chimes: a singing bowl or a bell, struck softly, and a lighter pair for the breath.

A struck bowl rings in a few tones that are no multiples of each other, each a pair a little apart
in pitch (a bowl is never quite round), so that it sings; the higher ones die away first. Chimes
are mono, like the voice, and end in silence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from voiceguide.audio import mp3_mono
from voiceguide.audio.clip import (
    ENCODE_CEILING_DBTP,
    FRAME_MS,
    SAMPLE_RATE,
    TARGET_LUFS,
    Clip,
    frames_for,
)
from voiceguide.audio.decode import length_s, read_stereo
from voiceguide.audio.loudness import loudness
from voiceguide.audio.pcm import as_pcm
from voiceguide.problems import fail
from voiceguide.settings import BREATH_CHIME_MS, CHIMES_MS, TICK_MS
from voiceguide.soundscape.chime_file import LONGEST_S, too_long, unreadable

Floats = NDArray[np.floating[Any]]

UNDER_SPEECH_LU = 7.0
"""How far the loudest 0.4 s of a strike stay under the speech; the breath's pair a little more.

Judgement: it is heard in a quiet room, and wakes no one.
"""

_PAIR_UNDER_LU = 10.0
# So short a sound fills little of 0.4 s: at this level its peaks are those of the breath's pair.
_TICK_UNDER_LU = 13.0


class Tone(NamedTuple):
    """A tone that rings: its pitch against the lowest, its level, the time to fall by 60 dB."""

    ratio: float
    level: float
    fall_s: float


class Chime(NamedTuple):
    """How a chime is made: its strike, and the lowest tone of its softer pair for the breath.

    ``beat_hz`` is how far each tone and its double are apart.
    """

    name: str
    length_ms: int
    tones: tuple[Tone, ...]
    lowest_hz: float
    beat_hz: float
    attack_s: float
    breath_hz: float


# Judgement, by the proportions in which thin-walled bowls and small bells ring.
_BOWL = (Tone(1, 1, 6.5), Tone(2.71, 0.42, 4.2), Tone(5.03, 0.14, 2.2), Tone(7.85, 0.05, 1.1))
_BELL = (
    Tone(1, 1, 3.4), Tone(2, 0.35, 2.4), Tone(2.76, 0.25, 1.8), Tone(5.4, 0.1, 0.9),
    Tone(8.9, 0.04, 0.5),
)  # fmt: skip
_SOFT = (Tone(1, 1, 1.1), Tone(2.71, 0.12, 0.6))
_TICK = (Tone(1, 1, 0.3), Tone(2.71, 0.12, 0.15))

CHIMES = {
    chime.name: chime
    for chime in (
        Chime("bowl", 4008, _BOWL, lowest_hz=196, beat_hz=0.9, attack_s=0.012, breath_hz=293.7),
        Chime("bell", 3000, _BELL, lowest_hz=587.3, beat_hz=0.7, attack_s=0.004, breath_hz=587.3),
    )
}
"""Those of `voiceguide.settings.CHIMES_MS`, which has their lengths too."""


def strike(name: str, speech_lufs: float = TARGET_LUFS) -> bytes:
    """Make the strike of a chime that ends within its length."""
    chime = CHIMES[name]
    sound = _ring(chime.tones, chime.lowest_hz, chime.beat_hz, chime.attack_s, chime.length_ms)
    return levelled(sound, speech_lufs - UNDER_SPEECH_LU)


def breath(name: str, speech_lufs: float = TARGET_LUFS, *, rising: bool) -> bytes:
    """Make the chime of a breath: two soft tones a fifth apart, ``rising`` for a breath in.

    It lasts for `voiceguide.settings.BREATH_CHIME_MS`.
    """
    lowest = CHIMES[name].breath_hz
    tones = (lowest, lowest * 1.5) if rising else (lowest * 1.5, lowest)
    between_ms = 280
    sound = np.zeros(_samples(BREATH_CHIME_MS))
    for at_ms, tone in zip((0, between_ms), tones, strict=True):
        ring = _ring(_SOFT, tone, 1.1, 0.02, BREATH_CHIME_MS - at_ms)
        sound[len(sound) - len(ring) :] += ring
    return levelled(sound, speech_lufs - _PAIR_UNDER_LU)


def tick(name: str, speech_lufs: float = TARGET_LUFS) -> bytes:
    """Make the tick that counts: one soft tone, an octave over the chime's breath, soon gone.

    It lasts for `voiceguide.settings.TICK_MS`.
    """
    sound = _ring(_TICK, 2 * CHIMES[name].breath_hz, 0.0, 0.004, TICK_MS)
    return levelled(sound, speech_lufs - _TICK_UNDER_LU)


def levelled(sound: Floats, lufs: float) -> bytes:
    """Bring a sound to a loudness, as samples of 16 bits.

    Its loudness is that of its loudest 0.4 s. Peaks stay under -1.5 dBTP.
    """
    sound = sound / max(float(np.abs(sound).max()), 1e-9) * 0.25
    measured = loudness(as_pcm(sound).tobytes())
    gain = lufs - max(measured.blocks)
    gain = min(gain, ENCODE_CEILING_DBTP - measured.peak)
    return as_pcm(sound * 10 ** (gain / 20)).tobytes()


def from_file(path: Path, speech_lufs: float = TARGET_LUFS) -> bytes:
    """Read a chime of the user's: its silence cut off, faded out, at the level of a strike.

    Raises VoiceguideError: it is no sound, holds none, or is longer than 20 s.
    """
    try:
        length = length_s(path)
        if length is not None and length > LONGEST_S:
            raise too_long(path)
        parts, samples = [], 0
        for part in read_stereo(path):
            parts.append(part.mean(axis=1))
            samples += len(part)
            if samples > LONGEST_S * SAMPLE_RATE:
                raise too_long(path)
    except OSError as problem:
        raise unreadable(path, problem) from problem
    sound = np.concatenate(parts) if parts else np.zeros(0)
    loud = np.flatnonzero(np.abs(sound) > max(1e-3, float(np.abs(sound).max(initial=0)) / 500))
    if not len(loud):
        raise fail(f"the chime {path} holds no sound", f"name another, or {', '.join(CHIMES_MS)}")
    sound = sound[loud[0] : loud[-1] + 1]
    edge = min(len(sound) // 2, SAMPLE_RATE // 20)
    sound[:48] *= np.linspace(0, 1, len(sound[:48]))
    sound[len(sound) - edge :] *= np.linspace(1, 0, edge)
    return levelled(sound, speech_lufs - UNDER_SPEECH_LU)


def clip_of(samples: bytes) -> Clip:
    """Encode a chime's samples."""
    raised = np.frombuffer(samples, "<i2") / 32767 * 10 ** (mp3_mono.ENCODER_LOSS_DB / 20)
    return Clip(mp3_mono.encode(as_pcm(raised).tobytes()), len(samples) // 2, loudness(samples))


def _ring(
    tones: Sequence[Tone],
    lowest: float,
    beat_hz: float,
    attack_s: float,
    length_ms: int,
) -> Floats:
    time = np.arange(_samples(length_ms)) / SAMPLE_RATE
    sound = np.zeros(len(time))
    for index, tone in enumerate(tones):
        fall = tone.level * np.exp(-math.log(1000) / tone.fall_s * time)
        apart = beat_hz * (1 + 0.37 * index)
        for share, off in ((0.78, 0.0), (0.22, apart)):
            sound += share * fall * np.sin(2 * math.pi * (lowest * tone.ratio + off) * time)
    # No click where it begins, exactly nothing where it ends.
    attack = np.sin(np.minimum(time / attack_s, 1) * math.pi / 2) ** 2
    left = np.minimum((time[-1] - time) / (0.35 * time[-1]), 1)
    rung: Floats = sound * attack * np.sin(left * math.pi / 2) ** 2
    return rung


def _samples(length_ms: int) -> int:
    """Give the most samples whose frames fit into a time."""
    spare = frames_for(1) * FRAME_MS
    return (length_ms // FRAME_MS * FRAME_MS - spare) * SAMPLE_RATE // 1000
