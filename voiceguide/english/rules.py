"""Rules for all poses, in a welcome: "Hold each stretch for 30 seconds on both sides"."""

from __future__ import annotations

import re

from voiceguide.english.asides import asides
from voiceguide.english.doses import find_dose
from voiceguide.english.pattern import Pattern
from voiceguide.english.repeats import Repeat, find_repeat
from voiceguide.english.rests import find_rest
from voiceguide.english.sides import find_side
from voiceguide.english.times import TimeSpan, find_times

_EXERCISES = (
    r"(?:stretch|pose|posture|exercise|movement|position|place|station|move|asana|hold"
    r"|(?:muscle|body)\s(?:group|part|area)|muscle|area|drill|one)"
)
_EACH = Pattern(
    rf"""\s(?:(?:of|for|in)\s)?(?:(?:each|every|any)(?:\sof\sthe)?\s(?:\w+\s)?{_EXERCISES}(?:e?s)?
        |all(?:\sof)?\s(?:the\s|these\s)?(?:\w+\s)?{_EXERCISES}(?:e?s)
        |(?:each|every|all)\sof\s(?:these|them)|them\sall)\b""",
    "each|every|any|all",
)
# "All exercises: 3 sets of 10", "Every position is held for 45 seconds".
_ALL_ARE = Pattern(
    rf"""^\s*(?:(?:for\s)?(?:each|every)(?:\sof\sthe(?:se)?)?\s(?:\w+\s)?{_EXERCISES}(?:e?s)?
        |(?:for\s)?all(?:\sof)?\s(?:the\s|these\s)?(?:\w+\s)?{_EXERCISES}(?:e?s))
        (?:\s?:|,|\s(?:is|are|(?:should|must|can)\sbe|gets?)\b
        (?=\s(?:held|kept|done|repeated|performed|for|to\sbe)\b)|(?=\slasts?\s))\s""",
    "each|every|all",
)
_DONE = Pattern(r"\b(?:held|kept|last(?=\s)|lasts)\b", "held|kept|last")
_UNLESS = Pattern(
    r"[\s,]+(?:unless|except|if\snot)\b[^.]*|\b(?:and\s)?do\s(?=both\ssides)",
    "unless|except|not|do",
)
_UNLESS_FIRST = Pattern(r"^\s*(?:unless|except|if\snot)\b[^,.]*,", "unless|except|not")
_BEGINS = Pattern(
    r"""^(?:please|always|today|(?:you|we)(?:\swill|[’']ll)?|in\sthis\s\w+)?[\s,]*(?:hold|stay
        |keep|do|perform|repeat|tense|practi[sc]e|remain|rest|tighten|squeeze|relax|complete|aim)\b"""
)
# All of them, round after round: that is no rule for one.
_CIRCUIT = Pattern(r"\b(?:rounds?|circuits?)\s(?:of|through)\b", "round|circuit")
_BETWEEN = Pattern(
    rf"""^(?:please\s|always\s)?(?:rest|take|have|leave|pause|recover)\b[^.]*\b(?:between|after)\s
        (?:each\s|every\s|the\s|all\s)?(?:\w+\s)?{_EXERCISES}(?:e?s)?[\s.!]*$""",
    "between|after",
)


_BETWEEN_ROUNDS = Pattern(
    r"""^(?:please\s|always\s)?(?:rest|take|have|leave|pause|recover)\b[^.]*\b(?:between|after)\s
        (?:each\s|every\s|the\s|all\s)?(?:rounds?|circuits?)[\s.!]*$""",
    "round|circuit",
)


