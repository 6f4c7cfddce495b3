"""From a file or text to a `Routine`, or to all the problems in it at once."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from pathlib import Path

from voiceguide.english.asides import level_of
from voiceguide.english.doses import find_dose, is_label
from voiceguide.english.headings import dose_in
from voiceguide.english.meaning import understood
from voiceguide.english.movement import actions_of
from voiceguide.english.pattern import Pattern
from voiceguide.english.pauses import pauses_in
from voiceguide.english.phrasing import first_clause, sentence_of
from voiceguide.english.positions import is_rest
from voiceguide.english.roles import role_of
from voiceguide.english.rules import asks_for
from voiceguide.problems import Place, Problem, VoiceguideError, fail
from voiceguide.reading.checks import check_dose
from voiceguide.reading.doses import dose_drafts, pause_draft
from voiceguide.reading.drafts import Draft
from voiceguide.reading.front_matter import read_front_matter
from voiceguide.reading.markdown import Document, Section, parse
from voiceguide.reading.marks import cut_marks
from voiceguide.reading.order import arrange
from voiceguide.reading.rules import Rules, by_rules, read_rules
from voiceguide.reading.scope import find_scopes
from voiceguide.reading.sentence import read_sentence
from voiceguide.reading.text import Text, join, sentences
from voiceguide.routine import Part, PartKind, Pose, Routine

_DASHED = Pattern(
    r"(?:sets|reps|repetitions|rounds|hold|rest|work|sides?|tempo|duration)\s(?P<dash>[–—-])\s",
    "-|–|—",
)
MOST_BYTES = 1_000_000
"""No routine is longer than this; a film given by mistake is."""


def read(path: Path) -> Routine:
    """Read a routine from a file. Raises `VoiceguideError` with every problem in it."""
    return read_text(load(path), str(path))


def load(path: Path) -> str:
    """Read a text file in UTF-8; `VoiceguideError` says why where it is none."""
    try:
        if path.is_dir():
            raise fail(f"{path} is a folder, not a routine", "name a file in it, such as hips.md")
        # A pipe would wait for ever; one that the shell made (/dev/fd/63) has something to say.
        if path.exists() and not path.is_file() and not str(path).startswith("/dev/"):
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
        raise fail(f"{path} is too large for a routine", "a routine is a text of less than 1 MB")
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
    welcomed = [sentence for text in _welcome(document) for sentence in sentences(text)]
    rules = read_rules(welcomed, problems)
    sections = document.sections[1:]
    poses = [
        _read_pose(section, rules, problems, last=section is sections[-1]) for section in sections
    ]
    if poses and not any(problem.severity == "error" for problem in problems):
        _check_speech(
            [*rules.spoken, *(sentences(front.closing) if front.closing else ())], problems
        )
    if not poses and not document.endless:
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
        if where is not None and role_of(sentence.words) != "caution":
            message = f"{sentence.words[slice(*where)]!r} is only spoken here, not led"
            hint = "write it in the steps of a pose"
            problems.append(sentence.problem(message, hint, *where, "warning"))


def _speech(text: Text) -> list[Part]:
    """Take a text as it stands, sentence by sentence: nothing in it is timed."""
    return [
        Part(
            "plain",
            sentence_of(s.words),
            s.words,
            first_clause(s.words),
            sentence=n,
            place=s.place(),
        )
        for n, s in enumerate(sentences(text))
    ]


def _read_pose(section: Section, rules: Rules, problems: list[Problem], *, last: bool) -> Pose:
    name = section.name
    assert name is not None
    section = _with_steps(section)
    if not section.steps:
        hint = "write its steps below the heading: 1. Sit tall. 2. Fold forward."
        problems.append(name.problem(f"{name.words!r} has no steps", hint, 0, len(name.words)))
    name, dosed = _without_dose(name, len(section.steps), problems)
    intro = [draft for text in section.paragraphs for draft in _drafts_of(text, -1, [])]
    drafts = [
        draft
        for i, text in enumerate(_joined_labels(section.steps))
        for draft in _drafts_of(text, i, problems)
    ]
    drafts += _not_said_again(dosed, drafts, problems)
    drafts += by_rules(rules, [*intro, *drafts], len(section.steps), last=last)
    if section.steps and all(map(_only_counts, section.steps)):
        drafts = _named(name, drafts) + drafts
    _check_intro(intro, drafts, problems)
    kinds = {draft.part.kind for draft in drafts}
    drafts, intro = arrange(drafts, intro)
    scopes = find_scopes(drafts, intro, name.words, name.place(), problems)
    return Pose(
        name.words,
        tuple(map(understood, _introduction(intro, kinds))),
        tuple(map(understood, scopes.parts)),
        tuple(scopes.rounds),
        scopes.sides,
        tuple(note.words for note in section.notes),
        name.place(),
        is_rest(name.words),
    )


def _with_steps(section: Section) -> Section:
    """Take prose for the steps where nothing else is, or only how often: "Sets: 3 Reps: 10"."""
    counted = bool(section.steps) and all(map(_only_counts, section.steps))
    prose = not section.steps and any(_instructs(text.words) for text in section.paragraphs)
    if not counted and not prose:
        return section
    return section._replace(steps=[*section.paragraphs, *section.steps], paragraphs=[])


def _only_counts(step: Text) -> bool:
    level = level_of(step.words)
    words = step.words[level[0] :] if level else step.words
    return find_dose(words) is not None


def _instructs(words: str) -> bool:
    """Tell prose that is to be followed from "A gentle backbend."."""
    return asks_for(words) is not None or any(
        action.moves_limb or action.postures for action in actions_of(words)
    )


def _named(name: Text, drafts: list[Draft]) -> list[Draft]:
    """Let the heading say what is done where the steps say only how often: "Squats", "3 x 10"."""
    if any(draft.part.kind not in ("rounds", "side", "rest", "plain") for draft in drafts):
        return []  # a hold says what is done: "Hold for 30 seconds."
    if any(draft.part.kind == "plain" and not draft.part.role for draft in drafts):
        return []
    words = sentence_of(name.words)
    return [Draft(Part("plain", words, name.words, words, step=0, place=name.place()))]


def _check_intro(intro: list[Draft], drafts: list[Draft], problems: list[Problem]) -> None:
    """Tell of a time or count in an introduction that the steps say otherwise."""
    for draft in intro:
        part = draft.part
        steps = [each for each in drafts if each.part.kind == part.kind and not each.part.role]
        if part.kind not in ("hold", "work", "rounds") or part.optional or not steps:
            continue
        if any(_says(each) == _says(draft) for each in steps):
            continue
        message = f"{part.source!r} in the introduction is not led: the steps have their own"
        problems.append(Problem(message, "leave out one of the two", part.place, "warning"))


def _says(draft: Draft) -> tuple[object, ...]:
    time, repeat, sets = draft.part.duration, draft.repeat, draft.sets
    amounts = [(each.low, each.high) for each in (time, repeat, sets) if each]
    return (*amounts, time.unit if time else "")


def _without_dose(name: Text, steps: int, problems: list[Problem]) -> tuple[Text, list[Draft]]:
    """Take a dose out of a pose's heading: it is led at the end of the steps, not spoken."""
    found = dose_in(name.words)
    if found is None:
        return name, []
    end, first, last = found
    written = name.cut(first, last)
    dose = find_dose(written.words)
    assert dose is not None
    check_dose(written, dose, problems)
    return name.cut(0, end), dose_drafts(dose, written, max(0, steps - 1), 0)


