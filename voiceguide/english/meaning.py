"""What the words of a part do: read once, so that whoever builds from it asks the part."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from voiceguide.english.movement import actions_of, shapes
from voiceguide.english.pattern import Pattern
from voiceguide.english.positions import (
    is_meanwhile,
    is_slight,
    is_within,
    leads_out,
    stillness,
    without_posture,
)
from voiceguide.english.roles import is_in_place
from voiceguide.english.tempo import tempo_of
from voiceguide.routine import Meaning, Part, PartKind

_BREATH = Pattern(r"\bbreath\w*\b", "breath")
_EASE = Pattern(r"\b(relax|soften|melt|let go)\b", "relax|soften|melt|let", flags=re.I)
_ONCE_ONLY = Pattern(
    r"\b(if|might|may|can|could|feel free|before|after|then|until|when|repeat|place|placing)\b",
    flags=re.I,
)


def understood(part: Part) -> Part:
    """Give a part with what its words do.

    Rounds and sides are not spoken, and notes ask for nothing: they stay as they are; so does a
    caution, but for where it is said.
    """
    if part.kind == "plain" and part.role == "caution":
        return replace(part, meaning=Meaning(in_place=is_in_place(part.text)))
    silent = part.kind in ("rounds", "side")
    if silent or (part.kind != "hold" and part.role in ("caution", "note")):
        return part
    meaning = _meaning(part.kind, part.text)
    if part.role == "way out":
        meaning = meaning._replace(leads_out=True, meanwhile=False)
    return replace(part, meaning=meaning)


@lru_cache(4096)  # the other side is understood anew each time that it is built
def _meaning(kind: PartKind, text: str) -> Meaning:
    return Meaning(
        leads_out=leads_out(text),
        meanwhile=is_meanwhile(text),
        within=is_within(text),
        shapes=shapes(text),
        slight=is_slight(text),
        stillness=stillness(text) if kind == "hold" else "none",
        soothes=_soothes(text),
        actions=actions_of(text),
        tempo=tempo_of(text),
        settled=without_posture(text),
    )


def _soothes(text: str) -> Literal["", "breath", "ease"]:
    if _ONCE_ONLY.search(text):
        return ""
    if _BREATH.search(text):
        return "breath"
    return "ease" if _EASE.search(text) else ""
