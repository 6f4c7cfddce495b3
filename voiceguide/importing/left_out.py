"""What an import leaves out of an article, told in few lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from voiceguide.importing.purpose import times

_SHOWN = 2
"""Of what is left out for one reason, so many are shown; whatever measures is shown, too."""


class LeftOut(NamedTuple):
    """Words that are not led: why, and the line of the text they begin in (0 where none is)."""

    reason: str
    words: str
    line: int = 0

    def __str__(self) -> str:
        place = f", line {self.line}" if self.line else ""
        words = " ".join(self.words.split())
        words = words if len(words) <= 90 else f"{words[:87].rstrip()}..."
        return f"{self.reason}{place}: {words}"


def with_lines(left_out: Iterable[tuple[str, str]], text: str) -> list[LeftOut]:
    """Find where words begin in the text that they were left out of; "" where it has no lines."""
    lines = [_bare(line) for line in text.split("\n")]
    ends = list(accumulate(map(len, lines)))
    whole = "".join(lines)
    found = []
    for reason, words in dict.fromkeys(left_out):
        start = _bare(words)[:60]
        at = whole.find(start) if start else -1
        found.append(LeftOut(reason, words, bisect_right(ends, at) + 1 if at >= 0 else 0))
    return found


def brief(left_out: Iterable[LeftOut]) -> Iterator[str]:
    """Tell of each reason the first few, whatever measures, and how many more there are."""
    by_reason: dict[str, list[LeftOut]] = {}
    for each in left_out:
        by_reason.setdefault(each.reason, []).append(each)
    for reason, found in by_reason.items():
        shown = [each for n, each in enumerate(found) if n < _SHOWN or times(each.words)]
        yield from map(str, shown)
        if len(found) > len(shown):
            yield f"{reason}: {len(found) - len(shown)} more"


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).lower()
