"""The other side: right and left exchanged, and "one leg" led again as "the other leg"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from voiceguide.english.body import PAIRED, either, plurals, singular, singulars
from voiceguide.english.meaning import understood
from voiceguide.english.pattern import Pattern
from voiceguide.routine import Part, SideName

# "Your R foot": the letter alone, before what there are two of.
_SIDE = Pattern(
    r"\b(left|right|Left|Right|LEFT|RIGHT|[LR](?=\s(?:foot|leg|arm|hand|knee|side|hip|elbow|heel"
    r"|shoulder|ankle|wrist)\b))\b",
    flags=0,
)
_EXCHANGED = {
    "left": "right",
    "Left": "Right",
    "LEFT": "RIGHT",
    "right": "left",
    "Right": "Left",
    "RIGHT": "LEFT",
    "L": "R",
    "R": "L",
}

# Words that are no side. Each is looked at with every side word in the text blotted out, so that
# a text and its exchange are judged alike: that is why exchanging twice gives the text back.
_BLOT = "\0"

_PAIRS = f"{PAIRED} side direction"
_LIMB = f"(?:{singulars(_PAIRS)})"
_ADJECTIVE = (
    r"(?:(?:bent|straight|big|upper|lower|front|back|top|bottom|outer|inner|extended|lifted) )?"
)
# "the right height", "a right angle".
_NOT_A_SIDE_AFTER = Pattern(
    r"^[\s-]+(angles?|angled|handed|footed|amount|height|way|place|spot|time|moment|size|distance"
    r"|level|kind|fit|pace|track|thickness)\b",
)
# "all right", "until it feels right", "what's left", "is left", "any tension left": unless a limb
# follows ("the top hand is right hand").
_NOT_A_SIDE_BEFORE = Pattern(
    r"\b(all|just|just\s+about|feels?|seems?|(?:what|that|it|there|who)[\u2019']s|is|are|was|were|be"
    r"|been|being|nothing|anything|something|everything|time|seconds?|minutes?|breaths?|rounds?"
    r"|tension)\s+$",
)
_BODY_AFTER = Pattern(rf"^[\s-]+{_ADJECTIVE}(?:{either(_PAIRS)})\b", flags=re.I)
# "right under your shoulders" (directly), "right away", "where you left off": unless something
# before it makes a side of it ("your left over your right", "turn to the right now").
_ADVERB_AFTER = Pattern(
    r"^\s+(under|underneath|below|above|over|beneath|behind|beside|before|after|between|where|at"
    r"|up\s+to|down\s+to|up\s+against|against|next\s+to|off|in\s+front|now|away|here|there"
    r"|up(?=\s*(?:[.,;:!?]|$))|on\s+the\s+(?:edge|spot|outside|inside)|at\s+the\s+(?:edge|front|back|top|end)"
    r"|in\s+the\s+(middle|cent(er|re)))\b(?!\s*\0)",
)
_SIDE_BEFORE = Pattern(
    r"(\b(the|your|my|his|her|their|its|from|to|on|onto|turn|look|twist|gaze|lean|rotate)"
    r"|\0\s+(and|or|to|then))\s+$",
)
# "what breath you have left.": a leftover ends its clause.
_LEFTOVER_BEFORE = Pattern(r"\b(have|has|had)\s+$")
_LEFTOVER_AFTER = Pattern(r"^\s*([.,;:!?]|$)")
# "That feels good, right?"
_ASKED_BEFORE = Pattern(r",\s*$")
_ASKED_AFTER = Pattern(r"^\s*\?")

_MEASURE = r"(?! at a time|[\u2019']s|-|\s+(?:apart|away|wide|from|long|high|above|off)\b)"
_ONE_OF = Pattern(
    rf"\b(one) of (?:your|the) ({_ADJECTIVE})({plurals(_PAIRS)})\b",
    flags=re.I,
)
_ONE = Pattern(rf"\b(one) (?={_ADJECTIVE}{_LIMB}\b{_MEASURE})", flags=re.I)
_OTHER = Pattern(
    rf"\b(the|your) other(?= {_ADJECTIVE}{_LIMB}\b"
    r"|\s*[.,;:!?]|\s*$| (?:and|in|on|at|to|with|behind|over|under|underneath|beside|down)\b)",
    flags=re.I,
)
_LYING = Pattern(
    r"\b((?:lie|lay|lying|laying|roll|rolling)\b[^.,;]*? (?:on|onto)) your side\b",
    flags=re.I,
)


@lru_cache(4096)  # a plan is built anew at each turn of a dial, of the same sentences
def exchange(text: str) -> str:
    """Exchange left and right, case kept, where they are sides ("right angle" stays).

    Doing it twice gives the text back, whatever the text.
    """
    pieces = _SIDE.split(text)
    for index in range(1, len(pieces), 2):
        # A side word further off than the next one never decides.
        before = (pieces[index - 3] + _BLOT if index > 2 else "") + pieces[index - 1]
        after = pieces[index + 1] + (_BLOT if index + 2 < len(pieces) else "")
        if _is_side(before, after):
            pieces[index] = _EXCHANGED[pieces[index]]
    return "".join(pieces)


def mirrored(parts: Sequence[Part], names: tuple[SideName, SideName]) -> tuple[Part, ...]:
    """Give the parts as they are led on the second side.

    Left and right are exchanged. Where the text names neither, but "one leg" and "the other",
    the second side begins with "the other leg", and "the other" is then "the first".
    """
    unnamed = names == ("first", "second")
    paired = unnamed and any(_ONE.search(part.text) or _ONE_OF.search(part.text) for part in parts)

    def words(text: str) -> str:
        text = exchange(text)
        if paired:
            text = _OTHER.sub(lambda found: f"{_like(found[1], 'the')} \0first", text)
            text = _ONE_OF.sub(_the_other_of, text)
            text = _ONE.sub(lambda found: f"{_like(found[1], 'the')} other ", text)
            text = text.replace("\0first", "first")
        if unnamed:
            text = _LYING.sub(lambda found: f"{found[1]} your other side", text)
        return text

    return tuple(
        understood(replace(part, text=words(part.text), short=words(part.short))) for part in parts
    )


def _is_side(before: str, after: str) -> bool:
    if _NOT_A_SIDE_AFTER.search(after):
        return False
    if _NOT_A_SIDE_BEFORE.search(before) and not _BODY_AFTER.search(after):
        return False
    if _ADVERB_AFTER.search(after) and not _SIDE_BEFORE.search(before):
        return False
    if _LEFTOVER_BEFORE.search(before) and _LEFTOVER_AFTER.search(after):
        return False
    return not (_ASKED_BEFORE.search(before) and _ASKED_AFTER.search(after))


def _the_other_of(found: re.Match[str]) -> str:
    return f"{_like(found[1], 'the')} other {found[2]}{singular(found[3].lower())}"


def _like(model: str, word: str) -> str:
    return word.capitalize() if model[:1].isupper() else word
