"""Routines made of others: those that a text takes in, poses of another, several in a row.

A routine is found by its name alone, in the folder of the one that names it, in ./scripts or among
those that voiceguide ships: never by a path.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from voiceguide.library import FOLDER, MOST_POSES, pose_finder, select, shipped
from voiceguide.problems import Problem, VoiceguideError, fail
from voiceguide.reading import reader
from voiceguide.reading.markdown import parse
from voiceguide.routine import Include, Pose, Routine


class _Reading(NamedTuple):
    """Files that are being read, each taking in the next, and what was read of any before.

    Each is read once: two that each take in the next twice would take for ever.
    """

    around: tuple[Path, ...]
    known: dict[Path, Routine | VoiceguideError]


def with_includes(routine: Routine) -> Routine:
    """Take in the routines that a routine's text names; what is wrong goes to its problems."""
    return _with_includes(routine, _Reading((), {}))


def _with_includes(routine: Routine, reading: _Reading) -> Routine:
    if not routine.includes:
        return routine
    folder = Path(routine.path).parent
    reading = reading._replace(around=(*reading.around, Path(routine.path).resolve()))
    texts = _Texts(routine)
    poses: list[Pose] = []
    problems = list(routine.problems)
    done = 0
    for include in routine.includes:
        poses += texts.of(routine, range(done, include.at))
        done = include.at
        try:
            other = _included(include, folder, reading)
            poses += texts.of(other, range(len(other.poses)))
            if len(poses) > MOST_POSES:
                raise fail(f"more than {MOST_POSES} poses are taken in", "take in fewer")
        except VoiceguideError as error:
            told = [_at(each, include) for each in error.problems]
            problems += [each for each in told if each not in problems]
            poses = poses[:MOST_POSES]
    poses += texts.of(routine, range(done, len(routine.poses)))
    return replace(
        routine, poses=tuple(poses), others=texts.others, problems=tuple(problems), includes=()
    )


def taken_in(path: Path, poses: Sequence[str] = ()) -> list[Path]:
    """Give the files that a routine takes in, those that they take in, and those of named poses.

    What can't be read or found is left to whoever makes the routine.
    """
    found: dict[Path, None] = {}
    folder = path.parent
    parted = (_parted(name) for name in poses)
    _add(found, [each[0] for each in parted if each], folder)
    waiting = [path, *found]
    while waiting:
        here = waiting.pop()
        try:
            includes = parse(str(here), reader.load(here)).includes
        except VoiceguideError:
            continue
        names = [words.words.partition(":")[0] for _, words in includes]
        waiting += _add(found, names, here.parent)
    return [each for each in found if each != path]


def _add(found: dict[Path, None], names: Sequence[str], folder: Path) -> list[Path]:
    """Add the files of names to those found; give those that are new there."""
    new = []
    for name in names:
        try:
            path = _find(name, folder)
        except VoiceguideError:
            continue
        if path not in found:
            found[path] = None
            new.append(path)
    return new


def gathered(routine: Routine, names: Sequence[str], skip: Sequence[str] = ()) -> Routine:
    """Keep the poses named, in the order named: those of another routine as "hips: Pigeon".

    Raises VoiceguideError: there is no such pose, or no such routine.
    """
    if not any(map(_parted, names)):
        return select(routine, names, skip)
    texts = _Texts(routine)
    known: dict[str, Routine] = {}
    poses: list[Pose] = []
    for name in names:
        parted = _parted(name)
        of, which = routine, name
        if parted and not any(pose.name.casefold() == name.casefold() for pose in routine.poses):
            other, which = parted
            if other not in known:
                known[other] = _read(_find(other, Path(routine.path).parent), _Reading((), {}))
            of = known[other]
        # What is asked for by its name is led, optional or not.
        found = texts.of(of, pose_finder(of)(which))
        poses += (pose._replace(optional=False) for pose in found)
    chosen = replace(routine, poses=tuple(poses), others=texts.others, chosen=())
    return select(chosen, (), skip)


def joined(routines: Sequence[Routine], title: str) -> Routine:
    """Put routines in a row, under a title of their own.

    Settings, welcome and closing are those of the first.
    """
    first = routines[0]
    texts = _Texts(first)
    poses = [
        pose for each in routines for pose in texts.of(each, range(len(each.poses)), whole=True)
    ]
    problems = tuple(problem for each in routines for problem in each.problems)
    return replace(
        first,
        title=title,
        poses=tuple(poses),
        others=texts.others,
        problems=problems,
        rounds=None,
        chosen=(),
    )


class _Texts:
    """The texts that poses come from, each once: first that of a routine, then others."""

    def __init__(self, routine: Routine) -> None:
        self._main = routine
        self._texts = [routine.source, *routine.others]

    @property
    def others(self) -> tuple[str, ...]:
        """The texts but for the first."""
        return tuple(self._texts[1:])

    def of(self, routine: Routine, which: Sequence[int], *, whole: bool = False) -> list[Pose]:
        """Give poses of a routine, each with its text and its number there.

        They are given as often as another routine goes round its poses, or a ``whole`` one.
        """
        numbers = routine.chosen or range(1, len(routine.poses) + 1)
        poses = []
        for index in which:
            pose = routine.poses[index]
            source = (routine.source, *routine.others)[pose.text]
            if source not in self._texts:
                self._texts.append(source)
            number = pose.number or numbers[index]
            poses.append(pose._replace(text=self._texts.index(source), number=number))
        if not routine.rounds or (routine is self._main and not whole):
            return poses
        rounds = routine.rounds
        times = max(1, -(-(rounds.low + (rounds.high or rounds.low)) // 2))
        return [pose._replace(again=at + 1) for at in range(times) for pose in poses]


def _included(include: Include, folder: Path, reading: _Reading) -> Routine:
    name, _, which = include.words.partition(":")
    path = _find(name, folder)
    if path.resolve() in reading.around:
        names = [each.stem for each in reading.around[reading.around.index(path.resolve()) :]]
        raise fail(
            f"routines take each other in without end: {' > '.join([*names, path.stem])}",
            "take one of them out",
        )
    names = [each.strip() for each in which.split(",") if each.strip()]
    return gathered(_read(path, reading), names)


def _read(path: Path, reading: _Reading) -> Routine:
    """Read a routine with all that it takes in. Raises VoiceguideError: with what is wrong."""
    read = reading.known.get(path)
    if read is None:
        try:
            read = _with_includes(reader.read(path), reading)
            if any(problem.severity == "error" for problem in read.problems):
                read = VoiceguideError(read.problems)
        except VoiceguideError as error:
            read = error
        reading.known[path] = read
    if isinstance(read, VoiceguideError):
        raise read
    return read


def _parted(name: str) -> tuple[str, str] | None:
    other, mark, which = name.partition(":")
    return (other.strip(), which.strip()) if mark and other.strip() and which.strip() else None


def _find(name: str, folder: Path) -> Path:
    """Find a routine by its name. Raises VoiceguideError: there is none, or it is no name."""
    name = name.strip().removesuffix(".md")
    if not re.fullmatch(r"\w[\w .-]*", name) or ".." in name:
        raise fail(f"{name!r} is no name of a routine", "name one beside this, as in hips")
    for place in dict.fromkeys((folder, FOLDER, shipped())):
        path = place / f"{name}.md"
        # A link could lead anywhere.
        if path.is_file() and path.resolve().parent == place.resolve():
            return path
    raise fail(f"there is no routine {name!r} here", "voiceguide list shows the routines there are")


def _at(problem: Problem, include: Include) -> Problem:
    """Place what has none where the text takes the routine in."""
    return problem if problem.place else problem._replace(place=include.place)
