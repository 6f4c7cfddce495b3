"""Props: which a sentence has to be fetched or arranged, and which it shows to be at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voiceguide.english.pattern import Pattern

_KINDS = (
    "blanket|towel|block|bolster|cushion|pillow|strap|belt|band|rope|mat|roller|roll|ball|chair"
    "|stick|pole|broomstick|bodybar|pin"
)
_PROPS = rf"(?:{_KINDS})s?"
# "Roll onto your back" names no roll.
_NAMED = Pattern(
    rf"\b(?!rolls?\b)({_KINDS})s?\b(?! of\b)"
    r"|\b(?:an?|the|your|foam|blanket|towel) (roll)s?\b",
    _KINDS,
    flags=re.I,
)
# Between the verb and the prop only words that describe the prop: "place your hands on the mat"
# arranges nothing.
_DESCRIBED = (
    "(?:a|an|the|your|one|two|both|some|another|second|third|folded|rolled|rolled-up|small|large"
    "|thick|thin|firm|soft|sturdy|long|short|yoga|exercise|foam|muscle|massage|tennis|rolling"
    "|resistance|stretch|hand|bath|beach|blanket|of|or|and|tightly|towel)"
)
_PROP = Pattern(
    r"\b(?:(?:roll(?:ing)? up|fold(?:ing)?|unroll(?:ing)?|get|grab(?:bing)?|fetch(?:ing)?"
    r"|find(?:ing)?|arrang(?:e|ing)|plac(?:e|ing)|position(?:ing)?|set(?:ting)? up|slid(?:e|ing)"
    r"|tuck(?:ing)?|loop(?:ing)?|wrap(?:ping)?|stack(?:ing)?|us(?:e|ing)|put(?:ting)?|prepare"
    r"|lay(?:ing)?|drap(?:e|ing))"
    rf"(?:,? {_DESCRIBED})*"
    r"|(?:(?:hold(?:ing)?|tak(?:e|ing)|have|bring(?:ing)?) (?:a|an)"
    rf"|(?:on|over|onto) an? (?:folded|rolled|foam))(?: {_DESCRIBED})*) {_PROPS}\b(?! of\b)",
    _KINDS,
    flags=re.I,
)
# ("Slide a blanket under your head if you need it" is waited for: who needs it needs the time.)
_OFFER_BEFORE = Pattern(
    r"\b(feel free|may|might|can|could|option(al(ly)?)?|or)\b[^.;]*$", flags=re.I
)
# "Using the belt, pull", "use the towel to lift": it is in the hand already.
_IN_USE = Pattern(
    rf"\bus(?:e|ing) (?:the|your)(?: {_DESCRIBED})* {_PROPS}(?:,| to \w)",
    "use the|use your|using the|using your",
    flags=re.I,
)
_ONE_MORE = Pattern(r"\b(another|second|third)\b")
# What a blanket, a towel or a mat is rolled up into is no prop of its own.
_ROLLED = {"blanket", "towel", "mat"}


def arranges(sentence: str, at_hand: frozenset[str]) -> tuple[bool, bool]:
    """Tell whether a sentence has a prop fetched or arranged, and whether one at hand used."""
    found = list(_matches(sentence))
    in_use = [match.start() for match in _IN_USE.finditer(sentence)]
    new = [
        match
        for match in found
        if match.start() not in in_use
        and (_ONE_MORE.search(match[0]) or not kinds(match[0]) <= _reach(at_hand))
    ]
    return bool(new), len(new) < len(found)


def shown(sentence: str) -> frozenset[str]:
    """Give the kinds of props that are at hand after a sentence."""
    offered = any(
        _OFFER_BEFORE.search(sentence[: each.start()]) for each in _PROP.finditer(sentence)
    )
    return frozenset() if offered else kinds(sentence)


def kinds(text: str) -> frozenset[str]:
    """Give the kinds of props that a text names."""
    return frozenset((match[1] or match[2]).lower() for match in _NAMED.finditer(text))


def _matches(sentence: str) -> Iterator[re.Match[str]]:
    for match in _PROP.finditer(sentence):
        if not _OFFER_BEFORE.search(sentence[: match.start()]):
            yield match


def _reach(at_hand: frozenset[str]) -> frozenset[str]:
    return at_hand | {"roll"} if at_hand & _ROLLED else at_hand
