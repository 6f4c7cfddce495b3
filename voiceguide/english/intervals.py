"""Sets that begin at fixed times: "every minute on the minute for 10 minutes", "EMOM 10"."""

from __future__ import annotations

from typing import NamedTuple

from voiceguide.english.numbers import NUMBER, in_digits, value
from voiceguide.english.pattern import Pattern
from voiceguide.english.times import find_times

LEAST_REPETITION_S = 2
"""No counted movement is done sooner (ACSM: at least 1 s each way)."""

_UNIT = r"(?:\0|\s|-)*(?:(?P<{0}>m\b|min\w*)|s\b|sec\w*)"
_FOR = rf"(?:for|over|x|×)\s(?:a\stotal\sof\s)?(?P<total>{NUMBER}){_UNIT.format('total_min')}"
_EVERY = Pattern(
    rf"""\bevery\s(?:(?P<n>{NUMBER}){_UNIT.format("n_min")}|minute(?:\son\sthe\sminute)?)
        (?:[\s,]+{_FOR})[\s,:;–-]*""",
    "every",
)
_EMOM = Pattern(
    rf"""\bemom\b[\s,:(]*(?:(?:for|x|×)\s)?(?P<total>{NUMBER})(?P<unit>{_UNIT.format("total_min")})?
        [\s,:;)–-]*|\b(?P<before>{NUMBER})(?:\0|\s|-)*min\w*\s(?:of\s)?emom\b[\s,:;–-]*""",
    "emom",
)
_MOST_TIMES = 60


_NOT_MOVES = frozenset("times reps repetitions sets rounds breaths counts more of to or".split())
_THINGS = Pattern(
    rf"""^\W*(?:(?:do|perform|complete|make)\s)?(?P<times>{NUMBER})[\0\s]+
        (?P<what>[a-z][\w’'-]*(?:\s[\w’'-]+){{0,3}})[\s.!]*$"""
)


class CountedThings(NamedTuple):
    """So many times of ``what`` is named: "6 burpees"."""

    times: int
    what: str


def counted_things(words: str) -> CountedThings | None:
    """Read words that are no more than a number of some movement."""
    found = _THINGS.match(in_digits(words))
    if found is None or not value(found["times"]).is_integer() or find_times(words):
        return None
    if found["what"].split()[0] in _NOT_MOVES:
        return None
    return CountedThings(int(value(found["times"])), found["what"])


class Interval(NamedTuple):
    """Words at ``start`` to ``end`` that let a set begin every so many ``seconds``, so often."""

    start: int
    end: int
    seconds: int
    times: int


def find_interval(words: str) -> Interval | None:
    """Find sets that begin at fixed times, or give None."""
    small = in_digits(words)
    found = _EVERY.search(small)
    if found is not None:
        seconds = int(value(found["n"])) * (60 if found["n_min"] else 1) if found["n"] else 60
        total = int(value(found["total"]) * (60 if found["total_min"] else 1))
    else:
        found = _EMOM.search(small)
        if found is None:
            return None
        total = int(value(found["total"] or found["before"]))
        in_seconds = found["unit"] and not found["total_min"]
        seconds, total = 60, total if in_seconds else 60 * total
    if seconds < 1 or total % seconds or not 2 <= total // seconds <= _MOST_TIMES:
        return None
    return Interval(*found.span(), seconds, total // seconds)
