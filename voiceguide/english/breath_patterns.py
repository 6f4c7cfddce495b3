"""Measured breathing: "in for 4, hold for 7, out for 8", "breathe 4-4-4-4 for five minutes"."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from voiceguide.english.numbers import HAS_NUMBER, NUMBER, in_digits, value
from voiceguide.english.pattern import Pattern
from voiceguide.english.times import find_times

Phase = Literal["inhale", "hold", "exhale", "rest"]

_AMOUNT = (
    rf"(?:(?:for|to|over|through)\s)?(?:(?:about|around)\s)?(?:a\s(?:slow\s|steady\s)?count(?:\sof)?\s|(?:a\s)?(?:slow\s)?(?:the\s)?)?"
    rf"(?P<{{name}}>{NUMBER})[\s\0-]*(?:(?:seconds?|secs?|s|counts?|beats?)\b\.?)?"
)
_THEN = (
    r"[\s\0]*(?:[,;.:/…–—-]|\band\b|\bthen\b|\bto\b|\bagain\b)*[\s\0]*"
    r"(?:(?:and|then|next|now|you)[\s,]+)*"
)
_MANNER = (
    r"(?:\s?(?:slowly|gently|deeply|fully|quietly|softly|smoothly|in|out|all\sthe\sway|completely"
    r"|through\s(?:your|the|both)\s\w+|it|again))*[\s,:]*"
)
_IN = rf"(?:inhal\w+|breath(?:e|ing)?\sin|in){_MANNER}\s?"
_OUT = rf"(?:exhal\w+|breath(?:e|ing)?\sout|(?:and\s)?out){_MANNER}\s?"
_HOLD = (
    r"(?:hold(?:ing)?|keep|paus\w+|retain)"
    rf"(?:\s(?:it|your\sbreath|the\sbreath|that|in|out|full|empty|there))*{_MANNER}\s?"
)
_SPOKEN = Pattern(
    rf"""^(?:for\s[^,.;]{{1,24}},\s)?(?:(?:now|then|and|first|next|repeat|continue|to\sbegin|start\sby)[\s,:]+)*
    {_IN}{_AMOUNT.format(name="inhale")}
    (?:{_THEN}{_HOLD}{_AMOUNT.format(name="hold")})?
    {_THEN}{_OUT}{_AMOUNT.format(name="exhale")}
    (?:{_THEN}{_HOLD}{_AMOUNT.format(name="rest")})?""",
    "in|hal",
    "out|hal",
)
_OPENINGS = (
    *("in", "breath", "for ", "now", "then", "and", "first", "next", "repeat", "continue"),
    *("to begin", "start by"),
)
_SHORT = Pattern(
    r"""(?P<inhale>\d+)\s?[-–—:]\s?(?P<hold>\d+)\s?[-–—:]\s?(?P<exhale>\d+)(?:\s?[-–—:]\s?(?P<rest>\d+))?(?!\d)""",
    "-|–|—|:",
)
_DIGITS = Pattern(r"\d+")
_BREATHES = Pattern(r"\b(?:breath\w*|inhal\w*|exhal\w*|box|square)\b", "breath|hal|box|square")


class BreathPattern(NamedTuple):
    """Phases of one breath with their lengths in seconds, found up to ``end``."""

    phases: tuple[tuple[Phase, int], ...]
    end: int

    @property
    def length_s(self) -> int:
        """Length of one breath."""
        return sum(seconds for _, seconds in self.phases)


def find_breath_pattern(words: str) -> BreathPattern | None:
    """Find the measured breath that a sentence is, from its start; None where it is none."""
    small = in_digits(words)
    # A breath in and one out, each with its number.
    if len(HAS_NUMBER.findall(small)) < 2:
        return None
    found = _SPOKEN.match(small) if small.lower().startswith(_OPENINGS) else None
    if found is None:
        may = len(_DIGITS.findall(small)) > 2 and _BREATHES.search(small)
        found = _SHORT.search(small) if may else None
    if found is None:
        return None
    names: tuple[Phase, ...] = ("inhale", "hold", "exhale", "rest")
    phases = [(name, math.ceil(value(found[name]))) for name in names if found[name]]
    if any(seconds < 1 for name, seconds in phases if name in ("inhale", "exhale")):
        return None
    return BreathPattern(tuple(phase for phase in phases if phase[1]), found.end())


def rounds_in(pattern_s: int, words: str) -> tuple[int, int | None] | None:
    """Give how many whole breaths fill the time that words name, as (low, high)."""
    for span in find_times(words):
        if span.unit == "s" and pattern_s:
            high = None if span.high is None else whole_breaths(span.high, pattern_s)
            return whole_breaths(span.low, pattern_s), high
    return None


def whole_breaths(length_s: int, pattern_s: int) -> int:
    """Count the whole breaths of a pattern that a time has room for, at least one."""
    return max(1, length_s // pattern_s)
