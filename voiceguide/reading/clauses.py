"""One sentence cut into clauses, each with one reading.

"Hold for 3-5 breaths and release to center, staying at center for one breath" is a hold, a way
out and another hold. A sentence with nothing to read but words stays whole.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from voiceguide.english.breaths import BreathPhrase
from voiceguide.english.pattern import Pattern
from voiceguide.english.phrasing import GERUND
from voiceguide.english.repeats import Repeat, is_action, per_day
from voiceguide.english.roles import is_optional
from voiceguide.english.sides import SideWords
from voiceguide.english.times import TimeSpan
from voiceguide.reading.segments import Piece, find_pieces
from voiceguide.routine import PartKind, Role

_HOLD_VERB = Pattern(
    r"^(?:(?:now|then|just|simply|try\sto|continue\sto|and|slowly|gently|briefly)[\s,]+)*"
    r"(?:hold|stay|remain|rest|relax|paus|keep|maintain|breath|sustain|linger|wait|stop|tak|sit|lie|stand|"
    r"stretch|count|repeat|continu)(?:e?(?:s|ing)?|ting|ning)\b",
)
_RELEASE = Pattern(
    r"^(?:(?:slowly|gently|then|carefully|now|and)\s)*(?:releas|lower|return|relax|let\sgo|come|switch|unwind|"
    r"unclasp|unfold|roll|lift|bring|drop|straighten|step|sit|stand|rest|repeat|rise|uncross|untwist|back\sto|go\sback|slide)",
)
_WARNS = Pattern(
    r"^(?:do\snot|don[’']?t|never|avoid(?!ing)|(?:be|being)\scareful|try\snot\sto|make\ssure\snot)\b",
)
_ADVERB = Pattern(r"(?:now|then|next|first|finally|again|\w+ly)")
_GERUND = Pattern(rf"^{GERUND}\b")


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence with one reading; it grows while the sentence is read.

    ``tail`` is what the words of rounds or a side say besides. ``lead`` is "for" or "after" where
    a hold is nothing but its time so far; ``link`` the word that joins it to what came before;
    ``during`` tells
    "repeat 5 times, holding for 10 seconds" from "repeat 5 times and finish with 10 seconds".
    """

    kind: PartKind
    start: int
    end: int
    role: Role = ""
    optional: bool = False
    time: TimeSpan | None = None
    repeat: Repeat | None = None
    side: SideWords | None = None
    breath: BreathPhrase | None = None
    tail: tuple[int, int] | None = None
    lead: str = ""
    link: str = ""
    during: bool = False


def cut(words: str) -> list[Clause]:
    """Cut a sentence into clauses in the order they are to be led."""
    if often := per_day(words):
        return _without_dose(words, *often)
    pieces = find_pieces(words)
    if all(piece.is_plain for piece in pieces):
        return _plain(words, pieces)
    clauses: list[Clause] = []
    for piece in pieces:
        _add(clauses, piece, words)
    if is_optional(pieces[0].words) and pieces[0].is_plain and len(clauses) > 1:
        return _all_optional(clauses)
    return _in_order(clauses)


def _without_dose(words: str, start: int, end: int) -> list[Clause]:
    """Read a sentence apart from "3 times a day" in it, which is for the reader."""
    rest = words[:start] + " " * (end - start) + words[end:]
    clauses = cut(rest) if any(mark.isalnum() for mark in rest) else []
    return [*clauses, Clause("plain", start, end, role="note")]


def _all_optional(clauses: list[Clause]) -> list[Clause]:
    """Leave the whole of "Optionally, repeat once." to the listener."""
    first, second, *_ = clauses
    second.start = first.start
    for clause in clauses[1:]:
        clause.optional = True
    return _in_order(clauses[1:])


def _plain(words: str, pieces: list[Piece]) -> list[Clause]:
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


def _add(clauses: list[Clause], piece: Piece, words: str) -> None:
    last = clauses[-1] if clauses else None
    if piece.is_plain:
        _add_plain(clauses, last, piece)
        return
    if piece.times:
        if last is None or not _times_a_breath(last, piece, words):
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


def _add_plain(clauses: list[Clause], last: Clause | None, piece: Piece) -> None:
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


def _add_after_hold(clauses: list[Clause], last: Clause, new: Clause, piece: Piece) -> None:
    """Tell what is said with a hold ("breathing deeply") from what follows ("then lower")."""
    if last.lead == "for":  # "For 10 seconds, press your hands together"
        last.end, last.lead = piece.end, ""
    elif last.lead == "after" or piece.begins_anew or _RELEASE.match(piece.words):
        new.role = "way out"
        clauses.append(new)
    else:
        last.end = piece.end


def _times_a_breath(last: Clause, piece: Piece, words: str) -> bool:
    """Read "Inhale: 4 seconds." and "Inhale: draw the air in for a count of 5." as a breath."""
    labelled = last.breath is not None and words[last.breath.end :].lstrip().startswith(":")
    if last.time or not labelled or len(piece.times) > 1 or _HOLD_VERB.match(piece.words):
        return False
    last.time, last.end = piece.times[0], piece.end
    return True


def _add_times(clauses: list[Clause], last: Clause | None, piece: Piece) -> None:
    first = piece.times[0]
    new = Clause("hold", piece.start, piece.end, time=first, link=piece.link)
    new.during = not piece.link or bool(_GERUND.match(piece.words))
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
    if piece.link == "or" and last is not None and last.kind == "hold":
        new.optional = True  # "for 20 seconds, or for 5 breaths": the first will do
    clauses.append(new)
    for span in piece.times[1:]:
        clauses[-1].end = span.start
        clauses.append(Clause("hold", span.start, piece.end, time=span))


def _joins(last: Clause | None) -> bool:
    return last is not None and last.kind == "plain" and not last.role and not last.optional


def _add_breath(clauses: list[Clause], last: Clause | None, piece: Piece, words: str) -> None:
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
        if clause.kind != "hold" or clause.link.endswith("then") or not clause.during:
            continue
        while at and clauses[at - 1].kind in ("rounds", "side"):
            at -= 1
        clauses.insert(at, clauses.pop(index))
    return clauses
