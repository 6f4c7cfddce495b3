"""Time to recover within a sentence: "10 seconds of rest", "resting 1-2 minutes between hangs"."""

from __future__ import annotations

from typing import NamedTuple

from voiceguide.english.doses import Between
from voiceguide.english.numbers import HAS_NUMBER, NUMBER, in_digits
from voiceguide.english.pattern import Pattern
from voiceguide.english.times import TimeSpan, find_times

_LENGTH = (
    rf"{NUMBER}(?:\s?(?:-|–|—|~|\bto\b|\bor\b)\s?{NUMBER})?[\s\0-]*"
    r"(?:seconds?|secs?|s|minutes?|mins?|m)\b"
)
_REST = Pattern(
    rf"""[,;]?\s*(?:\b(?:and|then|with|followed\sby|take|have|plus)\s+)*
    (?:(?P<before>{_LENGTH})\s(?:of\s)?(?:rest|recovery|break|off)\b(?!\s(?:the|your))
        |\brest(?:ing)?\s(?:for\s)?(?P<after>{_LENGTH}))
    (?:\s(?:in\s)?(?:between|after)\b(?:\s(?:each|every|the))?(?:\s(?P<parted>\w+))?)?""",
    "rest|recovery|break|off",
)
_PARTED: dict[str, Between] = {
    "sets": "sets", "set": "sets", "exercises": "poses", "poses": "poses", "stretches": "poses",
}  # fmt: skip


class RestPhrase(NamedTuple):
    """Words for a rest at ``start`` to ``end`` of a sentence, its length, and what it parts."""

    start: int
    end: int
    time: TimeSpan
    between: Between


def find_rest(words: str) -> RestPhrase | None:
    """Give the first rest that a sentence names beside what it is a rest from, or None."""
    digits = in_digits(words)
    found = _REST.search(digits) if HAS_NUMBER.search(digits) else None
    if found is None:
        return None
    group = "before" if found["before"] else "after"
    start, end = found.span(group)
    alone = group == "after" and "between" not in found.group().lower()
    if alone and next(find_times(words[: found.start()]), None) is None:
        return None  # "Rest for 2 minutes." is led where it stands
    span = next(find_times(words[start:end]), None)
    if span is None:
        return None
    span = span._replace(start=span.start + start, end=span.end + start)
    parted = (found["parted"] or "").lower()
    named: Between = _PARTED.get(parted, "rounds") if parted else ""
    return RestPhrase(found.start(), found.end(), span, named)
