"""One pose as it is for one person: another dose, one side only, a note of care."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from voiceguide.english.meaning import understood
from voiceguide.english.mirror import mirrored
from voiceguide.english.phrasing import first_clause, sentence_of
from voiceguide.english.times import find_times
from voiceguide.english.wording import one_side_words
from voiceguide.routine import Duration, Part, Pose, Rounds, SideName

_MOST_ROUNDS = 100
_LONGEST_NOTE = 300
_USUAL_BREATH_S = 8
MENDS = ("hold", "rounds", "sets", "side", "skip", "note", "picture")
"""What of a pose may be another for one person."""


class Mend(NamedTuple):
    """What of a pose is another; None, "" or False where nothing is."""

    hold: Duration | None = None
    rounds: int | None = None
    sets: int | None = None
    side: SideName | None = None
    skip: bool = False
    note: str = ""
    picture: str = ""


class NoMendError(ValueError):
    """Why a pose can't be mended so, and the ``key`` that asks for it."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


def read_mend(plain: Mapping[str, Any]) -> Mend:
    """Read what was written for a pose. Raises NoMendError: it is none."""
    read: dict[str, Callable[[str, object], Any]] = {
        "hold": _duration,
        "rounds": _count,
        "sets": _count,
        "side": _side,
        "skip": _flag,
        "note": _words,
        "picture": _words,
    }
    for key in plain:
        if key not in read:
            raise NoMendError(key, f"{key!r} is none of {', '.join(MENDS)}")
    return Mend(**{key: read[key](key, value) for key, value in plain.items()})


def mended(pose: Pose, mend: Mend) -> Pose:
    """Give a pose with what is another in it. Raises NoMendError: it has no such thing."""
    if mend.hold:
        pose = _with_hold(pose, mend.hold)
    if mend.rounds:
        pose = _with_rounds(pose, mend.rounds)
    if mend.sets:
        pose = _with_sets(pose, mend.sets)
    if mend.side:
        pose = _on_one_side(pose, mend.side)
    if mend.note:
        pose = pose._replace(intro=(_said(mend.note), *pose.intro))
    if mend.picture:
        pose = pose._replace(picture=mend.picture)
    return pose


def _with_hold(pose: Pose, hold: Duration) -> Pose:
    """Let the longest hold of a pose last otherwise, wherever it is as long."""
    held = {
        at: part.duration
        for at, part in enumerate(pose.parts)
        if part.kind in ("hold", "work") and part.text and part.duration and not part.optional
    }
    if not held:
        raise NoMendError("hold", f"{pose.name!r} holds nothing")
    longest = max(map(_roughly_s, held.values()))
    parts = list(pose.parts)
    for at, duration in held.items():
        if _roughly_s(duration) == longest:
            other = hold._replace(place=duration.place, manner=duration.manner)
            if hold.unit != duration.unit:
                other = other._replace(manner=hold.manner)
            parts[at] = replace(parts[at], duration=other)
    return pose._replace(parts=tuple(parts))


def _roughly_s(duration: Duration) -> int:
    length = duration.high or duration.low
    return length if duration.unit == "s" else _USUAL_BREATH_S * length


def _with_rounds(pose: Pose, number: int) -> Pose:
    counted = [each for each in pose.rounds if not (each.sets or each.optional or each.both_sides)]
    if not counted:
        raise NoMendError("rounds", f"{pose.name!r} has no rounds")
    return _counted_anew(pose, counted, number)


def _with_sets(pose: Pose, number: int) -> Pose:
    sets = [each for each in pose.rounds if each.sets and not each.optional]
    if sets:
        return _counted_anew(pose, sets, number)
    counted = [each for each in pose.rounds if not (each.optional or each.both_sides)]
    if not counted:
        raise NoMendError("sets", f"{pose.name!r} has no rounds to make sets of")
    first, last = min(each.first for each in counted), max(each.last for each in counted)
    around = Rounds(number, number, first, last, place=counted[0].place, sets=True)
    return pose._replace(rounds=(around, *pose.rounds))


def _counted_anew(pose: Pose, which: list[Rounds], number: int) -> Pose:
    rounds = [
        each._replace(low=number, high=number, assumed=False) if each in which else each
        for each in pose.rounds
    ]
    return pose._replace(rounds=tuple(rounds))


def _on_one_side(pose: Pose, side: SideName) -> Pose:
    """Lead a pose on one side only, and say which: who has done it before waits for the other."""
    sides = pose.sides
    if sides is None:
        raise NoMendError("side", f"{pose.name!r} is not led on two sides")
    parts = pose.parts
    if side in sides.names and side != sides.names[0]:
        around = [r for r in pose.rounds if r.first < sides.last and sides.first < r.last]
        first = min([sides.first, *(each.first for each in around)])
        last = max([sides.last, *(each.last for each in around)])
        parts = (*parts[:first], *mirrored(parts[first:last], sides.names), *parts[last:])
    rounds = tuple(each._replace(both_sides=False) for each in pose.rounds)
    only = _said(one_side_words(side, sides.noun))
    return pose._replace(parts=parts, sides=None, rounds=rounds, intro=(*pose.intro, only))


def _said(words: str) -> Part:
    """Make a caution of words: it is said at every level of guidance."""
    text = sentence_of(words)
    return understood(Part("plain", text, words, first_clause(text), "caution"))


def _duration(key: str, given: object) -> Duration:
    times = find_times(given) if isinstance(given, str) else ()
    if len(times) != 1:
        raise NoMendError(key, f'{key} is a time such as "4 breaths" or "30 s", not {given!r}')
    time = times[0]
    words = given.strip() if isinstance(given, str) else ""
    return Duration(time.low, time.high, time.unit, time.qualifier, words, time.manner)


def _count(key: str, given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= _MOST_ROUNDS:
        raise NoMendError(key, f"{key} is a number from 1 to {_MOST_ROUNDS}, not {given!r}")
    return given


def _side(key: str, given: object) -> SideName:
    if given == "left":
        return "left"
    if given == "right":
        return "right"
    raise NoMendError(key, f"{key} is left or right, not {given!r}")


def _flag(key: str, given: object) -> bool:
    if not isinstance(given, bool):
        raise NoMendError(key, f"{key} is true or false, not {given!r}")
    return given


def _words(key: str, given: object) -> str:
    words = " ".join(given.split()) if isinstance(given, str) else ""
    if not words or len(words) > _LONGEST_NOTE or not words.isprintable():
        raise NoMendError(key, f"{key} is a few words, not {given!r:.40}")
    return words
