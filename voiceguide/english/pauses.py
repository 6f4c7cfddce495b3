"""Marks of other tools for a silence: "[pause 20s]", "<break time="15s"/>", "{pause=10}"."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from voiceguide.english.pattern import Pattern

_NUMBER = r"(?P<{}>\d+(?:\.\d+)?)\s?(?P<{}>ms|s|secs?|seconds?|m|mins?|minutes?)?"
_FORMS = (
    r"[\[({{]\s?(?:a\s)?(?:long\s|short\s)?(?:pause|silence|silent|wait|break)\s?[:=–—-]?\s?(?:for\s|of\s)?{}\s?[\])}}]",
    r"[\[({{]\s?{}[\s-](?:of\s)?(?:pause|silence|break)\s?[\])}}]",
    r"<\s?(?:break|silence|pause|wait)\s?(?:time|length|for)?\s?=?\s?[\"']?{}[\"']?\s?/?>",
    r"\.\.\.\s?{}(?=\s|$|\.)",
)
_MARKS = tuple(Pattern(form.format(_NUMBER.format("number", "unit")), flags=2) for form in _FORMS)
_SECONDS = {"ms": 0.001, "m": 60}


class Pause(NamedTuple):
    """A mark at ``start`` to ``end``, and the seconds of silence that it asks for."""

    start: int
    end: int
    seconds: int


def pauses_in(words: str) -> Iterator[Pause]:
    """Give the marks for silence in a text, in order."""
    if not any(mark in words for mark in ("[", "(", "{", "<", "...")) or not any(
        mark.isdigit() for mark in words
    ):
        return
    found = [match for pattern in _MARKS for match in pattern.finditer(words)]
    taken = 0
    for match in sorted(found, key=lambda match: match.start()):
        if match.start() < taken:
            continue
        unit = (match["unit"] or "s").lower()
        factor = _SECONDS.get("ms" if unit == "ms" else unit[0], 1)
        taken = match.end()
        yield Pause(*match.span(), max(1, math.ceil(float(match["number"]) * factor)))
