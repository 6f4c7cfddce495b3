"""What a pose does again, as blocks within blocks: sides outside rounds."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from voiceguide.building.pacing import Pacing
from voiceguide.routine import Pose, Rounds, Sides


class Block(NamedTuple):
    """Parts ``first`` to ``last`` (not included) led again, ``times`` in all.

    With ``sides`` alone they are led for each side, with ``rounds`` alone once a round; with both
    the sides alternate, round by round.
    """

    first: int
    last: int
    times: int = 1
    rounds: Rounds | None = None
    sides: Sides | None = None
    inner: tuple[Block, ...] = ()


def blocks(pose: Pose, pacing: Pacing) -> tuple[Block, ...]:
    """Give what is led again in a pose, nested; optional rounds only where they are asked for."""
    end = len(pose.parts)
    rounds = [
        Block(max(0, each.first), min(end, each.last), pacing.times(each), each)
        for each in pose.rounds
        if pacing.optional or not each.optional
    ]
    rounds = [block for block in rounds if block.first < block.last]
    sides = pose.sides
    if sides is None or (sides.optional and not pacing.optional):
        return _nested(rounds)
    around = Block(max(0, sides.first), min(end, sides.last), sides=sides)
    if around.first >= around.last:
        return _nested(rounds)
    # "Repeat three times on each side": rounds that begin before the side is named go inside.
    within = [block for block in rounds if not _goes_round_sides(block)]
    around = _covering(around, [block for block in within if _meet(block, around)])
    outside = [
        _covering(block, [around]) if _meet(block, around) else block
        for block in rounds
        if _goes_round_sides(block)
    ]
    if sides.alternate:
        turning = max(
            (block for block in within if _meet(block, around)),
            key=lambda block: block.last - block.first,
            default=None,
        )
        if turning is not None:
            within.remove(turning)
            around = around._replace(times=turning.times, rounds=turning.rounds)
    return _nested([*outside, around, *within])


def _goes_round_sides(block: Block) -> bool:
    return block.rounds is not None and block.rounds.both_sides


def _meet(one: Block, two: Block) -> bool:
    return one.first < two.last and two.first < one.last


def _covering(block: Block, others: Sequence[Block]) -> Block:
    first = min([block.first, *(other.first for other in others)])
    last = max([block.last, *(other.last for other in others)])
    return block._replace(first=first, last=last)


def _nested(flat: Sequence[Block]) -> tuple[Block, ...]:
    """Put blocks within blocks; of equal ones the earlier in ``flat`` is the outer."""
    waiting = [(each.first, -each.last, order, each) for order, each in enumerate(flat)]
    heapify(waiting)
    level: list[Block] = []
    while waiting:
        outer = heappop(waiting)[-1]
        inner: list[Block] = []
        beyond: list[tuple[int, int, int, Block]] = []
        while waiting and waiting[0][0] < outer.last:
            _, last, order, block = heappop(waiting)
            if block.last <= outer.last:
                inner.append(block)
            else:
                # What reaches beyond its neighbour begins where that one ends.
                rest = block._replace(first=outer.last)
                beyond.append((outer.last, last, order, rest))
        for each in beyond:
            heappush(waiting, each)
        level.append(outer._replace(inner=_nested(inner)))
    return tuple(level)
