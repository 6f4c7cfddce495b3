"""A sentence of a step becomes parts: what is spoken, what is held, what is done again."""

from __future__ import annotations

import re
from dataclasses import replace

from voiceguide.english.account import measuring
from voiceguide.english.asides import Aside, asides, level_of, speaks_of_level
from voiceguide.english.breath_patterns import find_breath_pattern
from voiceguide.english.doses import dose_at_end, find_dose
from voiceguide.english.pattern import Pattern
from voiceguide.english.phrasing import (
    as_order,
    first_clause,
    hold_phrase,
    sentence_of,
    work_phrase,
)
from voiceguide.english.positions import is_ready, is_work
from voiceguide.english.repeats import is_action, named_steps
from voiceguide.english.rests import RestPhrase, find_rest
from voiceguide.english.roles import cut_prefix, is_optional, is_progress, role_of
from voiceguide.english.sides import alternates, alternates_sides, without_each
from voiceguide.english.tempo import find_tempo
from voiceguide.english.times import TimeSpan, find_times
from voiceguide.english.wording import BREATHE_IN, BREATHE_OUT, EXHALE, INHALE, REST, STAY_WITH_IT
from voiceguide.problems import Problem
from voiceguide.reading.checks import check_amounts, check_dose, check_time
from voiceguide.reading.clauses import Clause, cut
from voiceguide.reading.doses import breath_drafts, dose_drafts, tempo_draft
from voiceguide.reading.drafts import Draft, Rest, duration_of
from voiceguide.reading.text import Text
from voiceguide.routine import Duration, Part, PartKind, Role

_TURN_ROUND = (
    r"(?:(?:and|then|now|slowly|gently|carefully)[\s,]+)*"
    r"(?:turn\s(?:a?round|over)|roll\s(?:over|onto)|face\b|sit\sfacing|lie\son|swap\b|cross\b|flip)"
)
_TURNING = Pattern(_TURN_ROUND)
_TURNS = Pattern(
    rf"(?P<words>{_TURN_ROUND}.*?)\s(?:and|to)\srepeat\b",
    "turn|roll|fac|lie|swap|cross|flip",
    "repeat",
)
_DIRECTION = Pattern(
    r"^(?:forwards?|backwards?|up(?:wards?)?|down(?:wards?)?|clockwise|counter\w*|inwards?|outwards?)\b",
)
_MOVES = Pattern(
    r"(?:squat|nod|shrug|twist|turn|march|kick|punch|jump|hop|skip|circle|roll|swing|rock|lunge|crunch"
    r"|curl|pulse|tap|clap|bounce|step|lift|bend|dip|press|push|pull|squeeze|rotate|tilt|blink)[.!]?"
)
_JUST_AS_LONG = Pattern(
    r"^(?:for|in|with)\s(?:(?:just\s)?as\slong|(?:exactly\s)?the\ssame|an?\sequal|equally)\b",
)


def read_sentence(sentence: Text, step: int, number: int, problems: list[Problem]) -> list[Draft]:
    """Read one sentence of a step; what is wrong with it goes to ``problems``."""
    prefix, length = cut_prefix(sentence.words)
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
    else:
        return _read_body(body, role, step, number, problems)
    return _with_the_change([d for clause in clauses for d in _drafts(clause, body, step, number)])


