"""The lines of a routine: front matter, welcome, poses, introductions, steps and notes.

Only the shape is read here; what the words mean is read in `voiceguide.reading.parts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from voiceguide.problems import Problem
from voiceguide.reading.text import Text, join

_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})(?:\s+(?P<name>.*?))?\s*#*\s*$")
_STEP = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*+•])\s+(?P<words>\S.*)$")
_NOTE = re.compile(r"^\s*>")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ENTRY = re.compile(r"^(?P<key>[\w -]+?)\s*:(?:\s+(?P<value>.*?))?\s*$")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\([^)\s]*(?:\s\"[^\"]*\")?\)")
_EMPHASIS = re.compile(
    r"(?<![\w*])(?P<marks>\*{1,3}|_{1,3}|`)(?=\S)(?P<words>.+?)(?<=\S)(?P=marks)(?![\w*])"
)


@dataclass(slots=True)
class Entry:
    """One ``key: value`` of the front matter."""

    key: Text
    value: Text | None


@dataclass(slots=True)
class Block:
    """What stands under one heading: paragraphs, then steps. ``name`` is None in the welcome."""

    name: Text | None
    paragraphs: list[Text] = field(default_factory=list)
    steps: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """A routine's text by its shape."""

    entries: list[Entry]
    title: Text | None
    blocks: list[Block]
    problems: list[Problem]
    lines: tuple[str, ...]


def parse(path: str, source: str) -> Document:
    """Sort the lines of a routine. Nothing is lost: each line is in a block, or a problem."""
    lines = tuple(
        source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    reader = _Lines(path, lines)
    reader.run()
    return Document(reader.entries, reader.title, reader.blocks, reader.problems, lines)


class _Lines:
    """Reads line after line; a paragraph or step gathers its lines until it ends."""

    def __init__(self, path: str, lines: tuple[str, ...]) -> None:
        self.path, self.lines = path, lines
        self.entries: list[Entry] = []
        self.title: Text | None = None
        self.blocks = [Block(None)]
        self.problems: list[Problem] = []
        self._open: list[Text] = []
        self._is_step = False

    def run(self) -> None:
        body = self._front_matter()
        shown = _without_comments(self.lines, body)
        for index in range(body, len(self.lines)):
            self._line(index, shown[index])
        self._close()

    def _text(self, index: int, start: int, end: int) -> Text:
        whole = Text(self.lines[index], ((0, index + 1, 1),), self.path, self.lines)
        return whole.cut(start, end)

    def _front_matter(self) -> int:
        first = next((i for i, line in enumerate(self.lines) if line.strip()), 0)
        if self.lines[first].strip() != "---":
            return 0
        for index in range(first + 1, len(self.lines)):
            line = self.lines[index]
            if line.strip() in ("---", "..."):
                return index + 1
            if line.strip() and not line.lstrip().startswith("#"):
                self._entry(index, line)
        opening = self._text(first, 0, len(self.lines[first]))
        hint = "put a second line of --- below the settings"
        # What was read as settings is anything but: only this is worth telling.
        self.problems = [opening.problem("the front matter never ends", hint, 0, 3)]
        self.entries = []
        return len(self.lines)

    def _entry(self, index: int, line: str) -> None:
        match = _ENTRY.match(line)
        if match is None:
            text = self._text(index, 0, len(line))
            hint = "write one setting a line, as in title: Evening stretch"
            self.problems.append(text.problem("not a setting", hint, 0, len(text.words)))
            return
        value = self._text(index, *match.span("value")) if match["value"] else None
        if (
            value
            and len(value.words) > 1
            and value.words[0] == value.words[-1]
            and value.words[0] in "\"'"
        ):
            value = value.cut(1, len(value.words) - 1)
        self.entries.append(Entry(self._text(index, *match.span("key")), value))

    def _line(self, index: int, line: str) -> None:
        block = self.blocks[-1]
        if not line.strip() or _RULE.match(line):
            self._close()
        elif heading := _HEADING.match(line):
            self._close()
            self._heading(index, heading)
        elif _NOTE.match(line):
            self._close()
            block.notes.append(self._text(index, line.index(">") + 1, len(line)))
        elif step := _STEP.match(line):
            self._close()
            self._is_step = True
            self._open.append(self._spoken(index, step.start("words"), line))
        else:
            self._open.append(self._spoken(index, 0, line))

    def _heading(self, index: int, heading: re.Match[str]) -> None:
        level = len(heading["marks"])
        name = self._text(index, *heading.span("name")) if heading["name"] else None
        if level == 1 and len(self.blocks) == 1 and self.title is None and name:
            self.title = _plain_words(name)
        elif level == 2 and name:
            self.blocks.append(Block(_plain_words(name)))
        else:
            whole = self._text(index, 0, len(self.lines[index]))
            message = "a heading without a name" if name is None else "only ## begins a pose"
            hint = "write ## and the name of a pose, or > in front of a note"
            self.problems.append(whole.problem(message, hint, 0, len(whole.words)))

    def _spoken(self, index: int, start: int, line: str) -> Text:
        # Comments were blanked in ``line``; a column there is a column in the file.
        whole = Text(line, ((0, index + 1, 1),), self.path, self.lines)
        return whole.cut(start, len(line))

    def _close(self) -> None:
        pieces = [piece for piece in self._open if piece.words]
        if pieces:
            text = _plain_words(join(pieces))
            block = self.blocks[-1]
            # Plain text below the steps goes on leading them.
            into = block.steps if self._is_step or block.steps else block.paragraphs
            if text.words:
                into.append(text)
        self._open = []
        self._is_step = False


def _without_comments(lines: tuple[str, ...], body: int) -> list[str]:
    """Blank ``<!-- -->`` out, keeping every other character in its place."""
    text = "\n".join(lines[body:])
    blanked = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    return [*lines[:body], *blanked.split("\n")]


def _plain_words(text: Text) -> Text:
    """Take the marks of links and emphasis out; what is left keeps its places."""
    for pattern in (_IMAGE, _LINK, _EMPHASIS):
        while match := pattern.search(text.words):
            inner = (
                match.span("words") if "words" in match.groupdict() else (match.end(), match.end())
            )
            keep = [text.cut(*inner)] if inner[0] < inner[1] else []
            text = _splice(text, match.start(), match.end(), keep)
    return text


def _splice(text: Text, start: int, end: int, keep: list[Text]) -> Text:
    before = Text(text.words[:start], text.starts, text.path, text.lines)
    pieces = [before, *keep]
    if end < len(text.words):
        at = end
        place = text.place(at, 1)
        later = [(o - at, line, col) for o, line, col in text.starts if o > at]
        pieces.append(
            Text(text.words[end:], ((0, place.line, place.column), *later), text.path, text.lines)
        )
    words = ""
    starts: list[tuple[int, int, int]] = []
    for piece in pieces:
        starts += [(o + len(words), line, c) for o, line, c in piece.starts if o < len(piece.words)]
        words += piece.words
    return Text(words, tuple(starts) or text.starts[:1], text.path, text.lines)