def _not_said_again(
    dosed: list[Draft], drafts: list[Draft], problems: list[Problem]
) -> list[Draft]:
    """Keep of a heading's dose what the steps do not say; tell where they say something else."""
    kinds = {draft.part.kind for draft in drafts if not draft.part.role}
    again = [draft for draft in dosed if draft.part.kind in kinds and draft.part.kind != "side"]
    for draft in again:
        part = draft.part
        lengths = [(p.duration.low, p.duration.high) for d in drafts if (p := d.part).duration]
        if part.duration and (part.duration.low, part.duration.high) in lengths:
            continue
        message = f"{part.source!r} in the heading is not led: the steps have their own"
        hint = "leave out one of the two"
        problems.append(Problem(message, hint, part.place, "warning"))
    return [draft for draft in dosed if draft.part.kind not in kinds]


def _joined_labels(steps: list[Text]) -> list[Text]:
    """Put labels that follow each other together: "Sets: 3", "Reps: 10", "Rest: 30 s"."""
    joined: list[Text] = []
    for step in map(_with_colon, steps):
        if joined and is_label(step.words) and is_label(joined[-1].words):
            joined[-1] = join([joined[-1], step])
        else:
            joined.append(step)
    return joined


def _with_colon(step: Text) -> Text:
    """Write "Sets – 3" as "Sets: 3": the same label, letter at its place."""
    found = _DASHED.match(step.words)
    if found is None:
        return step
    at = found.start("dash")
    return step._replace(words=f"{step.words[:at]}:{step.words[at + 1 :]}")


def _drafts_of(text: Text, step: int, problems: list[Problem]) -> list[Draft]:
    drafts: list[Draft] = []
    start = number = 0
    for pause in [*pauses_in(text.words), None]:
        end = pause.start if pause else len(text.words)
        piece, marked = cut_marks(text.cut(start, end), step, problems)
        for sentence in sentences(piece):
            drafts += read_sentence(sentence, step, number, problems)
            number += 1
        drafts = _marks_instead(drafts, marked, problems)
        if pause:
            mark = text.cut(pause.start, pause.end)
            drafts.append(pause_draft(pause.seconds, mark, step, number))
            start = pause.end
    return drafts


def _marks_instead(
    drafts: list[Draft], marked: list[Draft], problems: list[Problem]
) -> list[Draft]:
    """Let a mark take the place of a time of the same kind that is written beside it."""
    for mark in marked:
        for at in reversed(range(len(drafts))):
            part = drafts[at].part
            if part.kind != mark.part.kind or part.kind not in ("hold", "rounds"):
                continue
            message = f"{part.source!r} is led as {mark.part.source} says"
            hint = "leave out one of the two"
            problems.append(Problem(message, hint, mark.part.place, "warning"))
            if part.kind == "rounds":
                drafts[at] = drafts[at]._replace(repeat=mark.repeat)
            else:
                part = replace(part, duration=mark.part.duration)
                drafts[at] = drafts[at]._replace(part=part)
            break
        else:
            drafts.append(mark)
    return drafts


def _introduction(intro: list[Draft], steps: set[PartKind]) -> list[Part]:
    """Keep the introduction's words, but for what was moved to the end of the steps."""
    parts: list[Part] = []
    for draft in intro:
        part = draft.part
        if part.kind in ("hold", "rounds", "side") and part.kind not in steps:
            continue
        if part.kind != "plain":
            words = sentence_of(part.source)
            part = replace(part, kind="plain", text=words, short=first_clause(words), duration=None)
        parts.append(part)
    return parts
