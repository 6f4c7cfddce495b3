"""What an engine is given to read: the words to say, cleaned, with respellings where it errs.

Respellings are for espeak-ng in English; each was checked against the phonemes it makes of both
spellings. They shape the sound only: the words shown and stored stay as they were written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from voiceguide.speech.engine import Notation

LONGEST = 2000
"""Characters in the longest sentence that is spoken: a voice takes long over much longer ones."""

_DROPPED = {"Cf"}
_SPACED = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
# Brackets and angles begin commands in some engines.
_PLAIN = str.maketrans(
    {"[": " ", "]": " ", "<": " less than ", ">": " more than ", "\u2018": "'", "\u2019": "'"}
)

_RESPELLED = [
    # Said as the adjective, with the wrong ending.
    (r"\b(c)lose (?=(?:your|the|both|one) )", r"\1loze "),
    (r"\b(s)eparate (?=(?:your|the|both) )", r"\1eparayt "),
    # Said like the bow of a violin.
    (r"\b(b)ow (?=(?:your|the|forward|down|over|from|at|in)\b)", r"\1ough "),
    (r"\bnamaste\b", "nahmastay"),
    (r"\bpilates\b", "pilahteez"),
    (r"\bsavasana\b", "shavasana"),
    (r"\bujjayi\b", "oojjahyee"),
    # Said as "roman two".
    (r"\b(warrior) III\b", r"\1 three"),
    (r"\b(warrior) II\b", r"\1 two"),
    (r"\b(warrior) I(?=[.,;:!?)]|$)", r"\1 one"),
]
_RULES = [(re.compile(pattern, re.IGNORECASE), word) for pattern, word in _RESPELLED]


_OTHER_SCRIPTS = frozenset(
    "am ar as be bg bn chr cmn el fa gu hak he hi hy ja ka kk kn ko kok ky mk ml mr my ne nog or "
    "pa ru sd shn si ta te th tt ug uk ur yue zh".split()
)
"""Languages that are not, or not only, written in Latin letters, of those that voices speak."""


def unreadable(words: str, language: str) -> str:
    """Give the first word with a letter that a voice of a language can't read; "" for none.

    Voices of languages in Latin letters name the letters of others, or leave them out.
    """
    if language.lower().partition("-")[0] in _OTHER_SCRIPTS or words.isascii():
        return ""
    for word in words.split():
        for mark in unicodedata.normalize("NFKD", word):
            letter = unicodedata.category(mark) in ("Lu", "Ll", "Lt", "Lo")
            if letter and not unicodedata.name(mark, "").startswith("LATIN"):
                return word
    return ""


@lru_cache(4096)  # asked when words are checked and again when they are looked for
def for_engine(words: str, notation: Notation) -> str:
    """Give what an engine reads for these words; "" when nothing in them can be said.

    ``notation`` is what the voice says of itself: how it is told what words sound like.
    """
    kept = []
    for mark in unicodedata.normalize("NFC", words):
        category = unicodedata.category(mark)
        if category in _SPACED:
            kept.append(" ")
        elif category not in _DROPPED:
            kept.append(mark)
    text = " ".join("".join(kept).translate(_PLAIN).split())
    if not any(mark.isalnum() for mark in text):
        return ""
    if notation == "respelled":
        for pattern, word in _RULES:
            text = pattern.sub(word, text)
    return text
