"""What was assumed, chosen or left out, in plain sentences for whoever made the session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from voiceguide.building.cues import TIMED
from voiceguide.building.pacing import Pacing
from voiceguide.english.numbers import length_in_words
from voiceguide.problems import Place
from voiceguide.routine import Duration, Part, Pose, Rounds


def pose_notes(pose: Pose, pacing: Pacing) -> Iterator[str]:
    """Give the notes on one pose, in the order of its text."""
    yield from part_notes(pose.name, (*pose.intro, *pose.parts), pacing)
    for rounds in pose.rounds:
        where = _where(pose.name, rounds.place)
        if rounds.optional and not pacing.optional:
            yield f"{where}: left out as optional: {_quoted(rounds.words or 'more rounds')}"
        elif rounds.assumed:
            yield f"{where}: {_times(rounds, pacing)}, assumed: no number is written"
        elif rounds.low != rounds.high:
            words = _quoted(rounds.words or _range(rounds.low, rounds.high, "rounds"))
            yield f"{where}: {words} taken as {_times(rounds, pacing)}"
        if rounds.rest and rounds.rest.low != rounds.rest.high:
            yield from _hold_notes(where, rounds.rest, pacing)
    sides = pose.sides
    if sides is not None and sides.optional and not pacing.optional:
        words = _quoted(sides.words or "the other side")
        yield f"{_where(pose.name, sides.place)}: left out as optional: {words}"


def part_notes(name: str, parts: Iterable[Part], pacing: Pacing) -> Iterator[str]:
    """Give the notes on parts that stand under ``name``."""
    for part in parts:
        if part.kind in ("rounds", "side"):
            continue
        where = _where(name, part.place)
        if part.role == "note":
            yield f"{where}: left unsaid: {_quoted(part.source or part.text)}"
        elif part.optional and not pacing.optional and part.role != "caution":
            yield f"{where}: left out as optional: {_quoted(part.source or part.text)}"
        elif part.kind in TIMED and part.duration is not None:
            what = "rest" if part.kind == "rest" else "hold"
            yield from _hold_notes(where, part.duration, pacing, what)


def _hold_notes(
    where: str, duration: Duration, pacing: Pacing, what: str = "hold"
) -> Iterator[str]:
    number = pacing.count(duration)
    chosen = length_in_words(number, duration.unit, duration.manner)
    if duration.assumed:
        yield f"{where}: a {what} of {chosen}, assumed: no time is written"
    elif duration.qualifier != "exactly":
        words = duration.words or _range(duration.low, duration.high, duration.unit)
        yield f"{where}: {_quoted(words)} taken as {chosen}"


def _where(name: str, place: Place | None) -> str:
    return f"{name}, line {place.line}" if place else name


def _range(low: int, high: int | None, unit: str) -> str:
    if high is None:
        return f"{low} {unit} or more"
    return f"{low} {unit}" if low == high else f"{low}-{high} {unit}"


def _times(rounds: Rounds, pacing: Pacing) -> str:
    number, noun = pacing.times(rounds), "set" if rounds.sets else "round"
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def _quoted(text: str) -> str:
    return f'"{text.strip()}"'
