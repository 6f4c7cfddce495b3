"""A sentence of a step becomes parts: what is spoken, what is held, what is done again."""

from __future__ import annotations

import itertools
from dataclasses import replace

from voiceguide.english.account import measuring, unaccounted
from voiceguide.english.angles import list_of_angles
from voiceguide.english.breaths import find_breaths
from voiceguide.english.doses import LONGEST, dose_after_name, dose_at_end, dose_at_start
from voiceguide.english.intervals import (
    LEAST_REPETITION_S,
    CountedThings,
    counted_things,
    find_interval,
)
from voiceguide.english.last_round import in_last_round
from voiceguide.english.pattern import Pattern
from voiceguide.english.phrasing import first_clause, sentence_of
from voiceguide.english.positions import is_ready
from voiceguide.english.repeats import Repeat, find_repeat
from voiceguide.english.rests import find_rest
from voiceguide.english.roles import cut_prefix, is_optional, is_progress, role_of
from voiceguide.english.sides import SideWords, each_limb
from voiceguide.english.tempo import counted_tempo, find_tempo
from voiceguide.english.times import find_times
from voiceguide.english.vague import find_vague
from voiceguide.problems import Problem
from voiceguide.reading.checks import check_amounts, check_dose, check_time
from voiceguide.reading.clause_drafts import clause_drafts, movement_first, with_the_change
from voiceguide.reading.clauses import Clause, cut
from voiceguide.reading.doses import dose_drafts, rest_draft, tempo_draft
from voiceguide.reading.drafts import Draft
from voiceguide.reading.long_sentences import in_pieces, tells_of_measures
from voiceguide.reading.set_aside import set_aside
from voiceguide.reading.text import Text
from voiceguide.reading.whole_sentence import (
    Read,
    read_breaths,
    read_dose,
    read_quick,
    read_same_steps,
    read_ways,
)
from voiceguide.routine import Duration, Part, PartKind, Role

_AFTERWARDS = Pattern(r"[,;]\s(?:and\s)?then\s", "then")
_SLASH = Pattern(r"(?<=\s)/(?=\s)", "/")


def read_sentence(sentence: Text, step: int, number: int, problems: list[Problem]) -> list[Draft]:
    """Read one sentence of a step; what is wrong with it goes to ``problems``."""
    prefix, length = cut_prefix(sentence.words)
    labelled = bool(length) and not prefix
    body = sentence.cut(length, len(sentence.words)) if length else sentence
    if not body.words:
        return []
    words = body.words
    role = role_of(words)
    clauses = [Clause("plain", 0, len(words))]
    if prefix in ("caution", "tip"):
        clauses[0].role = "caution" if prefix == "caution" else "tip"
    elif role == "caution" and not _opens_with_time(words):
        clauses[0].role = role
    elif is_ready(words):
        clauses[0].role = "note"  # where rounds begin, and nothing to listeners
    elif is_progress(words):
        clauses[0].role = "tip"
    elif len(body.words) > LONGEST and (
        tells_of_measures(body, problems) or len(words) > 2 * LONGEST
    ):
        return [
            draft
            for piece in in_pieces(body)
            for draft in _read_body(piece, role, step, number, problems)
        ]
    else:
        read = _read_body(body, role, step, number, problems)
        # "Reach your arms up. Breathing: inhale.": one breath, with the movement before it.
        bare = labelled and len(read) == 1 and read[0].part.kind in ("inhale", "exhale")
        return [read[0]._replace(joins=len(words.split()) < 3)] if bare else read
    return with_the_change(
        [d for clause in clauses for d in clause_drafts(clause, body, step, number)]
    )


def _read_body(
    body: Text, role: Role, step: int, number: int, problems: list[Problem]
) -> list[Draft]:
    """Read what leads: first what is not for now is set aside, then a dose or clauses are read."""
    aside = set_aside(body, step, number, problems)
    left, notes = aside.left, aside.notes
    tempo = find_tempo(left.words)
    if tempo is not None:
        notes.append(tempo_draft(tempo, left, step, number))
        left = left.blanked(tempo.start, tempo.end)
    if not any(mark.isalnum() for mark in left.words):
        return notes
    for reading in (
        _vague,
        read_quick,
        _paced,
        _every,
        _at_each,
        _last_round,
        read_same_steps,
        read_breaths,
        read_ways,
        read_dose,
        _slashed,
        _then,
        _each_limb,
        _dose_at_end,
        _dose_at_start,
        _rest,
    ):
        drafts = reading(left, role, step, number, problems)
        if drafts is not None:
            return [*drafts, *notes]
    return [*_clauses(left, role, step, number, aside.spans, problems), *notes]


