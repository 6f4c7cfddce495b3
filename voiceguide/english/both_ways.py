"""Counts within one movement: "8 circles one way, then 8 the other"."""

from __future__ import annotations

from typing import NamedTuple

from voiceguide.english.numbers import HAS_NUMBER, NUMBER, in_digits, value, whole
from voiceguide.english.pattern import Pattern

COUNT_S = 4
"""Seconds for one movement that is counted (ACSM's strength guidance has 1 to 3 s each way)."""

_WAY = (
    r"(?:forwards?|backwards?|back|(?:anti-?|counter-?)?clockwise|inwards?|outwards?|upwards?"
    r"|downwards?|(?:to\s(?:the|your)\s)?(?:right|left)|(?:in\s)?(?:one|1|a)\s+(?:way|direction))"
)
_DIRECTIONS = "forward|back|clockwise|inward|outward|upward|downward|right|left|way|direction"
_OTHER_WAY = r"(?:(?:in\s)?the\s(?:other|opposite|reverse)(?:\s(?:way|direction))?|in\sreverse)"
_COUNTED = Pattern(
    rf"""(?P<one>{NUMBER})\s+(?!\s*(?:times|reps|repetitions|sets|rounds|seconds|minutes|breaths)\b)
        (?:[a-z][\w’'\s-]*?\s)?\b{_WAY}\b,?\s(?:and\sthen|then|and)\s(?:again\s)?
        (?:(?P<two>{NUMBER})\s+)?(?:[a-z][\w’'\s-]*?\s)??\b(?:{_WAY}|{_OTHER_WAY})\b""",
    _DIRECTIONS,
)


_TIMES_EACH_WAY = Pattern(
    rf"""\b(?P<one>{NUMBER})\s+times\s{_WAY},?\s(?:and\sthen|then|and)\s
        (?P<two>{NUMBER})\s+times\s(?:{_WAY}|{_OTHER_WAY})\b""",
    "times",
    _DIRECTIONS,
)
_COUNTED_AFTER = Pattern(
    rf"""\b{_WAY}\s(?P<one>{NUMBER})\s+times,?\s(?:and\sthen|then|and)\s[\w’'\s-]*?
        \b(?:{_WAY}|{_OTHER_WAY})\s(?P<two>{NUMBER})\s+times\b""",
    "times",
    _DIRECTIONS,
)


_HAS_WAY = Pattern(rf"\b{_WAY}\b", _DIRECTIONS)
_SIDES = Pattern(r"\b(?:right|left)\b", "right|left")


class CountedWays(NamedTuple):
    """A movement done so often one way and so often the other, at ``start`` to ``end``."""

    start: int
    end: int
    times: int


def counted_both_ways(words: str) -> CountedWays | None:
    """Give what is counted both ways within one movement, or None."""
    digits = in_digits(words)
    numbers = len(HAS_NUMBER.findall(digits))
    if not numbers:
        return None
    digits = digits.replace("\0", " ")
    if not _HAS_WAY.search(digits):
        return None  # quicker to find out than by what follows
    found = _COUNTED.search(digits)
    if numbers > 1:
        found = _COUNTED_AFTER.search(digits) or _TIMES_EACH_WAY.search(digits) or found
    if found is None:
        return None
    ways = _SIDES.findall(found.group().lower())
    if len(ways) > 1 and len(set(ways)) == 1:
        return None  # "right and right"
    one = value(found["one"])
    if one < 2:
        return None  # "one leg forward and one leg back"
    return CountedWays(*found.span(), whole(one + (value(found["two"]) if found["two"] else one)))
