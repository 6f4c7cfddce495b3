"""A step that is another one again: "Same as step 2.", "Repeat steps 2 and 3."."""

from __future__ import annotations

from typing import NamedTuple

from voiceguide.english.pattern import Pattern

_SAME = Pattern(
    r"""\W*(?:(?:and|then|now|next|do)\s)*(?P<how>(?:the\s)?same\sas(?:\sin)?|repeat)\s
        steps?\s(?P<first>\d{1,3})(?:\s?(?:-|–|to|through|and|&)\s?(?P<last>\d{1,3}))?
        (?:\s(?:again|once|once\smore))?[\s.!]*$""",
    "step",
)


class SameSteps(NamedTuple):
    """Steps by their numbers, ``first`` to ``last``.

    ``near`` tells "repeat", which says of the steps just before that they have rounds.
    """

    first: int
    last: int
    near: bool


def same_steps(words: str) -> SameSteps | None:
    """Find the steps that a sentence asks for once more, and nothing else."""
    found = _SAME.match(words)
    if found is None:
        return None
    first = int(found["first"])
    return SameSteps(first, int(found["last"] or first), found["how"].lower() == "repeat")
