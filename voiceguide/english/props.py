"""Props: which a sentence has to be fetched or arranged, and which it shows to be at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voiceguide.english.pattern import Pattern
from voiceguide.routine import Prop

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
# What one of these is rolled up into is no prop of its own.
_ROLLED = {"blanket", "towel", "mat"}


def handled(sentence: str) -> Iterator[Prop]:
    """Give the props that a sentence has fetched, arranged or used, but for mere offers."""
    in_use = [match.start() for match in _IN_USE.finditer(sentence)]
    for match in _PROP.finditer(sentence):
        if not _OFFER_BEFORE.search(sentence[: match.start()]):
            another = bool(_ONE_MORE.search(match[0]))
            yield Prop(kinds(match[0]), match.start() in in_use, another)


def shown(sentence: str) -> frozenset[str]:
    """Give the kinds of props that are at hand after a sentence."""
    offered = any(
        _OFFER_BEFORE.search(sentence[: each.start()]) for each in _PROP.finditer(sentence)
    )
    named = frozenset() if offered else kinds(sentence)
    return named | {"roll"} if named & _ROLLED else named


def kinds(text: str) -> frozenset[str]:
    """Give the kinds of props that a text names."""
    return frozenset((match[1] or match[2]).lower() for match in _NAMED.finditer(text))
