"""Numbers as people write them: 10, ten, 1 1/2, ½, twenty-five, a few, a dozen."""

from __future__ import annotations

import re
from fractions import Fraction

from voiceguide.english.pattern import Pattern

_ONES = {
    word: n for n, word in enumerate("one two three four five six seven eight nine".split(), 1)
}
_TEENS = {
    word: n
    for n, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        10,
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
# "a few" and "several" as the table of pacing has them.
_LOOSE = {"couple": 2, "few": 3, "several": 5, "dozen": 12}
_SMALL = {**_ONES, **_TEENS, **_TENS}

_UNDER_HUNDRED = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_ONES)})\b)?|{'|'.join(_TEENS | _ONES)})"
)
_IN_WORDS = Pattern(
    rf"\b(?:(?:(?:an?|one|two|three|four|five)\s)?hundred(?:\s(?:and\s)?{_UNDER_HUNDRED})?|{_UNDER_HUNDRED}"
    r"|a\scouple(?:\sof)?|a\sfew|several|(?:a|one|two)\sdozen)\b",
    "|".join([*_SMALL, "hundred", *_LOOSE]),
)
_THOUSANDS = Pattern(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])", ",")
_GLYPHS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_FRACTION = r"[1-3]/[2-4](?![\d/])"

# Stands for the letters of a number that became digits, so that every other letter keeps its
# place; no text that is read has it.
_FILL = "\0"

NUMBER = (
    rf"(?:(?<![\d./])(?:\d+(?:\.\d+)?(?:\s?[½¼¾]|\s(?:and\s)?{_FRACTION})?(?![\d/])"
    rf"|{_FRACTION}|[½¼¾]){_FILL}*)"
)
"""Pattern of one number in words that went through `in_digits`."""

HAS_NUMBER = Pattern(r"[\d½¼¾]")
"""Finds whether there may be a `NUMBER` at all, sooner than a pattern that asks for more."""

BETWEEN = r"\s*(?:-|–|—|−|‑|\bto\b|\bor\b|\bthrough\b)\s*"
"""Pattern of what stands between the two numbers of a range."""


def in_digits(words: str) -> str:
    """Write every number in digits, leaving all else at its place: the length stays the same."""
    words = _THOUSANDS.sub(
        lambda match: match.group().replace(",", "").ljust(len(match.group()), _FILL), words
    )
    return _IN_WORDS.sub(
        lambda match: str(_worth(match.group())).ljust(len(match.group()), _FILL), words
    )


def _worth(words: str) -> int:
    total = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word == "dozen":
            total = max(total, 1) * 12
        else:
            total += _SMALL.get(word, 0) or _LOOSE.get(word, 0)
    return total


def value(digits: str) -> Fraction:
    """Give the value of what `NUMBER` matched."""
    total = Fraction(0)
    for part in re.findall(r"\d+/\d+|\d+(?:\.\d+)?|[½¼¾]", digits):
        total += _GLYPHS[part] if part in _GLYPHS else Fraction(part)
    return total
