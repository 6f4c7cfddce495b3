"""What is wrong with the times and rounds of a sentence, and what in it was not understood."""

from __future__ import annotations

from voiceguide.english.numbers import FROM_TWO
from voiceguide.english.pattern import Pattern
from voiceguide.english.repeats import Repeat
from voiceguide.english.times import TimeSpan, find_times
from voiceguide.problems import Problem
from voiceguide.reading.clauses import Clause
from voiceguide.reading.text import Text
from voiceguide.routine import Duration

MOST_HOLD_S = 6 * 3600
MOST_BREATHS = 1000
MOST_ROUNDS = 500
"""Beyond these a number is a slip of the pen: nobody holds a pose for hours."""


def check_amounts(body: Text, clauses: list[Clause], problems: list[Problem]) -> None:
    """Report absurd numbers, holds without a unit, and what looks like a time but was not read."""
    for clause in clauses:
        if clause.time:
            check_time(body, clause.time, (clause.time.start, clause.time.end), problems)
        if clause.repeat:
            where = (clause.repeat.start, clause.repeat.end)
            check_repeat(body, clause.repeat, where, problems)
    _check_unit(body, problems)
    _check_numbers(body, problems)
    spans = [(c.time.start, c.time.end) for c in clauses if c.time]
    spans += [(c.repeat.start, c.repeat.end) for c in clauses if c.repeat]
    _warn_of_unread(body, clauses, spans, problems)


def check_time(
    body: Text, time: TimeSpan | Duration, where: tuple[int, int], problems: list[Problem]
) -> None:
    """Report a hold of no length, one that runs backwards, or one that nobody could hold."""
    words = body.words[slice(*where)]
    most = MOST_HOLD_S if time.unit == "s" else MOST_BREATHS
    if time.low == 0:
        message, hint = f"a hold of no length: {words!r}", "write how long it is, or leave it out"
    elif time.high is not None and time.high < time.low:
        message, hint = f"the range runs backwards: {words!r}", "write the smaller number first"
    elif max(time.low, time.high or 0) > most:
        limit = "6 hours" if time.unit == "s" else f"{MOST_BREATHS} breaths"
        message, hint = f"too long to hold: {words!r}", f"a hold is at most {limit}"
    else:
        return
    problems.append(body.problem(message, hint, *where))


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
    match = _NO_UNIT.search(body.words)
    if match and not any(
        span.start <= match.start("number") < span.end for span in find_times(body.words)
    ):
        start = match.group()
        opening = start[: match.start("number") - match.start()].rstrip()
        opening = (
            opening if opening.endswith(("for", "about", "least", "around")) else f"{opening} for"
        )
        number = match["number"]
        hint = f'write "{opening} {number} seconds" or "{opening} {number} breaths"'
        problems.append(body.problem("hold has no unit", hint, match.start(), match.end()))


_COUNTED = (
    "times|reps|repetitions|sets|rounds|circles|lifts|raises|rolls|swings|presses|squats|twists|"
    "taps|pulses|kicks"
)
_UNREAD = (
    (
        Pattern(
            rf"\b(?:\d+|{FROM_TWO})[\s-]?"
            r"(?:seconds?|secs?|minutes?|mins?|breaths?)\b",
        ),
        "a time",
        'write it as a hold of its own: "Hold for 30 seconds."',
    ),
    (
        Pattern(
            r"\b\d+(?:\s?[-–]\s?\d+)?\s(?:more\s|slow\s|big\s|small\s|gentle\s|full\s)*"
            rf"(?:{_COUNTED})\b",
            _COUNTED,
        ),
        "rounds",
        'write them as a sentence of their own: "Repeat 5 times."',
    ),
    (
        Pattern(
            r"\b(?:(?:on|for|with|to)\s(?:each|the\sother|the\sopposite)\sside|switch\s\w+|repeat)\b",
            "side|switch|repeat",
        ),
        "a side or a repetition",
        'write it as a sentence of its own: "Repeat on the other side."',
    ),
)
_NO_ROUNDS = Pattern(
    r"\btimes\s(?:as|a|per|each|the|daily|more\s\w+er)\b|\btimes\sper\b|"
    r"\b(?:repeat|switch)\w*\s(?:movements|if|as)\b|\bon\seach\sside\sof\b|\bto\sthe\s(?:other|opposite)\sside\b|\bminutes\b\s(?:a|per)\b"
    r"|\b(?:is|are|during\sthe)\s(?:about\s|around\s)?\d+"
)


def _warn_of_unread(
    body: Text, clauses: list[Clause], spans: list[tuple[int, int]], problems: list[Problem]
) -> None:
    held = any(clause.time for clause in clauses)
    if not held and _STILL.match(body.words) and not _NO_UNIT.search(body.words):
        message = f"{body.words!r} looks like a hold and was not understood: it is only spoken"
        problems.append(body.problem(message, _UNREAD[0][2], 0, len(body.words), "warning"))
        return
    sided = any(clause.side or clause.repeat for clause in clauses)
    for clause in clauses:
        if clause.kind in ("rounds", "side") or clause.role or clause.optional:
            continue
        words = body.words
        for pattern, what, hint in _UNREAD[: 2 if sided else 3]:
            match = pattern.search(words, clause.start, clause.end)
            if match is None or any(start <= match.start() < end for start, end in spans):
                continue
            if _NO_ROUNDS.search(words, max(0, match.start() - 12)):
                continue
            message = (
                f"{match.group()!r} looks like {what} and was not understood: it is only spoken"
            )
            problems.append(body.problem(message, hint, match.start(), match.end(), "warning"))
            break
