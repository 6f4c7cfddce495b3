"""What is wrong with the times and rounds of a sentence, and what in it was not understood."""

from __future__ import annotations

from voiceguide.english.account import Measure, What, measuring, unaccounted
from voiceguide.english.dose import Dose
from voiceguide.english.numbers import FROM_TWO, HAS_NUMBER, in_digits
from voiceguide.english.pattern import Pattern
from voiceguide.english.repeats import Repeat
from voiceguide.english.sides import alternates, both_in_one
from voiceguide.english.times import TimeSpan, find_times
from voiceguide.problems import Problem, Severity
from voiceguide.reading.clauses import Clause
from voiceguide.reading.text import Text
from voiceguide.routine import Duration

MOST_HOLD_S = 6 * 3600
LONG_HOLD_S = 30 * 60
MOST_BREATHS = 1000
MOST_ROUNDS = 500
"""Beyond these a number is a slip of the pen: nobody holds a pose for hours."""


def check_dose(body: Text, dose: Dose, problems: list[Problem]) -> None:
    """Report absurd numbers in a dose."""
    times = [dose.hold, dose.work, *(rest.amount for rest in dose.rests)]
    for amount in filter(None, times):
        check_time(body, amount.span, (amount.start, amount.end), problems)
    for amount in filter(None, (dose.sets, dose.reps)):
        check_repeat(body, amount.times, (amount.start, amount.end), problems)
    if dose.alternating and not dose.each and dose.reps:
        where = (dose.reps.start, dose.reps.end)
        if told := odd_turns(dose.reps.times, body.words[slice(*where)]):
            problems.append(body.problem(*told, *where, "warning"))


def odd_turns(repeat: Repeat, words: str) -> tuple[str, str] | None:
    """Tell, with a hint, of an odd count that two sides share: both are led as often."""
    if repeat.high != repeat.low or repeat.low % 2 == 0:
        return None
    each = repeat.halved().low
    return f"{words!r} is led as {each} with each: they take turns", "write an even number"


def check_amounts(
    body: Text, clauses: list[Clause], aside: list[tuple[int, int]], problems: list[Problem]
) -> None:
    """Report absurd numbers, holds without a unit, and what looks like a time but was not read."""
    for clause in clauses:
        if clause.time:
            check_time(body, clause.time, (clause.time.start, clause.time.end), problems)
        if clause.repeat:
            where = (clause.repeat.start, clause.repeat.end)
            check_repeat(body, clause.repeat, where, problems)
        if clause.repeat and (whole := _ALL_OF_IT.search(body.words)):
            message = f"{whole.group()!r} is not gone round again: only this pose is repeated"
            hint = "write each pose again, or how often to do all of it in the welcome"
            problems.append(body.problem(message, hint, *whole.span(), "warning"))
    for pattern, message in _NOT_LED:
        if found := pattern.search(body.words):
            hint = "write it as steps of its own"
            told = f"{found.group()!r} {message}"
            problems.append(body.problem(told, hint, *found.span(), "warning"))
    _check_unit(body, problems)
    _check_numbers(body, problems)
    _close_account(body, clauses, aside, problems)


def check_time(
    body: Text, time: TimeSpan | Duration, where: tuple[int, int], problems: list[Problem]
) -> None:
    """Report a hold of no length, one that runs backwards, or one that nobody could hold."""
    words = body.words[slice(*where)]
    severity: Severity = "error"
    most = MOST_HOLD_S if time.unit == "s" else MOST_BREATHS
    if time.low == 0:
        message, hint = f"a hold of no length: {words!r}", "write how long it is, or leave it out"
    elif time.high is not None and time.high < time.low:
        message, hint = f"the range runs backwards: {words!r}", "write the smaller number first"
    elif max(time.low, time.high or 0) > most:
        limit = "6 hours" if time.unit == "s" else f"{MOST_BREATHS} breaths"
        message, hint = f"too long to hold: {words!r}", f"a hold is at most {limit}"
    elif time.unit == "s" and time.low > LONG_HOLD_S:
        message, hint = f"more than half an hour in one hold: {words!r}", "is that what you mean?"
        severity = "warning"
    else:
        return
    problems.append(body.problem(message, hint, *where, severity))


