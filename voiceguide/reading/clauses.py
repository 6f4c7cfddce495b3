"""One sentence cut into clauses, each with one reading.

"Hold for 3-5 breaths and release to center, staying at center for one breath" is a hold, a way
out and another hold. A sentence with nothing to read but words stays whole.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace

from voiceguide.reading.breath import Cue, find_breaths
from voiceguide.reading.repeats import Repeat, find_repeat, is_action
from voiceguide.reading.roles import is_optional
from voiceguide.reading.side_words import SideWords, find_side
from voiceguide.reading.times import Span, find_times
from voiceguide.routine import PartKind, Role

GERUND = r"(?!(?:br|sw|spr|cl|fl|sl|str|w|r)ing\b)\w+ing"
"""Pattern of "holding", "keeping", but not of "bring" and "swing"."""

_BOUNDARY = re.compile(
    r"(?:[,;:]|\s[–—-]|—)\s+(?P<comma>(?:and\sthen|then|and|but|or|before|after\swhich|so)\b\s*)?"
    r"|\s(?P<bare>and\sthen|then|and|before|after\swhich)\s",
    re.IGNORECASE,
)
_HOLD_VERB = re.compile(
    r"^(?:(?:now|then|just|simply|try\sto|continue\sto|and|slowly|gently|briefly)[\s,]+)*"
    r"(?:hold|stay|remain|rest|relax|paus|keep|maintain|breath|sustain|linger|wait|stop|tak|sit|lie|stand|"
    r"stretch|count|repeat|continu)(?:e?(?:s|ing)?|ting|ning)\b",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"^(?:(?:slowly|gently|then|carefully|now|and)\s)*(?:releas|lower|return|relax|let\sgo|come|switch|unwind|"
    r"unclasp|unfold|roll|lift|bring|drop|straighten|step|sit|stand|rest|repeat|rise|uncross|untwist|back\sto|go\sback|slide)",
    re.IGNORECASE,
)
# After "and", these go on describing the pose; anything else begins a new action.
_NO_VERB = re.compile(
    rf"^(?:{GERUND}|your|the|a|an|both|his|her|its|their|my|one|each|it|as|at|in|on|with|for|to|of|from|until|so|"
    r"while|if|not|longer|more|feel|keep|try\sto|breathe|remember|relaxed?|straight|long|deep(?:ly)?|"
    r"slow(?:ly)?|even(?:ly)?|easy|soft|\w+ly(?=\s(?:as|while|with|in|to|through)\b|[\s.!]*$))\b(?!ly)",
    re.IGNORECASE,
)
_WARNS = re.compile(
    r"^(?:do\snot|don[’']?t|never|avoid(?!ing)|(?:be|being)\scareful|try\snot\sto|make\ssure\snot)\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"(?:now|then|next|first|finally|again|\w+ly)", re.IGNORECASE)
_GERUND = re.compile(rf"^{GERUND}\b", re.IGNORECASE)
_AGAIN_ONLY = re.compile(
    r"^(?:(?:and|then)\s)*repeat(?:\s(?:it|this|that|again|steps?\s[\d\s–-]+))*[\s.!]*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence with one reading; it grows while the sentence is read.

    ``tail`` is what the words of rounds or a side say besides. ``lead`` is "for" or "after" where
    a hold is nothing but its time so far; ``link`` the word that joins it to what came before.
    """

    kind: PartKind
    start: int
    end: int
    role: Role = ""
    optional: bool = False
    time: Span | None = None
    repeat: Repeat | None = None
    side: SideWords | None = None
    breath: Cue | None = None
    tail: tuple[int, int] | None = None
    lead: str = ""
    link: str = ""


@dataclass(slots=True)
class _Piece:
    """The smallest stretch between two boundaries, and what was found in it."""

    start: int
    end: int
    link: str
    words: str
    times: list[Span] = field(default_factory=list)
    repeat: Repeat | None = None
    side: SideWords | None = None
    breath: Cue | None = None
    echo: bool = False

    @property
    def is_plain(self) -> bool:
        return not (self.times or self.repeat or self.side or self.breath)

    @property
    def begins_anew(self) -> bool:
        """Whether "and ...", "then ..." goes on to a new action."""
        return bool(self.link) and not _NO_VERB.match(self.words)


