"""Rounds and sides: the same steps led again, each time with the words that are still needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from voiceguide.building.counting import IN_WORDS, count_round, tempo_of
from voiceguide.building.cues import Beat, Turn, is_act, is_in_round
from voiceguide.building.holds import is_released, left_in_a_hold
from voiceguide.building.nesting import Repetition
from voiceguide.building.steps import (
    breath_led,
    flow,
    lead_parts,
    lead_rest,
    short_rest,
    until_next,
)
from voiceguide.english.mirror import mirrored
from voiceguide.english.phrasing import sentence_of
from voiceguide.english.wording import (
    LAST_ONE,
    RELEASE,
    count_words,
    left_words,
    set_words,
    side_words,
    switch_words,
)
from voiceguide.problems import Place
from voiceguide.routine import Part, Sides


class Pass(NamedTuple):
    """A pose's parts as they are led on one side, and where in its repetitions that is."""

    parts: Sequence[Part]
    turn: Turn

    def at_round(self, number: int, of: int) -> Pass:
        """Give the same pass in round ``number`` of so many."""
        return self._replace(turn=self.turn.at_round(number, of))


def lead(
    parts: Sequence[Part], first: int, last: int, inner: Sequence[Repetition], turn: Turn
) -> list[Beat]:
    """Lead ``parts[first:last]``, with the repetitions among them led as often as they ask for."""
    beats: list[Beat] = []
    for again in inner:
        turn.check(beats)
        beats += lead_parts(parts[first : again.first], turn)
        # Where to take a posture is all that is done, it is done each time.
        does_more = any(part.meaning.settled != "" for part in again.of(parts) if is_act(part))
        each = turn if does_more else turn._replace(stays=False)
        if again.sides and again.rounds:
            beats += _alternate(parts, again, again.sides, each)
        elif again.sides:
            beats += _both_sides(parts, again, again.sides, each)
        else:
            beats += _rounds(parts, again, each)
        first = again.last
    return beats + lead_parts(parts[first:last], turn)


def _rounds(parts: Sequence[Part], again: Repetition, turn: Turn) -> list[Beat]:
    if again.rounds and again.rounds.sets:
        return _sets(parts, again, turn)
    flowing = not again.inner and breath_led(again.of(parts), turn.pacing)
    turn = _at_tempo(parts, again, turn)
    # A later set begins again at "one": its words were said in the first.
    in_words = IN_WORDS if (turn.set or 1) == 1 else 0
    round_trip = any(inner.sides for inner in again.inner)
    beats: list[Beat] = []
    for number in range(1, again.times + 1):
        turn.check(beats)
        now = turn.at_round(number, again.times)
        opening = LAST_ONE if _is_last(again, number) else ""
        if number > 1 and flowing:
            beats += flow(again.of(parts), now, opening)
            continue
        if number > 1:
            beats += _between(again, turn.at_round(number - 1))
        if turn.tempo and number > in_words and not _ends_apart(parts, again, now):
            words = _counted(number, again, turn)
            beats += count_round(again.of(parts), now, words, turn.tempo, _place(again))
            continue
        beats += now.say(opening, _place(again))
        beats += _led(Pass(parts, now), again, release=number < again.times)
        if number == 1:
            beats += _after_first(again, now, flowing=flowing, both=round_trip)
    return beats


def _ends_apart(parts: Sequence[Part], again: Repetition, turn: Turn) -> bool:
    """Tell the last round where it has a hold of its own: its words are needed."""
    return turn.ending and any(part.among == "last" for part in again.of(parts))


def _at_tempo(parts: Sequence[Part], again: Repetition, turn: Turn) -> Turn:
    """Give the turn with the tempo of its rounds, where they are counted."""
    if again.inner:
        return turn
    return turn._replace(tempo=tempo_of(again.of(parts), again.rounds, turn))


def _counted(number: int, again: Repetition, turn: Turn) -> str:
    """Give what a movement is counted by; the last is told however they are counted."""
    if turn.pacing.counting == "words" or number == again.times:
        return count_words(number, again.times)
    return ""


def _sets(parts: Sequence[Part], again: Repetition, turn: Turn) -> list[Beat]:
    """Lead a pose's rounds set by set, each by its name, with the rest between them."""
    beats: list[Beat] = []
    for number in range(1, again.times + 1):
        turn.check(beats)
        now = turn.at_set(number)
        if number > 1:
            beats += _between(again, turn.at_set(number - 1))
            beats += now.say(set_words(number, again.times), _place(again))
        every = again.rounds.every if again.rounds and number < again.times else None
        beats += _led(Pass(parts, now), again, release=number < again.times and not every)
        if every:
            beats.append(until_next(every, now))
    return beats


def _between(again: Repetition, turn: Turn) -> list[Beat]:
    """Give the rest between one time and the next or, where none is written, a short silence.

    Nothing parts what is counted: the rhythm is exact.
    """
    rest = again.rounds.rest if again.rounds else None
    if again.rounds and again.rounds.every:
        return []
    if rest:
        return short_rest(rest, turn) if turn.tempo else lead_rest(rest, turn)
    return [] if turn.tempo else turn.gap(turn.pacing.round_ms)


def _both_sides(parts: Sequence[Part], again: Repetition, sides: Sides, turn: Turn) -> list[Beat]:
    """Lead all of it on one side, then all of it on the other."""
    one, two = _on_each_side(parts, again, sides, turn)
    beats = _switch(one.turn, sides) if turn.repeat > 1 else []
    beats += _led(one, again, release=not (turn.new and sides.tail_leads_out))
    beats += _switch(two.turn, sides)
    if turn.new:
        beats += two.turn.say(sentence_of(sides.tail), sides.place)
    return beats + _led(two, again, release=False)


