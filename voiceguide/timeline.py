"""Cues in order, and when each of them comes. Arithmetic only.

The rule that carries the timing: a cue lasts as long as its speech or its own length, whichever
is longer. A reminder inside a hold is a hold cue with words, so it eats the hold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from voiceguide.script import Cue, Script, ScriptPose, counted


class Timed(NamedTuple):
    """A cue with its start and end, in milliseconds from the start of the session."""

    cue: Cue
    start_ms: int
    end_ms: int


class Timeline(NamedTuple):
    """Every cue with start and end, without gap or overlap from 0 to ``length_ms``.

    ``cues`` are those of ``script``, in its order, each with its times in whole milliseconds.
    ``measured`` tells times taken from spoken clips from estimated ones.
    """

    script: Script
    cues: tuple[Timed, ...]
    measured: bool

    def __repr__(self) -> str:
        """Give its title, size and length: it may have thousands of cues."""
        size = f"{counted(self.script.poses, 'pose')}, {counted(self.cues, 'cue')}"
        known = "measured" if self.measured else "estimated"
        return f"Timeline({self.script.title!r}, {size}, {clock(self.length_ms)}, {known})"

    def _repr_html_(self) -> str:
        """Give what a notebook shows: each chapter with its start and length."""
        from html import escape

        head = f"<b>{escape(self.script.title)}</b>, {clock(self.length_ms)}"
        rows = "".join(
            f"<tr><td>{clock(start)}</td><td>{clock(end - start)}</td><td>{escape(name)}</td></tr>"
            for name, start, end in chapters_of(self)
        )
        return f"<p>{head}</p><table><tr><th>at</th><th>long</th><th></th></tr>{rows}</table>"

    @property
    def length_ms(self) -> int:
        """Length of the whole session, in milliseconds; 0 without cues."""
        return self.cues[-1].end_ms if self.cues else 0

    def pose_times(self) -> list[tuple[int, int]]:
        """Give the start and end of each of the script's poses, in milliseconds, in order.

        Raises KeyError: a pose has no cue, as in no script that was built.
        """
        times: dict[int, tuple[int, int]] = {}
        for timed in self.cues:
            pose = timed.cue.pose
            if pose is not None:
                start = times[pose][0] if pose in times else timed.start_ms
                times[pose] = (start, timed.end_ms)
        return [times[index] for index in range(len(self.script.poses))]

    def as_json(self) -> dict[str, Any]:
        """Give the timeline as the plain data that ``plan --json`` and ``show --json`` print.

        "title", "measured" and "length_ms"; "poses", each with "name", "start_ms", "end_ms",
        "sides", "rounds" and "sets"; "cues", each with "start_ms", "end_ms" and "kind", "say",
        "pose", "side", "round", "set" and "line" as `Cue` has them. `from_json` reads it.
        """
        poses = [
            {
                "name": pose.name,
                "start_ms": start,
                "end_ms": end,
                "sides": pose.sides,
                "rounds": pose.rounds,
                "sets": pose.sets,
            }
            for pose, (start, end) in zip(self.script.poses, self.pose_times(), strict=True)
        ]
        cues = [
            {
                "start_ms": timed.start_ms,
                "end_ms": timed.end_ms,
                "kind": timed.cue.kind,
                "say": timed.cue.say,
                "pose": timed.cue.pose,
                "side": timed.cue.side,
                "round": timed.cue.round,
                "set": timed.cue.set,
                "line": timed.cue.line,
            }
            for timed in self.cues
        ]
        return {
            "title": self.script.title,
            "measured": self.measured,
            "length_ms": self.length_ms,
            "poses": poses,
            "cues": cues,
        }


def lay_out(script: Script, speech_ms: Callable[[str], int], *, measured: bool) -> Timeline:
    """Put every cue on the clock. ``speech_ms`` gives the milliseconds that a text takes to say.

    Estimated lengths give the preview, measured ones the session: the same function, so the two
    cannot disagree in shape.
    """
    timed = []
    now = 0
    for cue in script.cues:
        speech = speech_ms(cue.say) if cue.say else 0
        end = now + max(cue.length_ms, speech)
        timed.append(Timed(cue, now, end))
        now = end
    return Timeline(script, tuple(timed), measured)


def from_json(data: dict[str, Any]) -> Timeline:
    """Make a timeline of what `Timeline.as_json` gave.

    It has no author, no notes and no breath in its holds: these are not in the data. "sets" and
    "set" may be missing, as they are from sessions that were made before there were any.

    Raises KeyError or TypeError: something is missing from it.
    """
    names = ("kind", "say", "pose", "side", "round", "line")
    cues = [
        Timed(
            Cue(
                **{name: each[name] for name in names},
                length_ms=each["end_ms"] - each["start_ms"],
                set=each.get("set"),
            ),
            each["start_ms"],
            each["end_ms"],
        )
        for each in data["cues"]
    ]
    poses = [
        ScriptPose(each["name"], each["sides"], each["rounds"], each.get("sets", 1))
        for each in data["poses"]
    ]
    script = Script(data["title"], tuple(poses), tuple(timed.cue for timed in cues))
    return Timeline(script, tuple(cues), data["measured"])


class Chapter(NamedTuple):
    """A stretch of a session with a name: the opening, a pose or the closing. In milliseconds."""

    name: str
    start_ms: int
    end_ms: int


def chapters_of(timeline: Timeline) -> list[Chapter]:
    """Give chapters that cover the session, each pose's up to the beginning of the next."""
    starts = [start for start, _ in timeline.pose_times()]
    named = [(pose.name, start) for pose, start in zip(timeline.script.poses, starts, strict=True)]
    if not named or named[0][1] > 0:
        named.insert(0, ("Opening", 0))
    end = timeline.pose_times()[-1][1] if starts else timeline.length_ms
    if end < timeline.length_ms:
        named.append(("Closing", end))
    ends = [start for _, start in named[1:]] + [timeline.length_ms]
    return [Chapter(name, start, end) for (name, start), end in zip(named, ends, strict=True)]


def clock(ms: int) -> str:
    """Give a time as a player shows it: 4:05, or 1:04:05."""
    seconds = round(ms / 1000)
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
