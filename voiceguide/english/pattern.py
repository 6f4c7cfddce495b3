"""Patterns that are compiled when they are first needed: most texts never need most of them.

There are many, and compiling them all would take most of the time of `voiceguide plan`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Pattern:
    """A pattern for words with what it ``needs`` in them, compiled when there first are such words.

    It ignores case, and spaces of its own, unless ``flags`` say otherwise. Each of ``needs`` is
    one word or several ("left|right"), in small letters, one of which stands in all that the
    pattern could match; without any, all words are tried.
    """

    __slots__ = ("_compiled", "_needs", "flags", "needs", "source")

    def __init__(self, source: str, *needs: str, flags: int = re.IGNORECASE | re.VERBOSE) -> None:
        self.source, self.needs, self.flags = source, needs, flags
        self._needs = [need.split("|") for need in needs]
        self._compiled: re.Pattern[str] | None = None

    def search(self, words: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Find the first match from ``start`` to ``end``."""
        ready = self._ready_for(words)
        return ready and ready.search(words, start, len(words) if end is None else end)

    def match(self, words: str, start: int = 0) -> re.Match[str] | None:
        """Match at ``start``."""
        ready = self._ready_for(words)
        return ready and ready.match(words, start)

    def fullmatch(self, words: str) -> re.Match[str] | None:
        """Match the words as a whole."""
        ready = self._ready_for(words)
        return ready and ready.fullmatch(words)

    def finditer(self, words: str) -> Iterator[re.Match[str]]:
        """Give every match, in order."""
        ready = self._ready_for(words)
        return ready.finditer(words) if ready else iter(())

    def findall(self, words: str) -> list[str]:
        """Give the words of every match, or of its one group."""
        ready = self._ready_for(words)
        return ready.findall(words) if ready else []

    def split(self, words: str) -> list[str]:
        """Give what stands between the matches, with their groups between."""
        ready = self._ready_for(words)
        return ready.split(words) if ready else [words]

    def sub(self, new: str | Callable[[re.Match[str]], str], words: str) -> str:
        """Put ``new`` for every match."""
        ready = self._ready_for(words)
        return ready.sub(new, words) if ready else words

    def _ready_for(self, words: str) -> re.Pattern[str] | None:
        """Give the pattern, compiled; None where the words lack what it needs."""
        if self._needs:
            small = words.lower()
            for need in self._needs:
                for word in need:  # any() would take longer than what it asks
                    if word in small:
                        break
                else:
                    return None
        if self._compiled is None:
            self._compiled = re.compile(self.source, self.flags)
        return self._compiled
