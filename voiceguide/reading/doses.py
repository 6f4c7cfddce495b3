"""A dose becomes parts: what is held or worked, then the rounds, sets and sides that go over it."""

from __future__ import annotations

from dataclasses import replace

from voiceguide.english.both_ways import COUNT_S, CountedWays
from voiceguide.english.breath_patterns import BreathPattern, rounds_in
from voiceguide.english.dose import Dose
from voiceguide.english.numbers import without_number
from voiceguide.english.phrasing import sentence_of
from voiceguide.english.repeats import Repeat, find_repeat
from voiceguide.english.rests import RestPhrase
from voiceguide.english.sides import SideWords, one_of
from voiceguide.english.tempo import WrittenTempo
from voiceguide.english.wording import EXHALE, HOLD, HOLD_NOW, INHALE, REST, WORK
from voiceguide.reading.drafts import Draft, Rest, duration_of
from voiceguide.reading.text import Text
from voiceguide.routine import Duration, Part, PartKind


def dose_drafts(
    dose: Dose, body: Text, step: int, number: int, *, named: bool = False
) -> list[Draft]:
    """Give the parts of a dose in the order in which they are led.

    The movement that is counted is said, too ("Do 12 squats." as "Squats."): where it is ``named``
    on purpose, else where no step before tells it.
    """
    words = body.words[dose.start : dose.end].strip()
    place = body.place(dose.start, dose.end - dose.start)

    def part(kind: PartKind, text: str = "", duration: Duration | None = None) -> Part:
        return Part(kind, text, words, duration=duration, step=step, sentence=number, place=place)

    drafts: list[Draft] = []
    if dose.moves:
        moves = sentence_of(without_number(body.words[slice(*dose.moves)]))
        drafts.append(Draft(replace(part("plain", moves), short=moves), echoes=not named))
    if dose.hold:
        drafts.append(Draft(part("hold", HOLD, duration_of(dose.hold.span, body))))
    if dose.work:
        drafts.append(Draft(part("work", WORK, duration_of(dose.work.span, body))))
    rests = tuple(Rest(duration_of(rest.amount.span, body), rest.between) for rest in dose.rests)
    if dose.alternating:
        side = SideWords(dose.start, dose.end, one_of(dose.noun), each=True)
        drafts.append(Draft(part("side"), side=side, alternating=True, alternate_sides=True))
    if dose.reps or dose.sets:
        reps = dose.reps.times if dose.reps else None
        if reps and dose.alternating and not dose.each:
            reps = reps.halved()  # "12 times, alternating legs" is six with each
        sets = dose.sets.times if dose.sets else None
        drafts.append(Draft(part("rounds"), reps, sets=sets, rests=rests))
    else:
        drafts += [Draft(part("rest", REST, rest.duration), rests=(rest,)) for rest in rests]
    if dose.noun and not dose.alternating:
        side = SideWords(dose.start, dose.end, one_of(dose.noun), each=True)
        drafts.append(Draft(part("side"), side=side))
    return drafts


def rest_draft(rest: RestPhrase, body: Text, step: int, number: int) -> Draft:
    """Give the rest that a sentence names beside something else, with what it parts."""
    duration = duration_of(rest.time, body)
    words = body.words[rest.start : rest.end].strip(" ,;")
    place = body.place(rest.start, rest.end - rest.start)
    part = Part("rest", REST, words, duration=duration, step=step, sentence=number, place=place)
    return Draft(part, rests=(Rest(duration, rest.between),))


def ways_draft(ways: CountedWays, body: Text, step: int, number: int) -> Draft:
    """Give a movement that is counted both ways: its words, then time for all of it."""
    seconds = ways.times * COUNT_S
    place = body.place(ways.start, ways.end - ways.start)
    counted = body.words[ways.start : ways.end]
    duration = Duration(seconds, seconds, "s", words=counted, assumed=True, place=place)
    words = body.words.strip()
    text = sentence_of(words)
    return Draft(Part("work", text, words, "", duration=duration, step=step, sentence=number,
                      place=body.place()))  # fmt: skip


def tempo_draft(tempo: WrittenTempo, body: Text, step: int, number: int) -> Draft:
    """Give the marker of a written tempo: it belongs to the rounds of its pose."""
    words = body.words[tempo.start : tempo.end].strip(" ,;:")
    place = body.place(tempo.start, tempo.end - tempo.start)
    duration = Duration(tempo.seconds, tempo.seconds, "s", words=words, place=place)
    part = Part("rounds", "", words, step=step, sentence=number, place=place)
    return Draft(part, tempo=duration)


def pause_draft(seconds: int, mark: Text, step: int, number: int) -> Draft:
    """Give the unspoken hold that a mark of another tool asks for."""
    place = mark.place()
    duration = Duration(seconds, seconds, "s", words=mark.words, place=place)
    part = Part("hold", "", mark.words, duration=duration, step=step, sentence=number, place=place)
    return Draft(part)


def breath_drafts(pattern: BreathPattern, body: Text, step: int, number: int) -> list[Draft]:
    """Give the parts of one measured breath, and of how often it is done where that is said.

    The words of a held breath are said within it: the rhythm is exact.
    """
    words = body.words[: pattern.end].strip()
    place = body.place(0, pattern.end)
    drafts = []
    for phase, seconds in pattern.phases:
        kind: PartKind = phase if phase in ("inhale", "exhale") else "hold"
        said = {"inhale": INHALE, "exhale": EXHALE}.get(phase, HOLD_NOW)
        duration = Duration(seconds, seconds, "s", words=words, place=place)
        text = said if kind != "hold" else ""
        drafts.append(Draft(Part(
            kind, text, words, said, duration=duration, step=step, sentence=number, place=place
        )))  # fmt: skip
    rest = body.words[pattern.end :]
    before = words.partition(",")[0] if words.lower().startswith("for ") else ""
    lasting = rounds_in(pattern.length_s, rest) or rounds_in(pattern.length_s, before)
    counted = find_repeat(rest)
    repeat = Repeat(0, 0, *lasting) if lasting else counted
    if repeat:
        marker = Part("rounds", "", rest.strip(), step=step, sentence=number, place=place)
        drafts.append(Draft(marker, repeat))
    return drafts
