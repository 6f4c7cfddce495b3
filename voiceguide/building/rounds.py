"""Rounds and sides: the same steps led again, each time with the words that are still needed."""

from __future__ import annotations

from collections.abc import Sequence

from voiceguide.building.cues import Beat
from voiceguide.building.leaving import left_in_a_hold
from voiceguide.building.nesting import Block
from voiceguide.building.steps import breath_led, flow, lead_parts
from voiceguide.building.turn import Turn
from voiceguide.english.mirror import mirrored
from voiceguide.english.phrasing import sentence_of
from voiceguide.english.wording import LAST_ONE, RELEASE, left_words, side_words, switch_words
from voiceguide.problems import Place
from voiceguide.routine import Part, SideName, Sides


def lead(
    parts: Sequence[Part], first: int, last: int, inner: Sequence[Block], turn: Turn
) -> list[Beat]:
    """Lead ``parts[first:last]``, with the blocks among them led as often as they ask for."""
    beats: list[Beat] = []
    for block in inner:
        beats += lead_parts(parts[first : block.first], turn)
        if block.sides and block.rounds:
            beats += _alternate(parts, block, block.sides, turn)
        elif block.sides:
            beats += _both_sides(parts, block, block.sides, turn)
        else:
            beats += _rounds(parts, block, turn)
        first = block.last
    return beats + lead_parts(parts[first:last], turn)


def _rounds(parts: Sequence[Part], block: Block, turn: Turn) -> list[Beat]:
    pacing = turn.pacing
    round_trip = any(inner.sides for inner in block.inner)
    flowing = not block.inner and breath_led(parts[block.first : block.last], pacing)
    beats: list[Beat] = []
    for number in range(1, block.times + 1):
        now = turn.at_round(number)
        last = number == block.times and number > 2
        if number > 1 and flowing:
            beats += flow(parts[block.first : block.last], now, LAST_ONE if last else "")
            continue
        if number > 1:
            beats += turn.at_round(number - 1).gap(pacing.round_ms)
            beats += now.say(LAST_ONE if last else "", _place(block))
        beats += lead(parts, block.first, block.last, block.inner, now)
        if number < block.times:
            beats += _release(parts, block, now)
        if number == 1:
            beats += _after_first(block, now, flowing=flowing, both=round_trip)
    return beats


def _both_sides(parts: Sequence[Part], block: Block, sides: Sides, turn: Turn) -> list[Beat]:
    one, two = (turn._replace(side=name, other=other) for name, other in _passes(sides))
    beats: list[Beat] = []
    if turn.repeat > 1:
        beats += _switch(one, sides)
    beats += lead(parts, block.first, block.last, block.inner, one)
    if not (turn.new and sides.tail_leads_out):
        beats += _release(parts, block, one)
    beats += _switch(two, sides)
    if turn.new:
        beats += two.say(sentence_of(sides.tail), sides.place)
    return beats + lead(_second(parts, block, sides), block.first, block.last, block.inner, two)


def _alternate(parts: Sequence[Part], block: Block, sides: Sides, turn: Turn) -> list[Beat]:
    """Lead a round on one side, then on the other, then the next round."""
    pacing = turn.pacing
    both = (parts, _second(parts, block, sides))
    scope = [each[block.first : block.last] for each in both]
    flowing = not block.inner and breath_led(scope[0], pacing)
    # Words that say which side they are for need no naming of it.
    unnamed = list(scope[0]) == list(scope[1])
    beats: list[Beat] = []
    for number in range(1, block.times + 1):
        last = number == block.times and number > 2
        for each, (name, other) in zip(both, _passes(sides), strict=True):
            now = turn.at_round(number)._replace(side=name, other=other)
            count = LAST_ONE if last and not other else ""
            named = side_words(name, sides.noun)
            if number > 1 and flowing:
                opening = f"{count} {named}".strip()
                beats += flow(each[block.first : block.last], now, opening)
                continue
            if number > 1 and not other:
                done = turn.at_round(number - 1)._replace(side=sides.names[1])
                beats += done.gap(pacing.round_ms)
                beats += now.say(count, _place(block))
            if number == 1 and other:
                beats += now.say(named, sides.place)
                beats += now.move(ms=pacing.limb_ms, place=sides.place)
            elif number > 1 and unnamed:
                beats += now.say(named, sides.place)
            beats += lead(each, block.first, block.last, block.inner, now)
            if not other or number < block.times:
                beats += _release(each, block, now)
            if number == 1 and other:
                beats += now.say(sentence_of(sides.tail), sides.place)
                beats += _after_first(block, now, flowing=flowing, both=False)
    return beats


def _after_first(block: Block, turn: Turn, *, flowing: bool, both: bool) -> list[Beat]:
    """Say how many rounds are left, and once what the sentence of the rounds says besides."""
    left = block.times - 1
    words = left_words(left, both_sides=both) if left else ""
    # Alternating rounds end their first on the second side: the tail is said there.
    once = turn.new or (block.sides is not None and turn.repeat == 1)
    once = once and turn.pacing.guidance == "full"
    tail = sentence_of(block.rounds.tail) if block.rounds and once else ""
    place = _place(block)
    return turn.say(words, place, flowing=flowing) + turn.say(tail, place, flowing=flowing)


def _release(parts: Sequence[Part], block: Block, turn: Turn) -> list[Beat]:
    """Lead out of a hold that the next pass would otherwise begin in."""
    if not left_in_a_hold(parts[block.first : block.last], turn.pacing, between=True):
        return []
    return turn.say(RELEASE, _place(block)) + turn.move(ms=turn.pacing.limb_ms, place=_place(block))


def _passes(sides: Sides) -> tuple[tuple[SideName, bool], tuple[SideName, bool]]:
    return (sides.names[0], False), (sides.names[1], True)


def _second(parts: Sequence[Part], block: Block, sides: Sides) -> tuple[Part, ...]:
    scope = mirrored(parts[block.first : block.last], sides.names)
    return (*parts[: block.first], *scope, *parts[block.last :])


def _switch(turn: Turn, sides: Sides) -> list[Beat]:
    name = sides.names[1 if turn.other else 0]
    words = turn.say(switch_words(name, sides.noun), sides.place)
    return words + turn.move(ms=turn.pacing.side_ms, place=sides.place)


def _place(block: Block) -> Place | None:
    return block.rounds.place if block.rounds else None
