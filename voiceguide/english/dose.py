"""A dose as data: sets, repetitions, hold or work, rests and sides of one stretch of shorthand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from voiceguide.english.amounts import Amount

Between = Literal["sets", "rounds", "steps", "poses", ""]


class Rest(NamedTuple):
    """Time to recover, and what it parts: "" where that is not written."""

    amount: Amount
    between: Between


@dataclass
class Dose:
    """What a stretch of shorthand asks for, at ``start`` to ``end``; None where it says nothing.

    ``work`` is time for a movement, ``hold`` for stillness. ``noun`` is what changes where it is
    done on both sides, "" where it is done once; ``alternating`` where they take turns, and
    ``each`` where the number is that of each side or of both as the sentence says ("in total").
    ``clocked`` tells a way of writing that sentences do not have: labels, a product, a clock's
    time. ``moves`` is where the movement is named that is counted ("10 heel raises").
    """

    start: int
    end: int
    sets: Amount | None = None
    reps: Amount | None = None
    hold: Amount | None = None
    work: Amount | None = None
    rests: list[Rest] = field(default_factory=list)
    noun: str = ""
    alternating: bool = False
    each: bool = False
    clocked: bool = False
    moves: tuple[int, int] | None = None

    @property
    def says_more(self) -> bool:
        """Whether it is more than one hold or one count, which a sentence says as well."""
        # A rest that parts nothing is said as it is written: "Rest for three minutes."
        rests = self.rests if self.reps or self.sets or self.hold or self.work else ()
        alone = [self.sets, self.work, *rests]
        alone += [rest for rest in self.rests if rest.between]
        pairs = (self.hold, self.reps, self.noun or None)
        more = self.clocked or self.alternating or any(alone)
        return more or sum(each is not None for each in pairs) > 1
