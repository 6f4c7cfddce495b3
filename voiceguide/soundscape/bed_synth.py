"""The sounds that can lie under the voice: rain, waves, a drone, brown noise. All are synthesised.

Each is one loop of 60 s that joins itself without a seam, because everything in it repeats with
the loop: envelopes and tones have whole numbers of periods, and what falls over the end begins
the loop. Noise is made in blocks, each faded into the next with the power of the two together the
same all through, so that little more than the loop itself is ever in memory. The same sound comes
out each time.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from voiceguide.audio.clip import FRAME_SAMPLES, SAMPLE_RATE
from voiceguide.audio.pcm import Samples

LOOP_FRAMES = 2500
"""60 s."""

_SAMPLES = LOOP_FRAMES * FRAME_SAMPLES
_SECONDS = _SAMPLES / SAMPLE_RATE

_HOP = 36_000
"""From one block of noise to the next; a block is twice as long. It divides the loop."""

_SLOW_RATE = 1000
_SLOW_STEP = SAMPLE_RATE // _SLOW_RATE
"""Envelopes are laid out at 1 kHz, for each side or for both alike: (60 000, 2) or (60 000, 1)."""

Floats = NDArray[np.floating[Any]]
Spectrum = Callable[[Floats], Floats]
"""Gains of noise at pitches in Hz."""

_STEADY = np.ones((_SAMPLES // _SLOW_STEP, 1), np.float32)
_TURNS = np.exp(2j * math.pi * np.arange(256) / 256).astype(np.complex64)


def synthesise(name: str) -> Samples:
    """Make one loop of the bed of this name, with a mean power of 1."""
    sound = np.zeros((_SAMPLES, 2), np.float32)
    # The old generator: numpy promises that its numbers stay the same in every version.
    BEDS[name].add(sound, np.random.RandomState(20))
    return _level(sound)


def rain(sound: Samples, random: np.random.RandomState) -> None:
    """Add steady rain: a soft hiss, and drops near by on both sides."""
    breath = 1 + 0.12 * _slow(random, 6)
    _add_noise(sound, random, lambda f: _band(f, 350, 7000, 1, 2) / np.sqrt(f), 0.75, breath)
    _add_noise(sound, random, lambda f: _band(f, 80, 400, 2, 2) / np.sqrt(f), 0.5, 0.5 * breath)
    for _ in range(int(22 * _SECONDS)):
        pitch, length_s = 900 * 4 ** random.random_sample(), 0.004 + 0.012 * random.random_sample()
        height = 3.5 * random.random_sample() ** 3
        _add(sound, _drop(pitch, length_s) * height, random.random_sample(), random.random_sample())


def waves(sound: Samples, random: np.random.RandomState) -> None:
    """Add waves on a shallow beach, six in a loop, no two of them alike."""
    swell, spray = np.zeros((2, len(_STEADY), 2), np.float32)
    start = 0.0
    gaps = 1 + 0.3 * (random.random_sample(6) - 0.5)
    for gap in gaps / gaps.sum() * _SECONDS:
        height, aside = 0.7 + 0.3 * random.random_sample(), 0.35 + 0.3 * random.random_sample()
        # It swells for 4 s, breaks, and runs back for twice as long.
        _add(swell, height * _hump(4.2, 6.8), start / _SECONDS, aside)
        _add(spray, height * _hump(2.0, 6.0), (start + 2.6) % _SECONDS / _SECONDS, aside)
        start += gap
    _add_sea(sound, random, 0.35 + swell, 0.10 + 0.9 * swell, 0.55 * (0.04 + spray))


def surf(sound: Samples, random: np.random.RandomState) -> None:
    """Add what waves are made of, the sea without them."""
    _add_sea(sound, random, 0.6 * _STEADY, 0.45 * _STEADY, 0.12 * _STEADY)


def _add_sea(
    sound: Samples, random: np.random.RandomState, deep: Floats, wash: Floats, foam: Floats
) -> None:
    _add_noise(sound, random, lambda f: _band(f, 60, 350, 2, 2) / f**0.5, 0.5, deep)
    _add_noise(sound, random, lambda f: _band(f, 250, 1800, 2, 1) / f**0.5, 0.7, wash)
    _add_noise(sound, random, lambda f: _band(f, 1500, 7500, 1, 2) / f**0.5, 0.85, foam)


def drone(sound: Samples, random: np.random.RandomState) -> None:
    """Add a still chord (A, E, A, E and the octave above) whose tones come and go slowly."""
    for side in range(2):
        tones = [
            # Tones a few periods in the loop apart beat slowly against each other.
            (round(pitch * _SECONDS) + detune * (1 + side), level * share)
            for pitch, level in (
                (110, 1.0), (165, 0.6), (220, 0.5), (330, 0.25), (440, 0.12), (660, 0.05)
            )
            for detune, share in ((0, 1.0), (-3, 0.25), (5, 0.2))
        ]  # fmt: skip
        _add_tones(sound[:, side], random, tones)
    wandering = 1 + 0.2 * _slow(random, 5)
    for start in range(0, _SAMPLES, _HOP):
        sound[start : start + _HOP] *= _smooth(wandering, start, _HOP)
    _level(sound)
    _add_noise(sound, random, lambda f: _band(f, 200, 1200, 2, 2) / f**0.5, 0.8, 0.04 * _STEADY)


def brown(sound: Samples, random: np.random.RandomState) -> None:
    """Add brown noise: half the amplitude at each doubling of pitch, down to what can be heard."""
    _add_noise(sound, random, lambda f: _band(f, 45, 9000, 2, 1) / f, 0.4, _STEADY)


class SynthBed(NamedTuple):
    """A bed that is made here: ``add`` adds its sound to silence.

    One that is ``noise`` may go on from another place in it unheard; tones would jump. With a
    swell it becomes the bed named ``with_swell``, or stays the same.
    """

    name: str
    add: Callable[[Samples, np.random.RandomState], None]
    noise: bool
    with_swell: str = ""


BEDS = {
    bed.name: bed
    for bed in (
        SynthBed("rain", rain, noise=True),
        # With a swell, the breath makes the waves.
        SynthBed("waves", waves, noise=True, with_swell="surf"),
        SynthBed("surf", surf, noise=True),
        SynthBed("drone", drone, noise=False),
        SynthBed("brown", brown, noise=True),
    )
}
"""All that can be made. Those to be asked for are in `voiceguide.settings.BEDS` too."""


def _add_noise(
    sound: Samples, random: np.random.RandomState, spectrum: Spectrum, width: float, level: Floats
) -> None:
    """Add noise of a spectrum, of a power of 1 times its envelope ``level``.

    The share ``width`` of it is different on the two sides.
    """
    size = 2 * _HOP
    gains = spectrum(np.fft.rfftfreq(size, 1 / SAMPLE_RATE)[1:])
    gains *= size / math.sqrt(2 * float(np.sum(gains**2)))
    lines = np.zeros((2, len(gains) + 1), np.complex64)
    parts = np.outer([math.sqrt(1 - width), math.sqrt(width)], gains)[:, None].astype(np.float32)
    fade = np.sin((np.arange(size, dtype=np.float32) + 0.5) * np.float32(math.pi / size))[:, None]
    for start in range(0, _SAMPLES, _HOP):
        turns = np.frombuffer(random.bytes(3 * len(gains)), np.uint8).reshape(3, -1)
        lines[:, 1:] = _TURNS[turns[:1]] * parts[0] + _TURNS[turns[1:]] * parts[1]
        block = np.fft.irfft(lines, size).T * fade
        for half, at in zip((block[:_HOP], block[_HOP:]), (start, start + _HOP), strict=True):
            place = at % _SAMPLES
            sound[place : place + _HOP] += half * _smooth(level, place, _HOP)


def _add_tones(
    channel: Floats, random: np.random.RandomState, tones: list[tuple[int, float]]
) -> None:
    """Add tones of (periods in the loop, height)."""
    turns, heights = np.array(tones).T
    phases = random.random_sample(len(turns))
    # A tone that goes on is the same two waves, in other shares from frame to frame.
    within = 2 * math.pi / _SAMPLES * np.outer(turns, np.arange(FRAME_SAMPLES))
    waves = np.concatenate([np.sin(within), np.cos(within)])
    begins = 2 * math.pi * (np.outer(np.arange(LOOP_FRAMES) / LOOP_FRAMES, turns) + phases)
    shares = np.concatenate([heights * np.cos(begins), heights * np.sin(begins)], axis=1)
    channel += (shares.astype(np.float32) @ waves.astype(np.float32)).reshape(-1)


def _band(pitches: Floats, low: float, high: float, low_order: int, high_order: int) -> Floats:
    """Give the gain of a gentle band-pass: 6 dB an octave for each order outside it."""
    below = 1 + (low / pitches) ** (2 * low_order)
    above = 1 + (pitches / high) ** (2 * high_order)
    gain: Floats = 1 / np.sqrt(below * above)
    return gain


def _slow(random: np.random.RandomState, turns: int) -> Floats:
    """Make a slow wandering between -1 and 1 with at most ``turns`` periods in the loop."""
    time = np.arange(len(_STEADY)) / len(_STEADY)
    wandering = sum(
        np.sin(2 * math.pi * (turn * time + random.random_sample())) for turn in range(1, turns + 1)
    )
    slow: Floats = (wandering / np.abs(wandering).max()).astype(np.float32)[:, None]
    return slow


def _smooth(envelope: Floats, start: int, count: int) -> Floats:
    """Give an envelope at so many samples from ``start``, in straight lines between its points."""
    first = start // _SLOW_STEP
    points = np.take(envelope, range(first, first + count // _SLOW_STEP + 1), axis=0, mode="wrap")
    share = (np.arange(_SLOW_STEP, dtype=np.float32) / _SLOW_STEP)[None, :, None]
    lines = points[:-1, None] + np.diff(points, axis=0)[:, None] * share
    smooth: Floats = lines.reshape(count, -1)
    return smooth


def _drop(pitch: float, length_s: float) -> Floats:
    time = np.arange(int(length_s * 6 * SAMPLE_RATE)) / SAMPLE_RATE
    attack = 1 - np.exp(-time / 0.0006)
    fall = np.exp(-time / length_s) * (1 - np.linspace(0, 1, len(time)) ** 4)
    drop: Floats = attack * fall * np.sin(2 * math.pi * pitch * time * (1 + 2 * time))
    return drop


def _hump(rise_s: float, fall_s: float) -> Floats:
    rise = np.sin(np.linspace(0, math.pi / 2, int(rise_s * _SLOW_RATE), endpoint=False)) ** 2
    fall = np.cos(np.linspace(0, math.pi / 2, int(fall_s * _SLOW_RATE))) ** 2
    return np.concatenate([rise, fall**1.5])


def _add(loop: Floats, mono: Floats, at: float, aside: float) -> None:
    """Add to a loop, at a place in it (0 to 1), from left (0) to right (1), past its end too."""
    places = (int(at * len(loop)) + np.arange(len(mono))) % len(loop)
    loop[places, 0] += mono * math.cos(aside * math.pi / 2)
    loop[places, 1] += mono * math.sin(aside * math.pi / 2)


def _level(sound: Samples) -> Samples:
    """Bring a sound to a mean power of 1, where it stands."""
    flat = sound.reshape(-1)
    sound *= np.float32(1 / math.sqrt(float(np.dot(flat, flat)) / len(flat)))
    return sound
