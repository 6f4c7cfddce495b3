"""Cues in order, before they have a time: what a routine becomes once every choice is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from voiceguide.routine import SideName

CueKind = Literal["say", "inhale", "exhale", "hold", "move", "pause", "chime"]

CHIME_SOUNDS: dict[CueKind, str] = {
    "chime": "[chime]",
    "inhale": "[inhale]",
    "exhale": "[exhale]",
}
"""What is heard in a cue without words: the strike of a chime, or its softer pair for a breath."""


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
    def sound(self) -> str:
        """The name of what is heard in it: the words, one of `CHIME_SOUNDS`, or "" for silence."""
        return self.say or CHIME_SOUNDS.get(self.kind, "")


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
