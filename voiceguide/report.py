"""Sessions and readings as plain text: what `plan`, `make`, `show` and `check` print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from voiceguide.english.account import measures_in
from voiceguide.routine import Duration, Part, Pose, Rounds, Routine
from voiceguide.timeline import Timed, Timeline, clock

WIDTH = 80
"""Columns that lines have where nothing else is asked for."""

POSES_HEAD = "  start  length  pose"

_TOTALS = {
    "speech": "spoken",
    "inhale": "breathing, led",
    "hold": "holding",
    "work": "working",
    "rest": "resting",
    "move": "moving",
    "pause": "pausing",
}


def plan_lines(timeline: Timeline, width: int = WIDTH) -> Iterator[str]:
    """Tell every cue under its pose, then the totals and what was assumed or left out."""
    yield _title_line(timeline)
    heading: int | None = -1
    for timed in timeline.cues:
        if timed.cue.pose != heading:
            heading = timed.cue.pose
            yield ""
            yield _heading(timeline, timed)
        yield from _cue_lines(timed, width)
    yield ""
    yield from _total_lines(timeline)
    if timeline.script.notes:
        yield ""
        yield "Chosen, assumed or left out:"
        for note in timeline.script.notes:
            yield from _wrapped(note, "  - ", "    ", width)


def brief_lines(timeline: Timeline) -> Iterator[str]:
    """Tell the poses with their starts and lengths, then the totals."""
    yield _title_line(timeline)
    yield ""
    yield POSES_HEAD
    yield from made_lines(timeline)
    yield ""
    yield from _total_lines(timeline)


def _title_line(timeline: Timeline) -> str:
    kind = "measured" if timeline.measured else "estimated"
    return f"{timeline.script.title}: {clock(timeline.length_ms)} ({kind})"


def _heading(timeline: Timeline, first: Timed) -> str:
    index = first.cue.pose
    if index is None:
        return "Opening" if first.start_ms == 0 else "Closing"
    pose = timeline.script.poses[index]
    start, end = timeline.pose_times()[index]
    extent = [clock(end - start)]
    extent += [f"{pose.sides} sides"] if pose.sides > 1 else []
    extent += [f"{pose.sets} sets"] if pose.sets > 1 else []
    extent += [f"{pose.rounds} rounds"] if pose.rounds > 1 else []
    return f"{index + 1} {pose.name} ({', '.join(extent)})"


def _cue_lines(timed: Timed, width: int) -> Iterator[str]:
    cue = timed.cue
    seconds = (timed.end_ms - timed.start_ms) / 1000
    where = [
        cue.side or "",
        f"set {cue.set}" if cue.set else "",
        f"round {cue.round}" if cue.round else "",
    ]
    label = " ".join(filter(None, [_kind(timed), *where]))
    head = f"{clock(timed.start_ms):>7} {seconds:>6.1f} s  "
    words = f"{cue.say}" if cue.say else ""
    label = f"[{label}] " if label else ""
    yield from _wrapped(f"{label}{words}".rstrip(), head, " " * len(head), width)


def _kind(timed: Timed) -> str:
    """Name what a cue is; a chime by its sound, which may be a tick."""
    cue = timed.cue
    if cue.kind == "chime":
        return cue.sound.strip("[]")
    return "" if cue.kind == "say" else cue.kind


def _wrapped(text: str, first: str, rest: str, width: int) -> list[str]:
    if len(first) + len(text) <= width and text == " ".join(text.split()):
        return [f"{first}{text}".rstrip()]
    import textwrap  # slow to load for a session whose lines are all short

    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    ) or [first.rstrip()]


def _total_lines(timeline: Timeline) -> Iterator[str]:
    totals = dict.fromkeys(_TOTALS, 0)
    for timed in timeline.cues:
        name: str = timed.cue.kind
        name = {"exhale": "inhale", "say": "speech", "chime": "speech"}.get(name, name)
        if _kind(timed) == "tick":
            name = "move"
        totals[name] += timed.end_ms - timed.start_ms
    for name, ms in totals.items():
        if ms:
            yield f"{clock(ms):>7}  {_TOTALS[name]}"
    yield f"{clock(timeline.length_ms):>7}  in all"


def made_lines(timeline: Timeline) -> Iterator[str]:
    """Tell each pose's start and length, in the columns that `POSES_HEAD` names."""
    times = timeline.pose_times()
    for pose, (start, end) in zip(timeline.script.poses, times, strict=True):
        extent = f"{pose.sides} sides" if pose.sides > 1 else ""
        extent += ", " if extent and pose.rounds > 1 else ""
        extent += f"{pose.rounds} rounds" if pose.rounds > 1 else ""
        extent = f" ({extent})" if extent else ""
        yield f"{clock(start):>7}  {clock(end - start):>6}  {pose.name}{extent}"


