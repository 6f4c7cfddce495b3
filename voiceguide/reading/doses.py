"""A dose becomes parts: what is held or worked, then the rounds, sets and sides that go over it."""

from __future__ import annotations

from voiceguide.english.breath_patterns import BreathPattern, rounds_in
from voiceguide.english.doses import Amount, Dose
from voiceguide.english.repeats import Repeat, find_repeat
from voiceguide.english.sides import SideWords, one_of
from voiceguide.english.wording import EXHALE, HOLD, HOLD_NOW, INHALE, REST, WORK
from voiceguide.reading.drafts import Draft, Rest
from voiceguide.reading.text import Text
from voiceguide.routine import Duration, Part, PartKind, Unit


def dose_drafts(dose: Dose, body: Text, step: int, number: int) -> list[Draft]:
    """Give the parts of a dose in the order in which they are led."""
    words = body.words[dose.start : dose.end].strip()
    place = body.place(dose.start, dose.end - dose.start)

    def part(kind: PartKind, text: str = "", duration: Duration | None = None) -> Part:
        return Part(kind, text, words, duration=duration, step=step, sentence=number, place=place)

    drafts: list[Draft] = []
    if dose.hold:
        drafts.append(Draft(part("hold", HOLD, duration_of(dose.hold, body))))
    if dose.work:
        drafts.append(Draft(part("work", WORK, duration_of(dose.work, body))))
    rests = tuple(Rest(duration_of(rest.amount, body), rest.between) for rest in dose.rests)
    again = dose.reps or dose.sets
    if again:
        reps = _repeat(dose.reps) if dose.reps else None
        sets = _repeat(dose.sets) if dose.sets else None
        drafts.append(Draft(part("rounds"), reps, sets=sets, rests=rests))
    else:
        drafts += [Draft(part("rest", REST, rest.duration), rests=(rest,)) for rest in rests]
    if dose.noun:
        side = SideWords(dose.start, dose.end, one_of(dose.noun), each=True)
        drafts.append(Draft(part("side"), side=side))
    return drafts


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


def duration_of(amount: Amount, body: Text) -> Duration:
    """Make the duration that an amount of time stands for."""
    unit: Unit = "breaths" if amount.unit == "breaths" else "s"
    words = body.words[amount.start : amount.end]
    place = body.place(amount.start, amount.end - amount.start)
    return Duration(amount.low, amount.high, unit, amount.qualifier, words, place=place)


def _repeat(amount: Amount) -> Repeat:
    return Repeat(amount.start, amount.end, amount.low, amount.high)
