"""Where each sound of a session should stand, how loud it should be, and what lies under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from voiceguide.audio.clip import FRAME_MS, SAMPLE_RATE
from voiceguide.script import TICK, Cue
from voiceguide.session.contents import Session
from voiceguide.session.manifest import SoundMeasure
from voiceguide.settings import from_plain
from voiceguide.soundscape.bed_levels import Levels, Shape, SoundSpan, levels
from voiceguide.soundscape.soundscape import bed_shape, is_stereo, speech_lufs, voicing_of
from voiceguide.timeline import Timed, Timeline
from voiceguide.verifying.match import SoundPattern, power_of

_GRID_MS = FRAME_MS // 2
_FREE_AT_END_MS = 10_000


class Gap(NamedTuple):
    """The silence before a sound: since when, its name for people, whether a hold is in it."""

    start_ms: int
    label: str
    hold: bool


@dataclass(frozen=True, slots=True)
class ExpectedSound:
    """A sound as it should be; ``label`` names it for people."""

    pattern: SoundPattern
    label: str
    spoken: bool
    gap: Gap


@dataclass(frozen=True, slots=True)
class Expected:
    """All sounds of a session in order, and the bed under them.

    ``asked_lufs`` is the loudness that speech should have on all channels, ``speech_lufs`` on one,
    as it is measured. ``bed`` is None where there is none; ``silence_lu`` is its level in silences
    against the speech, around which a swell goes ``swell_lu`` up and down.
    """

    sounds: tuple[ExpectedSound, ...]
    length_ms: int
    asked_lufs: float
    speech_lufs: float
    bed: Levels | None
    silence_lu: float
    swell_lu: float

    def bed_power(self, first: int, last: int) -> float:
        """Give the mean power of the bed in frames ``first`` to ``last``, not included."""
        if self.bed is None:
            return 0.0
        level = self.speech_lufs + self.bed.at(first, last)
        return float(power_of(np.maximum(level, -120.0)).mean()) + 1e-12


class _Sound(NamedTuple):
    """A cue that is heard, and from when to when."""

    cue: Cue
    start_ms: int
    end_ms: int
    blocks: Sequence[float]


def expected_of(session: Session) -> Expected:
    """Lay out what a session should measure.

    Raises KeyError or ValueError: what it keeps does not fit together.
    """
    timeline = session.timeline
    settings = from_plain(session.settings)
    speech = voicing_of(settings).lufs
    shape = bed_shape(settings)
    sounds = list(_sounds(timeline, session.origin.measures))
    bed, under = None, 0.0
    if is_stereo(settings):
        bed = _bed(timeline, sounds, shape)
        under = float(power_of(np.array(speech + shape.under)))
    return Expected(
        sounds=tuple(
            ExpectedSound(pattern, _label(sound.cue), bool(sound.cue.say), gap)
            for sound, pattern, gap in zip(
                sounds, _patterns(sounds, under), _gaps(timeline, sounds), strict=True
            )
        ),
        length_ms=timeline.length_ms,
        asked_lufs=speech_lufs(settings),
        speech_lufs=speech,
        bed=bed,
        silence_lu=shape.silence,
        swell_lu=shape.swell_lu if settings.swell else 0.0,
    )


def _sounds(timeline: Timeline, measures: Mapping[str, SoundMeasure]) -> Iterator[_Sound]:
    for timed in timeline.cues:
        if timed.cue.sound:
            measure = measures[timed.cue.sound]
            length_ms = measure.samples * 1000 // SAMPLE_RATE
            yield _Sound(timed.cue, timed.start_ms, timed.start_ms + length_ms, measure.blocks)


def _bed(timeline: Timeline, sounds: Sequence[_Sound], shape: Shape) -> Levels:
    """Lay out the bed without its swell, which goes up and down around that."""
    spans = [SoundSpan(each.start_ms // FRAME_MS, each.end_ms // FRAME_MS) for each in sounds]
    return levels(timeline.length_ms // FRAME_MS, spans, (), shape)


def _patterns(sounds: Sequence[_Sound], under: float) -> Iterator[SoundPattern]:
    """Give what to look for: each sound, with the time around it in which it is alone."""
    before = sounds[0].start_ms if sounds else 0
    for number, sound in enumerate(sounds):
        after = _FREE_AT_END_MS
        if number + 1 < len(sounds):
            # Both may be off by half a frame, being copied to the nearest one.
            after = max(0, sounds[number + 1].start_ms - sound.end_ms - 2 * _GRID_MS)
        length_ms = sound.end_ms - sound.start_ms
        yield SoundPattern(sound.start_ms, length_ms, sound.blocks, before, after, under)
        before = after


def _gaps(timeline: Timeline, sounds: Sequence[_Sound]) -> Iterator[Gap]:
    """Give the gap before each sound: from the end of the one before it, over silent cues."""
    starts = [0, *(sound.end_ms for sound in sounds)]
    silent: list[Timed] = []
    number = 0
    for timed in timeline.cues:
        if timed.cue.sound:
            holds = [each for each in silent if each.cue.kind == "hold"]
            yield Gap(starts[number], _gap_label(holds), bool(holds))
            number += 1
            # A reminder is a hold that goes on after its words.
            silent = [timed] if timed.cue.kind in ("hold", "inhale", "exhale") else []
        else:
            silent.append(timed)


def _gap_label(holds: Sequence[Timed]) -> str:
    held_ms = sum(each.end_ms - each.start_ms for each in holds)
    return f"the hold of {held_ms / 1000:.0f} s" if held_ms else "the silence"


def _label(cue: Cue) -> str:
    if cue.sound == TICK:
        return f"the tick of round {cue.round}"
    if not cue.say:
        return f"the chime of the {'change' if cue.kind == 'chime' else 'breath'}"
    words = " ".join(cue.say.split())
    return f'"{words}"' if len(words) <= 40 else f'"{words[:39].rstrip()}…"'