def cut(words: str) -> list[Clause]:
    """Cut a sentence into clauses in the order they are to be led."""
    pieces = _pieces(words)
    if all(piece.is_plain for piece in pieces):
        return _plain(words, pieces)
    clauses: list[Clause] = []
    for piece in pieces:
        _add(clauses, piece, words)
    return _in_order(clauses)


def _plain(words: str, pieces: list[_Piece]) -> list[Clause]:
    """Keep a sentence of mere words whole, but for a warning or an option within it."""
    clauses = [Clause("plain", 0, len(words))]
    for before, piece in itertools.pairwise(pieces):
        last = clauses[-1]
        if _WARNS.match(piece.words):
            last.end = before.end
            clauses.append(Clause("plain", piece.start, len(words), role="caution"))
        elif piece.link.endswith("then") and (
            is_optional(words[last.start : piece.start]) != is_optional(words[piece.start :])
        ):
            last.end = before.end
            clauses.append(Clause("plain", piece.start, len(words)))
    for clause in clauses:
        clause.optional = is_optional(words[clause.start : clause.end])
    return clauses


def _pieces(words: str) -> list[_Piece]:
    times = list(find_times(words))
    breaths = find_breaths(words)
    closed = [(span.start, span.end) for span in times]
    closed += [(cue.start, cue.end) for cue in breaths]
    repeat = find_repeat(words)
    if repeat:
        closed.append((repeat.start, repeat.end))
    side = find_side(words)
    pieces: list[_Piece] = []
    start, link = 0, ""
    for match in [*_BOUNDARY.finditer(words), None]:
        end = match.start() if match else len(words)
        after = match.end() if match else len(words)
        if match and any(low < after and end < high for low, high in closed):
            continue
        piece = words[start:end]
        if match and not any(mark.isalnum() for mark in piece):
            continue
        found = _Piece(start, end, link, piece)
        found.times = [span for span in times if start <= span.start < end]
        found.breath = next((cue for cue in breaths if start <= cue.start < end), None)
        found.repeat = _repeat_in(piece, start, times)
        found.side = find_side(piece, whole=end == len(words))
        pieces.append(found)
        if match:
            start, link = after, (match["comma"] or match["bare"] or "").strip().lower()
    return _whole_sides(_drop_echoes(pieces), words, side)


def _repeat_in(piece: str, at: int, times: list[Span]) -> Repeat | None:
    """Find rounds in a piece that begins at ``at``; "breathe five times" is a time, not rounds."""
    repeat = find_repeat(piece)
    if repeat is None:
        return None
    repeat = replace(repeat, start=repeat.start + at, end=repeat.end + at)
    held = any(span.start <= repeat.start < span.end for span in times)
    return None if held else repeat


def _drop_echoes(pieces: list[_Piece]) -> list[_Piece]:
    """Drop the second half of "Switch sides and repeat", which says nothing more."""
    if any(piece.side for piece in pieces):
        for piece in pieces:
            if piece.repeat and piece.repeat.assumed and _AGAIN_ONLY.match(piece.words):
                piece.repeat = None
                piece.echo = True
    return [piece for piece in pieces if not piece.echo]


def _whole_sides(pieces: list[_Piece], words: str, side: SideWords | None) -> list[_Piece]:
    """Keep "Repeat, this time with the left leg" together: only as a whole is it a side."""
    if side is None or any(piece.side for piece in pieces):
        return pieces
    over = [piece for piece in pieces if piece.start < side.end and side.start < piece.end]
    first, last = over[0], over[-1]
    whole = _Piece(first.start, last.end, first.link, words[first.start : last.end], side=side)
    whole.times = [span for piece in over for span in piece.times]
    counted = [piece.repeat for piece in over if piece.repeat and not piece.repeat.assumed]
    whole.repeat = counted[0] if counted else None
    at = pieces.index(first)
    return [*pieces[:at], whole, *pieces[at + len(over) :]]


def _add(clauses: list[Clause], piece: _Piece, words: str) -> None:
    last = clauses[-1] if clauses else None
    if piece.is_plain:
        _add_plain(clauses, last, piece)
        return
    if piece.times:
        _add_times(clauses, last, piece)
    elif piece.breath and not (piece.repeat or piece.side):
        _add_breath(clauses, last, piece, words)
    optional = is_optional(piece.words)
    if piece.repeat:
        if _joins(last) and is_action(piece.words):
            piece.start = clauses.pop().start  # "raise and lower your heels 10 times"
        clauses.append(
            Clause("rounds", piece.start, piece.end, optional=optional, repeat=piece.repeat)
        )
    if piece.side:
        clauses.append(Clause("side", piece.start, piece.end, optional=optional, side=piece.side))


