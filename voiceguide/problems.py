"""What is wrong with a routine, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a text: line and column count from 1, ``width`` in characters."""

    path: str
    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
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
            number = f"{self.place.line:>5}"
            # A tab in the line keeps its width in the row of carets below it.
            before = self.source[: self.place.column - 1]
            indent = "".join("\t" if mark == "\t" else " " for mark in before)
            width = max(1, min(self.place.width, len(self.source) - self.place.column + 1))
            lines += [f"{number} | {self.source}", f"{' ' * 5} | {indent}{'^' * width}"]
        if self.hint:
            lines.append(f"hint: {self.hint}")
        return "\n".join(lines)

    def _headline(self) -> str:
        word = "warning: " if self.severity == "warning" else ""
        if self.place is None:
            return f"{word}{self.message}"
        where = f"{self.place.path}:{self.place.line}:{self.place.column}"
        return f"{where}: {word}{self.message}"


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
