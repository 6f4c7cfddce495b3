"""Cues of the breath: "inhale", "on an exhale", "as you breathe out", "take a breath in"."""

from __future__ import annotations

from typing import Literal, NamedTuple

from voiceguide.english.numbers import NUMBER, in_digits, value, whole
from voiceguide.english.pattern import Pattern

# Not "hold your breath out": there the breath is a thing.
_BREATHE = r"breathe?s?(?:ing)?(?<!your\sbreath)(?<!the\sbreath)[\s-]"
_IN = rf"inhal(?:e|es|ing|ation)|{_BREATHE}in(?:wards?)?|in[\s-]?breath"
_OUT = rf"exhal(?:e|es|ing|ation)|{_BREATHE}out(?:wards?)?|out[\s-]?breath"
_WORD = Pattern(rf"\b(?:(?P<inhale>{_IN})|(?P<exhale>{_OUT}))\b", "inhal|exhal|breath")
_LEAD_IN = Pattern(
    r"(?:(?:on|with|during|at|after)\s(?:an?|the|your|each|every|this|that)?\s?(?:(?:next|first|deep|long|slow|full|big|following)\s)*"
    r"|(?:and\s)?(?:as|while|when|whilst)\syou\s(?:\w+ly\s)?|take\s(?:an?|one)\s(?:(?:deep|long|slow|full|big)[\s,]+)*"
    r"|on\s)$",
)
# Nouns for the manner of breathing ("with long inhales and exhales") and both at once
# ("breathe in and out", "inhale and exhale deeply") are no cue for half a breath.
_MANNER = Pattern(
    r"\b(?:inhales|exhales|inhalations|exhalations)\b"
    r"|\b(?:before|until|till|between|of|than)\s(?:the|your|each|every|an?)\s(?:(?:next|first|last)\s)?"
    r"(?:breath\s(?:in|out)|in-?breath|out-?breath|(?:in|ex)hal(?:e|ation))\b"
    r"|^(?:hold|stay|remain|rest|keep|relax)\b.*\bwith\s(?:each|every)\s(?:\w+\s)?(?:in|ex)hal\w+"
    r"|\b(?:each|every)\stime\syou\s(?:inhale|exhale|breathe\s(?:in|out))\b"
    r"|\b(?:breath(?:e|ing)\sin\sand\s(?:breathe\s)?out|inhal(?:e|ing)\s(?:and|&)\sexhal(?:e|ing)"
    r"(?=\s(?:deep|slow|normal|natural|full|gent|easi|steadi|freely|through|with|in\b|\w+\stimes)|[.,;]?$))"
    r"|\b(?:inhale|exhale|breathe\sin|breathe\sout)\s(?:or|/)\s(?:inhale|exhale|out)\b",
    "inhal|exhal|breath",
)


class BreathPhrase(NamedTuple):
    """A breath word: its kind, where its phrase ("as you inhale") starts and the word ends.

    ``led`` tells "as you inhale" from "inhale"; ``trailing`` tells "lift the chest as you inhale"
    from "as you inhale, lift the chest".
    """

    kind: Literal["inhale", "exhale"]
    start: int
    end: int
    led: bool
    trailing: bool


def find_breaths(words: str) -> list[BreathPhrase]:
    """Give the breath cues of a sentence, in order."""
    manner = [match.span() for match in _MANNER.finditer(words)]
    cues = []
    for match in _WORD.finditer(words):
        if any(start <= match.start() < end for start, end in manner):
            continue
        lead = match.start() and _LEAD_IN.search(words, 0, match.start())
        start = lead.start() if lead else match.start()
        kind: Literal["inhale", "exhale"] = "inhale" if match["inhale"] else "exhale"
        phrase = words[start : match.start()].lower()
        led = phrase.startswith(
            ("as", "and as", "while", "when", "whilst", "on", "with", "during", "at")
        )
        before = words[:start].rstrip()
        trailing = led and bool(before) and before[-1] not in ",;:—–"
        cues.append(BreathPhrase(kind, start, match.end(), led, trailing))
    return cues


_QUICK = Pattern(
    rf"""(?P<times>{NUMBER})[\0\s]+(?:(?:short|quick|sharp|rapid|fast|forceful|strong|active|brisk
        |powerful)[\s,]+(?:and\s)?)+(?:exhal\w+|inhal\w+|breaths?)\b""",
    "hal|breath",
)
_EACH_S = 1
"""Of quick breaths: practice of skull shining is about one a second."""


class QuickBreaths(NamedTuple):
    """Quick breaths at ``start`` to ``end`` of a sentence, and the seconds that they take."""

    start: int
    end: int
    seconds: int


def quick_breaths(words: str) -> QuickBreaths | None:
    """Find breaths that are too quick to be led one by one: "30 short, sharp exhales"."""
    found = _QUICK.search(in_digits(words))
    if found is None or value(found["times"]) < 1:
        return None
    return QuickBreaths(*found.span(), whole(value(found["times"])) * _EACH_S)


def names_breaths(words: str) -> bool:
    """Tell words that name breaths in or out."""
    return "hale" in words.lower() or "breath" in words.lower()
