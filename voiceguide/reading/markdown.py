"""The lines of a routine: front matter, welcome, poses, introductions, steps and notes.

Only the shape is read here; what the words mean is read in `voiceguide.reading.sentence`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from voiceguide.english.pattern import Pattern
from voiceguide.problems import Problem
from voiceguide.reading.inline import lines_of, pictures_in, plain_words, without_comments
from voiceguide.reading.text import Text, join

# A space forgotten after the marks is forgiven: "##Cobra", "1.Lie down".
_HEADING = Pattern(r"^ {0,3}(?P<marks>#{1,6})(?:\s*(?P<name>[^#].*?))?\s*#*\s*$", flags=0)
_STEP = Pattern(
    r"^\s*(?:\d{1,3}[.)](?:\s+\d{1,3}[.)](?=\s))?(?:\s+|(?=[^\W\d]))|[a-z][.)]\s+(?=\S)|[-*+•·–—]\s+)(?P<words>\S.*)$"
)
_FOOTNOTE = Pattern(r"^\s*\[\^?[^\]\s]+\]:\s", "]:")
_TABLE = Pattern(r"^\s*\|.*\|\s*$")
_FENCE = Pattern(r"^\s*(?:```|~~~)", "```|~~~")
_UNDERLINE = Pattern(r"^\s*(?:-{3,}|={3,})\s*$", "---|===")
MOST_LETTERS = 5000
"""Of one step or paragraph: more is a slip, and no one could follow it."""
MOST_STEPS = 1000
MOST_SENTENCES = 5000
"""Of a routine, its poses' names too: they fill six hours, and are read within two seconds."""
MOST_NAME_LETTERS = 200
"""Of a pose's name or a title: it is said each time the pose is announced."""
_BETWEEN = (". ", "! ", "? ")
_NOTE = Pattern(r"^\s*>", ">")
_RULE = Pattern(r"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$", "---|***|___|===")
_INCLUDE = Pattern(r"^include:\s+(?P<words>\S.*?)\s*$", "include:", flags=0)
_ENTRY = Pattern(r"^(?P<key>[\w -]+?)\s*:(?:\s+(?P<value>.*?))?\s*$", flags=0)


class Entry(NamedTuple):
    """One ``key: value`` of the front matter."""

    key: Text
    value: Text | None


class Section(NamedTuple):
    """What stands under one heading: paragraphs, then steps. ``name`` is None in the welcome.

    ``pictures`` are the files that its text shows, as it names them.
    """

    name: Text | None
    paragraphs: list[Text]
    steps: list[Text]
    notes: list[Text]
    pictures: list[str]


class Document(NamedTuple):
    """A routine's text by its shape.

    ``includes`` are the lines that take in another routine: after how many poses, and what they
    name. ``endless`` where a comment or the front matter never ends, or the whole hardly does:
    what stands below was not read.
    """

    entries: list[Entry]
    title: Text | None
    sections: list[Section]
    problems: list[Problem]
    lines: tuple[str, ...]
    endless: bool
    includes: list[tuple[int, Text]]


def parse(path: str, source: str) -> Document:
    """Sort the lines of a routine. Nothing is lost: each line is in a section, or a problem."""
    lines, control = lines_of(source)
    reader = _Lines(path, lines)
    reader.run()
    if control is not None:
        text = Text(lines[control], ((0, control + 1, 1),), path, lines)
        message, hint = "a control character, taken as a space", "delete it"
        reader.problems.append(text.problem(message, hint, 0, len(text.words), "warning"))
    return Document(
        reader.entries, reader.title, reader.sections, reader.problems, lines, reader.endless,
        reader.includes,
    )  # fmt: skip