def _read_body(
    body: Text, role: Role, step: int, number: int, problems: list[Problem]
) -> list[Draft]:
    """Read what leads: first what is not for now is set aside, then a dose or clauses are read."""
    level = level_of(body.words)
    if level is not None:
        length, first = level
        if not first:
            return _left_to_others(body, step, number, problems)
        body = body.cut(length, len(body.words))
    aside = asides(body.words)
    notes = [
        Clause("plain", each.start, each.end, role="note")
        for each in aside
        if body.words[each.start : each.end].strip(" ,;.")
    ]
    left = body
    for each in aside:
        blank = " " * (each.end - each.start)
        left = left._replace(words=left.words[: each.start] + blank + left.words[each.end :])
    _check_twice(body, aside, problems)
    for each in aside:
        if each.why == "another level":
            message = f"{body.words[each.start : each.end].strip()!r} is left out: the first is led"
            hint = "write the one that you mean"
            problems.append(body.problem(message, hint, each.start, each.end, "warning"))
    drafts = [d for note in notes for d in _drafts(note, body, step, number)]
    tempo = find_tempo(left.words)
    if tempo is not None:
        drafts.append(tempo_draft(tempo, left, step, number))
        blank = " " * (tempo.end - tempo.start)
        words = left.words[: tempo.start] + blank + left.words[tempo.end :]
        left = left._replace(words=words)
    if not any(mark.isalnum() for mark in left.words):
        return drafts
    breath = find_breath_pattern(left.words.rstrip())
    if breath is not None:
        return breath_drafts(breath, left, step, number) + drafts
    dose = find_dose(left.words.rstrip())
    if dose is not None and (dose.says_more or dose.moves):
        check_dose(body, dose, problems)
        return dose_drafts(dose, left, step, number) + drafts
    parted = None if is_optional(left.words) else dose_at_end(left.words)
    if parted is not None:
        end, start = parted
        action = _read_body(left.cut(0, end), role, step, number, problems)
        tail = left.cut(start, len(left.words))
        dose = find_dose(tail.words)
        assert dose is not None
        check_dose(tail, dose, problems)
        return [*action, *dose_drafts(dose, tail, step, number, named=True), *drafts]
    rest = None if is_optional(left.words) else find_rest(left.words)
    if rest is not None:
        check_time(left, rest.time, (rest.time.start, rest.time.end), problems)
        before, after = left.cut(0, rest.start), left.cut(rest.end, len(left.words))
        halves = [
            _read_body(half, role, step, number, problems)
            if any(map(str.isalnum, half.words))
            else []
            for half in (before, after)
        ]
        return [*halves[0], _rest_draft(rest, left, step, number), *halves[1], *drafts]
    clauses = cut(left.words.rstrip())
    check_amounts(left, clauses, [(each.start, each.end) for each in aside], problems)
    if len(clauses) == 1 and clauses[0].kind == "plain" and not clauses[0].optional:
        clauses[0].role = clauses[0].role or role
    read = [d for clause in clauses for d in _drafts(clause, left, step, number)]
    return _with_the_change(read) + drafts


def _check_twice(body: Text, aside: list[Aside], problems: list[Problem]) -> None:
    """Tell of a time in round brackets that can't be another way to say the one beside it."""
    if not any(each.why == "said twice" for each in aside):
        return
    times = [span for span in find_times(body.words) if span.unit == "s"]
    for each in aside:
        within = [span for span in times if each.start <= span.start < each.end]
        beside = [span for span in times if span not in within]
        if each.why != "said twice" or body.words[each.start] != "(" or not within or not beside:
            continue
        least, most = sorted((within[0].low, beside[0].low))
        if most > 2 * least:
            words = body.words[each.start : each.end]
            message = f"{words!r} is not led: it says another time than what is beside it"
            problems.append(
                body.problem(message, "leave out one of the two", each.start, each.end, "warning")
            )


def _rest_draft(rest: RestPhrase, body: Text, step: int, number: int) -> Draft:
    """Give the rest that a sentence names beside something else, with what it parts."""
    duration = duration_of(rest.time, body)
    words = body.words[rest.start : rest.end].strip(" ,;")
    place = body.place(rest.start, rest.end - rest.start)
    part = Part("rest", REST, words, duration=duration, step=step, sentence=number, place=place)
    return Draft(part, rests=(Rest(duration, rest.between),))


def _left_to_others(body: Text, step: int, number: int, problems: list[Problem]) -> list[Draft]:
    """Keep what is for other levels for the reader; tell where it has an amount of its own."""
    if any(measure.what != "a side" for measure in measuring(body.words)) and speaks_of_level(
        body.words
    ):
        message = f"{body.words!r} is left out: another level is led"
        hint = "write the one that you mean, or a pose of its own for each level"
        problems.append(body.problem(message, hint, 0, len(body.words), "warning"))
    return _drafts(Clause("plain", 0, len(body.words), role="note"), body, step, number)