def reading_lines(routine: Routine, width: int = WIDTH) -> Iterator[str]:
    """Tell line by line what was understood: the words, their reading, written or assumed."""
    if routine.rounds:
        yield from _arrow(
            "     ", routine.rounds.words, f"all poses, {_rounds(routine.rounds)}", width
        )
    for number, pose in enumerate(routine.poses):
        yield ""
        yield f"{pose.name}: {_extent(pose)}"
        for each in _readings_of(number, pose):
            line = f"{each.line:>5}" if each.line else " " * 5
            yield from _arrow(line, each.words, each.meaning, width)


class Reading(NamedTuple):
    """What became of some words: their pose, from 0, their line, and how they were understood."""

    pose: int
    line: int | None
    words: str
    meaning: str


def readings(routine: Routine) -> Iterator[Reading]:
    """Give what was understood of every pose, in the order of its text."""
    for number, pose in enumerate(routine.poses):
        yield from _readings_of(number, pose)


def _readings_of(number: int, pose: Pose) -> Iterator[Reading]:
    parts: list[tuple[Part, str]] = [(part, part.role or "introduction") for part in pose.intro]
    parts += [(part, _meaning(pose, part)) for part in pose.parts]
    for part, meaning in parts:
        words = part.source or "(nothing written)"
        option = ", optional: left out unless --optional" if part.optional else ""
        yield Reading(number, part.place.line if part.place else None, words, meaning + option)
    for note in pose.notes:
        yield Reading(number, None, note, "note, not spoken")


def _extent(pose: Pose) -> str:
    rounds = [each for each in pose.rounds if not each.optional]
    told = [f"{pose.sides.names[0]} side, then {pose.sides.names[1]}" if pose.sides else "one side"]
    told += [_rounds(each) for each in rounds]
    told += ["optional: left out unless --optional"] if pose.optional else []
    return ", ".join(told)


def _rounds(rounds: Rounds) -> str:
    noun = "set" if rounds.sets else "round"
    if rounds.high is None:
        return f"{rounds.low} or more {noun}s"
    if rounds.high != rounds.low:
        return f"{rounds.low} to {rounds.high} {noun}s"
    return f"{rounds.low} {noun}{'s' if rounds.low > 1 else ''}"


def _arrow(line: str, words: str, meaning: str, width: int) -> Iterator[str]:
    """Put words and what they mean on one line, or the meaning on a line of its own."""
    *before, last = _wrapped(words, f"{line}  ", " " * 7, width)
    yield from before
    if len(last) + len(meaning) + 4 <= width:
        yield f"{last} -> {meaning}"
    else:
        yield last
        yield from _wrapped(meaning, " " * 9 + "-> ", " " * 12, width)


def _meaning(pose: Pose, part: Part) -> str:
    if part.role == "note":
        return "note, not spoken"
    if part.kind == "plain":
        measures = [repr(part.source[start:end]) for start, end in _measures(part)]
        also = f", a measure: {', '.join(measures)}" if measures else ""
        return f"{part.role or 'spoken'}{also}"
    if part.duration is not None:
        return f"{part.kind}, {_length(part.duration)}"
    if part.kind == "rounds":
        here = [rounds for rounds in pose.rounds if rounds.place == part.place]
        if not here:
            return "said already: no further rounds"
        start = pose.parts[here[0].first].place
        since = f" from line {start.line}" if start else ""
        rests = [f", a rest of {_length(each.rest)} between" for each in here if each.rest]
        how = "assumed" if here[0].assumed else "written"
        return f"{' of '.join(map(_rounds, here))}{since} ({how}){''.join(rests)}"
    if part.kind == "side":
        sides = pose.sides
        if sides is not None and sides.place == part.place:
            start = pose.parts[sides.first].place
            since = f" from line {start.line}" if start else ""
            return f"second side: {sides.names[0]}, then {sides.names[1]},{since} again (written)"
        return "said already: no further side"
    return part.kind


