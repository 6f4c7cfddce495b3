"""The sounds that can lie under the voice: rain, waves, a drone, brown noise. All are synthesised.

Each is one loop of 60 s that joins itself without a seam, because everything in it repeats with
the loop: noise is made from a spectrum whose lines all fit into it, envelopes and tones have
whole numbers of periods, and what falls over the end begins the loop. The same sound comes out
each time.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voiceguide.sound.clip import FRAME_SAMPLES, RATE
from voiceguide.sound.stereo import Samples

LOOP_FRAMES = 2500
"""60 s."""

_SAMPLES = LOOP_FRAMES * FRAME_SAMPLES
_SECONDS = _SAMPLES / RATE

Floats = NDArray[np.floating[Any]]
Shape = Callable[[Floats], Floats]


def synthesise(name: str) -> Samples:
    """Make one loop of the bed of this name, with a mean power of 1."""
    # The old generator: numpy promises that its numbers stay the same in every version.
    return _levelled(BEDS[name](np.random.RandomState(20))).astype(np.float32)


def rain(random: np.random.RandomState) -> Floats:
    """Steady rain: a soft hiss, and drops near by on both sides."""
    hiss = _wide(random, lambda f: _band(f, 350, 7000, 1, 2) / np.sqrt(f), 0.75)
    far = _wide(random, lambda f: _band(f, 80, 400, 2, 2) / np.sqrt(f), 0.5)
    drops = np.zeros((_SAMPLES, 2), np.float32)
    for _ in range(int(22 * _SECONDS)):
        pitch, length_s = 900 * 4 ** random.random_sample(), 0.004 + 0.012 * random.random_sample()
        height = 0.25 * random.random_sample() ** 3
        _add(drops, _drop(pitch, length_s) * height, random.random_sample(), random.random_sample())
    breath = 1 + 0.12 * _slow(random, 6)[:, None]
    sound: Floats = (_levelled(hiss) + 0.5 * _levelled(far)) * breath + 14 * drops
    return sound


def waves(random: np.random.RandomState) -> Floats:
    """Waves on a shallow beach, six in a loop, no two of them alike."""
    deep, wash, foam = _sea(random)
    swell, spray = np.zeros((_SAMPLES, 2), np.float32), np.zeros((_SAMPLES, 2), np.float32)
    start = 0.0
    gaps = 1 + 0.3 * (random.random_sample(6) - 0.5)
    for gap in gaps / gaps.sum() * _SECONDS:
        height, aside = 0.7 + 0.3 * random.random_sample(), 0.35 + 0.3 * random.random_sample()
        # It swells for 4 s, breaks, and runs back for twice as long.
        _add(swell, height * _hump(4.2, 6.8), start / _SECONDS, aside)
        _add(spray, height * _hump(2.0, 6.0), (start + 2.6) % _SECONDS / _SECONDS, aside)
        start += gap
    sound: Floats = deep * (0.35 + swell) + wash * (0.10 + 0.9 * swell)
    sound += 0.55 * foam * (0.04 + spray)
    return sound


def surf(random: np.random.RandomState) -> Floats:
    """Make the sea without its waves, for the breath to make them."""
    deep, wash, foam = _sea(random)
    sound: Floats = 0.6 * deep + 0.45 * wash + 0.12 * foam
    return sound


def _sea(random: np.random.RandomState) -> tuple[Floats, Floats, Floats]:
    deep = _levelled(_wide(random, lambda f: _band(f, 60, 350, 2, 2) / f**0.5, 0.5))
    wash = _levelled(_wide(random, lambda f: _band(f, 250, 1800, 2, 1) / f**0.5, 0.7))
    foam = _levelled(_wide(random, lambda f: _band(f, 1500, 7500, 1, 2) / f**0.5, 0.85))
    return deep, wash, foam


def drone(random: np.random.RandomState) -> Floats:
    """Sound a still chord (A, E, A, E and the octave above) whose tones come and go slowly."""
    time = np.arange(_SAMPLES) / RATE
    sound = np.zeros((_SAMPLES, 2), np.float32)
    for pitch, level in ((110, 1.0), (165, 0.6), (220, 0.5), (330, 0.25), (440, 0.12), (660, 0.05)):
        for side in range(2):
            # Tones a few periods in the loop apart beat slowly against each other.
            for detune, share in ((0, 1.0), (-3, 0.25), (5, 0.2)):
                turns = round(pitch * _SECONDS) + detune * (1 + side)
                phase = 2 * math.pi * random.random_sample()
                tone = np.sin(2 * math.pi * turns / _SECONDS * time + phase)
                sound[:, side] += level * share * tone
    air = _levelled(_wide(random, lambda f: _band(f, 200, 1200, 2, 2) / f**0.5, 0.8))
    return _levelled(sound * (1 + 0.2 * _slow(random, 5)[:, None])) + 0.04 * air


def brown(random: np.random.RandomState) -> Floats:
    """Brown noise: half the amplitude at each doubling of pitch, without what can't be heard."""
    return _wide(random, lambda f: _band(f, 45, 9000, 2, 1) / f, 0.4)