def _with_the_change(drafts: list[Draft]) -> list[Draft]:
    """Say "turn round" of "turn round and repeat on the other leg" at the change of side."""
    result: list[Draft] = []
    for draft in drafts:
        before = result[-1].part if result else None
        if draft.side and before and before.kind == "plain" and _TURNING.match(before.source):
            result.pop()
            source = f"{before.source} {draft.part.source}"
            part = replace(draft.part, source=source, place=before.place)
            result.append(draft._replace(part=part, tail=before.text))
        else:
            result.append(draft)
    return result


def _opens_with_time(words: str) -> bool:
    return next((span.start < 12 for span in find_times(words)), False)


def _drafts(clause: Clause, body: Text, step: int, number: int) -> list[Draft]:
    source = body.words[clause.start : clause.end].strip()
    place = body.place(clause.start, clause.end - clause.start)

    def part(text: str, short: str = "", duration: Duration | None = None) -> Part:
        return Part(
            clause.kind, text, source, short, clause.role, clause.optional, duration,
            step, number, place,
        )  # fmt: skip

    if clause.kind == "plain":
        said = as_order(source) if clause.role == "way out" else source
        return [Draft(part(sentence_of(said), first_clause(said)))]
    if clause.kind in ("inhale", "exhale"):
        duration = duration_of(clause.time, body) if clause.time else None
        word = _breath_word(clause.kind, source)
        label = source.partition(":")[0]
        bare = clause.time and _only_time(source[len(label) :], duration)
        return [Draft(part(word if bare else sentence_of(source), word, duration))]
    if clause.kind == "hold" and clause.time is not None:
        duration = duration_of(clause.time, body)
        held = part(_hold_phrase(clause, clause.time, body.words), "", duration)
        works = not clause.role and is_work(held.text)
        return [Draft(replace(held, kind="work", text=work_phrase(held.text)) if works else held)]
    return _again(clause, part(""), source, body)


def _only_time(words: str, duration: Duration | None) -> bool:
    """Tell ": 4 seconds." from ": draw the air in for a count of 5."."""
    return duration is not None and words.strip(" :.!") == duration.words.strip(" .")


def _breath_word(kind: PartKind, source: str) -> str:
    """Give the author's own word for a breath, alone."""
    words = source.lower()
    if "breath" in words and "hale" not in words:
        return BREATHE_IN if kind == "inhale" else BREATHE_OUT
    return INHALE if kind == "inhale" else EXHALE


def _hold_phrase(clause: Clause, time: TimeSpan, words: str) -> str:
    if clause.lead:
        return STAY_WITH_IT
    before, after = words[clause.start : time.start], words[time.end : clause.end]
    return hold_phrase(before, words[time.start : time.end], after)


def _again(clause: Clause, marker: Part, source: str, body: Text) -> list[Draft]:
    """Read rounds or a side; an action in the same words ("raise your arms 10 times") is spoken."""
    tail = sentence_of(body.words[slice(*clause.tail)]) if clause.tail else ""
    if clause.kind == "side" and _JUST_AS_LONG.match(tail):
        tail = ""  # the second side is always led as long as the first
    turning = _TURNS.match(source)
    if clause.kind == "side" and turning:
        tail = sentence_of(turning["words"])
    if clause.tail:
        marker = replace(marker, source=body.words[clause.start : clause.tail[1]])
    draft = Draft(
        marker, clause.repeat, clause.side, tail, named_steps(source),
        alternates(source), alternates_sides(source),
    )  # fmt: skip
    if clause.repeat and is_action(source):
        at = clause.start
        action = (
            body.words[at : clause.repeat.start] + body.words[clause.repeat.end : clause.end]
        ).strip()
        action = re.sub(r"\s+(?:for|about)?\s*(?=[.,;!]*$)", "", without_each(action))
        if len(action.split()) > 1 or _DIRECTION.match(action) or _MOVES.fullmatch(action):
            spoken = Part(
                "plain", sentence_of(action), source, first_clause(action),
                step=marker.step, sentence=marker.sentence, place=marker.place,
            )  # fmt: skip
            return [Draft(spoken), draft]
    return [draft]
