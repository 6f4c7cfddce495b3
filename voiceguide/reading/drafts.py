"""Parts of a pose in the making, with what is done again before it is known from where."""

from __future__ import annotations

from typing import NamedTuple

from voiceguide.english.dose import Between
from voiceguide.english.numbers import is_vague
from voiceguide.english.repeats import Repeat
from voiceguide.english.sides import SideWords
from voiceguide.english.times import TimeSpan
from voiceguide.reading.text import Text
from voiceguide.routine import Duration, Part


class Rest(NamedTuple):
    """Time to recover, and what it parts: sets, rounds, or "" where that is not written."""

    duration: Duration
    between: Between


def duration_of(span: TimeSpan, body: Text) -> Duration:
    """Make the duration that a span of a sentence stands for."""
    words = body.words[span.start : span.end]
    place = body.place(span.start, span.end - span.start)
    return Duration(
        span.low, span.high, span.unit, span.qualifier, words, span.manner, is_vague(words), place
    )


class Draft(NamedTuple):
    """A part, and what its marker means where it is one of rounds, of sets or of a side.

    ``tempo`` is how long one round takes as written, ``every`` how long after a set the next one
    begins; ``again`` are the first and last step, by number, that are done once more. A draft
    that ``echoes`` only names the movement that is counted, which steps before may have told; a
    breath that ``joins`` is that of the movement before it.
    """

    part: Part
    repeat: Repeat | None = None
    side: SideWords | None = None
    tail: str = ""
    steps: tuple[int, int | None] | None = None
    alternating: bool = False
    alternate_sides: bool = False
    sets: Repeat | None = None
    rests: tuple[Rest, ...] = ()
    tempo: Duration | None = None
    every: Duration | None = None
    again: tuple[int, int] | None = None
    joins: bool = False
    echoes: bool = False
