"""What is wrong with a routine, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

_ROOM = 72
"""Characters of a line that are shown, so that the whole fits in 80 columns."""

Severity = Literal["error", "warning"]


class Place(NamedTuple):
    """Where words stand in a text: line and column count from 1, ``width`` in characters."""

    path: str
    line: int
    column: int
    width: int = 1


class Problem(NamedTuple):
    """One thing wrong, in the author's words, with a hint that mends it.

    ``place`` is None for what belongs to no line (a folder that can't be written);
    ``source`` is the line of text that the place points into.
    """

    message: str
    hint: str = ""
    place: Place | None = None
    severity: Severity = "error"
    source: str = ""

    def __str__(self) -> str:
        """Give the problem as a person reads it: place, message, the line with carets, hint."""
        lines = [self._headline()]
        if self.place and self.source.strip():
            shown, before, width = _window(self.source, self.place.column - 1, self.place.width)
            # A tab in the line keeps its width in the row of carets below it.
            indent = "".join("\t" if mark == "\t" else " " for mark in shown[:before])
            lines += [f"{self.place.line:>5} | {shown}", f"{' ' * 5} | {indent}{'^' * width}"]
        if self.hint:
            import textwrap  # slow to load where nothing is wrong

            lines += textwrap.wrap(
                f"hint: {self.hint}", 80, subsequent_indent=" " * 6, break_on_hyphens=False
            )
        return "\n".join(lines)

    def _headline(self) -> str:
        word = "warning: " if self.severity == "warning" else ""
        if self.place is None:
            return f"{word}{self.message}"
        where = f"{self.place.path}:{self.place.line}:{self.place.column}"
        return f"{where}: {word}{self.message}"


def _window(source: str, start: int, width: int) -> tuple[str, int, int]:
    """Give what fits of a line round a stretch of it, and the stretch's start and width there."""
    first = last = 0
    if len(source) > _ROOM:
        first = max(0, min(start - _ROOM // 3, len(source) - _ROOM))
        last = max(0, len(source) - first - _ROOM)
    shown = source[first : len(source) - last]
    shown = f"{'…' if first else ''}{shown[bool(first) : len(shown) - bool(last)]}"
    shown += "…" if last else ""
    return shown, start - first, max(1, min(width, len(shown) - (start - first)))


class VoiceguideError(Exception):
    """The one exception a user of voiceguide meets: every problem found, in order."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


def fail(message: str, hint: str = "") -> VoiceguideError:
    """Make the error for a single problem that has no place in a text."""
    return VoiceguideError(Problem(message, hint))