def check_repeat(
    body: Text, repeat: Repeat, where: tuple[int, int], problems: list[Problem]
) -> None:
    """Report rounds that never begin, run backwards, or never end."""
    words = body.words[slice(*where)]
    if repeat.low == 0:
        message, hint = f"rounds that never begin: {words!r}", "write how often, or leave it out"
    elif repeat.high is not None and repeat.high < repeat.low:
        message, hint = f"the range runs backwards: {words!r}", "write the smaller number first"
    elif max(repeat.low, repeat.high or 0) > MOST_ROUNDS:
        message = f"too many rounds: {words!r}"
        hint = f"a pose is repeated at most {MOST_ROUNDS} times"
    else:
        return
    problems.append(body.problem(message, hint, *where))


_ALL_OF_IT = Pattern(
    r"\b(?:the|this|whole|entire|full)\s(?:routine|workout|session|programme|program|practice|class)\b"
    r"|\ball\s(?:of\s)?(?:the\s|these\s)?(?:exercises|poses|stretches)\b",
    "routine|workout|session|program|practice|class|exercises|poses|stretches",
)
_NOT_LED = (
    (
        Pattern(
            r"\b(?:hold|stay)(?:ing)?\s(?:in\s)?(?:the|that|your)\s(?:(?:very\s)?last|final)\b(?:\s(?!for)\w+){0,2}",
            "last|final",
        ),
        "is not led apart: every round is held so long",
    ),
    (Pattern(r"\b(?:the\s)?same\sas\s(?:in\s)?steps?\s\d+", "same"), "is only spoken, not led"),
)
_NO_NUMBER = Pattern(
    r"(?:(?<![\w.,-])(?<!\d\s)[-−]\d+(?:[.,]\d+)?|\b\d+(?:\.\d+)?e[+-]?\d+)\s?"
    r"(?:s\b|sec|min|hour|breath|times?\b|rep|round|more\b|set)"
)


def _check_numbers(body: Text, problems: list[Problem]) -> None:
    """Refuse "-5 seconds" and "1e9 breaths": nobody means them."""
    if match := _NO_NUMBER.search(body.words):
        hint = "write a plain number, such as 5 or 1.5"
        message = f"{match.group()!r} is no number of anything"
        problems.append(body.problem(message, hint, match.start(), match.end()))


_STILL = Pattern(
    r"^(?:(?:and|then|now)\s)*(?:hold|stay|rest|remain)\b(?=[^.]*\bfor\s[^.]*(?:\d|\b(?:million|thousand|days?|"
    r"weeks?|hours?|minutes?|seconds?|breaths)\b))(?![^.]*\bfor\s(?:a|one|two)\s(?:moment|bit|while|second)\b)",
    "hold|stay|rest|remain",
    "for",
)
_NO_UNIT = Pattern(
    r"\b(?:hold|holding|stay|staying|remain|remaining|pause|pausing|rest|resting)\b(?:\s(?:it|this|the|that|here|there|"
    r"pose|position|stretch))*\s(?:for\s)?(?:about\s|at\sleast\s|around\s)?(?P<number>\d+(?:\s*(?:-|–|to|or)\s*\d+)?|"
    rf"(?:{FROM_TWO})(?:\sto\s\w+)?)"
    r"(?=\s*(?:$|[.,;!)]|and\b|then\b|before\b|on\seach\b))",
    "hold|stay|remain|paus|rest",
)


