"""A clause of a sentence becomes parts: what is spoken or held, and what is done again."""

from __future__ import annotations

from dataclasses import replace

from voiceguide.english.pattern import Pattern
from voiceguide.english.phrasing import (
    as_order,
    first_clause,
    hold_phrase,
    sentence_of,
    work_phrase,
)
from voiceguide.english.positions import is_work
from voiceguide.english.repeats import is_action, named_steps
from voiceguide.english.sides import alternates, alternates_sides, without_each
from voiceguide.english.times import TimeSpan
from voiceguide.english.wording import BREATHE_IN, BREATHE_OUT, EXHALE, INHALE, STAY_WITH_IT
from voiceguide.reading.clauses import Clause
from voiceguide.reading.drafts import Draft, duration_of
from voiceguide.reading.text import Text
from voiceguide.routine import Duration, Part, PartKind

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


def movement_first(drafts: list[Draft]) -> list[Draft]:
    """Lift, then hold: "Lift your hips 10 times, holding each for 5 seconds."."""
    result = list(drafts)
    for at in range(len(result) - 2):
        hold, action, rounds = result[at : at + 3]
        acts = action.part.kind == "plain" and action.part.source == rounds.part.source
        if hold.part.kind == "hold" and rounds.part.kind == "rounds" and acts:
            result[at], result[at + 1] = action, hold
    return result


def with_the_change(drafts: list[Draft]) -> list[Draft]:
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


def clause_drafts(clause: Clause, body: Text, step: int, number: int) -> list[Draft]:
    """Give the parts of one clause: what it says, then the marker of its rounds or side."""
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


def _without_end(action: str) -> str:
    """Drop what led to a number that was taken out: "raise your arms for"."""
    words = action.rstrip(" .,;!\t")
    marks = "".join(action[len(words) :].split())
    verb, _, last = words.rpartition(" ")
    return f"{verb.rstrip() if last in ('for', 'about', 'each') else words}{marks}"


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
        action = _without_end(without_each(action))
        if len(action.split()) > 1 or _DIRECTION.match(action) or _MOVES.fullmatch(action):
            spoken = Part(
                "plain", sentence_of(action), source, first_clause(action),
                step=marker.step, sentence=marker.sentence, place=marker.place,
            )  # fmt: skip
            return [Draft(spoken), draft]
    return [draft]