def _clauses(  # noqa: PLR0913, PLR0917 - a sentence, where it stands, and what is not in it
    body: Text, role: Role, step: int, number: int, aside: Spans, problems: list[Problem]
) -> list[Draft]:
    """Read a sentence clause by clause, and close its account."""
    clauses = cut(body.words.rstrip())
    check_amounts(body, clauses, aside, problems)
    if len(clauses) == 1 and clauses[0].kind == "plain" and not clauses[0].optional:
        clauses[0].role = clauses[0].role or role
    read = [d for each in clauses for d in clause_drafts(each, body, step, number)]
    return with_the_change(movement_first(read))


Spans = list[tuple[int, int]]


def _vague(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Stay there until you feel warm." as a hold whose length is assumed."""
    words = body.words
    found = None if role or is_optional(words) else find_vague(words)
    if found is None or any(find_times(words)) or find_repeat(words) or find_breaths(words):
        return None
    if any(m.what in ("a number", "a time") for m in unaccounted(words, measuring(words), ())):
        return None
    said = words[: found.end].strip()
    place = body.place(0, found.end)
    duration = Duration(found.seconds, found.seconds, "s", words=said, assumed=True, place=place)
    spoken = sentence_of(said)
    moved = Part("plain", spoken, said, first_clause(said), step=step, sentence=number, place=place)
    kind: PartKind = "rest" if found.rests else "hold"
    text = "" if found.moves else spoken
    held = replace(moved, kind=kind, text=text, short="", duration=duration)
    drafts = [Draft(moved), Draft(held)] if found.moves else [Draft(held)]
    rest = body.cut(found.end, len(words))
    after = [] if not any(map(str.isalnum, rest.words)) else _read_body(
        rest.cut(len(rest.words) - len(rest.words.lstrip(" ,;")), len(rest.words)),
        role, step, number, problems,
    )  # fmt: skip
    return [*drafts, *after]


def _paced(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Count to five as you lift, and to five as you lower." as a movement and its tempo."""
    tempo = counted_tempo(body.words)
    if tempo is None:
        return None
    words = body.words[: tempo.end].strip()
    said, place = sentence_of(words), body.place(0, tempo.end)
    part = Part("plain", said, words, said, step=step, sentence=number, place=place)
    after = body.cut(tempo.end, len(body.words))
    after = after.cut(len(after.words) - len(after.words.lstrip(" ,;")), len(after.words))
    rest = _read_body(after, role, step, number, problems) if _has_words(after) else []
    return [Draft(part), tempo_draft(tempo, body, step, number), *rest]


def _has_words(text: Text) -> bool:
    return any(map(str.isalnum, text.words))


def _every(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Every minute on the minute for 10 minutes, do 8 squats" as ten sets of eight."""
    found = find_interval(body.words)
    if found is None:
        return None
    rest = body.blanked(found.start, found.end)
    told: list[Problem] = []
    drafts = _read_body(rest, role, step, number, told)
    counted = [draft for draft in drafts if draft.repeat or draft.sets]
    if not counted and (moves := counted_things(rest.words)):
        drafts, told = _counted_things(rest, moves, step, number), []
        counted = drafts[-1:]
    if len(counted) != 1 or counted[0].sets or counted[0].repeat is None:
        return None
    problems += told
    words = body.words[found.start : found.end].strip(" ,;:")
    place = body.place(found.start, found.end - found.start)
    every = Duration(found.seconds, found.seconds, "s", words=words, place=place)
    if counted[0].repeat.low * LEAST_REPETITION_S > found.seconds:
        message = f"{body.words.strip()!r} asks for more than there is time for"
        hint = "write fewer, or a longer time"
        problems.append(body.problem(message, hint, 0, len(body.words), "warning"))
    sets = Repeat(found.start, found.end, found.times, found.times)
    return [
        draft._replace(sets=sets, every=every) if draft is counted[0] else draft for draft in drafts
    ]


def _counted_things(body: Text, moves: CountedThings, step: int, number: int) -> list[Draft]:
    """Give a movement that is only known by its number: "6 burpees"."""
    words, place = body.words.strip(" ,;:"), body.place()
    said = sentence_of(moves.what)
    part = Part("plain", said, words, said, step=step, sentence=number, place=place)
    marker = replace(part, kind="rounds", text="", short="")
    return [Draft(part), Draft(marker, Repeat(0, 0, moves.times, moves.times))]


def _at_each(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "hold for 10 seconds at 30°, 60° and 90°" as a hold at each of them."""
    places = list_of_angles(body.words) if any(find_times(body.words)) else []
    if not places:
        return None
    drafts: list[Draft] = []
    for start, end in places:
        one = body
        for other in places:
            if other != (start, end):
                one = one.blanked(*other)
        for gap, until in itertools.pairwise(places):
            one = one.blanked(gap[1], until[0])
        drafts += _read_body(one, role, step, number, problems)
    return drafts


def _last_round(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Repeat 5 times, holding the last one for 30 seconds": only the last round holds."""
    found = in_last_round(body.words)
    if found is None or not any(find_times(body.words)):
        return None
    drafts = _read_body(body.blanked(*found), role, step, number, problems)
    column = body.place(*found).column
    holds = [at for at, draft in enumerate(drafts) if draft.part.kind == "hold"]
    after = [at for at in holds if (time := drafts[at].part.duration)
             and time.place and time.place.column > column]  # fmt: skip
    if not holds:
        return None
    at = after[0] if after else holds[-1]
    drafts[at] = drafts[at]._replace(part=replace(drafts[at].part, among="last"))
    return drafts


def _slashed(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Push 6 s / release 2 s / stretch 20 s" as one after the other, not as a choice."""
    words = body.words
    slashes = [match.start() for match in _SLASH.finditer(words)]
    edges = [0, *slashes, len(words)]
    pieces = [words[start:end] for start, end in itertools.pairwise(edges)]
    if not slashes or not all(find_times(piece) for piece in pieces):
        return None
    for at in slashes:
        words = f"{words[: at - 1]}, {words[at + 1 :]}"
    return _read_body(body._replace(words=words), role, step, number, problems)


def _then(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "…, 10 times for 3 sets, then roll over and do the left" as two sentences."""
    after = _AFTERWARDS.search(body.words)
    if after is None or dose_at_end(body.words[: after.start()]) is None:
        return None
    halves = body.cut(0, after.start()), body.cut(after.end(), len(body.words))
    return [d for half in halves for d in _read_body(half, role, step, number, problems)]


def _each_limb(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Lead "Lift each knee 10 times." with one and then the other."""
    found = each_limb(body.words)
    counted = found and (find_repeat(body.words) or find_times(body.words))
    if found is None or not counted or is_optional(body.words):
        return None
    start, end, noun = found
    one = body._replace(words=f"{body.words[:start]}{'one':<{end - start}}{body.words[end:]}")
    side = SideWords(start, end, noun, each=True)
    words = body.words.strip()
    part = Part("side", "", words, step=step, sentence=number, place=body.place())
    return [*_read_body(one, role, step, number, problems), Draft(part, side=side)]


def _dose_at_end(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    parted = None
    if not is_optional(body.words):
        parted = dose_at_end(body.words) or dose_after_name(body.words)
    if parted is None:
        return None
    end, start, dose = parted
    tail = body.cut(start, len(body.words))
    check_dose(tail, dose, problems)
    action = _read_body(body.cut(0, end), role, step, number, problems)
    return [*action, *dose_drafts(dose, tail, step, number, named=True)]


def _dose_at_start(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    parted = dose_at_start(body.words)
    if parted is None:
        return None
    start, dose = parted
    check_dose(body, dose, problems)
    action = _read_body(body.cut(start, len(body.words)), role, step, number, problems)
    return [*action, *dose_drafts(dose, body, step, number)]


def _rest(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read a sentence round the rest that it names beside something else."""
    rest = None if is_optional(body.words) else find_rest(body.words)
    if rest is None:
        return None
    check_time(body, rest.time, (rest.time.start, rest.time.end), problems)
    before, after = (
        _read_body(half, role, step, number, problems) if any(map(str.isalnum, half.words)) else []
        for half in (
            body.cut(0, len(body.words[: rest.start].rstrip(" /"))),
            body.cut(rest.end, len(body.words)),
        )
    )
    return [*before, rest_draft(rest, body, step, number), *after]


def _opens_with_time(words: str) -> bool:
    times = find_times(words)
    return bool(times) and times[0].start < 12
