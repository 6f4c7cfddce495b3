"""Rounds that are counted: mere movements, led by their numbers at a steady tempo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from voiceguide.building.cues import Beat, Turn, is_said, role_in
from voiceguide.building.holds import in_order
from voiceguide.building.pacing import Pacing
from voiceguide.english.phrasing import sentence_of
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.english.wording import HOLD_NOW, LAST_ONE, RELEASE_NOW, count_words
from voiceguide.problems import Place
from voiceguide.routine import Part, Rounds
from voiceguide.script import CueKind
from voiceguide.settings import TICK_MS

IN_WORDS = 2
"""Rounds that are led in words before any is counted: they teach the movement."""

_LONGEST_HOLD_S = 10
"""A longer hold in a movement is announced with its length each time."""
# Judgement: a longer sequence is not known by heart after two rounds.
_MOST_MOVEMENTS = 4
# Estimates of speech are off by 12 % or less for 95 sentences of 100.
_ROOM = 9 / 8


class Tempo(NamedTuple):
    """The steady tempo of counted rounds, in milliseconds.

    ``way_ms`` is one way of a movement (up, or down). A round is ``whole`` where it is one movement
    that goes both ways: nothing is held in it, and no words lead back. A round is ``held`` where it
    ends in a hold that no words lead out of.
    """

    way_ms: int
    whole: bool
    held: bool

    def ways_ms(self, parts: Sequence[Part]) -> int:
        """Give how long the movements among some parts take, at least one way."""
        ways = max(1, sum(map(_is_movement, parts)))
        return self.way_ms * (2 if self.whole else ways)


def tempo_of(parts: Sequence[Part], rounds: Rounds | None, turn: Turn) -> Tempo | None:
    """Give the tempo of rounds of these parts, or None where they are not counted.

    It is the written one, or that of their kind. Counted are movements with at most short holds in
    them, and short holds alone. Where the
    longest words of the count do not fit the tempo, all of it is evenly slower.
    """
    pacing = turn.pacing
    times = pacing.times(rounds) if rounds else 1
    later = turn.at_round(times)
    led = in_order([part for part in parts if is_said(part, later)])
    moving = [part for part in led if _is_movement(part)]
    fits = all(map(_is_countable, led)) and len(moving) <= _MOST_MOVEMENTS
    if times <= IN_WORDS or not led or not fits or _goes_to_the_floor(led):
        return None
    # Whatever is done after a hold leads out of it: "Hold, then make a loose fist."
    last = [part for part in led if role_in(part) in ("", "way out")]
    held = bool(last) and _is_held(last[-1])
    plain = all(part.kind == "plain" and part.role != "way out" for part in led)
    whole = plain and len(moving) <= 1
    # Of several words on the tempo the slowest counts: "Lower slowly."
    usual_ms = max(pacing.repetition_ms(part.meaning.tempo) for part in moving or led)
    written = rounds.tempo if rounds else None
    way_ms = (pacing.scaled(1000 * written.low) if written else usual_ms) // 2
    words_ms = max(estimate_speech_ms(word, pacing.rate) for word in _words(times, pacing))
    least_ms = round(words_ms * _ROOM) // (2 if whole else 1)
    return Tempo(max(way_ms, least_ms), whole, held)


def count_round(
    parts: Sequence[Part], turn: Turn, opening: str, tempo: Tempo, place: Place | None
) -> list[Beat]:
    """Lead a movement by ``opening``, what is held in it by "Hold." and "Release.".

    Where tones count, a tick stands for each of these words, and two for "Hold.".
    """
    tones = turn.pacing.counting == "tones"
    beats: list[Beat] = []
    run: list[Part] = []
    after_hold = False
    for part in in_order([part for part in parts if is_said(part, turn)]):
        if part.kind == "plain" and part.role != "way out" and not after_hold:
            run.append(part)
            continue
        if run:
            beats += _beat(turn, "move", opening, tempo.ways_ms(run), place)
            run, opening = [], ""
        if part.kind == "hold" and part.duration:
            hold_ms = turn.pacing.hold_ms(part.duration)
            held = _is_held(part)
            said = "" if tones else HOLD_NOW if held else RELEASE_NOW
            beats += _beat(turn, "hold", opening or said, hold_ms, part.place, 2 if held else 1)
            after_hold = True
        elif part.role == "way out":
            said = "" if tones else _way_out(part, tempo.way_ms, turn.pacing, held=after_hold)
            beats += _beat(turn, "move", opening or said, tempo.way_ms, part.place)
            after_hold = False
        else:
            beats += _next_movement(part, turn, tempo)
        opening = ""
    if run:
        beats += _beat(turn, "move", opening, tempo.ways_ms(run), place)
    if tempo.held:
        beats += _beat(turn, "move", "" if tones else RELEASE_NOW, tempo.way_ms, place)
    return beats


def _words(times: int, pacing: Pacing) -> Iterator[str]:
    if pacing.counting == "words":
        yield from (count_words(number, times) for number in range(1, times))
    yield LAST_ONE


def _is_countable(part: Part) -> bool:
    length = part.duration
    if part.kind != "hold":
        return part.kind == "plain"
    if length is None or length.unit != "s" or not part.text:
        return False
    return (length.high or length.low) <= _LONGEST_HOLD_S


def _is_movement(part: Part) -> bool:
    if part.kind != "plain" or role_in(part):
        return False
    return any(each.moves_limb or each.postures or each.sits_up for each in part.meaning.actions)


def _is_held(part: Part) -> bool:
    """Tell a hold from time to let go: "Relax for five seconds."."""
    return part.kind == "hold" and part.role != "way out" and part.meaning.stillness == "held"


def _goes_to_the_floor(parts: Sequence[Part]) -> bool:
    """Tell whether a round takes a body down to lie or kneel: that has no steady tempo."""
    taken = {
        posture for part in parts for each in part.meaning.actions for posture in each.postures
    }
    return len(taken) > 1 and bool(taken & {"lying", "kneeling"})


def _way_out(part: Part, way_ms: int, pacing: Pacing, *, held: bool) -> str:
    said = sentence_of(part.text)
    if estimate_speech_ms(said, pacing.rate) * _ROOM <= way_ms:
        return said
    return RELEASE_NOW if held else ""


def _next_movement(part: Part, turn: Turn, tempo: Tempo) -> list[Beat]:
    """Say a movement that follows a hold: nothing else tells when to begin it."""
    said = sentence_of(part.short or part.text)
    words_ms = round(estimate_speech_ms(said, turn.pacing.rate) * _ROOM)
    return _beat(turn, "move", said, max(tempo.way_ms, words_ms), part.place)


def _beat(  # noqa: PLR0913, PLR0917 - what is heard and how long it lasts
    turn: Turn, kind: CueKind, words: str, ms: int, place: Place | None, ticks: int = 1
) -> list[Beat]:
    """Make one beat of a round, with the ticks that count it where tones do.

    They take their time from a movement, and never from a hold.
    """
    if turn.pacing.counting != "tones":
        return [Beat(turn.cue(kind, words, ms, place))]
    left_ms = ms if kind == "hold" else ms - ticks * TICK_MS
    ticked = [Beat(turn.cue("chime", "", TICK_MS, place)) for _ in range(ticks)]
    return [*ticked, Beat(turn.cue(kind, words, left_ms, place))]
