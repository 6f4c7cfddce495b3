"""Amounts in a dose: a number or a range with what it counts, from its tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from voiceguide.english.dose_words import Token
from voiceguide.english.numbers import value, whole
from voiceguide.english.repeats import Repeat
from voiceguide.english.times import TimeSpan
from voiceguide.routine import Qualifier, Unit


class Amount(NamedTuple):
    """A number or a range with what it counts.

    ``unit`` is "s", "breaths", "reps", "sets", "holds", "moves" or "" where none is written.
    ``high`` is None for "or more". ``clock`` tells a way of writing it that sentences do not have,
    ``often`` one that is no number: "twice".
    """

    low: int
    high: int | None
    unit: str
    qualifier: Qualifier
    start: int
    end: int
    clock: bool = False
    often: bool = False

    @property
    def is_time(self) -> bool:
        """Whether it is a length of time, or of breaths."""
        return self.unit in ("s", "breaths")

    @property
    def span(self) -> TimeSpan:
        """It as a length of time."""
        unit: Unit = "breaths" if self.unit == "breaths" else "s"
        return TimeSpan(self.start, self.end, self.low, self.high, unit, self.qualifier)

    @property
    def times(self) -> Repeat:
        """It as how often something is done."""
        return Repeat(self.start, self.end, self.low, self.high)


Item = Token | Amount

COUNTED = ("reps", "sets", "holds", "moves")
"""Units of what is done again, not of time."""

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_OFTEN = {"once": 1, "twice": 2, "thrice": 3}
_QUALIFIERS: dict[str, Qualifier] = {
    "at least": "at least",
    "minimum": "at least",
    "up to": "up to",
}
_ABOUT = ("about", "around", "approx", "approx .", "approximately")


def with_amounts(tokens: Sequence[Token]) -> list[Item]:
    """Put numbers and their units together; what else there is stays a token."""
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        found = _in_words(tokens, at) or _in_numbers(tokens, at)
        items.append(found[0] if found else tokens[at])
        at = found[1] if found else at + 1
    return items


def two_numbers(words: str) -> tuple[int, int]:
    """Give the numbers of "1:30" or "40/20"."""
    one, two = re.findall(r"\d+", words)[:2]
    return int(one), int(two)


def _kind(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].kind if 0 <= at < len(tokens) else ""


def _in_words(tokens: Sequence[Token], at: int) -> tuple[Amount, int] | None:
    """Read the amount at a token that is no number: "1:30", "a count of 7", "a minute", "twice"."""
    first, following = tokens[at], _kind(tokens, at + 1)
    if first.kind == "clock":
        minutes, seconds = two_numbers(first.words)
        amount = _whole(minutes * 60 + seconds, None, "s", tokens, at, at + 1)
        return amount._replace(clock=True), at + 1
    if first.kind == "often":
        amount = _whole(_OFTEN[first.words], None, "reps", tokens, at, at + 1)
        return amount._replace(often=True), at + 1
    article = first.words in ("a", "an", "the")
    if first.kind == "second" or (article and following == "second"):
        place = at if first.kind == "second" else at + 1
        counted = _count_of(tokens, place)
        if counted is not None:
            return _whole(counted, None, "s", tokens, at, place + 3), place + 3
    if first.kind == "half":  # "half a minute", "half an hour"
        place = at + 1 + (following == "glue" and tokens[at + 1].words in ("a", "an"))
        if _kind(tokens, place) in ("minute", "hour"):
            halved = _SECONDS[_kind(tokens, place)] / 2
            return _whole(halved, None, "s", tokens, at, place + 1), place + 1
    if article and first.words != "the" and following in _SECONDS:  # "a minute's rest"
        return _whole(_SECONDS[following], None, "s", tokens, at, at + 2), at + 2
    return None


def _in_numbers(tokens: Sequence[Token], at: int) -> tuple[Amount, int] | None:
    """Read the amount that begins with a number at a token: "10", "30 s", "8-12 reps", "5+"."""
    if tokens[at].kind == "ratio":  # "10/15 seconds"
        least, most = two_numbers(tokens[at].words)
        unit, factor, end = _unit(tokens, at + 1)
        if unit not in ("s", "breaths") or least >= most:
            return None
        return _whole(least * factor, most * factor, unit, tokens, at, end), end
    if tokens[at].kind != "number":
        return None
    low = high = value(tokens[at].words)
    if _kind(tokens, at + 1) == "plus":  # "30+ seconds"
        unit, factor, end = _unit(tokens, at + 2)
        amount = _whole(low * factor, None, unit, tokens, at, end)
        return amount._replace(high=None, qualifier="at least"), end
    unit, factor, end = _unit(tokens, at + 1)
    low_factor = factor
    if unit == "s" and factor == 60 and _kind(tokens, end) == "number":
        compound = _minutes_and(low, tokens, at, end)
        if compound:
            return compound
    if _parts_range(tokens, at, end) and _kind(tokens, end + 1) == "number":
        high = value(tokens[end + 1].words)
        second, second_factor, end = _unit(tokens, end + 2)
        if second:
            low_factor = factor if unit else second_factor
            unit, factor = second, second_factor
    low, high = low * low_factor, high * factor
    if _kind(tokens, end) == "plus":
        amount = _whole(low, high, unit, tokens, at, end + 1)
        return amount._replace(high=None, qualifier="at least"), end + 1
    return _whole(low, high, unit, tokens, at, end), end


def _parts_range(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell what stands between the two numbers of a range: "to", or the "and" of "between"."""
    if _kind(tokens, end) == "range":
        return True
    both = _kind(tokens, at - 1) == "between" and _kind(tokens, end) == "glue"
    return both and tokens[end].words == "and"


