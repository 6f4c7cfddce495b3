"""Cues in order, and when each of them comes. Arithmetic only.

The rule that carries the timing: a cue lasts as long as its speech or its own length, whichever
is longer. A reminder inside a hold is a hold cue with words, so it eats the hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from voiceguide.routine import SideName

CueKind = Literal["say", "inhale", "exhale", "hold", "move", "pause", "chime"]


class Breath(NamedTuple):
    """The breathing that goes on through a hold: how long in, how long out, and where it is.

    ``at_ms`` is the time since the beginning of a breath in.
    """

    in_ms: int
    out_ms: int
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing at one moment. ``length_ms`` is its own length, which its speech may exceed.

    ``say`` is what is spoken, "" for silence; a breath cue without words has a chime in place of
    them. ``pose`` is an index into the poses, None in the opening and closing; ``line`` is the
    line of the routine that it comes from. ``breath`` is kept by a hold that is counted in
    breaths.
    """

    kind: CueKind
    say: str = ""
    length_ms: int = 0
    pose: int | None = None
    side: SideName | None = None
    round: int | None = None
    line: int | None = None
    breath: Breath | None = None

    @property
    def heard(self) -> str:
        """What is heard in it: the words, or the chime as "[chime]", "[inhale]" or "[exhale]"."""
        if not self.say and self.kind in ("chime", "inhale", "exhale"):
            return f"[{self.kind}]"
        return self.say


class ScriptPose(NamedTuple):
    """A pose as it will be led: on how many sides, in how many rounds."""

    name: str
    sides: int
    rounds: int


class Script(NamedTuple):
    """The cues in order, before sound. ``notes`` say what was assumed, chosen or left out."""

    title: str
    poses: tuple[ScriptPose, ...]
    cues: tuple[Cue, ...]
    author: str = ""
    notes: tuple[str, ...] = ()

    def words(self) -> Iterator[str]:
        """Give each distinct thing spoken once, in the order of its first use."""
        return iter(dict.fromkeys(cue.say for cue in self.cues if cue.say))


class Timed(NamedTuple):
    """A cue with its start and end, in milliseconds from the start of the session."""

    cue: Cue
    start_ms: int
    end_ms: int


class Timeline(NamedTuple):
    """Every cue with start and end, without gap or overlap from 0 to ``length_ms``.

    ``measured`` tells times taken from spoken clips from estimated ones.
    """

    script: Script
    cues: tuple[Timed, ...]
    measured: bool

    @property
    def length_ms(self) -> int:
        """Length of the whole session."""
        return self.cues[-1].end_ms if self.cues else 0

    def pose_times(self) -> list[tuple[int, int]]:
        """Give the start and end of each pose, in order."""
        times: dict[int, tuple[int, int]] = {}
        for timed in self.cues:
            pose = timed.cue.pose
            if pose is not None:
                start = times[pose][0] if pose in times else timed.start_ms
                times[pose] = (start, timed.end_ms)
        return [times[index] for index in range(len(self.script.poses))]

    def as_json(self) -> dict[str, Any]:
        """Give the timeline as the plain data that ``plan --json`` and ``show --json`` print."""
        poses = [
            {
                "name": pose.name,
                "start_ms": start,
                "end_ms": end,
                "sides": pose.sides,
                "rounds": pose.rounds,
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
    """Put every cue on the clock. ``speech_ms`` gives the length of a spoken text.

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


def from_json(data: dict[str, Any], author: str = "") -> Timeline:
    """Make a timeline of what `Timeline.as_json` gave."""
    names = ("kind", "say", "pose", "side", "round", "line")
    cues = [
        Timed(
            Cue(
                **{name: each[name] for name in names}, length_ms=each["end_ms"] - each["start_ms"]
            ),
            each["start_ms"],
            each["end_ms"],
        )
        for each in data["cues"]
    ]
    poses = [ScriptPose(each["name"], each["sides"], each["rounds"]) for each in data["poses"]]
    script = Script(data["title"], tuple(poses), tuple(timed.cue for timed in cues), author)
    return Timeline(script, tuple(cues), data["measured"])