class _Lines:
    """Reads line after line; a paragraph or step gathers its lines until it ends."""

    def __init__(self, path: str, lines: tuple[str, ...]) -> None:
        self.path, self.lines = path, lines
        self.entries: list[Entry] = []
        self.title: Text | None = None
        self.sections = [Section(None, [], [], [], [])]
        self.problems: list[Problem] = []
        self.endless = False
        self.includes: list[tuple[int, Text]] = []
        self._after_include = False
        self._sentences = 0
        self._open: list[Text] = []
        self._is_step = False
        self._fenced = False
        self._tabled = -2
        self._crowded = False

    def run(self) -> None:
        body = self._front_matter()
        shown, unclosed = without_comments(self.lines, body)
        if unclosed is not None:
            self.endless = True
            text = self._text(unclosed, 0, len(self.lines[unclosed]))
            at = text.words.find("<!--")
            hint = "write --> where it ends"
            self.problems.append(text.problem("the comment never ends", hint, at, at + 4))
        for index in range(body, len(self.lines)):
            self._line(index, shown[index])
            if self._sentences > MOST_SENTENCES:
                self._give_up(index)
                return
        self._close()

    def _give_up(self, index: int) -> None:
        """Read nothing of a text that is too long to be led, but for that."""
        self.endless = True
        self.sections = [Section(None, [], [], [], [])]
        text = self._text(index, 0, len(self.lines[index]))
        message = f"more than {MOST_SENTENCES:,} sentences in one routine"
        hint = "make several routines of it"
        self.problems = [text.problem(message, hint, 0, len(text.words))]

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
        self.endless = True
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
        if value and len(value.words) > MOST_LETTERS:
            message = f"more than {MOST_LETTERS} letters in one setting"
            self.problems.append(value.problem(message, "write a few words", 0, 40))
            return
        if (
            value
            and len(value.words) > 1
            and value.words[0] == value.words[-1]
            and value.words[0] in "\"'"
        ):
            value = value.cut(1, len(value.words) - 1)
        self.entries.append(Entry(self._text(index, *match.span("key")), value))

    def _line(self, index: int, line: str) -> None:
        section = self.sections[-1]
        if _FENCE.match(line) or self._fenced or _TABLE.match(line):
            self._close()
            self._leave_out(index, line)
        elif _UNDERLINE.match(line) and len(self._open) == 1 and not self._is_step:
            message = "only ## begins a pose, not a line below its name"
            hint = f"write ## {self._open[0].words}"
            self.problems.append(self._open[0].problem(message, hint, 0, len(self._open[0].words)))
            self._open = []
        elif not line.strip() or _RULE.match(line):
            self._close()
        elif heading := _HEADING.match(line):
            self._close()
            self._after_include = False
            self._heading(index, heading)
        elif include := _INCLUDE.match(line):
            self._close()
            self._after_include = True
            words = self._text(index, *include.span("words"))
            self.includes.append((len(self.sections) - 1, words))
        elif _NOTE.match(line):
            self._close()
            section.notes.append(self._text(index, line.index(">") + 1, len(line)))
        elif footnote := _FOOTNOTE.match(line):
            self._close()
            section.notes.append(self._text(index, footnote.end(), len(line)))
        elif step := _STEP.match(line):
            self._close()
            self._is_step = True
            self._open.append(self._spoken(index, step.start("words"), line))
        else:
            self._open.append(self._spoken(index, 0, line))

    def _leave_out(self, index: int, line: str) -> None:
        """Take a table or a fenced block for a note: it can't be spoken."""
        opens = bool(_FENCE.match(line))
        if (opens and not self._fenced) or (not self._fenced and index != self._tabled + 1):
            what = "a fenced block" if opens else "a table"
            text = self._text(index, 0, len(line))
            hint = "write it as steps, or > in front of a note"
            message = f"{what} is not spoken"
            self.problems.append(text.problem(message, hint, 0, len(text.words), "warning"))
        if opens:
            self._fenced = not self._fenced
        elif not self._fenced:
            self._tabled = index

    def _heading(self, index: int, heading: re.Match[str]) -> None:
        level = len(heading["marks"])
        name = self._text(index, *heading.span("name")) if heading["name"] else None
        if name and len(name.words) > MOST_NAME_LETTERS:
            message = f"more than {MOST_NAME_LETTERS} letters in a name"
            hint = "write a short name, and the rest below it"
            self.problems.append(name.problem(message, hint, 0, len(name.words)))
            name = name.cut(0, MOST_NAME_LETTERS)
        if level == 1 and len(self.sections) == 1 and self.title is None and name:
            self.title = plain_words(name)
        elif level == 2 and name:
            self._sentences += 1
            self.sections.append(Section(plain_words(name), [], [], [], []))
        else:
            whole = self._text(index, 0, len(self.lines[index]))
            message = "a heading without a name" if name is None else "only ## begins a pose"
            hint = "write ## and the name of a pose, or > in front of a note"
            self.problems.append(whole.problem(message, hint, 0, len(whole.words)))

    def _spoken(self, index: int, start: int, line: str) -> Text:
        if self._after_include and line.strip():
            self._after_include = False
            text = self._text(index, 0, len(line))
            message = "this belongs to no pose: a routine is taken in above it"
            hint = "move the line with include: between two poses, above a ## heading"
            self.problems.append(text.problem(message, hint, 0, len(text.words)))
        # Comments were blanked in ``line``; a column there is a column in the file.
        whole = Text(line, ((0, index + 1, 1),), self.path, self.lines)
        return whole.cut(start, len(line))

    def _close(self) -> None:
        pieces = [piece for piece in self._open if piece.words]
        if pieces:
            text = join(pieces)
            section = self.sections[-1]
            if len(text.words) > MOST_LETTERS or len(section.steps) >= MOST_STEPS:
                self._too_much(text, section)
                return
            self._sentences += 1 + sum(map(text.words.count, _BETWEEN))
            section.pictures.extend(pictures_in(text))
            text = plain_words(text)
            # Plain text below the steps goes on leading them.
            into = section.steps if self._is_step or section.steps else section.paragraphs
            if text.words:
                into.append(text)
        self._open = []
        self._is_step = False

    def _too_much(self, text: Text, section: Section) -> None:
        if len(text.words) > MOST_LETTERS:
            message = f"more than {MOST_LETTERS} letters in one step"
            self.problems.append(text.problem(message, "write several steps", 0, 40))
        elif len(section.steps) == MOST_STEPS and not self._crowded:
            self._crowded = True
            message = f"more than {MOST_STEPS} steps in one pose"
            self.problems.append(text.problem(message, "write several poses", 0, len(text.words)))
        self._open = []
        self._is_step = False