def _alternate(parts: Sequence[Part], again: Repetition, sides: Sides, turn: Turn) -> list[Beat]:
    """Lead a round on one side, then on the other, then the next round."""
    flowing = not again.inner and breath_led(again.of(parts), turn.pacing)
    turn = _at_tempo(parts, again, turn)
    in_words = IN_WORDS if (turn.set or 1) == 1 else 0
    one, two = _on_each_side(parts, again, sides, turn)
    beats: list[Beat] = []
    for number in range(1, again.times + 1):
        turn.check(beats)
        now = one.at_round(number, again.times), two.at_round(number, again.times)
        if number > 1 and not flowing:
            beats += _between(again, two.turn.at_round(number - 1))
        opening = LAST_ONE if _is_last(again, number) else ""
        if turn.tempo and number > in_words and not _ends_apart(parts, again, now[0].turn):
            words = _counted(number, again, turn), side_words(sides.names[1], sides.noun)
            for each, said in zip(now, words, strict=True):
                beats += count_round(again.of(each.parts), each.turn, said, turn.tempo, sides.place)
        elif number == 1:
            beats += _first_on_each(*now, again, sides)
            beats += _after_first(again, now[1].turn, flowing=flowing)
        else:
            next_round = _next_in_flow if flowing else _next_on_each
            beats += next_round(*now, again, sides, opening)
    return beats


def _first_on_each(one: Pass, two: Pass, again: Repetition, sides: Sides) -> list[Beat]:
    beats = _led(one, again)
    beats += two.turn.say(side_words(sides.names[1], sides.noun), sides.place)
    beats += two.turn.move(ms=two.turn.pacing.limb_ms, place=sides.place)
    beats += _led(two, again, release=again.times > 1)
    return beats + two.turn.say(sentence_of(sides.tail), sides.place)


def _next_on_each(
    one: Pass, two: Pass, again: Repetition, sides: Sides, opening: str
) -> list[Beat]:
    # Words that say which side they are for need no naming of it.
    unnamed = list(again.of(one.parts)) == list(again.of(two.parts))
    beats = one.turn.say(opening, _place(again))
    for each, name in zip((one, two), sides.names, strict=True):
        if unnamed:
            beats += each.turn.say(side_words(name, sides.noun), sides.place)
        beats += _led(each, again, release=each is one or each.turn.round != again.times)
    return beats


def _next_in_flow(
    one: Pass, two: Pass, again: Repetition, sides: Sides, opening: str
) -> list[Beat]:
    names = [side_words(name, sides.noun) for name in sides.names]
    beats = flow(again.of(one.parts), one.turn, f"{opening} {names[0]}".strip())
    return beats + flow(again.of(two.parts), two.turn, names[1])


def _on_each_side(
    parts: Sequence[Part], again: Repetition, sides: Sides, turn: Turn
) -> tuple[Pass, Pass]:
    one, two = sides.names
    other = (*parts[: again.first], *mirrored(again.of(parts), sides.names), *parts[again.last :])
    return (
        Pass(parts, turn._replace(side=one, other=False)),
        Pass(other, turn._replace(side=two, other=True)),
    )


def _led(one: Pass, again: Repetition, *, release: bool = True) -> list[Beat]:
    """Lead what is done again once and, where that is asked for, out of a hold at its end."""
    beats = lead(one.parts, again.first, again.last, again.inner, one.turn)
    if release and not is_released(beats):
        beats += _release(one, again)
    return beats


def _is_last(again: Repetition, number: int) -> bool:
    # After the first of two rounds "One more." has said so.
    return number == again.times and number > 2


def _after_first(again: Repetition, turn: Turn, *, flowing: bool, both: bool = False) -> list[Beat]:
    """Say how many rounds are left, and once what the sentence of the rounds says besides."""
    left = again.times - 1
    words = left_words(left, both_sides=both) if left else ""
    # Alternating rounds end their first on the second side: the tail is said there.
    once = turn.new or (again.sides is not None and turn.repeat == 1)
    once = once and turn.pacing.guidance == "full"
    tail = sentence_of(again.rounds.tail) if again.rounds and once else ""
    place = _place(again)
    return turn.say(words, place, flowing=flowing) + turn.say(tail, place, flowing=flowing)


def _release(one: Pass, again: Repetition) -> list[Beat]:
    """Lead out of a hold that the next pass would otherwise begin in; a rest leads out of it."""
    turn, place = one.turn, _place(again)
    if again.rounds and again.rounds.rest:
        return []
    if turn.tempo and turn.tempo.held:
        return [*turn.say(RELEASE, place), Beat(turn.cue("move", "", turn.tempo.way_ms, place))]
    parts = [part for part in again.of(one.parts) if is_in_round(part, turn)]
    if not left_in_a_hold(parts, turn.pacing, between=True):
        return []
    return turn.say(RELEASE, place) + turn.move(ms=turn.pacing.limb_ms, place=place)


def _switch(turn: Turn, sides: Sides) -> list[Beat]:
    name = sides.names[1 if turn.other else 0]
    words = turn.say(switch_words(name, sides.noun), sides.place)
    return words + turn.move(ms=turn.pacing.side_ms, place=sides.place)


def _place(again: Repetition) -> Place | None:
    return again.rounds.place if again.rounds else None
