"""Numbers as people write them: 10, ten, 1 1/2, ½, twenty-five, a few, a dozen."""

from __future__ import annotations

import re
from fractions import Fraction

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {
    **{word: index for index, word in enumerate(_ONES, 1)},
    **{word: index for index, word in enumerate(_TEENS, 10)},
    **{word: 10 * index for index, word in enumerate(_TENS, 2)},
    "hundred": 100,
    "dozen": 12,
    "couple": 2,
    "few": 3,  # "a few" and "several" as the pacing table has them
    "several": 5,
}
_GLYPHS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}

_UNDER_HUNDRED = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_ONES)})\b)?"
    rf"|{'|'.join(_TEENS)}|{'|'.join(_ONES)})"
)
_FRACTION = r"(?<![\d/])[1-3]/[2-4](?![\d/])"
_DIGITS = (
    rf"(?<![\d./])\d+(?:\.\d+)?(?:\s?[½¼¾]|\s(?:and\s)?{_FRACTION})?(?![\d/])|{_FRACTION}|[½¼¾]"
)
_WORDS = (
    rf"\b(?:(?:(?:a|one|two|three|four|five)\s)?hundred(?:\s(?:and\s)?{_UNDER_HUNDRED})?"
    rf"|{_UNDER_HUNDRED}|a\scouple(?:\sof)?|a\sfew|several|(?:a|one|two)\sdozen)\b"
)
NUMBER = rf"(?:{_DIGITS}|{_WORDS})"
"""Pattern (ignoring case) of one number, in digits or words."""

BETWEEN = r"\s*(?:-|–|—|−|‑|\bto\b|\bor\b|\bthrough\b)\s*"  # noqa: RUF001
"""Pattern of what stands between the two numbers of a range."""


def value(words: str) -> Fraction:
    """Give the value of words that match `NUMBER`."""
    total = Fraction(0)
    for word in re.findall(r"\d+/\d+|\d+(?:\.\d+)?|[½¼¾]|[a-z]+", words.lower()):
        if word in _GLYPHS:
            total += _GLYPHS[word]
        elif word[0].isdigit():
            total += Fraction(word)
        elif word in ("hundred", "dozen"):
            total = max(total, Fraction(1)) * _VALUES[word]
        elif word in _VALUES:
            total += _VALUES[word]
    return total
