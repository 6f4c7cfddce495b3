"""Cues in order, before they have a time: what a routine becomes once every choice is made."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from typing import Literal, NamedTuple

from voiceguide.routine import SideName

CueKind = Literal["say", "inhale", "exhale", "hold", "work", "rest", "move", "pause", "chime"]

CHIME_SOUNDS: dict[CueKind, str] = {
    "chime": "[chime]",
    "inhale": "[inhale]",
    "exhale": "[exhale]",
}
"""What is heard in a cue without words: the strike of a chime, or its softer pair for a breath."""

TICK = "[tick]"
"""What is heard in a chime within a round: it counts, and no change rings there."""


class Breath(NamedTuple):
    """The breathing that goes on through a hold: how long in, how long out, and where it is.

    ``at_ms`` is the time since the beginning of a breath in.
    """

    in_ms: int
    out_ms: int
    at_ms: int = 0


class Cue(NamedTuple):
    """One thing at one moment. ``length_ms`` is its own length, which its speech may exceed.

    ``say`` is what is spoken, "" for silence; a breath cue without words has a chime in place of
    them, and a chime within a round is the tick that counts a movement. ``pose`` is an index into
    the poses, from 0, None in the opening and closing; ``round`` and ``set`` count from 1, None
    where there is but one; ``line`` is the line of the routine that it comes from, from 1.
    ``breath`` is kept by a hold that is counted in breaths.
    """

    kind: CueKind
    say: str = ""
    length_ms: int = 0
    pose: int | None = None
    side: SideName | None = None
    round: int | None = None
    line: int | None = None
    breath: Breath | None = None
    set: int | None = None

    def __repr__(self) -> str:
        """Give what it has beside its kind: most cues have little."""
        given = [
            f"{name}={value!r}"
            for name, value in zip(self._fields[1:], self[1:], strict=True)
            if value != self._field_defaults[name]
        ]
        return f"Cue({', '.join([repr(self.kind), *given])})"

    @property
    def sound(self) -> str:
        """The name of what is heard in it: words, `TICK`, of `CHIME_SOUNDS`, or "" for silence."""
        if self.kind == "chime" and self.round is not None:
            return TICK
        return self.say or CHIME_SOUNDS.get(self.kind, "")


class ScriptPose(NamedTuple):
    """A pose as it will be led: on how many sides, 1 or 2, in how many rounds and sets.

    ``rounds`` are all those of a side: those of a set, times the sets.
    """

    name: str
    sides: int
    rounds: int
    sets: int = 1


class Script(NamedTuple):
    """The cues in order, before sound. ``notes`` say what was assumed, chosen or left out.

    ``poses`` are in the order in which they are led; a pose led twice is there twice. ``author``
    and ``date`` ("2026-08-05", "2026") are "" where the routine names none.
    """

    title: str
    poses: tuple[ScriptPose, ...]
    cues: tuple[Cue, ...]
    author: str = ""
    notes: tuple[str, ...] = ()
    date: str = ""

    def __repr__(self) -> str:
        """Give its title and size: it may have thousands of cues."""
        return f"Script({self.title!r}, {counted(self.poses, 'pose')}, {counted(self.cues, 'cue')})"

    def words(self) -> Iterator[str]:
        """Give each distinct thing spoken once, in the order of its first use."""
        return iter(dict.fromkeys(cue.say for cue in self.cues if cue.say))


def counted(things: Sized, noun: str) -> str:
    """Tell how many there are, such as "1 pose" or "214 cues"."""
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
