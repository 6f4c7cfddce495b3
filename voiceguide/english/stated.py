"""The length that a title or a welcome says a session has: "a 10-minute routine"."""

from __future__ import annotations

from voiceguide.english.numbers import BETWEEN, NUMBER, in_digits, value
from voiceguide.english.pattern import Pattern

_LENGTH = Pattern(
    rf"(?P<low>{NUMBER})(?:{BETWEEN}(?P<high>{NUMBER}))?[\s\0-]*"
    r"(?:(?P<minutes>minutes?|mins?)|hours?|hrs?)\b",
    "min|hour|hr",
)
_WHOLE = (
    "routine|session|practice|practise|workout|flow|sequence|class|program|break|meditation"
    "|warm|cool|reset"
)
_NAMED = Pattern(rf"^[\s.-]*(?:(?!of\b)[\w-]+\s){{0,3}}?(?:{_WHOLE})", _WHOLE)
_TAKES = Pattern(
    r"\b(?:takes?|lasts?|need|in)\s(?:you\s)?(?:(?:only|just|about|around|under|a\slittle)\s)*$",
    "take|last|need|in",
)
# "Ten minutes for the backs of your legs."
_FOR_WHAT = Pattern(r"\sfor\s(?!(?:each|every|all)\b)\w", "for")
_SESSION = Pattern(rf"\b(?:this|it|all|whole|{_WHOLE})\b")


def stated_length_s(words: str, *, is_title: bool) -> tuple[int, int] | None:
    """Give the length in seconds that words state of a whole session, from low to high, or None.

    In a title any number of minutes is that of the session; elsewhere one that a session is named
    by, or takes.
    """
    small = in_digits(words)
    for found in _LENGTH.finditer(small):
        before = small[: found.start()]
        opens = not before.strip() and _FOR_WHAT.match(small, found.end())
        takes = _TAKES.search(before) and _SESSION.search(before)
        if not (is_title or takes or opens or _NAMED.search(small[found.end() :])):
            continue
        unit_s = 60 if found["minutes"] else 3600
        low = value(found["low"])
        return round(low * unit_s), round((value(found["high"]) if found["high"] else low) * unit_s)
    return None
