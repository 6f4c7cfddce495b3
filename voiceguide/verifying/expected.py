"""Where each sound of a session should stand, how loud it should be, and what lies under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from voiceguide.audio.clip import FRAME_MS, RATE, STEREO_LU, TARGET_LUFS
from voiceguide.session.contents import Session
from voiceguide.settings import USUAL_BED_LEVEL
from voiceguide.soundscape.bed_levels import Levels, Shape, Span, levels
from voiceguide.timeline import Timed, from_json
from voiceguide.verifying.match import Doubles, Sound, lufs_of, power_of

_GRID_MS = FRAME_MS // 2


@dataclass(frozen=True, slots=True)
class Planned:
    """A sound as it should be: ``told`` names it, ``gap_told`` the silence before it.

    ``gap_hold`` tells that a hold is in that silence.
    """

    sound: Sound
    told: str
    spoken: bool
    gap_start_ms: int
    gap_told: str
    gap_hold: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """All sounds of a session in order, and the bed under them. Levels are those of one channel."""

    sounds: tuple[Planned, ...]
    length_ms: int
    asked_lufs: float
    bed: Levels | None
    speech_lufs: float
    silence_lu: float
    swell_lu: float

    def bed_power(self, first: int, last: int) -> float:
        """Give the mean power of the bed in frames ``first`` to ``last``, not included."""
        if self.bed is None:
            return 0.0
        level = self.speech_lufs + self.bed.at(first, last)
        return float(power_of(np.maximum(level, -120.0)).mean()) + 1e-12

    @staticmethod
    def as_blocks(powers: Iterable[Doubles]) -> list[float]:
        """Give the loudness of blocks of which these are the powers."""
        blocks: list[float] = lufs_of(np.concatenate(list(powers))).tolist()
        return blocks


def plan_of(session: Session) -> Plan:
    """Lay out what a session should measure.

    Raises KeyError or ValueError: what it keeps does not fit together.
    """
    timeline = from_json(session.timeline)
    settings = session.settings
    stereo = settings.get("bed") not in (None, "none")
    louder = STEREO_LU if stereo else 0.0
    asked = settings.get("loudness")
    asked = TARGET_LUFS + louder if asked is None else float(asked)
    shape = Shape(under=-float(settings.get("bed_level") or USUAL_BED_LEVEL))
    heard = [timed for timed in timeline.cues if timed.cue.heard]
    lengths = [session.origin.heard[timed.cue.heard].samples * 1000 // RATE for timed in heard]
    ends = [timed.start_ms + length for timed, length in zip(heard, lengths, strict=True)]
    bed = None
    if stereo:
        spans = [
            Span(timed.start_ms // FRAME_MS, end // FRAME_MS)
            for timed, end in zip(heard, ends, strict=True)
        ]
        bed = levels(timeline.length_ms // FRAME_MS, spans, (), shape)
    speech = asked - louder
    under = float(power_of(np.array(speech + shape.under))) if stereo else 0.0
    starts = [timed.start_ms for timed in heard]
    frees = _free(starts, ends)
    sounds = []
    silences = _silences(timeline.cues)
    for number, (timed, length) in enumerate(zip(heard, lengths, strict=True)):
        blocks = session.origin.heard[timed.cue.heard].blocks
        between = silences[number]
        sounds.append(
            Planned(
                Sound(timed.start_ms, length, blocks, frees[number], under),
                _told(timed),
                bool(timed.cue.say),
                ends[number - 1] if number else 0,
                _gap_told(between),
                any(each.cue.kind == "hold" for each in between),
            )
        )
    return Plan(
        tuple(sounds),
        timeline.length_ms,
        asked,
        bed,
        speech,
        shape.silence,
        shape.swell_lu if settings.get("swell") else 0.0,
    )


def _free(starts: Sequence[int], ends: Sequence[int]) -> list[tuple[int, int]]:
    """Give the time before and after each sound in which nothing else is heard."""
    gaps = [
        max(0, start - end - 2 * _GRID_MS) for end, start in zip(ends, starts[1:], strict=False)
    ]
    before = [starts[0], *gaps] if starts else []
    after = [*gaps, 10_000]
    return list(zip(before, after, strict=False))


def _silences(cues: Sequence[Timed]) -> list[list[Timed]]:
    """Give the cues without sound before each that has some."""
    found: list[list[Timed]] = []
    waiting: list[Timed] = []
    for timed in cues:
        if timed.cue.heard:
            found.append(waiting)
            # A reminder is a hold that goes on after its words.
            waiting = [timed] if timed.cue.kind in ("hold", "inhale", "exhale") else []
        else:
            waiting.append(timed)
    return found


def _told(timed: Timed) -> str:
    if not timed.cue.say:
        return f"the chime of the {'breath' if timed.cue.kind != 'chime' else 'change'}"
    words = " ".join(timed.cue.say.split())
    return f'"{words}"' if len(words) <= 40 else f'"{words[:39].rstrip()}…"'


def _gap_told(between: Sequence[Timed]) -> str:
    held = sum(each.end_ms - each.start_ms for each in between if each.cue.kind == "hold")
    if held:
        return f"the hold of {held / 1000:.0f} s"
    return "the silence"
