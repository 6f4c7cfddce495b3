"""Text that knows where it came from, and its sentences."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from typing import NamedTuple

from voiceguide.english.going_on import goes_on
from voiceguide.english.pattern import Pattern
from voiceguide.english.sentences import sentence_spans
from voiceguide.problems import Place, Problem, Severity


class Text(NamedTuple):
    """Words joined from one or more lines of a file, each character still knowing its place.

    ``starts`` holds, for each stretch that came from one place, its offset in ``words`` and the
    line and column it was found at; ``lines`` are all lines of the file, for messages.
    """

    words: str
    starts: tuple[tuple[int, int, int], ...]
    path: str
    lines: tuple[str, ...]

    def place(self, offset: int = 0, width: int = 0) -> Place:
        """Give the place of a stretch of characters (by default of all of them)."""
        width = width or len(self.words) - offset
        index = max(0, bisect.bisect(self.starts, (offset, 1 << 30, 0)) - 1)
        start, line, column = self.starts[index]
        column += offset - start
        room = len(self.lines[line - 1]) - column + 1
        return Place(self.path, line, column, max(1, min(width, room)))

    def problem(
        self, message: str, hint: str, start: int, end: int, severity: Severity = "error"
    ) -> Problem:
        """Make a problem that points at a stretch of characters."""
        place = self.place(start, end - start)
        return Problem(message, hint, place, severity, self.lines[place.line - 1])

    def cut(self, start: int, end: int) -> Text:
        """Take a stretch of characters as a text of its own, without outer white space."""
        while start < end and self.words[start].isspace():
            start += 1
        while end > start and self.words[end - 1].isspace():
            end -= 1
        index = max(0, bisect.bisect(self.starts, (start, 1 << 30, 0)) - 1)
        offset, line, column = self.starts[index]
        starts = [(0, line, column + start - offset)]
        starts += [(at - start, row, col) for at, row, col in self.starts if start < at < end]
        return Text(self.words[start:end], tuple(starts), self.path, self.lines)

    def with_word(self, at: int, word: str) -> Text:
        """Put in what is meant and not written; every letter keeps its place."""
        column = self.place(at, 1).column
        line = self.place(at, 1).line
        before = [each for each in self.starts if each[0] < at]
        after = [(start + len(word), row, col) for start, row, col in self.starts if start >= at]
        starts = (*before, (at + len(word), line, column), *after)
        words = self.words[:at] + word + self.words[at:]
        return self._replace(words=words, starts=starts)

    def blanked(self, start: int, end: int) -> Text:
        """Put spaces for a stretch of characters: every other one keeps its place."""
        words = self.words[:start] + " " * (end - start) + self.words[end:]
        return self._replace(words=words)


_CUT_AT_END = Pattern(r"[a-z]{2}-$", "-", flags=0)


def join(pieces: list[Text]) -> Text:
    """Join texts from following lines into one, with a space between."""
    words: list[str] = []
    length = 0
    starts: list[tuple[int, int, int]] = []
    for piece in pieces:
        before = words[-1] if words else ""
        if _CUT_AT_END.search(before) and piece.words[:1].islower():
            words[-1] = before[:-1]  # a word that was cut at the line's end
            length -= 1
        elif length:
            words.append(" ")
            length += 1
        starts += [(at + length, line, column) for at, line, column in piece.starts]
        words.append(piece.words)
        length += len(piece.words)
    return Text("".join(words), tuple(starts), pieces[0].path, pieces[0].lines)


def sentences(text: Text) -> Iterator[Text]:
    """Split a text into its sentences; one that needs the one before it stays with it."""
    last: Text | None = None
    first = 0
    for start, end in sentence_spans(text.words):
        sentence = text.cut(start, end)
        if last is not None and goes_on(last.words, sentence.words):
            last = _both(last, text.cut(first, end))
            continue
        if last is not None:
            yield last
        last, first = sentence, start
    if last is not None:
        yield last


def _both(one: Text, both: Text) -> Text:
    """Give one sentence and the next as one: a semicolon for the full stop between them."""
    words = f"{one.words[:-1]};" if one.words.endswith(".") else one.words
    return both._replace(words=words + both.words[len(words) :])
