"""What of a plan is hardly meant: too long, too often the same, not as long as its text says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from voiceguide.english.stated import stated_length_s
from voiceguide.problems import Place, Problem
from voiceguide.routine import Routine
from voiceguide.timeline import Timeline

_MOST_TIMES = 40
# "Inhale." and "And release." may come as often as they like: they are the rhythm.
_LONGER_THAN_WORDS = 2
_LONG_POSE_MS = 30 * 60 * 1000


def doubts(
    routine: Routine, timeline: Timeline, *, is_as_written: bool = True
) -> Iterator[Problem]:
    """Tell what to look at again in a routine by its plan, as warnings.

    A sentence said more than 40 times, a pose of more than half an hour, and a title or welcome
    that states a length from which the session is more than a third off. Of a session that is
    asked for at another pace than the one that ``is_as_written``, its text states no length.
    """
    yield from _said_too_often(routine, timeline)
    places = {pose.name: pose.place for pose in routine.poses}
    # Gone round again, a pose lasts as long as the first time.
    once = zip(timeline.script.poses[: len(routine.poses)], timeline.pose_times(), strict=False)
    for pose, (start, end) in once:
        if end - start > _LONG_POSE_MS:
            message = f"{pose.name!r} lasts {round((end - start) / 60_000)} minutes"
            hint = "is each number in it what you mean?"
            yield Problem(message, hint, places.get(pose.name), "warning")
    if is_as_written and not routine.chosen:
        yield from _otherwise_long(routine, timeline.length_ms)


def _said_too_often(routine: Routine, timeline: Timeline) -> Iterator[Problem]:
    places = {
        part.place.line: part.place
        for pose in routine.poses
        for part in reversed((*pose.intro, *pose.parts))
        if part.place
    }
    said = Counter(
        (cue.say, cue.line)
        for cue in timeline.script.cues
        if cue.kind == "say" and len(cue.say.split()) > _LONGER_THAN_WORDS
    )
    for (words, line), times in said.items():
        if times > _MOST_TIMES:
            hint = "write how often it is done in fewer rounds, or as a time"
            message = f"{words!r} is said {times} times"
            yield Problem(message, hint, places.get(line or 0), "warning")


def _otherwise_long(routine: Routine, length_ms: int) -> Iterator[Problem]:
    """Tell of the first length that the title or the welcome states and the session has not."""
    stated: list[tuple[str, Place | None, bool]]
    stated = [(routine.title, _title_place(routine), True)]
    stated += [(part.source or part.text, part.place, False) for part in routine.welcome]
    for words, place, is_title in stated:
        length_s = stated_length_s(words, is_title=is_title)
        if length_s is None:
            continue
        low_ms, high_ms = (1000 * seconds for seconds in length_s)
        if 2 * low_ms <= 3 * length_ms <= 4 * high_ms:
            continue
        takes = f"about {max(1, round(length_ms / 60_000))} min"
        message = f"{words!r} states another length than the session has, which is {takes}"
        yield Problem(message, "mend one of the two", place, "warning")
        return


def _title_place(routine: Routine) -> Place:
    lines = routine.source.splitlines()
    found = next((at for at, line in enumerate(lines) if routine.title in line), None)
    if found is None or not routine.title:
        return Place(routine.path, 1, 1)
    column = lines[found].index(routine.title) + 1
    return Place(routine.path, found + 1, column, len(routine.title))
