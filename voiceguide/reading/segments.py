"""The smallest stretches of a sentence, and the times, rounds, sides and breaths in each."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from voiceguide.english.body import FINGERS, PAIRED, TRUNK, either
from voiceguide.english.breaths import BreathPhrase, find_breaths
from voiceguide.english.pattern import Pattern
from voiceguide.english.phrasing import GERUND
from voiceguide.english.repeats import Repeat, find_repeat, steps_at
from voiceguide.english.sides import SideWords, find_side
from voiceguide.english.times import TimeSpan, find_times

_BOUNDARY = Pattern(
    r"(?:[,;:]|\s[–—-]|—)\s+(?P<comma>(?:and\sthen|then|and|but|or|before|after\swhich|so)\b\s*)?"
    r"|\s(?P<bare>and\sthen|then|and|before|after\swhich)\s",
)
# After "and", these go on describing the pose; anything else begins a new action.
_NO_VERB = Pattern(
    rf"^(?:{GERUND}|your|the|a|an|both|his|her|its|their|my|one|each|it|as|at|in|on|with|for|to|of|from|until|so|"
    r"while|if|not|longer|more|feel|keep|try\sto|breathe|remember|relaxed?|straight|long|deep(?:ly)?|"
    r"slow(?:ly)?|even(?:ly)?|easy|soft|\w+ly(?=\s(?:as|while|with|in|to|through)\b|[\s.!]*$))\b(?!ly)",
)
# "Your right arm and left leg", "arms, legs, and chest": no new clause begins with these.
_LISTED = Pattern(
    r"(?:(?:your|the|both|one|other|opposite|left|right|upper|lower)\s)*"
    rf"(?:{either(f'{PAIRED} {FINGERS} {TRUNK}')})"
    r"(?=[\s,.;]|$)(?!\s(?:sides?|switch|and\srepeat))",
)
_AGAIN_ONLY = Pattern(
    r"^(?:(?:and|then)\s)*repeat(?:\s(?:it|this|that|again|steps?\s[\d\s–-]+))*[\s.!]*$",
)


_ONLY_SIDE = Pattern(
    r"^(?:(?:do|switch\sto|move\sto|change\sto|on|with|to)\s)?(?:the|your)\s(?:left|right|other)(?:\sone|\s\w+)?[\s.!]*$",
    "left|right|other",
)


_REVERSES = Pattern(
    r"revers\w+\s(?:the\s|your\s)?(?:directions?|circles?|circling|motion|movement|rotations?|rolls?)\b",
    "revers",
)


@dataclass(slots=True)
class Piece:
    """The smallest stretch between two boundaries, and what was found in it."""

    start: int
    end: int
    link: str
    words: str
    times: list[TimeSpan] = field(default_factory=list)
    repeat: Repeat | None = None
    side: SideWords | None = None
    breath: BreathPhrase | None = None
    echo: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing in it but words."""
        return not (self.times or self.repeat or self.side or self.breath)

    @property
    def begins_anew(self) -> bool:
        """Whether "and ...", "then ..." goes on to a new action."""
        return bool(self.link) and not _NO_VERB.match(self.words)


def find_pieces(words: str) -> list[Piece]:
    """Cut a sentence at every boundary between clauses, and find what each stretch asks for."""
    times = find_times(words)
    breaths = find_breaths(words)
    closed = [(span.start, span.end) for span in times]
    closed += [(cue.start, cue.end) for cue in breaths]
    repeat = find_repeat(words)
    if repeat:
        closed.append((repeat.start, repeat.end))
    if steps := steps_at(words):
        closed.append(steps)  # "repeat steps 2 and 3 four times"
        if repeat and 0 <= repeat.start - steps[1] <= len(", "):
            closed.append((steps[0], repeat.end))  # "repeat from step 2, five times"
    side = find_side(words)
    # "Then reverse the circle for 20 seconds": a movement of its own.
    reverses = bool(times and side and _REVERSES.match(words, side.start))
    side = None if reverses else side
    pieces: list[Piece] = []
    start, link = 0, ""
    for match in [*_BOUNDARY.finditer(words), None]:
        end = match.start() if match else len(words)
        after = match.end() if match else len(words)
        if match and any(low < after and end < high for low, high in closed):
            continue
        piece = words[start:end]
        if match and (not any(mark.isalnum() for mark in piece) or _LISTED.match(words, after)):
            continue
        found = Piece(start, end, link, piece)
        found.times = [span for span in times if start <= span.start < end]
        found.breath = next((cue for cue in breaths if start <= cue.start < end), None)
        found.repeat = _repeat_in(piece, start, times)
        alone = link.endswith("then") or (start == 0 and end == len(words))
        found.side = None if reverses else find_side(piece, whole=alone)
        pieces.append(found)
        if match:
            start, link = after, (match["comma"] or match["bare"] or "").strip().lower()
    _then_the_left(pieces)
    return _whole_sides(_drop_echoes(pieces), words, side)


def _then_the_left(pieces: list[Piece]) -> None:
    """Read "step up with the right foot 10 times, then the left" as a change of sides."""
    *before, last = pieces
    timed = any(piece.times or piece.repeat for piece in before)
    if timed and last.is_plain and last.link.endswith("then") and _ONLY_SIDE.match(last.words):
        last.side = SideWords(0, len(last.words), "side", each=False)


def _repeat_in(piece: str, at: int, times: Sequence[TimeSpan]) -> Repeat | None:
    """Find rounds in a piece that begins at ``at``; "breathe five times" is a time, not rounds."""
    repeat = find_repeat(piece)
    if repeat is None:
        return None
    repeat = repeat._replace(start=repeat.start + at, end=repeat.end + at)
    held = any(span.start <= repeat.start < span.end for span in times)
    return None if held else repeat


def _drop_echoes(pieces: list[Piece]) -> list[Piece]:
    """Drop the second half of "Switch sides and repeat", which says nothing more."""
    if any(piece.side for piece in pieces):
        for piece in pieces:
            if piece.repeat and piece.repeat.assumed and _AGAIN_ONLY.match(piece.words):
                piece.repeat = None
                piece.echo = True
    for vague, counted in itertools.pairwise(pieces):
        if not vague.repeat or not counted.repeat or counted.link not in ("", ","):
            continue
        if vague.repeat.assumed and not counted.repeat.assumed:
            counted.start, counted.link = vague.start, vague.link
            counted.words = f"{vague.words}, {counted.words}"
            vague.echo = True  # "repeat the sequence, five times"
    return [piece for piece in pieces if not piece.echo]


def _whole_sides(pieces: list[Piece], words: str, side: SideWords | None) -> list[Piece]:
    """Keep "Repeat, this time with the left leg" together: only as a whole is it a side."""
    if side is None or any(piece.side for piece in pieces):
        return pieces
    over = [piece for piece in pieces if piece.start < side.end and side.start < piece.end]
    first, last = over[0], over[-1]
    whole = Piece(first.start, last.end, first.link, words[first.start : last.end], side=side)
    whole.times = [span for piece in over for span in piece.times]
    counted = [piece.repeat for piece in over if piece.repeat and not piece.repeat.assumed]
    whole.repeat = counted[0] if counted else None
    at = pieces.index(first)
    return [*pieces[:at], whole, *pieces[at + len(over) :]]
