"""Where a pose stands in its rounds and sides, and how its cues are made there."""

from __future__ import annotations

from typing import NamedTuple

from voiceguide.building.cues import Beat
from voiceguide.building.pacing import Pacing
from voiceguide.problems import Place
from voiceguide.routine import Action, Part, SideName
from voiceguide.script import Cue, CueKind


class Turn(NamedTuple):
    """Where in its repetitions a pose stands.

    ``round`` is the number that a cue carries; ``repeat`` the greatest of all rounds around it,
    1 where everything is new. ``other`` is true on the second side. ``lines`` are what a long
    hold of the pose may say.
    """

    pose: int | None
    pacing: Pacing
    lines: tuple[str, ...] = ()
    round: int | None = None
    repeat: int = 1
    side: SideName | None = None
    other: bool = False

    @property
    def new(self) -> bool:
        """True in the first round of the first side."""
        return self.repeat == 1 and not self.other

    @property
    def brevity(self) -> int:
        """How briefly it is led: 1 in full, 2 by first clauses, 3 by breath words."""
        if self.repeat == 1:
            return 1
        return min(self.repeat, 3) if self.pacing.guidance == "full" else 3

    def at_round(self, number: int) -> Turn:
        """Give the turn in round ``number`` of rounds that begin within it."""
        return self._replace(round=number, repeat=max(self.repeat, number))

    def cue(self, kind: CueKind, say: str = "", ms: int = 0, place: Place | None = None) -> Cue:
        """Make a cue that carries this pose, side and round."""
        line = place.line if place else None
        return Cue(kind, say, ms, self.pose, self.side, self.round, line)

    def say(self, words: str, place: Place | None = None, *, flowing: bool = False) -> list[Beat]:
        """Make the cue that speaks, or none where there is nothing to say."""
        return [Beat(self.cue("say", words, 0, place), flowing=flowing)] if words else []

    def move(
        self, does: tuple[Action, ...] = (), ms: int = 0, place: Place | None = None
    ) -> list[Beat]:
        """Make the time to do what is asked for, at least ``ms`` at this pace."""
        return [Beat(self.cue("move", "", self.pacing.scaled(ms), place), does)]

    def gap(self, ms: int) -> list[Beat]:
        """Make a silence between rounds, at this pace."""
        return [Beat(self.cue("pause", "", self.pacing.scaled(ms)))]


def is_led(part: Part, pacing: Pacing) -> bool:
    """Tell whether a part is led at all: optional ones are when asked for, notes never."""
    if part.kind in ("rounds", "side") or part.role == "note":
        return False
    return pacing.optional or not part.optional or part.role == "caution"
