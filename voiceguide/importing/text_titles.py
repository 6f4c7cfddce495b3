"""Lines of a text that name what follows, though no mark makes them a heading."""

from __future__ import annotations

import re

from voiceguide.english.repeats import find_repeat
from voiceguide.english.sentences import sentences_of
from voiceguide.english.sides import find_side
from voiceguide.english.times import find_times

NUMBERED_EXERCISE = re.compile(
    r"^(?:exercise|pose|stretch|move|movement|asana)\s*(?:#|no\.?\s?)?\d{1,2}\s*[:.)–—-]",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;,…][\"”’)]*$")
_ITEM = re.compile(
    r"^\s*(?:\(?\d{1,2}[.):]|step\s+\d{1,2}\s*[-–—]|\(?[a-h]\)|[-+*•·‣▪●○◦✓✔➤→–])\s+(?=\S)",
    re.IGNORECASE,
)


def stands_as_title(
    line: str, following: str, after: list[str], *, alone: bool, opening: bool
) -> bool:
    """Tell a line that names what follows from a short sentence."""
    words = line.strip()
    count = len(words.split())
    if NUMBERED_EXERCISE.match(words) and count <= 10:
        return True
    if count > 9 or len(words) > 70 or _SENTENCE_END.search(words) or not (following or after):
        return False
    timed = find_times(words) or find_repeat(words) or find_side(words)
    if timed and not (alone and opening):
        return False
    if not any(mark.isalpha() for mark in words) or not words[0].isalnum():
        return False
    if words.isupper() or words.endswith(":"):
        return True
    if opening and following and len(following.split()) <= 8 and words[0].isupper():
        return not (_SENTENCE_END.search(following.strip()) or following.strip()[0].islower())
    if alone:
        return words[0].isupper() or words[0].isdigit()
    long_words = [word for word in words.split() if len(word) > 3]
    titled = all(word[0].isupper() or not word[0].isalpha() for word in long_words)
    next_line = following.strip()
    if not (next_line[:1].isupper() or bool(_ITEM.match(following))):
        return False
    return words[0].isupper() and (
        (titled and bool(long_words)) or (count <= 5 and _ends_sentence(next_line))
    )


def _ends_sentence(words: str) -> bool:
    return bool(re.search(r"[.!?]", words)) and len(sentences_of(words)) >= 1