def _check_unit(body: Text, problems: list[Problem]) -> None:
    spans = find_times(body.words)
    digits = in_digits(body.words)
    if all(
        any(span.start <= number.start() < span.end for span in spans)
        for number in HAS_NUMBER.finditer(digits)
    ):
        return  # most sentences: each number has its unit, or there is none
    match = _NO_UNIT.search(body.words)
    if match and not any(span.start <= match.start("number") < span.end for span in spans):
        start = match.group()
        opening = start[: match.start("number") - match.start()].rstrip()
        opening = (
            opening if opening.endswith(("for", "about", "least", "around")) else f"{opening} for"
        )
        number = match["number"]
        hint = f'write "{opening} {number} seconds" or "{opening} {number} breaths"'
        problems.append(body.problem("hold has no unit", hint, match.start(), match.end()))


_HINTS: dict[What, str] = {
    "a number": "say what it counts, as in: Hold for 30 seconds. Repeat 5 times.",
    "a time": 'write it as a hold of its own: "Hold for 30 seconds."',
    "a repetition": 'write it as a sentence of its own: "Repeat 5 times."',
    "a side": 'write it as a sentence of its own: "Repeat on the other side."',
    "a rest": 'write it as a sentence of its own: "Rest for 30 seconds."',
}


# "Repeat for four minutes": all of it, for that long.
_KEEPS_ON = Pattern(r"\W*(?:(?:and|then)\s)*repeat\b[^.;,]*\bfor\b", "repeat")


def _in_turn(words: str, each: Measure) -> bool:
    """Tell "every other time", which is not led, and "twice", which is a count of its own."""
    return words[each.start : each.end].lower().startswith(("every", "twice", "thrice"))


def _words_of_again(words: str, measures: list[Measure], clause: Clause) -> list[Measure]:
    """Give what rounds or a side mean by more than their number: all but amounts and rests."""
    return [
        each
        for each in measures
        if clause.start <= each.start < clause.end
        and each.what in ("a side", "a repetition")
        and not _in_turn(words, each)
    ]


def _close_account(
    body: Text, clauses: list[Clause], aside: list[tuple[int, int]], problems: list[Problem]
) -> None:
    """Tell what measures in a sentence and was neither led nor is a measure of something else."""
    if (
        not any(c.time for c in clauses)
        and _STILL.match(body.words)
        and not _NO_UNIT.search(body.words)
    ):
        message = f"{body.words!r} looks like a hold and was not understood: it is only spoken"
        problems.append(body.problem(message, _HINTS["a time"], 0, len(body.words), "warning"))
        return
    measures = measuring(body.words)
    taken = [*aside]
    for clause in clauses:
        if clause.optional or clause.role in ("caution", "note", "tip"):
            taken.append((clause.start, clause.end))
        if clause.kind in ("rounds", "side"):
            sided = any(each.side for each in clauses) or alternates(body.words)
            said_again = _words_of_again(body.words, measures, clause)
            taken += [each[:2] for each in said_again if sided or each.what != "a side"]
        for found in (clause.time, clause.repeat, clause.breath):
            if found is not None:
                taken.append((found.start, found.end))
    told = {problem.place.line for problem in problems if problem.place}
    again = any(c.repeat or c.side or (c.time and _KEEPS_ON.match(body.words)) for c in clauses)
    moving = any(clause.repeat or clause.time for clause in clauses)
    for left in unaccounted(body.words, measures, taken):
        if again and left.what == "a repetition" and not _in_turn(body.words, left):
            continue  # it says again what is led anyway: "switch legs and repeat"
        if moving and left.what == "a side" and alternates(body.words[left.start : left.end]):
            continue  # "12 times, alternating legs": by turns within what is counted
        if again and left.what == "a side" and both_in_one(body.words):
            continue  # "tap left and right, 10 times each"
        if body.place(left.start, 1).line in told:
            return
        words = body.words[left.start : left.end]
        message = f"{words!r} looks like {left.what} and was not understood: it is only spoken"
        problems.append(body.problem(message, _HINTS[left.what], left.start, left.end, "warning"))
        return
