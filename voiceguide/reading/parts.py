"""A sentence of a step becomes parts: what is spoken, what is held, what is done again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from voiceguide.problems import Problem
from voiceguide.reading.clauses import Clause, cut
from voiceguide.reading.repeats import Repeat, is_action, named_steps
from voiceguide.reading.roles import cut_prefix, is_progress, role_of
from voiceguide.reading.side_words import SideWords, alternates, alternates_sides, without_each
from voiceguide.reading.text import Text
from voiceguide.reading.times import Span, find_times
from voiceguide.reading.wording import first_clause, hold_words, sentence_of
from voiceguide.routine import Duration, Part

MOST_HOLD_S = 6 * 3600
MOST_BREATHS = 1000
MOST_ROUNDS = 500
"""Beyond these a number is a slip of the pen: nobody holds a pose for hours."""


_JUST_AS_LONG = re.compile(
    r"^(?:for|in|with)\s(?:(?:just\s)?as\slong|(?:exactly\s)?the\ssame|an?\sequal|equally)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A part, and what its marker means where it is one of rounds or of a side."""

    part: Part
    repeat: Repeat | None = None
    side: SideWords | None = None
    tail: str = ""
    steps: tuple[int, int | None] | None = None
    alternating: bool = False
    alternate_sides: bool = False


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
    elif is_progress(words):
        clauses[0].role = "tip"
    else:
        clauses = cut(words)
        _check_amounts(body, clauses, problems)
        if len(clauses) == 1 and clauses[0].kind == "plain" and not clauses[0].optional:
            clauses[0].role = clauses[0].role or role
    drafts: list[Draft] = []
    for clause in clauses:
        drafts += _drafts(clause, body, step, number)
    return drafts


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
        return [Draft(part(sentence_of(source), first_clause(source)))]
    if clause.kind in ("inhale", "exhale"):
        said = "Breathe " if "breath" in source.lower() and "hale" not in source.lower() else ""
        word = (
            {"inhale": "in.", "exhale": "out."}
            if said
            else {"inhale": "Inhale.", "exhale": "Exhale."}
        )
        duration = duration_of(clause.time, body) if clause.time else None
        return [Draft(part(sentence_of(source), said + word[clause.kind], duration))]
    if clause.kind == "hold" and clause.time is not None:
        duration = duration_of(clause.time, body)
        text = hold_words(body.words, clause)
        return [Draft(part(text, "", duration))]
    return _again(clause, part(""), source, body)


def _again(clause: Clause, marker: Part, source: str, body: Text) -> list[Draft]:
    """Read rounds or a side; an action in the same words ("raise your arms 10 times") is spoken."""
    tail = sentence_of(body.words[slice(*clause.tail)]) if clause.tail else ""
    if clause.kind == "side" and _JUST_AS_LONG.match(tail):
        tail = ""  # the second side is always led as long as the first
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
        if len(action.split()) > 1:
            spoken = Part(
                "plain", sentence_of(action), source, first_clause(action),
                step=marker.step, sentence=marker.sentence, place=marker.place,
            )  # fmt: skip
            return [Draft(spoken), draft]
    return [draft]


def duration_of(span: Span, body: Text) -> Duration:
    """Make the duration that a span of a sentence stands for."""
    return Duration(
        span.low, span.high, span.unit, span.qualifier, body.words[span.start : span.end],
        span.manner, place=body.place(span.start, span.end - span.start),
    )  # fmt: skip


def _check_amounts(body: Text, clauses: list[Clause], problems: list[Problem]) -> None:
    for clause in clauses:
        if clause.time:
            _check_time(body, clause.time, problems)
        if clause.repeat:
            _check_repeat(body, clause.repeat, problems)
    _check_unit(body, problems)
    spans = [(c.time.start, c.time.end) for c in clauses if c.time]
    spans += [(c.repeat.start, c.repeat.end) for c in clauses if c.repeat]
    _warn_of_unread(body, clauses, spans, problems)


def _check_time(body: Text, span: Span, problems: list[Problem]) -> None:
    words = body.words[span.start : span.end]
    most = MOST_HOLD_S if span.unit == "s" else MOST_BREATHS
    if span.low == 0:
        message, hint = f"a hold of no length: {words!r}", "write how long it is, or leave it out"
    elif span.high is not None and span.high < span.low:
        message, hint = f"the range runs backwards: {words!r}", "write the smaller number first"
    elif max(span.low, span.high or 0) > most:
        limit = "6 hours" if span.unit == "s" else f"{MOST_BREATHS} breaths"
        message, hint = f"too long to hold: {words!r}", f"a hold is at most {limit}"
    else:
        return
    problems.append(body.problem(message, hint, span.start, span.end))


