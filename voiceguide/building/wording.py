"""Which words of a part are said: the whole of it, its first clause, or the breath word alone."""

from __future__ import annotations

import re

from voiceguide.building.pacing import Pacing
from voiceguide.english.numbers import in_words, length_in_words
from voiceguide.english.pattern import Pattern
from voiceguide.routine import Part, SideName

_CLAUSE_END = Pattern(r"\s*(?:[,;:](?=\s)|\s[\u2014\u2013-]+\s|\u2014)\s*")
_BREATH_WORD = Pattern(r"\b(inhal|exhal|breath)")
# "2. Bridge", "Bridge (supported)" and "Bridge 2.".
_NUMBERED = Pattern(r"^\s*(?:#\s*)?\d+\s*[.):]\s+(?=\D)", flags=0)
_BRACKETS = Pattern(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]\s*")
_LAST_NUMBER = Pattern(r"(?<= )\d{1,3}$", flags=0)
_LEAD_IN = Pattern(
    r"(?:(?:inhal\w*|exhal\w*|breath(?:e|ing)?|in|out|on|with|as|at|to|and|then|now|next|take|an?"
    r"|the|your|each|every|you|deep(?:ly)?|long|slow(?:ly)?|gently)\W*)+",
)


def sentence(text: str) -> str:
    """Make a clause a sentence: a capital first, a full stop last."""
    text = " ".join(text.split()).rstrip(",;:\u2014\u2013- ")
    if not any(mark.isalnum() for mark in text):
        return ""
    text = text[0].upper() + text[1:]
    ended = text.rstrip("\"')]\u2019\u201d").endswith((".", "!", "?", "\u2026"))
    return text if ended else f"{text}."


def name_words(name: str) -> str:
    """Give a pose's name as it is spoken: "Bridge (low) 2." is "Bridge, low, two"."""
    name = _NUMBERED.sub("", name)
    name = _BRACKETS.sub(lambda found: f", {found[1].strip()}, ", name)
    name = re.sub(r"\s+", " ", name).replace(" ,", ",")
    name = re.sub(r",(?=\s*[,.!?;:])", "", name).strip(" .,;:\u2026\u2014\u2013-")
    name = _LAST_NUMBER.sub(lambda found: in_words(int(found[0])), name)
    return name if any(mark.isalnum() for mark in name) else ""


def short_words(part: Part) -> str:
    """Give the first clause of a part, as a sentence."""
    return sentence(part.short or part.text)


def breath_word(part: Part) -> str:
    """Give the breath word alone: "Inhale."."""
    return sentence(part.short or part.kind)


def breath_clause(part: Part) -> str:
    """Give a breath part up to the end of its first clause that says what to do."""
    ends = [found.start() for found in _CLAUSE_END.finditer(part.text)]
    if not ends:
        return sentence(part.text)
    lead_in = part.text[: ends[0]]
    # "On an inhale, reach up, ...": the lead-in alone is no clause.
    if _LEAD_IN.fullmatch(lead_in):
        return sentence(part.text[: ends[1]] if len(ends) > 1 else part.text)
    return sentence(lead_in if _BREATH_WORD.search(lead_in) else part.text)


def hold_words(part: Part, pacing: Pacing) -> str:
    """Say a hold with the number that was chosen; "" for a silent one."""
    if part.duration is None:
        return sentence(part.text)
    number = pacing.count(part.duration)
    length = length_in_words(number, part.duration.unit, part.duration.manner)
    return sentence(part.text.replace("{}", length))


def left_words(times: int, *, both_sides: bool = False) -> str:
    """Say how many rounds are left: "Five more."."""
    if both_sides:
        return "Both sides once more." if times == 1 else f"Both sides, {in_words(times)} more."
    return sentence(f"{in_words(times)} more")


def side_words(name: SideName, noun: str) -> str:
    """Name a side in passing: "Left side."."""
    if name == "second":
        return f"Other {noun}."
    return f"First {noun}." if name == "first" else f"{name.capitalize()} side."


def switch_words(name: SideName, noun: str) -> str:
    """Lead the change of side: "Now the left side."."""
    if name == "second":
        return f"Now the other {noun}."
    return f"Back to the first {noun}." if name == "first" else f"Now the {name} side."
