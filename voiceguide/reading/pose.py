"""One ``##`` block becomes a pose: its heading, its introduction and its steps."""

from __future__ import annotations

from dataclasses import replace

from voiceguide.english.asides import level_of
from voiceguide.english.doses import find_dose, is_label
from voiceguide.english.going_on import lacks_unit
from voiceguide.english.headings import dose_in, option_in, quiet_in
from voiceguide.english.meaning import understood
from voiceguide.english.movement import actions_of
from voiceguide.english.pattern import Pattern
from voiceguide.english.pauses import pauses_in
from voiceguide.english.phrasing import first_clause, sentence_of
from voiceguide.english.positions import asks_for_silence, is_rest
from voiceguide.english.repeats import Repeat
from voiceguide.english.rules import asks_for
from voiceguide.english.times import find_times
from voiceguide.problems import Problem
from voiceguide.reading.checks import check_dose
from voiceguide.reading.doses import dose_drafts, pause_draft
from voiceguide.reading.drafts import Draft
from voiceguide.reading.markdown import Section
from voiceguide.reading.marks import cut_marks, quiet_mark
from voiceguide.reading.order import arrange
from voiceguide.reading.rules import Rules, by_rules
from voiceguide.reading.scope import find_scopes
from voiceguide.reading.sentence import read_sentence
from voiceguide.reading.text import Text, join, sentences
from voiceguide.routine import Part, PartKind, Pose

BREATH_S = 8
"""Of an easy breath, in and out: what a minute of breathing is counted by."""

_EACH_OF = Pattern(
    r"\b(?:each|every)\s(?!(?:side|leg|arm|hand|foot|direction|way|time|one|stretch|pose|position"
    r"|posture|exercise|hold|rep|repetition|set|round|lift)\b)\w+",
    "each|every",
)
_DASHED = Pattern(
    r"(?:sets|reps|repetitions|rounds|hold|rest|work|sides?|tempo|duration)\s(?P<dash>[–—-])\s",
    "-|–|—",
)


def read_pose(section: Section, rules: Rules, problems: list[Problem], *, last: bool) -> Pose:
    """Read what stands under one heading; what is wrong with it goes to ``problems``."""
    name = section.name
    assert name is not None
    section = _with_steps(section)
    if not section.steps:
        hint = "write its steps below the heading: 1. Sit tall. 2. Fold forward."
        problems.append(name.problem(f"{name.words!r} has no steps", hint, 0, len(name.words)))
    name, quiet = _without_quiet(name)
    name, optional = _without_option(name)
    name, dosed = _without_dose(name, len(section.steps), problems)
    if not optional:
        name, optional = _without_option(name)
    intro = [draft for text in section.paragraphs for draft in _drafts_of(text, -1, [])]
    drafts = [
        draft
        for i, text in enumerate(_with_units(_joined_labels(section.steps)))
        for draft in _drafts_of(text, i, problems)
    ]
    if quiet:
        drafts += [quiet_mark(name, step) for step in range(len(section.steps))]
    drafts, intro = _hushed(drafts), _hushed(intro)
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
        section.pictures[0] if section.pictures else "",
        optional,
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
        if part.kind == "hold" and not steps and _EACH_OF.search(part.source):
            message = f"{part.source!r} in the introduction is led once, after the last step"
            hint = "write it after each step that is held"
            problems.append(Problem(message, hint, part.place, "warning"))
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


def _without_option(name: Text) -> tuple[Text, bool]:
    """Take out of a pose's heading that it is optional."""
    found = option_in(name.words)
    if found is None:
        return name, False
    start, end = found
    return (name.cut(0, start) if start else name.cut(end, len(name.words))), True


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


def _without_quiet(name: Text) -> tuple[Text, bool]:
    """Take "[quiet]" out of a heading: nothing is said in the holds of its pose."""
    found = quiet_in(name.words)
    return (name, False) if found is None else (name.cut(0, found), True)


def _hushed(drafts: list[Draft]) -> list[Draft]:
    """Say nothing in the holds of a step that is marked so, or in which silence is asked for."""
    marks = [draft for draft in drafts if draft.part.quiet and draft.part.role == "note"]
    quiet = {draft.part.step for draft in marks}
    asked = {(d.part.step, d.part.sentence) for d in drafts if asks_for_silence(d.part.source)}
    hushed: list[Draft] = []
    for draft in drafts:
        part = draft.part
        silent = part.step in quiet or (part.step, part.sentence) in asked
        if part.kind == "hold" and silent:
            draft = draft._replace(part=replace(part, quiet=True))  # noqa: PLW2901
        if draft not in marks:
            hushed.append(draft)
    return hushed


def _not_said_again(
    dosed: list[Draft], drafts: list[Draft], problems: list[Problem]
) -> list[Draft]:
    """Keep of a heading's dose what the steps do not say; tell where they say something else."""
    kinds = {draft.part.kind for draft in drafts if not draft.part.role}
    if {"inhale", "exhale"} <= kinds and not kinds & {"hold", "work", "rounds"}:
        dosed = [_filled(draft) for draft in dosed]
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


def _filled(draft: Draft) -> Draft:
    """Let breaths fill the time that a heading gives them: "Cat-Cow (1 minute)"."""
    part = draft.part
    if part.kind != "hold" or part.duration is None or part.duration.high is None:
        return draft
    low, high = part.duration.low, part.duration.high
    timed = part.duration.unit == "s"
    if timed:
        low, high = (max(1, round(each / BREATH_S)) for each in (low, high))
    marker = replace(part, kind="rounds", text="", duration=None)
    repeat = Repeat(0, len(part.source), low, high, assumed=timed)
    return Draft(marker, repeat)


def _joined_labels(steps: list[Text]) -> list[Text]:
    """Put labels that follow each other together: "Sets: 3", "Reps: 10", "Rest: 30 s"."""
    joined: list[Text] = []
    for step in map(_with_colon, steps):
        if joined and is_label(step.words) and is_label(joined[-1].words):
            joined[-1] = join([joined[-1], step])
        else:
            joined.append(step)
    return joined


def _with_units(steps: list[Text]) -> list[Text]:
    """Give a step whose time has no unit that of the step before: "Let them go for 15."."""
    whole: list[Text] = []
    for step in steps:
        before = find_times(whole[-1].words) if whole else ()
        # Only a step that is one sentence, and only the seconds of the one right before.
        if before and before[-1].unit == "s" and lacks_unit(step.words):
            whole.append(step.with_word(len(step.words.rstrip(" .!")), " seconds"))
        else:
            whole.append(step)
    return whole


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