BEDS: dict[str, Callable[[np.random.RandomState], Floats]] = {
    "rain": rain,
    "waves": waves,
    "drone": drone,
    "brown": brown,
    "surf": surf,
}
"""``surf`` is what waves are made of: with a swell, the breath makes the waves."""


def _wide(random: np.random.RandomState, shape: Shape, width: float) -> Floats:
    """Make noise of a spectrum, the share ``width`` of it different on the two sides."""
    middle, left, right = (_noise(random, shape) for _ in range(3))
    near, apart = math.sqrt(1 - width), math.sqrt(width)
    return np.stack([near * middle + apart * side for side in (left, right)], axis=1)


def _noise(random: np.random.RandomState, shape: Shape) -> Floats:
    pitches = np.fft.rfftfreq(_SAMPLES, 1 / RATE)
    lines = np.zeros(len(pitches), complex)
    turn = np.exp(2j * math.pi * random.random_sample(len(pitches) - 1))
    lines[1:] = shape(pitches[1:]) * turn
    return np.fft.irfft(lines, _SAMPLES).astype(np.float32)


def _band(pitches: Floats, low: float, high: float, low_order: int, high_order: int) -> Floats:
    """Give the gain of a gentle band-pass: 6 dB an octave for each order outside it."""
    below = 1 + (low / pitches) ** (2 * low_order)
    above = 1 + (pitches / high) ** (2 * high_order)
    gain: Floats = 1 / np.sqrt(below * above)
    return gain


def _slow(random: np.random.RandomState, turns: int) -> Floats:
    """Make a slow wandering between -1 and 1 with at most ``turns`` periods in the loop."""
    time = np.arange(_SAMPLES) / np.float32(_SAMPLES)
    wandering = np.zeros(_SAMPLES, np.float32)
    for turn in range(1, turns + 1):
        wandering += np.sin(np.float32(2 * math.pi) * (turn * time + random.random_sample()))
    return _scaled(wandering, 1 / float(np.abs(wandering).max()))


def _drop(pitch: float, length_s: float) -> Floats:
    time = np.arange(int(length_s * 6 * RATE)) / RATE
    attack = 1 - np.exp(-time / 0.0006)
    fall = np.exp(-time / length_s) * (1 - np.linspace(0, 1, len(time)) ** 4)
    drop: Floats = attack * fall * np.sin(2 * math.pi * pitch * time * (1 + 2 * time))
    return drop


def _hump(rise_s: float, fall_s: float) -> Floats:
    rise = np.sin(np.linspace(0, math.pi / 2, int(rise_s * RATE), endpoint=False)) ** 2
    fall = np.cos(np.linspace(0, math.pi / 2, int(fall_s * RATE))) ** 2
    return np.concatenate([rise, fall**1.5])


def _add(sound: Floats, mono: Floats, at: float, aside: float) -> None:
    """Add a sound at a place in the loop (0 to 1), from left (0) to right (1), past its end too."""
    start = int(at * _SAMPLES)
    places = np.arange(start, start + len(mono)) % _SAMPLES
    sound[places, 0] += mono * math.cos(aside * math.pi / 2)
    sound[places, 1] += mono * math.sin(aside * math.pi / 2)


def _levelled(sound: Floats) -> Floats:
    return _scaled(sound, 1 / math.sqrt(float(np.mean(sound**2))))


def _scaled(sound: Floats, by: float) -> Floats:
    scaled: Floats = sound * np.float32(by)
    return scaled
