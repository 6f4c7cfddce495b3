"""From a file or text to a `Routine`, or to all the problems in it at once."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from voiceguide.english.meaning import understood
from voiceguide.english.phrasing import first_clause, sentence_of
from voiceguide.english.roles import role_of
from voiceguide.english.rules import asks_for, is_done_here
from voiceguide.english.stated import stated_length_s
from voiceguide.files import is_file_or_given
from voiceguide.problems import Place, Problem, VoiceguideError, fail
from voiceguide.reading.front_matter import read_front_matter, undashed
from voiceguide.reading.markdown import Document, parse
from voiceguide.reading.pose import read_pose
from voiceguide.reading.rules import read_rules
from voiceguide.reading.sentence import read_sentence
from voiceguide.reading.text import Text, sentences
from voiceguide.routine import Include, Part, Routine

MOST_BYTES = 250_000
"""A book of exercises; to say it once would take six hours. It is read within two seconds."""


def read(path: Path) -> Routine:
    """Read a routine from a file. Raises `VoiceguideError` with every problem in it."""
    return read_text(load(path), str(path))


def load(path: Path) -> str:
    """Read a text file in UTF-8; `VoiceguideError` says why where it is none."""
    try:
        if path.is_dir():
            raise fail(f"{path} is a folder, not a routine", "name a file in it, such as hips.md")
        if not is_file_or_given(path):
            raise fail(f"{path} is not a file", "a routine is a text file, such as hips.md")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise fail(
            f"there is no file {path}", "voiceguide list shows the routines there are"
        ) from None
    except OSError as error:
        raise fail(f"{path} can't be read: {error.strerror}") from error
    return decode(data, path)


def decode(data: bytes, path: Path) -> str:
    """Take bytes for a routine's text; `VoiceguideError` says why where they are none."""
    if len(data) > MOST_BYTES:
        raise fail(f"{path} is too large for a routine", "a routine is a text of less than 250 kB")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        hint = "save it again as UTF-8 (in most editors: Save As, Encoding, UTF-8)"
        raise fail(f"{path} is UTF-16 text", hint)
    if b"\0" in data:
        raise fail(
            f"{path} is not a text file", "a routine is plain text, as in scripts/middle-back.md"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        hint = "save it again as UTF-8 (in most editors: Save As, Encoding, UTF-8)"
        place = Place(str(path), line, column)
        raise VoiceguideError(Problem("this is not UTF-8 text", hint, place)) from None


def read_text(source: str, path: str) -> Routine:
    """Read a routine from its text; ``path`` is for messages. Raises `VoiceguideError`."""
    routine = understand(source, path)
    if any(problem.severity == "error" for problem in routine.problems):
        raise VoiceguideError(routine.problems)
    return routine


def understand(source: str, path: str) -> Routine:
    """Make what can be made of a text, with every problem in it, errors too, in `problems`."""
    if not source.strip("\ufeff \t\r\n"):
        hint = "write a ## heading for each pose, and numbered steps below it"
        return Routine(path, "", problems=(Problem("the file is empty", hint, Place(path, 1, 1)),))
    document = parse(path, source)
    problems = document.problems
    front = read_front_matter(document.entries, problems)
    if not document.entries:
        problems += undashed(document.sections[0].paragraphs)
    welcomed = [sentence for text in _welcome(document) for sentence in sentences(text)]
    rules = read_rules(welcomed, problems)
    sections = document.sections[1:]
    poses = [
        read_pose(section, rules, problems, last=section is sections[-1]) for section in sections
    ]
    if poses and not any(problem.severity == "error" for problem in problems):
        _check_speech(
            [*rules.spoken, *(sentences(front.closing) if front.closing else ())], problems
        )
    includes = [Include(at, words.words, words.place()) for at, words in document.includes]
    if not poses and not includes and not document.endless:
        hint = "write ## and a name above the steps; for an article, use voiceguide import"
        problems.append(Problem("there are no poses here", hint, Place(path, 1, 1)))
    title = front.title or document.title
    welcome = [part for text in _welcome(document) for part in _speech(text)]
    closing = _speech(front.closing) if front.closing else []
    problems = [_with_source(problem, document.lines) for problem in problems]
    problems.sort(key=lambda p: (p.place.line, p.place.column) if p.place else (0, 0))
    return Routine(
        path,
        title.words if title else _title_from(path),
        front.settings,
        front.author.words if front.author else "",
        tuple(welcome),
        tuple(closing),
        tuple(poses),
        tuple(problems),
        source,
        rounds=rules.rounds,
        includes=tuple(includes),
        about=front.about.words if front.about else "",
        date=front.date.words if front.date else "",
    )


def _with_source(problem: Problem, lines: tuple[str, ...]) -> Problem:
    """Show the line that a problem points into, where that is more than the file as a whole."""
    place = problem.place
    if place is None or problem.source or place.column == 1:
        return problem
    return problem._replace(source=lines[place.line - 1])


def _title_from(path: str) -> str:
    # A name that is no text in the computer's own alphabet is shown as far as it can be.
    name = Path(path).stem.encode("utf-8", "replace").decode()
    stem = re.sub(r"[-_]+", " ", name).strip()
    return stem[:1].upper() + stem[1:] or "Session"


def _welcome(document: Document) -> list[Text]:
    first = document.sections[0]
    return [*first.paragraphs, *first.steps]


def _check_speech(speech: list[Text], problems: list[Problem]) -> None:
    """Tell of a time or count in what is only spoken."""
    for sentence in speech:
        where = asks_for(sentence.words)
        if where is not None and _led(sentence, 0):
            continue
        if stated_length_s(sentence.words, is_title=False):
            continue  # "Ten minutes for your back.": what the session lasts, held against its plan
        if where is not None and role_of(sentence.words) != "caution":
            message = f"{sentence.words[slice(*where)]!r} is only spoken here, not led"
            hint = "write it in the steps of a pose"
            problems.append(sentence.problem(message, hint, *where, "warning"))


def _led(sentence: Text, number: int) -> list[Part]:
    """Read a time that a welcome or closing asks for, "Sit quietly for one minute.", if it does."""
    if not is_done_here(sentence.words):
        return []
    found: list[Problem] = []
    drafts = read_sentence(sentence, -1, number, found)
    kinds = {draft.part.kind for draft in drafts}
    again = any(draft.repeat or draft.sets or draft.side for draft in drafts)
    if found or again or not kinds & {"hold", "work"} or kinds - {"plain", "hold", "work"}:
        return []
    return [understood(draft.part) for draft in drafts]


def _speech(text: Text) -> list[Part]:
    """Take a text sentence by sentence: spoken as it stands, but for a time to be led in it."""
    parts: list[Part] = []
    for n, s in enumerate(sentences(text)):
        words = sentence_of(s.words)
        place = s.place()
        whole = understood(
            Part("plain", words, s.words, first_clause(s.words), sentence=n, place=place)
        )
        parts += (asks_for(s.words) and _led(s, n)) or [whole]
    return parts
