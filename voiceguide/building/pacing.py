"""The numbers that turn words into time."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from voiceguide.routine import Duration, Rounds, TempoKind
from voiceguide.settings import Settings

Range = Literal["low", "mid", "high"]
Half = Literal["inhale", "exhale"]
Guidance = Literal["full", "brief", "minimal"]
Count = Literal["words", "tones", "none"]
Fit = Literal["none", "drop", "repeat"]
Announce = Literal["name", "next"]
End = Literal["words", "count", "chime", "none"]


class Pacing(NamedTuple):
    """Every figure that shapes a session. Times are in milliseconds, at pace 1.

    ``pace`` stretches breaths, movement and pauses, and with the breath every hold in breaths;
    ``hold`` stretches every hold. Neither touches the voice, whose ``rate`` is in words a minute.
    """

    # 8 s a breath: teachers count 3 to 5 each way (Yoga Journal); a longer breath out helps, and
    # a pause between in and out adds nothing (Laborde 2021).
    inhale_ms: int = 3500
    exhale_ms: int = 4500
    pace: float = 1.0
    hold: float = 1.0
    range: Range = "mid"
    optional: bool = False
    guidance: Guidance = "full"
    # Professional narration is near 112 words a minute; below 100 drags.
    rate: int = 120
    # Audiobook practice.
    head_ms: int = 1000
    tail_ms: int = 3000
    # Judgement: the breath a reader takes at a full stop.
    sentence_ms: int = 500
    # The gaps that timer apps offer.
    round_ms: int = 3000
    side_ms: int = 6000
    pose_ms: int = 8000
    # Judgement: how long a body takes.
    small_ms: int = 2000
    limb_ms: int = 4000
    floor_ms: int = 8000
    stand_ms: int = 12000
    prop_ms: int = 20000
    counting: Count = "words"
    # One repetition that is counted: 2 s each way (ACSM's strength guidance has 1 to 3 s). The
    # others are judgement.
    tempo_ms: int = 4000
    slow_tempo_ms: int = 6000
    quick_tempo_ms: int = 1500
    sit_to_stand_ms: int = 5000
    # What the chimes chosen last, which nothing stretches; 0 for none.
    chime_ms: int = 0
    breath_chime_ms: int = 0
    # The whole session's length that `voiceguide.fitting` sees to, 0 for whatever it comes to; by
    # what besides numbers; and whether what is optional is to stay out all the same.
    length_ms: int = 0
    fit: Fit = "none"
    optional_stays_out: bool = False
    # Seconds to get ready, which nothing stretches; and what is told between poses and in holds.
    ready_s: int = 0
    announce: Announce = "name"
    end: End = "words"
    halfway: bool = True

    def scaled(self, ms: int) -> int:
        """Stretch a time by the pace."""
        return _nearest(ms * self.pace)

    def half_ms(self, kind: Half, written: Duration | None = None) -> int:
        """Give the length of a breath in or out at this pace, as written where it is."""
        if written is not None and written.unit == "s":
            return self.scaled(1000 * self.chosen(written))
        return self.scaled(self.inhale_ms if kind == "inhale" else self.exhale_ms)

    @property
    def breath_ms(self) -> int:
        """Length of a whole breath, at this pace."""
        return self.half_ms("inhale") + self.half_ms("exhale")

    def count(self, duration: Duration) -> int:
        """Choose how long a hold is: whole seconds or whole breaths, at least one."""
        return max(1, _nearest(self.chosen(duration) * self.hold))

    def hold_ms(self, duration: Duration) -> int:
        """Give the length of a hold as chosen."""
        unit_ms = 1000 if duration.unit == "s" else self.breath_ms
        return self.count(duration) * unit_ms

    def rest_ms(self, duration: Duration) -> int:
        """Give the length of work or of a rest as written: only its range is chosen from."""
        unit_ms = 1000 if duration.unit == "s" else self.breath_ms
        return max(1, self.chosen(duration)) * unit_ms

    def repetition_ms(self, tempo: TempoKind) -> int:
        """Give how long one movement there and back takes, at this pace."""
        usual_ms = {
            "": self.tempo_ms,
            "slow": self.slow_tempo_ms,
            "quick": self.quick_tempo_ms,
            "sit to stand": self.sit_to_stand_ms,
        }
        return self.scaled(usual_ms[tempo])

    def times(self, rounds: Rounds) -> int:
        """Choose how many rounds are led, at least one."""
        return max(1, self.chosen(rounds))

    def chosen(self, number: Duration | Rounds) -> int:
        """Choose from a range as it is written; a number with no end is taken as it stands."""
        if number.taken:
            return number.taken
        low, high = number.low, number.high
        if high is None or self.range == "low":
            return low
        if self.range == "high":
            return high
        # The middle is rounded up: of 2 to 3 it is 3.
        middle = -(-(low + high) // 2)
        if isinstance(number, Duration) and number.unit == "s" and low >= _ROUND_FROM_S:
            return min(high, max(low, _ROUND_TO_S * _nearest((low + high) / 2 / _ROUND_TO_S)))
        return middle


_ROUND_FROM_S, _ROUND_TO_S = 20, 5
"""Of 30 to 45 seconds the middle is 40: nobody says thirty-eight."""


def pacing_from(settings: Settings) -> Pacing:
    """Make a pacing from what was asked for; the rest is as usual."""
    usual = Pacing()
    inhale_ms, exhale_ms = settings.breath or (usual.inhale_ms, usual.exhale_ms)
    return Pacing(
        inhale_ms=inhale_ms,
        exhale_ms=exhale_ms,
        pace=usual.pace if settings.pace is None else settings.pace,
        hold=usual.hold if settings.hold is None else settings.hold,
        range=settings.range or usual.range,
        optional=bool(settings.optional),
        guidance=settings.guidance or usual.guidance,
        counting=settings.count or usual.counting,
        rate=usual.rate if settings.rate is None else settings.rate,
        length_ms=settings.length or 0,
        fit=settings.fit or usual.fit,
        optional_stays_out=settings.optional is False,
        ready_s=settings.ready or 0,
        announce=settings.announce or usual.announce,
        end=settings.end or usual.end,
        halfway=usual.halfway if settings.halfway is None else settings.halfway,
    )


def _nearest(number: float) -> int:
    # Halves go up, always: round() would send 2.5 breaths to 2 and 3.5 to 4.
    return math.floor(number + 0.5)
