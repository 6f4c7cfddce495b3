"""What an English voice would misread that is no matter of sounds: signs, figures, capitals.

It is written in words before any voice sees it. The words shown and stored stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_PLAIN = (
    r"[^a-zA-Z0-9 ,.;:!?'\"()-]|\d\s?(?:[a-zA-Z]{1,4}\b|[-/])|x\s?\d|[A-Z]{2}"
    r"|\b(?:approx|etc|vs|e\.g|i\.e)\.|[Ww]arrior [iI]"
)
"""Where none of this is, there is nothing to be done: so it is with most sentences."""

_ROMAN = {
    "I": "one", "II": "two", "III": "three", "IV": "four", "VI": "six", "VII": "seven",
    "VIII": "eight",
}  # fmt: skip

_UNITS = {
    "s": "second", "sec": "second", "secs": "second", "min": "minute", "mins": "minute",
    "h": "hour", "hr": "hour", "hrs": "hour", "cm": "centimetre", "mm": "millimetre",
    "km": "kilometre", "kg": "kilogram", "kgs": "kilogram", "lb": "pound", "lbs": "pound",
    "ft": "foot", "yd": "yard",
}  # fmt: skip

_PARTS = {
    "½": "half", "¼": "a quarter", "¾": "three quarters", "⅓": "a third", "⅔": "two thirds",
    "1/2": "half", "1/4": "a quarter", "3/4": "three quarters", "1/3": "a third",
    "2/3": "two thirds",
}  # fmt: skip

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ł": "l", "đ": "d"}
)


def in_words(text: str) -> str:
    """Give an English text with its signs, figures and capitals as they are said."""
    if not _pattern(_PLAIN).search(text):
        return text
    text = without_accents(text)
    for pattern, said in _RULES:
        text = _pattern(pattern).sub(said, text)
    return " ".join(_lowered(text).split())


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def without_accents(text: str) -> str:
    """Write "ādho" as "adho"; what has become a letter of its own stays near to its sound."""
    if text.isascii():
        return text
    spelt = unicodedata.normalize("NFC", text.translate(_LETTERS))
    # Of Sanskrit in its own letters: all of these are nearer to "sh".
    spelt = re.sub("[śṣŚṢ](?!h)(.?)", _sh, spelt)
    kept = []
    for mark in unicodedata.normalize("NFD", spelt):
        kind = unicodedata.category(mark)
        if kind != "Mn":
            # Emoji and other pictures; a degree and a fraction are said.
            kept.append(" " if kind in ("So", "Sk") and mark not in "°" else mark)
    return unicodedata.normalize("NFC", "".join(kept))


def _sh(found: re.Match[str]) -> str:
    letter, after = found[0][0], found[1]
    if letter.islower():
        return f"sh{after}"
    return f"{'SH' if after.isupper() else 'Sh'}{after}"


def _lowered(text: str) -> str:
    """Write words in capitals as words, which else are spelt; three letters may be a name."""
    loud = not any(mark.islower() for mark in text) and len(text.split()) > 1

    def lower(found: re.Match[str]) -> str:
        word = found[0]
        if len(word) <= 3 and not loud:
            return word
        starts = not text[: found.start()].strip(" \"'(") or word == "I"
        return word[0] + word[1:].lower() if starts else word.lower()

    return _pattern(r"\b[A-Z]{2,}\b" if not loud else r"\b[A-Z]+\b").sub(lower, text)


def _fraction(found: re.Match[str]) -> str:
    whole, part, unit = found["whole"], found["part"], found["unit"]
    said = _PARTS[part]
    if whole:
        joined = f"{whole} and {'a half' if said == 'half' else said}"
        return f"{joined} {unit}s" if unit else joined
    if not unit:
        return said
    if said == "half":
        return f"half {'an' if unit == 'hour' else 'a'} {unit}"
    return f"{said} of {'an' if unit == 'hour' else 'a'} {unit}"


def _over(found: re.Match[str]) -> str:
    """Say two figures with a slash between: a mark out of ten, else one after the other."""
    first, second = found[1], found[2]
    out_of = second == "10" and int(first) <= 10
    return f"{first} out of {second}" if out_of else f"{first} {second}"


def _measure(found: re.Match[str]) -> str:
    count, unit = found[1], _UNITS[found[2].lower()]
    if count == "1":
        return f"1 {unit}"
    return f"{count} {'feet' if unit == 'foot' else unit + 's'}"


def _roman(found: re.Match[str]) -> str:
    return f"{found[1]} {_ROMAN[found[2].upper()]}"


_UNIT_NAMES = "|".join(sorted(_UNITS, key=len, reverse=True))
_RULES = (
    (r"(?i)\bapprox\.?(?=\s)|[~≈∼]\s*(?=\d)", "about "),
    (r"(?i)\be\.\s?g\.,?", "for example,"),
    (r"(?i)\bi\.\s?e\.,?", "that is,"),
    (r"(?i)\betc\.(?=\s*$)", "and so on."),
    (r"(?i)\betc\.", "and so on"),
    (r"(?i)\bvs\.?(?=\s)", "versus"),
    (r"(?i)\bw/o\b", "without"),
    (r"(?i)\bw/\s?", "with "),
    (r"\s*[≥⩾]\s*(?=\d)", " at least "),
    (r"\s*[≤⩽]\s*(?=\d)", " at most "),
    (r"±\s*(?=\d)", "plus or minus "),
    (r"#\s?(?=\d)", "number "),
    (r"(?<=\d)\+(?!\d)", " or more"),
    (r"\s*(?:→|⇒|->|=>)\s*", " to "),
    (r"[*_|•·^=\\{}]+", " "),
    (
        r"(?i)([½¼¾⅓⅔]|\b[123]/[234])\s?(min|sec|hr)s?\b\.?",
        lambda found: f"{found[1]} {_UNITS[found[2].lower()]}",
    ),
    (r"(?i)\b(an?) (?:½|1/2) (?=[a-z])", r"\1 half "),
    (r"(?i)\b(an?) (?:¼|1/4) (?=[a-z])", r"\1 quarter "),
    (r"(?i)\b(an?) (?:¾|3/4) (?=[a-z])", r"\1 three-quarter "),
    (
        r"(?:(?P<whole>\d+)\s?)?(?P<part>[½¼¾⅓⅔]|(?<![\d/])(?:1/2|1/4|3/4|1/3|2/3)(?![\d/]))"
        r"(?:\s?(?:an? |of an? )?(?P<unit>minute|hour|second|inch|turn|breath)\b(?!s))?",
        _fraction,
    ),
    (r"(?<![\d/])(\d+)/(\d+)(?![\d/])", _over),
    (r"(?i)\band/or\b", "and or"),
    (r"(?<=[A-Za-z])/(?=[A-Za-z])", ", "),
    (r"(?<=\d)\s?[x×]\s?(?=\d)", " by "),
    (r"(?<![\w-])[x×]\s?(\d+)\b", r"\1 times"),
    (r"\b(\d+)\s?x(?![\w-])|\b(\d+)\s?×", r"\1\2 times "),
    (r"×", " times "),
    (r"(?<=\d)/(?=\d)", " "),
    (r" +(?=[,.;:!?])", ""),
    (r"(?<![\d–-])(\d+)\s?[–-]\s?(\d+)(?![\d–-])", r"\1 to \2"),
    (r"(?<=\d)[–-](?=\d)", " "),
    (rf"(?i)\b(\d+(?:\.\d+)?)\s?({_UNIT_NAMES})\.(?=\s*$)", lambda found: f"{_measure(found)}."),
    (rf"(?i)\b(\d+(?:\.\d+)?)\s?({_UNIT_NAMES})\b(?:\.(?=\s[a-z]))?", _measure),
    (r"(?i)\b(warrior|part|level|phase|stage|type|series) (viii|vii|vi|iv|iii|ii)\b", _roman),
    (r"\b(\w+) (VIII|VII|VI|IV|III|II)\b", _roman),
    (r"(?i)\b(warrior) (i)(?=[.,;:!?)]|$)", _roman),
    (r"\bIT[ -](?=(?i:bands?)\b)", "I T "),
    (r"\bITBs?\b", "I T band"),
    (r"\bSI[ -](?=(?i:joints?)\b)", "S I "),
)  # fmt: skip
"""(pattern, what is said), in this order."""
