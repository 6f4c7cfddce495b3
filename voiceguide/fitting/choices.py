"""The numbers of a routine that may be more or fewer, how far each may go, and what is taken."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol, TypeVar

from voiceguide.building.cues import TIMED, is_within_breath
from voiceguide.building.pacing import Pacing
from voiceguide.routine import Duration, Part, Pose, Rounds, Routine

# Judgement: a listener holds for "forty seconds" as gladly as for "thirty-nine".
_ROUND_FROM_S, _ROUND_S = 20, 5
# The golden section: what comes one after the other in a routine does not move one after the other.
_GOLDEN = (5**0.5 - 1) / 2

Number = TypeVar("Number", Duration, Rounds)


class _See(Protocol):
    def __call__(self, number: Number, /) -> Number: ...


class Choice(NamedTuple):
    """How few and how many are right, and how many are ``usual``.

    Of ``assumed`` ones the text says nothing. ``by`` is how many make a difference worth saying.
    """

    least: int
    usual: int
    most: int
    assumed: bool
    by: int = 1

    def at(self, way: float, shift: float) -> int:
        """Give the number so far on the way to the most (1) or to the least (-1); 0 is as usual.

        ``shift``, from -0.5 to 0.5, lets it be reached sooner or later than others.
        """
        if way == 0:
            return self.usual
        end = self.most if way > 0 else self.least
        there = self.usual + abs(way) * (end - self.usual)
        by = self.by if there >= _ROUND_FROM_S else 1
        number = by * math.floor(there / by + 0.5 + shift)
        low, high = sorted((self.usual, end))
        return end if abs(way) >= 1 else min(max(number, low), high)


def choices_of(routine: Routine, pacing: Pacing) -> list[Choice]:
    """Give every number that may be another, in the order of the text.

    A range goes from end to end; "at least" up to twice, "up to" down to half, and so does what was
    assumed, both ways. What is written as one number stays it, and so does a breath's own length.
    """
    found: list[Choice] = []

    def see(number: Number) -> Number:
        found.append(_choice(number, pacing))
        return number

    _each(routine, see)
    return found


def with_numbers(routine: Routine, numbers: Sequence[int]) -> Routine:
    """Give the routine with a number taken for each of its choices, in their order."""
    left = iter(numbers)

    def take(number: Number) -> Number:
        return number._replace(taken=next(left))

    return _each(routine, take)


def numbers_at(choices: Sequence[Choice], ranges: float, assumed: float, by: int) -> list[int]:
    """Take a number for each choice, so far on the way to its end as its kind is to go.

    ``by`` is 1 where seconds need not be round.
    """
    return [
        choice._replace(by=min(by, choice.by)).at(
            assumed if choice.assumed else ranges, (index * _GOLDEN) % 1 - 0.5
        )
        for index, choice in enumerate(choices)
    ]


def _choice(number: Duration | Rounds, pacing: Pacing) -> Choice:
    low, high = number.low, number.high
    usual = max(1, pacing.chosen(number))
    by = _ROUND_S if isinstance(number, Duration) and number.unit == "s" else 1
    if number.assumed:
        # Judgement, and within what sources allow: ACSM has holds of 10 to 60 seconds for the 30
        # that are assumed.
        return Choice((usual + 1) // 2, usual, 2 * usual, True, by)
    if high is None:
        return Choice(usual, usual, 2 * usual, False, by)
    if isinstance(number, Duration) and number.qualifier == "up to":
        return Choice((usual + 1) // 2, usual, usual, False, by)
    return Choice(min(low, usual), usual, max(high, usual), False, by)


def _each(routine: Routine, see: _See) -> Routine:
    """Give the routine with each number that may vary as ``see`` gives it."""

    def seen(number: Number) -> Number:
        qualified = isinstance(number, Duration) and number.qualifier == "up to"
        varies = number.assumed or number.low != number.high or qualified
        return see(number) if varies else number

    def parts(some: Sequence[Part]) -> tuple[Part, ...]:
        return tuple(
            replace(part, duration=seen(part.duration))
            if part.duration and part.kind in TIMED and not is_within_breath(part)
            else part
            for part in some
        )

    def rounds(each: Rounds) -> Rounds:
        return seen(each)._replace(rest=seen(each.rest) if each.rest else None)

    def pose(each: Pose) -> Pose:
        return each._replace(
            intro=parts(each.intro),
            parts=parts(each.parts),
            rounds=tuple(rounds(some) for some in each.rounds),
        )

    return replace(
        routine,
        rounds=rounds(routine.rounds) if routine.rounds else None,
        welcome=parts(routine.welcome),
        closing=parts(routine.closing),
        poses=tuple(pose(each) for each in routine.poses),
    )
