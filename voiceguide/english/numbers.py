"""Numbers as people write them (10, ten, 1 1/2, ½, a few, a dozen), and as a teacher says them."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from voiceguide.english.pattern import Pattern
from voiceguide.routine import Unit

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_LARGE = ((1_000_000, "million"), (1000, "thousand"), (100, "hundred"))
# "A couple" is two; the others are the common senses of vague words (judgement).
_LOOSE = {"couple": 2, "few": 3, "several": 5, "dozen": 12}
_SMALL = {word: n for n, word in enumerate(_BELOW_TWENTY)} | {
    word: 10 * n for n, word in enumerate(_TENS, 2)
}

FROM_TWO = "|".join([*_BELOW_TWENTY[2:], *_TENS])
"""Pattern of a number of one word from "two" on; "one" is often none ("stay with this one")."""

NUMBER_WORD = f"one|{FROM_TWO}"
"""Pattern of a number of one word."""

_UNDER_HUNDRED = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_BELOW_TWENTY[1:10])})\b)?"
    rf"|{'|'.join(_BELOW_TWENTY[10:] + _BELOW_TWENTY[1:10])})"
)
_IN_WORDS = Pattern(
    rf"\b(?:(?:(?:an?|one|two|three|four|five)\s)?hundred(?:\s(?:and\s)?{_UNDER_HUNDRED})?|{_UNDER_HUNDRED}"
    r"|a\scouple(?:\sof)?|a\sfew|several|(?:a|one|two)\sdozen)\b",
    "|".join([NUMBER_WORD, "hundred", *_LOOSE]),
)
_THOUSANDS = Pattern(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])", ",")
_TWICE = Pattern(r"(?P<number>\d+)\0*\s?[(](?P<again>\d+)[)]", "(", flags=0)
_AND_PART = Pattern(
    r"(?<![\d.])(?P<number>\d+)\0*\sand\sa\s(?P<part>half|quarter)\b(?!\s(?:of|circle|turn|dozen)\b)",
    "half|quarter",
)
_GLYPHS = {
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "½": 1 / 2,
    "¼": 1 / 4,
    "¾": 3 / 4,
}
_FRACTION = r"[1-3]/[2-4](?![\d/])"

# More is a slip of the pen, however long it is.
_MOST = 1e12

# Stands for the letters of a number that became digits, so that every other letter keeps its
# place; no text that is read has it.
_FILL = "\0"

NUMBER = (
    rf"(?:(?<![\d./])(?:\d+(?:\.\d+)?(?:\s?[½¼¾⅓⅔]|\s(?:and\s)?{_FRACTION})?(?![\d/])"
    rf"|{_FRACTION}|[½¼¾⅓⅔]){_FILL}*)"
)
"""Pattern of one number in words that went through `in_digits`."""

_VAGUE = Pattern(r"\b(?:few|several)\b", "few|several")

HAS_NUMBER = Pattern(r"[\d½¼¾⅓⅔]")
"""Finds whether there may be a `NUMBER` at all, sooner than a pattern that asks for more."""

BETWEEN = r"\s*(?:-|–|—|−|‑|‒|~|\bto\b|\bor\b|\bthrough\b)\s*"
"""Pattern of what stands between the two numbers of a range."""


_FIRST_NUMBER = Pattern(rf"{NUMBER}(?:{BETWEEN}{NUMBER})?")


@lru_cache(4096)  # whatever a sentence may ask for is looked for in its digits
def in_digits(words: str) -> str:
    """Write every number in digits, leaving all else at its place: the length stays the same."""
    words = _THOUSANDS.sub(
        lambda match: match.group().replace(",", "").ljust(len(match.group()), _FILL), words
    )
    words = _IN_WORDS.sub(
        lambda match: str(_worth(match.group())).ljust(len(match.group()), _FILL), words
    )
    words = _AND_PART.sub(_with_part, words)
    return _TWICE.sub(_once, words)


def _with_part(match: re.Match[str]) -> str:
    """Write "two and a half" as 2.5."""
    part = ".5" if match["part"].lower() == "half" else ".25"
    return f"{match['number']}{part}".ljust(len(match.group()), _FILL)


def _once(match: re.Match[str]) -> str:
    """Take the second of "twenty (20)"."""
    if match["number"] != match["again"]:
        return match.group()
    return match["number"].ljust(len(match.group()), _FILL)


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


def without_number(words: str) -> str:
    """Take the number or range from the beginning of words: "12 slow squats" is "slow squats"."""
    found = _FIRST_NUMBER.match(in_digits(words))
    return words[found.end() :].lstrip() if found else words


def is_vague(words: str) -> bool:
    """Tell "a few breaths" and "several minutes" from a number that somebody chose."""
    return _VAGUE.search(words) is not None


def value(digits: str) -> float:
    """Give the value of what `NUMBER` matched, at most `_MOST`."""
    total = 0.0
    for part in re.findall(r"\d+/\d+|\d+(?:\.\d+)?|[½¼¾⅓⅔]", digits):
        over, _, under = part.partition("/")
        total += _GLYPHS[part] if part in _GLYPHS else float(over) / float(under or 1)
    return min(total, _MOST)


def whole(amount: float) -> int:
    """Round up to a whole number, but for what thirds leave over: three thirds are one."""
    return math.ceil(round(amount, 6))


def in_words(number: int) -> str:
    """Give a whole number from zero up in words: 25 is "twenty-five"."""
    if number < 20:
        return _BELOW_TWENTY[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_BELOW_TWENTY[ones]}" if ones else "")
    size, name = next(pair for pair in _LARGE if number >= pair[0])
    many, rest = divmod(number, size)
    if not rest:
        return f"{in_words(many)} {name}"
    return f"{in_words(many)} {name}{' and ' if rest < 100 else ' '}{in_words(rest)}"


def length_in_words(number: int, unit: Unit, manner: str = "") -> str:
    """Give a hold's length in words: "four breaths", "ninety seconds", "two and a half minutes".

    ``manner`` is how the breaths are: "five deep breaths".
    """
    if unit == "breaths":
        return _counted(number, f"{manner} breath".strip())
    if number < 100 and number != 60:
        return _counted(number, "second")
    minutes, seconds = divmod(number, 60)
    if seconds == 0:
        return _counted(minutes, "minute")
    if seconds == 30:
        return f"{in_words(minutes)} and a half minutes"
    return f"{_counted(minutes, 'minute')} and {_counted(seconds, 'second')}"


def length_in_figures(number: int, unit: Unit, manner: str = "") -> str:
    """Give a hold's length as it is read on paper: "4 breaths", "90 seconds", "2 ½ minutes"."""
    if unit == "breaths":
        return _plural(f"{number}", number, f"{manner} breath".strip())
    if number < 100 and number != 60:
        return _plural(f"{number}", number, "second")
    minutes, seconds = divmod(number, 60)
    if seconds == 30:
        return f"{minutes} ½ minutes"
    told = _plural(f"{minutes}", minutes, "minute")
    return told if not seconds else f"{told} {_plural(f'{seconds}', seconds, 'second')}"


def _counted(number: int, noun: str) -> str:
    return _plural(in_words(number), number, noun)


def _plural(told: str, number: int, noun: str) -> str:
    return f"{told} {noun}" + ("" if number == 1 else "s")