def _check_repeat(body: Text, repeat: Repeat, problems: list[Problem]) -> None:
    words = body.words[repeat.start : repeat.end]
    if repeat.low == 0:
        message, hint = f"rounds that never begin: {words!r}", "write how often, or leave it out"
    elif repeat.high is not None and repeat.high < repeat.low:
        message, hint = f"the range runs backwards: {words!r}", "write the smaller number first"
    elif max(repeat.low, repeat.high or 0) > MOST_ROUNDS:
        message = f"too many rounds: {words!r}"
        hint = f"a pose is repeated at most {MOST_ROUNDS} times"
    else:
        return
    problems.append(body.problem(message, hint, repeat.start, repeat.end))


_NO_UNIT = re.compile(
    r"\b(?:hold|holding|stay|staying|remain|remaining|pause|pausing|rest|resting)\b(?:\s(?:it|this|the|that|here|there|"
    r"pose|position|stretch))*\s(?:for\s)?(?:about\s|at\sleast\s|around\s)?(?P<number>\d+(?:\s*(?:-|–|to|or)\s*\d+)?|"
    r"(?:two|three|four|five|six|eight|ten|fifteen|twenty|thirty|forty|sixty)(?:\sto\s\w+)?)"
    r"(?=\s*(?:$|[.,;!)]|and\b|then\b|before\b|on\seach\b))",
    re.IGNORECASE,
)


def _check_unit(body: Text, problems: list[Problem]) -> None:
    match = _NO_UNIT.search(body.words)
    if match and not any(
        span.start <= match.start("number") < span.end for span in find_times(body.words)
    ):
        start = match.group()
        opening = start[: match.start("number") - match.start()].rstrip()
        opening = (
            opening if opening.endswith(("for", "about", "least", "around")) else f"{opening} for"
        )
        number = match["number"]
        hint = f'write "{opening} {number} seconds" or "{opening} {number} breaths"'
        problems.append(body.problem("hold has no unit", hint, match.start(), match.end()))


_UNREAD = (
    (
        re.compile(
            r"\b(?:\d+|two|three|five|ten|twenty|thirty|sixty)[\s-]?"
            r"(?:seconds?|secs?|minutes?|mins?|breaths?)\b",
            re.IGNORECASE,
        ),
        "a time",
        'write it as a hold of its own: "Hold for 30 seconds."',
    ),
    (
        re.compile(
            r"\b\d+(?:\s?[-–]\s?\d+)?\s(?:more\s|slow\s|big\s|small\s|gentle\s|full\s)*"
            r"(?:times|reps|repetitions|sets|rounds|circles|lifts|raises|rolls|swings|presses|"
            r"squats|twists|taps|pulses|kicks)\b",
            re.IGNORECASE,
        ),
        "rounds",
        'write them as a sentence of their own: "Repeat 5 times."',
    ),
    (
        re.compile(
            r"\b(?:(?:on|for|with|to)\s(?:each|the\sother|the\sopposite)\sside|switch\s\w+|repeat)\b",
            re.IGNORECASE,
        ),
        "a side or a repetition",
        'write it as a sentence of its own: "Repeat on the other side."',
    ),
)
_NO_ROUNDS = re.compile(
    r"\btimes\s(?:as|a|per|each|the|daily|more\s\w+er)\b|\btimes\sper\b|"
    r"\b(?:repeat|switch)\w*\s(?:movements|if|as)\b|\bon\seach\sside\sof\b|\bto\sthe\s(?:other|opposite)\sside\b|\bminutes\b\s(?:a|per)\b"
    r"|\b(?:is|are|during\sthe)\s(?:about\s|around\s)?\d+",
    re.IGNORECASE,
)


def _warn_of_unread(
    body: Text, clauses: list[Clause], spans: list[tuple[int, int]], problems: list[Problem]
) -> None:
    sided = any(clause.side for clause in clauses)
    for clause in clauses:
        if clause.kind in ("rounds", "side") or clause.role or clause.optional:
            continue
        words = body.words
        for pattern, what, hint in _UNREAD[: 2 if sided else 3]:
            match = pattern.search(words, clause.start, clause.end)
            if match is None or any(start <= match.start() < end for start, end in spans):
                continue
            if _NO_ROUNDS.search(words, max(0, match.start() - 12)):
                continue
            message = (
                f"{match.group()!r} looks like {what} and was not understood: it is only spoken"
            )
            problems.append(body.problem(message, hint, match.start(), match.end(), "warning"))
            break