def _length(duration: Duration) -> str:
    high = duration.high
    one = duration.low == high == 1
    unit = "s" if duration.unit == "s" else "breath" if one else "breaths"
    if duration.qualifier == "at least":
        told = f"at least {duration.low} {unit}"
    elif high is not None and high != duration.low:
        told = f"{duration.low} to {high} {unit}"
    else:
        about = f"{duration.qualifier} " if duration.qualifier in ("about", "up to") else ""
        told = f"{about}{duration.low} {unit}"
    return f"{told} ({'assumed' if duration.assumed else 'written'})"


def reading_json(path: str, routine: Routine) -> dict[str, Any]:
    """Give what was understood as the plain data that ``check --json`` prints."""
    return {
        "path": path,
        "rounds": [routine.rounds.low, routine.rounds.high] if routine.rounds else [1, 1],
        "poses": [_pose_json(pose) for pose in routine.poses],
        "measures": list(_measures_json(routine)),
        "problems": [
            {
                "line": problem.place.line if problem.place else None,
                "column": problem.place.column if problem.place else None,
                "severity": problem.severity,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in routine.problems
        ],
    }


def _measures_json(routine: Routine) -> Iterator[dict[str, Any]]:
    """Tell every number that measures something else than what is led, where it stands."""
    spoken = [part for pose in routine.poses for part in (*pose.intro, *pose.parts)]
    for part in (*routine.welcome, *spoken, *routine.closing):
        for start, end in _measures(part) if part.place else ():
            assert part.place is not None
            yield {
                "line": part.place.line,
                "column": part.place.column + start,
                "words": part.source[start:end],
            }


def _measures(part: Part) -> list[tuple[int, int]]:
    return measures_in(part.source) if part.kind == "plain" and part.role != "note" else []


def _pose_json(pose: Pose) -> dict[str, Any]:
    rounds = [each for each in pose.rounds if not each.optional]
    sets = [each for each in rounds if each.sets]
    counted = [each for each in rounds if not each.sets]
    holds = [p for p in pose.parts if p.kind in ("hold", "work") and p.duration]
    return {
        "name": pose.name,
        "sides": 2 if pose.sides and not pose.sides.optional else 1,
        "rounds": _all_times([*sets[:1], *counted[:1]]),
        "sets": _all_times(sets[:1]),
        "assumed": ["rounds"] if any(each.assumed for each in rounds) else [],
        "holds": [_time_json(part) | {"work": part.kind == "work"} for part in holds],
        "rests": _rests_json(pose, rounds),
    }


def _all_times(rounds: Sequence[Rounds]) -> list[int | None]:
    """Multiply rounds that lie within each other: sets and the repetitions in each."""
    low, high = 1, 1
    ends = True
    for each in rounds:
        low *= each.low
        ends = ends and each.high is not None
        high *= each.high or 1
    return [low, high if ends else None]


def _time_json(part: Part) -> dict[str, Any]:
    duration = part.duration
    assert duration is not None
    return _duration_json(duration, part.place.line if part.place else None)


def _duration_json(duration: Duration, line: int | None) -> dict[str, Any]:
    return {
        "low": duration.low,
        "high": duration.high,
        "unit": duration.unit,
        "qualifier": duration.qualifier,
        "words": duration.words,
        "line": line,
        "assumed": duration.assumed,
    }


def _rests_json(pose: Pose, rounds: Sequence[Rounds]) -> list[dict[str, Any]]:
    """Tell every rest: those between sets and rounds, and those that stand where they are led."""
    between = [
        _duration_json(each.rest, each.rest.place.line if each.rest.place else None)
        | {"between": "sets" if each.sets else "rounds"}
        for each in rounds
        if each.rest
    ]
    alone = [_time_json(p) | {"between": "steps"} for p in pose.parts if p.kind == "rest"]
    return between + alone
