"""Sentences that are too long to be followed: told of where they measure, and read in pieces."""

from __future__ import annotations

from collections.abc import Iterator

from voiceguide.english.account import measuring
from voiceguide.english.doses import LONGEST
from voiceguide.english.pattern import Pattern
from voiceguide.problems import Problem
from voiceguide.reading.text import Text

_JOINED = Pattern(r"[,;:)]\s+|\s(?=(?:and|then|or)\s)|\s(?=[(])")
_PIECE = LONGEST // 3


def tells_of_measures(body: Text, problems: list[Problem]) -> bool:
    """Tell of a sentence that is too long to be followed where it has measures, and whether."""
    measures = measuring(body.words)
    if any(measure.what != "a side" for measure in measures):
        message = "this sentence is too long to be sure of what is led in it"
        hint = "write it as several sentences"
        problems.append(body.problem(message, hint, 0, len(body.words), "warning"))
    return bool(measures)


def in_pieces(body: Text) -> Iterator[Text]:
    """Cut a sentence that is too long to be followed where it is joined.

    So the time that reading takes grows with the length of a text, whatever is in it.
    """
    start = 0
    while len(body.words) - start > _PIECE:
        ends = [found.end() for found in _JOINED.finditer(body.words[start : start + _PIECE])]
        end = start + (ends[-1] if ends else _PIECE)
        yield body.cut(start, end)
        start = end
    yield body.cut(start, len(body.words))
