"""Rules for all poses, in a welcome: "Hold each stretch for 30 seconds on both sides"."""

from __future__ import annotations

from voiceguide.english.asides import asides
from voiceguide.english.pattern import Pattern
from voiceguide.english.repeats import find_repeat
from voiceguide.english.sides import find_side
from voiceguide.english.times import find_times

_EXERCISES = (
    r"(?:stretch|pose|posture|exercise|movement|position|place|station|move|asana|hold"
    r"|(?:muscle|body)\s(?:group|part|area)|muscle|area|drill|one)"
)
_EACH = Pattern(
    rf"""\s(?:of\s)?(?:(?:each|every|any)(?:\sof\sthe)?\s(?:\w+\s)?{_EXERCISES}(?:e?s)?
        |all(?:\sof)?\s(?:the\s|these\s)?(?:\w+\s)?{_EXERCISES}(?:e?s)
        |(?:each|every|all)\sof\s(?:these|them)|them\sall)\b""",
    "each|every|any|all",
)
_UNLESS = Pattern(
    r"[\s,]+(?:unless|except|if\snot)\b[^.]*|\b(?:and\s)?do\s(?=both\ssides)",
    "unless|except|not|do",
)
_BEGINS = Pattern(
    r"""^(?:please|always|today|(?:you|we)(?:\swill|[’']ll)?|in\sthis\s\w+)?[\s,]*(?:hold|stay|keep|do|perform|repeat|tense
        |practi[sc]e|remain|rest|tighten|squeeze|relax|complete|aim)\b"""
)


# All of them, round after round: that is no rule for one.
_CIRCUIT = Pattern(r"\b(?:rounds?|circuits?)\s(?:of|through)\b", "round|circuit")


def rule_in(words: str) -> str | None:
    """Give what a rule for all asks of one pose, letter at its place; None where it is no rule."""
    each = _EACH.search(words)
    if each is None or not _BEGINS.match(words) or _CIRCUIT.search(words):
        return None
    left = words[: each.start()] + " " * (each.end() - each.start()) + words[each.end() :]
    return _UNLESS.sub(lambda match: " " * len(match.group()), left)


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
