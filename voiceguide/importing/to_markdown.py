"""A routine found in an article becomes our Markdown, which reads back without an error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voiceguide.english.headings import dose_in
from voiceguide.english.sentences import sentences_of
from voiceguide.importing.blocks import clean
from voiceguide.importing.found import Found
from voiceguide.importing.outline import Outline
from voiceguide.problems import Problem
from voiceguide.reading.markdown import MOST_LETTERS
from voiceguide.reading.reader import understand
from voiceguide.routine import Routine

_NUMBERED = re.compile(r"^(?:\(?\d{1,3}[.)]\s*)+(?=\s*\S)|^\d{1,3}[.)]$")
_MOST_READINGS = 100
"""After each, one sentence of every line that is wrong is taken out of what is led."""


@dataclass(frozen=True, slots=True)
class Written:
    """The Markdown, what it is understood as, and the sentences that had to become notes."""

    markdown: str
    understood: Routine
    not_led: tuple[str, ...]


@dataclass(slots=True)
class _Line:
    """A line of the Markdown: the list it stands in, and at which index."""

    words: str
    home: list[str] | None = None
    index: int = 0
    pose: Found | None = None


def write(title: str, name: str, outline: Outline) -> Written:
    """Write a routine, turning each sentence that the reading can't take into a note."""
    not_led: list[str] = []
    for _ in range(_MOST_READINGS):
        lines = _lines(title, name, outline)
        markdown = "\n".join(line.words for line in lines).rstrip("\n") + "\n"
        understood = understand(markdown, _path(name))
        errors = [p for p in understood.problems if p.severity == "error" and p.place]
        if not errors:
            break
        not_led += _repaired(lines, errors, outline)
    return Written(markdown, understood, tuple(not_led))


def _repaired(lines: list[_Line], errors: list[Problem], outline: Outline) -> list[str]:
    """Repair each line that has an error at its first one, and give what is told of it.

    From the last line to the first, so that those before keep their places.
    """
    told: list[str] = []
    first = {error.place.line: error for error in reversed(errors) if error.place}
    for number in sorted(first, reverse=True):
        line, error = lines[number - 1], first[number]
        assert error.place is not None
        if line.pose is not None and not any(line.pose is pose for pose in outline.poses):
            continue
        words = _repair(line, error.place.column, outline)
        told += [f"{words} ({error.message})"] if words else []
    return told[::-1]


def _path(name: str) -> str:
    return f"{Path(name).stem}.md" if Path(name).suffix else "routine.md"


def _lines(title: str, name: str, outline: Outline) -> list[_Line]:
    lines = [_Line("---"), _Line(f"title: {title}"), _Line("---"), _Line("")]
    lines += _paragraphs(outline.welcome, None)
    lines += [_Line("")] if outline.welcome else []
    lines += [_Line(f"> Imported from {clean(name)}: read it over before you make it."), _Line("")]
    for words in outline.notes:
        lines += [_Line(f"> {words}"), _Line("")]
    for pose in outline.poses:
        lines += [_Line(f"## {pose.name}", pose=pose), _Line("")]
        lines += _paragraphs(pose.intro, pose)
        lines += [_Line("")] if pose.intro else []
        for words in pose.notes:
            lines += [_Line(f"> {words}"), _Line("")]
        for index, words in enumerate(pose.steps):
            lines.append(_Line(f"{index + 1}. {_sentence(words)}", pose.steps, index, pose))
        lines.append(_Line(""))
    return lines


def _paragraphs(sentences: list[str], pose: Found | None) -> list[_Line]:
    """Write sentences as lines of one paragraph, or of several where it would be too long."""
    lines: list[_Line] = []
    letters = 0
    for index, words in enumerate(sentences):
        line = _Line(_paragraph(words), sentences, index, pose)
        letters += len(line.words) + 1
        if letters > MOST_LETTERS and lines:
            lines.append(_Line(""))
            letters = len(line.words)
        lines.append(line)
    return lines


def _paragraph(words: str) -> str:
    """Write a sentence that stands at the start of a line, where a number would begin a step."""
    return _sentence(_NUMBERED.sub("", words))


def _sentence(words: str) -> str:
    words = words[:1].upper() + words[1:]
    return words if words.rstrip(")”\"'’")[-1:] in ".!?…" else f"{words.rstrip(' ,;:')}."


def _repair(line: _Line, column: int, outline: Outline) -> str:
    """Turn the sentence at a column into a note, and give it; a pose left without steps goes."""
    if line.home is None:
        return _repair_heading(line.pose, outline) if line.pose else ""
    sentences = sentences_of(_sentence(line.home[line.index]))
    if len(line.words) > MOST_LETTERS and max(map(len, sentences)) < MOST_LETTERS // 2:
        line.home[line.index : line.index + 1] = _in_pieces(sentences)
        return ""
    at = (
        column
        - 1
        - (line.words.index(" ") + 1 if line.pose and line.home is line.pose.steps else 0)
    )
    end, wrong = 0, len(sentences) - 1
    for number, sentence in enumerate(sentences):
        end += len(sentence) + 1
        if at < end:
            wrong = number
            break
    told = sentences.pop(wrong)
    if sentences:
        line.home[line.index] = " ".join(sentences)
    else:
        del line.home[line.index]
    (line.pose.notes if line.pose else outline.notes).append(f"Not led: {told}")
    return told


def _in_pieces(sentences: Sequence[str]) -> list[str]:
    """Put sentences together as far as one step may go."""
    pieces = [""]
    for sentence in sentences:
        if len(pieces[-1]) + len(sentence) >= MOST_LETTERS // 2:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {sentence}".strip()
    return pieces


def _repair_heading(pose: Found, outline: Outline) -> str:
    """Take the dose out of a heading that can't be led, or the pose where there is nothing else."""
    dosed = dose_in(pose.name)
    if dosed is None or not pose.steps:
        outline.poses.remove(pose)
        return " ".join([f"{pose.name}:", *pose.intro, *pose.notes, *pose.steps])
    end, first, last = dosed
    dose = pose.name[first:last]
    pose.notes.append(f"Not led: {dose}")
    pose.name = pose.name[:end]
    return dose