def _add_plain(clauses: list[Clause], last: Clause | None, piece: _Piece) -> None:
    new = Clause("plain", piece.start, piece.end)
    if last is None or _WARNS.match(piece.words):
        new.role = "" if last is None else "caution"
        clauses.append(new)
    elif last.kind == "plain":
        goes_on = last.role != "caution" and not (last.optional and piece.begins_anew)
        _grow(clauses, last, new, goes_on=goes_on)
    elif last.kind in ("inhale", "exhale"):
        trails = last.breath is not None and last.breath.trailing
        _grow(clauses, last, new, goes_on=not (trails and piece.begins_anew))
    elif is_optional(piece.words):
        if last.kind in ("rounds", "side"):
            last.optional = True
        else:
            new.optional = True
            clauses.append(new)
    elif last.kind == "hold":
        _add_after_hold(clauses, last, new, piece)
    elif _RELEASE.match(piece.words) or (piece.begins_anew and piece.link.endswith("then")):
        new.role = "way out" if last.kind == "rounds" else ""
        clauses.append(new)
    else:
        last.tail = (last.tail[0] if last.tail else piece.start, piece.end)


def _grow(clauses: list[Clause], last: Clause, new: Clause, *, goes_on: bool) -> None:
    if goes_on:
        last.end = new.end
    else:
        clauses.append(new)


def _add_after_hold(clauses: list[Clause], last: Clause, new: Clause, piece: _Piece) -> None:
    """Tell what is said with a hold ("breathing deeply") from what follows ("then lower")."""
    if last.lead == "for":  # "For 10 seconds, press your hands together"
        last.end, last.lead = piece.end, ""
    elif last.lead == "after" or piece.begins_anew or _RELEASE.match(piece.words):
        new.role = "way out"
        clauses.append(new)
    else:
        last.end = piece.end


def _add_times(clauses: list[Clause], last: Clause | None, piece: _Piece) -> None:
    first = piece.times[0]
    new = Clause("hold", piece.start, piece.end, time=first, link=piece.link)
    before = piece.words[: first.start - piece.start].strip().lower()
    after = piece.words[first.end - piece.start :].strip(" .!")
    if not after and before in ("for", "after", "once", "when"):
        new.lead = "for" if before == "for" else "after"
    is_breath = piece.breath and first.unit == "s" and piece.breath.start < first.start
    if is_breath and piece.breath:
        new.kind, new.breath = piece.breath.kind, piece.breath
    elif _joins(last) and not _HOLD_VERB.match(piece.words) and new.lead != "after":
        # No verb of holding: what is done for that long was said before the comma.
        new.start, new.lead = clauses.pop().start, ""
    clauses.append(new)
    for span in piece.times[1:]:
        clauses[-1].end = span.start
        clauses.append(Clause("hold", span.start, piece.end, time=span))


def _joins(last: Clause | None) -> bool:
    return last is not None and last.kind == "plain" and not last.role and not last.optional


def _add_breath(clauses: list[Clause], last: Clause | None, piece: _Piece, words: str) -> None:
    cue = piece.breath
    if cue is None:
        return
    new = Clause(cue.kind, piece.start, piece.end, breath=cue)
    if last is not None and last.kind == "hold" and _GERUND.match(piece.words):
        last.end = piece.end  # "hold for five breaths, exhaling slowly"
        return
    if last is not None and last.kind == cue.kind:
        last.end = piece.end
        return
    bare = not piece.words[cue.end - piece.start :].strip(" .!") and cue.start == piece.start
    if _joins(last) and bare and cue.led and not piece.link:
        new.start = clauses.pop().start  # "reach up, as you inhale"
    elif last is not None and len(clauses) == 1 and _ADVERB.fullmatch(words[: last.end].strip()):
        new.start = clauses.pop().start  # "slowly, on an exhale, fold"
    clauses.append(new)


def _in_order(clauses: list[Clause]) -> list[Clause]:
    """Put a hold that belongs to the rounds before them: "repeat 5 times, holding 10 seconds"."""
    for index in range(1, len(clauses)):
        clause, at = clauses[index], index
        if clause.kind != "hold" or clause.link.endswith("then"):
            continue
        while at and clauses[at - 1].kind in ("rounds", "side"):
            at -= 1
        clauses.insert(at, clauses.pop(index))
    return clauses
