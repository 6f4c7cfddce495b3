"""How loud the bed is at each moment, laid out from what is known of the session beforehand.

The voice is not followed, as a compressor would: the timeline knows when it comes. So the bed is
down when the first syllable begins, and stays down through the short pauses of a sentence.

Levels are in LU against the speech. A curve is straight lines between points of (frame, level).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from voiceguide.audio.clip import FRAME_MS

NEARER_LU = 6.0
"""How much louder the bed is in silences than under speech, where nothing has to be understood.

Judgement: near enough to be company at -14 LU, and still far from the level of speech.
"""


Point = tuple[float, float]
"""A frame, and the level there."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The figures of a bed: its levels in LU against the speech, and the times it takes to change.

    ``under`` is the level while there is speech: 20 LU under it (WCAG 1.4.7 asks for 20 dB).
    In silences it is `NEARER_LU` nearer. With a swell it goes ``swell_lu`` up and down around that.
    Times are judgement: down before the first syllable, up only when no more words come.
    """

    under: float = -20.0
    down_ms: int = 600
    wait_ms: int = 1000
    up_ms: int = 2500
    fade_in_ms: int = 4000
    fade_out_ms: int = 8000
    swell_lu: float = 3.0
    # Within a spoken breath there is no time to wait: the rise is the message.
    breath_wait_ms: int = 200
    breath_up_ms: int = 1000

    @property
    def silence(self) -> float:
        """Level in silences."""
        return self.under + NEARER_LU

    @property
    def top(self) -> float:
        """Level at the height of a swell."""
        return self.silence + self.swell_lu


@dataclass(frozen=True, slots=True)
class SoundSpan:
    """Frames ``first`` to ``last`` (not included) in which something is heard over the bed.

    ``in_breath`` is true for what is said or struck within a breath that the bed swells with.
    """

    first: int
    last: int
    in_breath: bool = False


@dataclass(frozen=True, slots=True)
class HalfBreath:
    """A breath in (``rising``) or out, from frame to frame."""

    first: float
    last: float
    rising: bool


@dataclass(frozen=True, slots=True)
class Levels:
    """The bed's level at every frame of a session."""

    ceiling: tuple[Point, ...]
    swell: tuple[Point, ...]
    fade_in: float
    fade_out: float
    length: float

    def at(self, first: int, last: int) -> NDArray[np.float64]:
        """Give the level at frames ``first`` to ``last``, not included; -inf where it is silent."""
        frames = np.arange(first, last, dtype=float)
        level = np.minimum(_read(self.ceiling, frames), _read(self.swell, frames))
        share = np.minimum(frames / self.fade_in, (self.length - frames) / self.fade_out)
        with np.errstate(divide="ignore"):
            faded = 20 * np.log10(np.sin(np.clip(share, 0, 1) * (math.pi / 2)))
        lowered: NDArray[np.float64] = level + faded
        return lowered


def levels(
    length: int,
    spans: Sequence[SoundSpan],
    breaths: Iterable[HalfBreath] = (),
    shape: Shape = Shape(),
) -> Levels:
    """Lay out the bed's level over a session of ``length`` frames.

    ``spans`` in order, without overlap. ``breaths`` are those that the bed swells with: none for
    a bed that does not swell.
    """
    longest = max(1, length // 2)
    return Levels(
        ceiling=tuple(_ceiling(spans, shape)),
        swell=tuple(_swell(breaths, shape)),
        fade_in=min(longest, shape.fade_in_ms / FRAME_MS),
        fade_out=min(longest, shape.fade_out_ms / FRAME_MS),
        length=length,
    )


def _ceiling(spans: Sequence[SoundSpan], shape: Shape) -> list[Point]:
    """Keep the bed under every span; between them let it up, where there is time for it."""
    if not spans:
        return [(0, shape.top)]
    full = shape.top - shape.under
    down = NEARER_LU / shape.down_ms * FRAME_MS
    points = _fall(spans[0], full, shape)
    for before, after in pairwise(spans):
        # Up and down again, as high as there is time for; a ripple is left out.
        begins, up = _rising(before, shape)
        height = min(full, (after.first - begins) / (1 / up + 1 / down))
        if height >= 1:
            points += _rise(before, height, shape) + _fall(after, height, shape)
    return points + _rise(spans[-1], full, shape)


def _rising(span: SoundSpan, shape: Shape) -> tuple[float, float]:
    """Give the frame at which the bed begins to rise after a span, and its rise for each frame."""
    wait_ms = shape.breath_wait_ms if span.in_breath else shape.wait_ms
    up_ms = shape.breath_up_ms if span.in_breath else shape.up_ms
    return span.last + wait_ms / FRAME_MS, NEARER_LU / up_ms * FRAME_MS


def _rise(span: SoundSpan, height: float, shape: Shape) -> list[Point]:
    begins, up = _rising(span, shape)
    return [(begins, shape.under), (begins + height / up, shape.under + height)]


def _fall(span: SoundSpan, height: float, shape: Shape) -> list[Point]:
    down = NEARER_LU / shape.down_ms * FRAME_MS
    return [(span.first - height / down, shape.under + height), (span.first, shape.under)]


def _swell(breaths: Iterable[HalfBreath], shape: Shape) -> list[Point]:
    """Rise through each breath in and fall through each breath out, as half a wave each.

    Where no breath is led the bed keeps its level in silences.
    """
    points: list[Point] = []
    low, high = shape.silence - shape.swell_lu, shape.top
    rest = shape.silence
    aside = shape.down_ms / FRAME_MS
    for each in breaths:
        if points and points[-1][0] < each.first - 2 * aside:
            points += [(points[-1][0] + aside, rest), (each.first - aside, rest)]
        elif not points:
            points.append((each.first - aside, rest))
        else:
            # A breath that follows closely begins where the last one ended.
            points = [point for point in points if point[0] < each.first]
        start, length = each.first, each.last - each.first
        for turn in np.linspace(0, 1, 9):
            share = (1 - math.cos(math.pi * turn)) / 2
            height = share if each.rising else 1 - share
            points.append((start + turn * length, low + height * (high - low)))
    if not points:
        return [(0, rest)]
    return [*points, (points[-1][0] + aside, rest)]


def _read(curve: Sequence[Point], frames: NDArray[np.float64]) -> NDArray[np.float64]:
    places, heights = zip(*curve, strict=True)
    heights_at: NDArray[np.float64] = np.interp(frames, places, heights)
    return heights_at
