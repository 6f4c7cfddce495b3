"""What of a sentence is not for now: kept for the reader, and what is left of it to be read."""

from __future__ import annotations

from typing import NamedTuple

from voiceguide.english.account import measuring
from voiceguide.english.asides import Aside, asides, level_of, speaks_of_level
from voiceguide.english.phrasing import first_clause, sentence_of
from voiceguide.english.times import find_times
from voiceguide.problems import Problem
from voiceguide.reading.drafts import Draft
from voiceguide.reading.text import Text
from voiceguide.routine import Part


class SetAside(NamedTuple):
    """What is ``left`` of a sentence, each letter at its place, without what ``notes`` keep.

    ``spans`` are the places of what was taken out.
    """

    left: Text
    notes: list[Draft]
    spans: list[tuple[int, int]]


def set_aside(body: Text, step: int, number: int, problems: list[Problem]) -> SetAside:
    """Keep other days, other levels and what is said twice for the reader; tell of the levels."""
    level = level_of(body.words)
    if level is not None:
        length, first = level
        if not first:
            _check_level(body, problems)
            note = _note(body, 0, len(body.words), step, number)
            return SetAside(body.cut(0, 0), [note], [])
        body = body.cut(length, len(body.words))
    found = asides(body.words)
    _check_twice(body, found, problems)
    left = body
    notes = []
    for start, end, why in found:
        left = left.blanked(start, end)
        words = body.words[start:end].strip()
        if words.strip(" ,;."):
            notes.append(_note(body, start, end, step, number))
        if why == "another level":
            hint = "write the one that you mean"
            message = f"{words!r} is left out: the first is led"
            problems.append(body.problem(message, hint, start, end, "warning"))
    return SetAside(left, notes, [(each.start, each.end) for each in found])


def _note(body: Text, start: int, end: int, step: int, number: int) -> Draft:
    words = body.words[start:end].strip()
    text, place = sentence_of(words), body.place(start, end - start)
    return Draft(Part(
        "plain", text, words, first_clause(words), "note", step=step, sentence=number, place=place
    ))  # fmt: skip


def _check_level(body: Text, problems: list[Problem]) -> None:
    """Tell what is for another level where it has an amount of its own."""
    if not speaks_of_level(body.words):
        return
    if any(measure.what != "a side" for measure in measuring(body.words)):
        message = f"{body.words!r} is left out: another level is led"
        hint = "write the one that you mean, or a pose of its own for each level"
        problems.append(body.problem(message, hint, 0, len(body.words), "warning"))


def _check_twice(body: Text, aside: list[Aside], problems: list[Problem]) -> None:
    """Tell of a time in round brackets that can't be another way to say the one beside it."""
    if not any(each.why == "said twice" for each in aside):
        return
    times = [span for span in find_times(body.words) if span.unit == "s"]
    for each in aside:
        within = [span for span in times if each.start <= span.start < each.end]
        beside = [span for span in times if span not in within]
        if each.why != "said twice" or body.words[each.start] != "(" or not within or not beside:
            continue
        least, most = sorted((within[0].low, beside[0].low))
        if most > 2 * least:
            words = body.words[each.start : each.end]
            message = f"{words!r} is not led: it says another time than what is beside it"
            problems.append(
                body.problem(message, "leave out one of the two", each.start, each.end, "warning")
            )
