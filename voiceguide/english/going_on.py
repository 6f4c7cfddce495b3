"""Sentences that only mean something with the one before: "Let them go for 15.", "Too easy? …"."""

from __future__ import annotations

from voiceguide.english.asides import is_condition
from voiceguide.english.numbers import BETWEEN, NUMBER, in_digits
from voiceguide.english.pattern import Pattern
from voiceguide.english.repeats import find_repeat
from voiceguide.english.times import find_times

_NO_UNIT = Pattern(rf"\bfor\s{NUMBER}(?:{BETWEEN}{NUMBER})?[\s.!]*$", "for")
_COUNTS = Pattern(r"^\W*(?:(?:and|then|now)\s)*(?:repeat|do|perform|complete|continue|go)\b")


def goes_on(before: str, words: str) -> bool:
    """Tell a sentence that is to be read together with the one before it.

    "Tense your fists for 5 seconds. Let them go for 15.": the unit is that of the first. "Too
    easy? Hold for 60 seconds.": it is for those who say yes.
    """
    if before.endswith("?"):
        return is_condition(before) and bool(find_times(words) or find_repeat(words))
    return lacks_unit(words) and any(span.unit == "s" for span in find_times(before))


def lacks_unit(words: str) -> bool:
    """Tell a sentence whose time has no unit: "Let them go for 15."."""
    small = in_digits(words)
    if not small.rstrip(" .!\0")[-1:].isdigit() or not _NO_UNIT.search(small):
        return False  # most sentences
    return not (_COUNTS.match(words) or find_times(words))
