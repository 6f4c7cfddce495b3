"""What a pose does again, as repetitions within repetitions: sides outside rounds."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from voiceguide.building.pacing import Pacing
from voiceguide.routine import Part, Pose, Rounds, Sides


class Repetition(NamedTuple):
    """Parts ``first`` to ``last`` (not included) led again, ``times`` in all.

    With ``sides`` alone they are led for each side, with ``rounds`` alone once a round; with both
    the sides alternate, round by round.
    """

    first: int
    last: int
    times: int = 1
    rounds: Rounds | None = None
    sides: Sides | None = None
    inner: tuple[Repetition, ...] = ()

    def of(self, parts: Sequence[Part]) -> Sequence[Part]:
        """Take those of a pose's parts that are led again."""
        return parts[self.first : self.last]


def repetitions(pose: Pose, pacing: Pacing) -> tuple[Repetition, ...]:
    """Give what is led again in a pose, nested; optional rounds only where they are asked for."""
    end = len(pose.parts)
    rounds = [
        Repetition(max(0, each.first), min(end, each.last), pacing.times(each), each)
        for each in pose.rounds
        if pacing.optional or not each.optional
    ]
    rounds = [each for each in rounds if each.first < each.last]
    sides = pose.sides
    if sides is None or (sides.optional and not pacing.optional):
        return _nested(rounds)
    around = Repetition(max(0, sides.first), min(end, sides.last), sides=sides)
    if around.first >= around.last:
        return _nested(rounds)
    # "Repeat three times on each side": rounds that begin before the side is named go inside.
    within = [each for each in rounds if not _goes_round_sides(each)]
    around = _covering(around, [each for each in within if _meet(each, around)])
    outside = [
        _covering(each, [around]) if _meet(each, around) else each
        for each in rounds
        if _goes_round_sides(each)
    ]
    if sides.alternate:
        turning = max(
            (
                each
                for each in within
                if _meet(each, around) and each.rounds and not each.rounds.sets
            ),
            key=lambda each: each.last - each.first,
            default=None,
        )
        if turning is not None:
            within.remove(turning)
            around = around._replace(times=turning.times, rounds=turning.rounds)
    return _nested([*outside, around, *within])


def _goes_round_sides(again: Repetition) -> bool:
    return again.rounds is not None and again.rounds.both_sides


def _meet(one: Repetition, two: Repetition) -> bool:
    return one.first < two.last and two.first < one.last


def _covering(again: Repetition, others: Sequence[Repetition]) -> Repetition:
    first = min([again.first, *(other.first for other in others)])
    last = max([again.last, *(other.last for other in others)])
    return again._replace(first=first, last=last)


def _nested(flat: Sequence[Repetition]) -> tuple[Repetition, ...]:
    """Put repetitions within repetitions; of equal ones the earlier in ``flat`` is the outer."""
    waiting = [(each.first, -each.last, order, each) for order, each in enumerate(flat)]
    heapify(waiting)
    level: list[Repetition] = []
    while waiting:
        outer = heappop(waiting)[-1]
        inner: list[Repetition] = []
        beyond: list[tuple[int, int, int, Repetition]] = []
        while waiting and waiting[0][0] < outer.last:
            _, last, order, each = heappop(waiting)
            if each.last <= outer.last:
                inner.append(each)
            else:
                # What reaches beyond its neighbour begins where that one ends.
                rest = each._replace(first=outer.last)
                beyond.append((outer.last, last, order, rest))
        for left in beyond:
            heappush(waiting, left)
        level.append(outer._replace(inner=_nested(inner)))
    return tuple(level)
