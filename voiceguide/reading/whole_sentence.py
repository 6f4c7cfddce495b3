"""Sentences that are one thing as a whole: a dose, a measured breath, quick breaths."""

from __future__ import annotations

from voiceguide.english.account import measuring
from voiceguide.english.both_ways import counted_both_ways
from voiceguide.english.breath_patterns import find_breath_pattern
from voiceguide.english.breaths import quick_breaths
from voiceguide.english.doses import find_dose
from voiceguide.english.phrasing import sentence_of
from voiceguide.english.repeats import find_repeat
from voiceguide.english.roles import is_optional
from voiceguide.english.same_steps import same_steps
from voiceguide.english.times import find_times
from voiceguide.problems import Problem
from voiceguide.reading.checks import check_dose, check_time
from voiceguide.reading.doses import breath_drafts, dose_drafts, ways_draft
from voiceguide.reading.drafts import Draft
from voiceguide.reading.text import Text
from voiceguide.routine import Duration, Part, Role

Read = list[Draft] | None


def read_quick(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Make 30 short, sharp exhales." as time for them."""
    del role
    quick = quick_breaths(body.words)
    if quick is None or is_optional(body.words) or find_repeat(body.words):
        return None
    left = body.words[: quick.start] + body.words[quick.end :]
    if any(each.what != "a side" for each in measuring(left)):
        return None
    counted = body.cut(quick.start, quick.end)
    duration = Duration(
        quick.seconds, quick.seconds, "s", words=counted.words, assumed=True, place=counted.place()
    )
    check_time(body, duration, (quick.start, quick.end), problems)
    words = body.words.strip()
    return [Draft(Part("work", sentence_of(words), words, "", duration=duration, step=step,
                       sentence=number, place=body.place()))]  # fmt: skip


def read_same_steps(
    body: Text, role: Role, step: int, number: int, problems: list[Problem]
) -> Read:
    """Read "Same as step 2." and "Repeat step 2." as what is done there."""
    del role, problems
    found = same_steps(body.words)
    if found is None or not 1 <= found.first <= found.last <= step:
        return None
    words = body.words.strip()
    part = Part("plain", sentence_of(words), words, step=step, sentence=number, place=body.place())
    if found.near and found.last == step:
        return None  # the step before it, once more: a round
    return [Draft(part, again=(found.first, found.last))]


def read_breaths(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "In for 4, hold for 7, out for 8." as one measured breath, and how often it is done."""
    del role, problems
    breath = find_breath_pattern(body.words.rstrip())
    if breath is None:
        return None
    rest = body.words[breath.end :]
    measures = [each for each in measuring(rest) if each.what in ("a number", "a time")]
    if measures and not (find_times(rest) or find_repeat(rest)):
        return None  # "in for 2, out for 2 sets of 10"
    return breath_drafts(breath, body, step, number)


def read_ways(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "8 circles one way, then 8 the other." as time for them."""
    del role, problems
    ways = counted_both_ways(body.words)
    return [ways_draft(ways, body, step, number)] if ways else None


def read_dose(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read a sentence that is a dose and nothing else: "3 x 10, rest 60 s"."""
    del role
    dose = find_dose(body.words.rstrip())
    if dose is None or not (dose.says_more or dose.moves):
        return None
    check_dose(body, dose, problems)
    return dose_drafts(dose, body, step, number)
