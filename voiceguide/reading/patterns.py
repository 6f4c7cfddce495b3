"""Patterns that are compiled when they are first needed: most texts never need most of them.

There are many, and compiling them all would take most of the time of `voiceguide plan`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


class Pattern:
    """A verbose pattern that ignores case, for words with one of ``needs`` in them.

    ``needs`` are in small letters; without any, all words are tried.
    """

    __slots__ = ("_compiled", "_needs", "_source")

    def __init__(self, source: str, *needs: str) -> None:
        self._source, self._needs = source, needs
        self._compiled: re.Pattern[str] | None = None

    def search(self, words: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Find the first match from ``start`` to ``end``."""
        stop = len(words) if end is None else end
        return self._ready().search(words, start, stop) if self._may(words) else None

    def match(self, words: str, start: int = 0) -> re.Match[str] | None:
        """Match at ``start``."""
        return self._ready().match(words, start) if self._may(words) else None

    def fullmatch(self, words: str) -> re.Match[str] | None:
        """Match the words as a whole."""
        return self._ready().fullmatch(words) if self._may(words) else None

    def finditer(self, words: str) -> Iterator[re.Match[str]]:
        """Give every match, in order."""
        return self._ready().finditer(words) if self._may(words) else iter(())

    def sub(self, new: str, words: str) -> str:
        """Put ``new`` for every match."""
        return self._ready().sub(new, words) if self._may(words) else words

    def _may(self, words: str) -> bool:
        if not self._needs:
            return True
        small = words.lower()
        return any(need in small for need in self._needs)

    def _ready(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source, re.IGNORECASE | re.VERBOSE)
        return self._compiled
