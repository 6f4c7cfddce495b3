"""What exercise sheets write in shorthand: sets, repetitions, holds, rests and sides in one breath.

"3 x 10", "3 sets of 8-12, rest 60 s between sets", "30 s x 2 per side", "ten 5-second holds",
"Sets: 3 | Reps: 10 | Hold: 5 s", "10 L, 10 R". A stretch of words is a dose only where all of it
is: numbers, units, sides, words of counting and rest, and small words between. Anything else is
left to be read as a sentence, so that no number is taken out of one that says more.
"""

from __future__ import annotations

from voiceguide.english.amounts import Amount, with_amounts
from voiceguide.english.dose import Dose
from voiceguide.english.dose_reader import SIDED, ContradictionError, DoseReader
from voiceguide.english.dose_words import tokens_of
from voiceguide.english.numbers import in_digits
from voiceguide.english.pattern import Pattern
from voiceguide.english.positions import is_work

LONGEST = 600
"""Letters of a sentence that can be followed; what is led in a longer one is told of."""
_MOST_CLAUSES = 12


def find_dose(words: str) -> Dose | None:
    """Read words as a dose, or give None where they are none, or say more than one."""
    tokens = tokens_of(words) if len(words) <= LONGEST else None
    if tokens is None:
        return None
    items = with_amounts(tokens)
    if not any(isinstance(item, Amount) or item.kind in SIDED for item in items):
        return None
    try:
        return DoseReader(items, len(words.rstrip(" .;,"))).read()
    except ContradictionError:
        return None


def dose_at_end(words: str) -> tuple[int, int, Dose] | None:
    """Find a dose at a sentence's end: where what is before it ends, where it begins, and it.

    "Lift your heel, 3 sets of 12 each side", "lean on a bench and do 10 push-ups".
    """
    small = words.lower()
    if len(words) > LONGEST:
        return None
    if not any(map(str.isdigit, in_digits(small))) and "then" not in small:
        return None  # most sentences
    boundaries = list(_BOUNDARY.finditer(words))
    if len(boundaries) > _MOST_CLAUSES:
        return None
    for boundary in boundaries:
        start = boundary.end()
        if find_dose(words[: boundary.start()]) is not None:
            continue
        dose = find_dose(words[start:])
        if dose is None:
            continue
        counted = dose.moves and boundary["do"]
        if dose.says_more or counted or small[start:].startswith(("right", "left")):
            return boundary.start(), start, dose
    return None


def dose_after_name(words: str) -> tuple[int, int, Dose] | None:
    """Find a dose right after what it is of: "Neck tilt 15 s per side x 2".

    Gives where the words before it end, where it begins, and it.
    """
    if len(words) > LONGEST:
        return None
    for space in _BEFORE_NUMBER.finditer(in_digits(words)):
        before, start = words[: space.start()], space.end()
        if not before.strip() or _HELD.search(before) or is_work(before):
            return None
        dose = find_dose(words[start:])
        if dose is not None and dose.hold and (dose.reps or dose.sets):
            return space.start(), start, dose
    return None


def dose_at_start(words: str) -> tuple[int, Dose] | None:
    """Find a dose at a sentence's beginning, and where it ends: "Over two sets, lift your arm"."""
    if len(words) > LONGEST:
        return None
    for boundary in _BOUNDARY.finditer(words):
        dose = find_dose(words[: boundary.start()])
        acts = not _NO_ACTION.match(words[boundary.end() :])
        return (boundary.end(), dose) if dose is not None and dose.sets and acts else None
    return None


def is_label(words: str) -> bool:
    """Tell a line that only labels amounts, as in "Sets: 3"."""
    if ":" not in words and "=" not in words:
        return False  # most steps: no label is without
    tokens = tokens_of(words)
    return bool(tokens and tokens[0].kind == "label")


_BOUNDARY = Pattern(
    r"[,;:]\s+(?:and\s|then\s)*(?=[^,;:])|\s[–—-]\s|\s(?:and\s|then\s)+(?=(?P<do>do\s))",
    ",|;|:|–|—|-|do",
)
_BEFORE_NUMBER = Pattern(r"\s+(?=(?:for\s)?\d)")
# With one of these before its number a sentence is read clause by clause.
_HELD = Pattern(
    r"\b(?:hold\w*|stay\w*|keep\w*|remain\w*|rest\w*|paus\w*|wait\w*|relax\w*|breath\w*|\w*hal\w+"
    r"|repeat\w*|if|when|until|after|about|at|to|up|by|of)\b|[\d,;:]"
)
_NO_ACTION = Pattern(r"\s*(?:while|with|without|at|on|as|in|each|every|to|for|when|if)\b")