def _minutes_and(
    minutes: float, tokens: Sequence[Token], at: int, end: int
) -> tuple[Amount, int] | None:
    """Read "1 min 30 s" and, where nothing else follows, "1 min 30"."""
    seconds = minutes * 60 + value(tokens[end].words)
    unit, _, beyond = _unit(tokens, end + 1)
    if unit == "s":
        return _whole(seconds, None, "s", tokens, at, beyond), beyond
    if _kind(tokens, end + 1) in ("", "each", "slash", "comma", "x"):
        amount = _whole(seconds, None, "s", tokens, at, end + 1)
        return amount._replace(clock=True), end + 1
    return None


def _count_of(tokens: Sequence[Token], at: int) -> float | None:
    """Give the seconds of "count of 7" at a token."""
    three = tokens[at : at + 3]
    if len(three) < 3 or three[0].words not in ("count", "counts") or three[1].words != "of":
        return None
    return value(three[2].words) if three[2].kind == "number" else None


def _unit(tokens: Sequence[Token], at: int) -> tuple[str, int, int]:
    """Give the unit at a token ("" where there is none), its seconds, and where it ends."""
    hyphen = _kind(tokens, at) == "range" and tokens[at].words == "-"
    if hyphen and _kind(tokens, at + 1) in (*_SECONDS, "breath"):
        at += 1  # "5-second"
    of = [token.words for token in tokens[at : at + 2]]
    if of in (["of", "a"], ["of", "an"]) and _kind(tokens, at + 2) in _SECONDS:
        return "s", _SECONDS[_kind(tokens, at + 2)], at + 3  # "3/4 of a minute"
    kind = _kind(tokens, at)
    if kind in _SECONDS:
        return "s", _SECONDS[kind], at + 1
    if kind == "breath":
        return "breaths", 1, at + 1
    if kind in COUNTED:
        return kind, 1, at + 1
    return "", 1, at


def _whole(  # noqa: PLR0913, PLR0917 - an amount and where it stands
    low: float, high: float | None, unit: str, tokens: Sequence[Token], at: int, end: int
) -> Amount:
    bottom = whole(low)
    top = bottom if high is None else whole(high)
    before = tokens[at - 1].words if at else ""
    qualifier: Qualifier = "exactly" if bottom == top else "range"
    if before in _ABOUT and qualifier == "exactly":
        qualifier = "about"
    qualifier = _QUALIFIERS.get(before, qualifier)
    written = None if qualifier == "at least" else top
    return Amount(bottom, written, unit, qualifier, tokens[at].start, tokens[end - 1].end)