def rule_in(words: str) -> str | None:
    """Give what a rule for all asks of one pose, letter at its place; None where it is no rule."""
    words = _UNLESS_FIRST.sub(_blank, words)
    every = _ALL_ARE.match(words)
    if every is not None and not _CIRCUIT.search(words):
        # "Held for 45 seconds" asks as "hold for 45 seconds" does.
        asked = _DONE.sub(lambda done: "hold".ljust(len(done.group())), words[every.end() :])
        return " " * every.end() + _UNLESS.sub(_blank, asked)
    each = _EACH.search(words)
    if each is None or _CIRCUIT.search(words):
        return None
    left = words[: each.start()] + " " * (each.end() - each.start()) + words[each.end() :]
    if not _BEGINS.match(words.lstrip()) and find_dose(left) is None:
        return None
    return _UNLESS.sub(_blank, left)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def rest_between_poses(words: str) -> TimeSpan | None:
    """Give the rest that a rule for all puts between poses: "Rest one minute between exercises."""
    if not _BETWEEN.search(words):
        return None
    spans = find_times(words)
    return spans[0] if len(spans) == 1 else None


def rest_between_rounds(words: str) -> TimeSpan | None:
    """Give the rest between rounds of all poses: "Rest a minute between rounds."."""
    rest = find_rest(words)
    if rest is not None and rest.between == "rounds":
        return rest.time
    spans = list(find_times(words)) if _BETWEEN_ROUNDS.search(words) else []
    return spans[0] if len(spans) == 1 else None


MOST_TIMES_ROUND = 20
"""All poses are gone round no more often than this: more is a slip of the pen."""

_ALL_OF_IT = Pattern(
    r"""\b(?:(?:this|the|whole|entire|full)\s(?:(?:whole|entire|full|following)\s)?
        (?:circuit|routine|workout|session|sequence|programme?|series|list|lot)
        |(?:all\s(?:of\s)?(?:the\s|these\s)?|these\s)(?:\w+\s)?(?:exercises|poses|stretches|stations|moves)
        |times\sround|rounds?\sof\s(?:it|everything|the\s\w+))\b""",
    "circuit|routine|workout|session|sequence|program|series|list|lot|exercises|poses|stretches"
    "|stations|moves|round",
)


def times_round(words: str) -> Repeat | None:
    """Find how often all poses are gone round: "Do the circuit three times."."""
    if not _ALL_OF_IT.search(words) or rule_in(words) is not None:
        return None
    rest = find_rest(words)
    if rest is not None:
        words = words[: rest.start] + " " * (rest.end - rest.start) + words[rest.end :]
    if asides(words) or find_times(words):
        return None  # "twice a day", "for 20 minutes"
    repeat = find_repeat(words)
    if repeat is None or repeat.assumed or repeat.steps or (repeat.high or 0) > MOST_TIMES_ROUND:
        return None
    return repeat if repeat.low else None


# What is done before the first pose and after the last: "Sit quietly for one minute."
_DONE_HERE = Pattern(
    r"""^\W*(?:(?:and|then|now|first|finally|to\s(?:begin|start|finish))[\s,]+)*(?:please\s)?
        (?:breathe|sit|lie|stand|close|walk|march|jog|shake|sway|pause|notice|watch|listen|relax
        |(?:stay|rest)\s(?:here|still|quiet\w*|where|for)
        |take\s(?:\w+,?\s){1,4}breaths)\b(?!.*\b(?:each|every|all|between|poses|stretches)\b)"""
)


def is_done_here(words: str) -> bool:
    """Tell an instruction of a welcome or closing from what is only told in it."""
    return bool(_DONE_HERE.match(words)) and not asides(words)


def asks_for(words: str) -> tuple[int, int] | None:
    """Find a time, a count or a side that words which are only spoken ask for."""
    aside = [(each.start, each.end) for each in asides(words)]
    repeat, side = find_repeat(words), find_side(words)
    found = [(span.start, span.end) for span in find_times(words)]
    found += [(each.start, each.end) for each in (repeat, side) if each]
    if repeat and repeat.assumed:
        found.remove((repeat.start, repeat.end))
    for start, end in found:
        if not any(first <= start < last for first, last in aside):
            return start, end
    return None
