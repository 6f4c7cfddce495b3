"""An article's sections become poses: a name, what is said first, steps, and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from voiceguide.importing.blocks import Block, sentences_of
from voiceguide.importing.labels import Label, as_sentence, label_of
from voiceguide.importing.naming import from_heading, from_words
from voiceguide.importing.shape import Section
from voiceguide.importing.words import (
    as_caution,
    asks,
    may_move,
    moves,
    praises,
    purpose,
    times,
    warns,
)

_GOES_ON = re.compile(
    r"^(?:then\s|now\s|next,?\s|finally,?\s)?(?:repeat|switch|change|hold|stay|remain|release|come\s(?:out|back)|to\s(?:come\sout|exit|release)|"
    r"rest|return|lower|do\s(?:this|the\ssame|it)|keep|continue|relax|reverse|alternate|breathe)\b",
    re.IGNORECASE,
)
_OTHER_WAY = re.compile(r"\b(?:variations?|modif\w+|easier|harder|instead|alternatively|advanced)\b", re.IGNORECASE)  # fmt: skip
_FOR_EACH = re.compile(
    r"\b(?:each|every|all(?:\sthe(?:se)?)?|these|them|both|any)\b(?:\s\w+){0,2}?\s?(?:stretch|pose|exercise|position|movement|move|hold|one|posture|them)?\w*",
    re.IGNORECASE,
)
_ALL_POSES = re.compile(
    r"\b(?:each|every|all(?:\sof)?(?:\sthe(?:se)?)?|these)\s(?:\w+\s)?(?:stretch|pose|exercise|position|movement|move|posture|asana)(?:e?s)?\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Found:
    """A pose as an article has it. ``named`` tells a name that was written from one that was made."""

    name: str
    named: bool
    intro: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Routine:
    """All that is kept of an article: what is said before the poses, the poses, and notes on both."""

    welcome: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    poses: list[Found] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)


def find_poses(sections: list[Section]) -> Routine:
    """Turn each section into its poses, and what belongs to none into the welcome or notes."""
    routine = Routine()
    parted = sum(section.lists > 0 for section in sections) <= 1
    for section in sections:
        heading = section.heading.words if section.heading else ""
        group = section.heading is None or label_of(heading) is not None
        if section.general and not section.lists:
            for label, block in section.blocks:
                _welcome(block, label, routine)
        elif section.lists > 1 and (parted or group):
            _part(section, routine)
        elif section.heading is None:
            _opening(section, routine)
        else:
            _pose(section, routine)
    _raise_last_warning(routine)
    _spread(routine)
    for number, pose in enumerate(routine.poses, 1):
        if not pose.name:
            pose.name = _own_name(pose, number, routine)
    return routine


def _raise_last_warning(routine: Routine) -> None:
    """Say first what the article ends with, where that is a warning for all of it."""
    last = routine.poses[-1] if routine.poses else None
    while last and len(last.steps) > 1 and all(warns(s) for s in sentences_of(last.steps[-1])):
        routine.welcome.append(last.steps.pop())


def _own_name(pose: Found, number: int, routine: Routine) -> str:
    name = from_words(" ".join([*pose.intro, *pose.notes]), " ".join(pose.steps))
    taken = {other.name.lower() for other in routine.poses}
    if name and name.lower() not in taken:
        routine.assumed.append(f"pose {number} has no heading: called {name} after its own words")
        return name
    routine.assumed.append(
        f"pose {number} has no heading, and nothing names it: called Pose {number}"
    )
    return f"Pose {number}"


def _opening(section: Section, routine: Routine) -> None:
    """Read what stands before the first heading: a welcome, or all there is."""
    items = [block for _, block in section.blocks if block.counted]
    if items or _leads(section):
        _part(section, routine)
    else:
        for label, block in section.blocks:
            _welcome(block, label, routine)


def _leads(section: Section) -> bool:
    """Tell whether paragraphs or bullets lead through a pose, with a time or from a posture on."""
    words = [s for _, b in section.blocks if b.kind != "note" for s in sentences_of(b.words)]
    doing = [s for s in words if asks(s) and moves(s) and not warns(s)]
    return len(doing) >= 2 and (any(times(s) for s in words) or len(doing) >= 3)


def _part(section: Section, routine: Routine) -> None:
    """Part a section in which each numbered list that starts again is a pose of its own."""
    chunks: list[list[tuple[Label | None, Block]]] = [[]]
    pending: list[tuple[Label | None, Block]] = []
    seen = False
    for label, block in section.blocks:
        if block.counted and block.first and block.level == 0 and label in (None, "steps"):
            if seen:
                chunks.append([])
            chunks[-1] += pending
            pending, seen = [], True
        if block.kind == "item" and seen:
            chunks[-1] += [*pending, (label, block)]
            pending = []
        elif seen and not pending and block.kind == "text" and _GOES_ON.match(block.words):
            chunks[-1].append((label, block))
        elif block.kind == "note" and not pending and seen:
            chunks[-1].append((label, block))
        else:
            pending.append((label, block))
    if not seen:
        chunks, pending = [pending], []
    name = section.heading.words if section.heading else ""
    one = len(chunks) == 1 and label_of(name) is None
    if not one or section.heading is None:
        chunks[0] = _without_welcome(chunks[0], routine)
    for chunk in chunks:
        heading = section.heading if one else None
        _pose(Section(heading, chunk), routine)
    for label, block in pending:
        _welcome(block, label, routine, after=True)


def _without_welcome(
    chunk: list[tuple[Label | None, Block]], routine: Routine
) -> list[tuple[Label | None, Block]]:
    """Take off what opens the article as a whole: all but the last paragraph before the first list."""
    before = 0
    while before < len(chunk) and chunk[before][1].kind != "item":
        before += 1
    if before == len(chunk):  # no list at all: paragraphs lead
        before = next((i for i, (_, b) in enumerate(chunk) if _instructs(b.words)), 0)
        last = before
    else:
        last = max(0, before - 1)
    for label, block in chunk[:last]:
        _welcome(block, label, routine)
    return chunk[last:]


def _welcome(block: Block, label: Label | None, routine: Routine, *, after: bool = False) -> None:
    """Say a warning, what is needed, and a time for all poses; keep the rest as a note."""
    talk = []
    for sentence in sentences_of(block.words):
        kind = (
            "note"
            if block.kind == "note"
            else "caution"
            if label == "caution"
            else purpose(sentence)
        )
        if kind == "caution":
            routine.welcome.append(as_caution(sentence))
        elif kind == "needs" or (label == "needs" and block.kind != "note"):
            routine.welcome.append(
                sentence
                if label != "needs"
                else f"You will need {sentence[:1].lower()}{sentence[1:]}"
            )
        elif kind == "time" and _ALL_POSES.search(sentence):
            routine.assumed.append(
                f"{sentence!r} is meant for every pose without a time of its own"
            )
            routine.welcome.append(sentence)
        else:
            talk.append(sentence)
    if talk and after and block.kind != "note":
        routine.left_out.append(("words after the last pose", " ".join(talk)))
    elif talk:
        routine.notes.append(" ".join(talk))


def _spread(routine: Routine) -> None:
    """Give a time that the welcome names for all poses to each that has none of its own."""
    for sentence in [s for s in routine.welcome if times(s) and _ALL_POSES.search(s)]:
        one = _ALL_POSES.sub("this pose", sentence)
        for pose in routine.poses:
            if not any(times(step) for step in [*pose.intro, *pose.steps]):
                pose.steps.append(one)


def _pose(section: Section, routine: Routine) -> None:
    """Read one section as a pose; where it leads nowhere, keep its words beside the poses."""
    heading = section.heading.words if section.heading else ""
    label = label_of(heading) if heading else None
    name = "" if label else from_heading(heading)
    pose = Found(name, bool(name))
    listed = any(block.counted for lab, block in section.blocks if lab in (None, "steps"))
    bullets = any(block.kind == "item" for lab, block in section.blocks if lab in (None, "steps"))
    begun = other_way = False
    for own, block in section.blocks:
        leading = block.kind == "item" and (block.counted or not listed) and own in (None, "steps")
        if block.kind == "note":
            pose.notes.append(block.words)
        elif own in ("benefit", "variation", "talk"):
            pose.notes.append(block.words)
        elif own == "caution":
            pose.intro += [as_caution(sentence) for sentence in sentences_of(block.words)]
        elif own == "needs":
            pose.intro.append(f"You will need {block.words[:1].lower()}{block.words[1:]}")
        elif own == "tip":
            pose.intro.append(f"Tip: {block.words}")
        elif leading and not other_way:
            if block.level and pose.steps:
                pose.steps[-1] = f"{_ended(pose.steps[-1])} {_capital(block.words)}"
            else:
                pose.steps.append(as_sentence(block.words) or block.words)
            begun = True
        elif leading:
            pose.notes.append(block.words)
        elif block.kind == "item":
            _beside(block, pose, begun=begun)
        elif begun and bullets:
            other_way = bool(_OTHER_WAY.search(block.words)) and not times(block.words)
            _after_steps(block, pose)
        else:
            _paragraph(block, pose, bullets=bullets)
    _settle(pose, section, heading, routine)


def _beside(block: Block, pose: Found, *, begun: bool) -> None:
    """Take a bullet that stands beside numbered steps: a warning, praise, or a tip."""
    if warns(block.words):
        pose.intro.append(as_caution(block.words))
    elif praises(block.words) or not asks(block.words):
        pose.notes.append(block.words)
    elif begun and pose.steps:
        pose.steps[-1] = f"{_ended(pose.steps[-1])} Tip: {block.words}"
    else:
        pose.intro.append(f"Tip: {block.words}")


def _after_steps(block: Block, pose: Found) -> None:
    for sentence in sentences_of(block.words):
        kind = purpose(sentence)
        if kind == "caution":
            pose.intro.append(as_caution(sentence))
        elif (kind == "time" or kind == "step") and not _OTHER_WAY.search(sentence):
            pose.steps.append(as_sentence(sentence) or sentence)
        else:
            pose.notes.append(sentence)


def _instructs(words: str) -> bool:
    return any(asks(s) and moves(s) for s in sentences_of(words))


def _paragraph(block: Block, pose: Found, *, bullets: bool) -> None:
    """Take a paragraph before a list as an introduction; where there is no list, as steps."""
    notes: list[str] = []
    for number, sentence in enumerate(sentences_of(block.words)):
        kind = purpose(sentence)
        opens = number == 0
        if bullets or not (pose.steps or _instructs(block.words) or kind == "time"):
            if kind == "caution":
                pose.intro.append(as_caution(sentence))
            elif kind in ("time", "needs", "step"):
                pose.intro.append(sentence)
            else:
                notes.append(sentence)
        elif figures := as_sentence(sentence):
            pose.steps.append(figures)
        elif kind == "benefit" or (kind == "talk" and not asks(sentence) and not pose.steps):
            notes.append(sentence)
        elif kind == "caution":
            warning = as_caution(sentence)
            if not pose.steps:
                pose.intro.append(warning)
            elif opens:
                pose.steps.append(warning)
            else:
                pose.steps[-1] = f"{_ended(pose.steps[-1])} {warning}"
        elif pose.steps and not asks(sentence) and kind != "time":
            pose.steps[-1] = f"{_ended(pose.steps[-1])} {sentence}"
        else:
            pose.steps.append(sentence)
    if notes:
        pose.notes.append(" ".join(notes))


def _settle(pose: Found, section: Section, heading: str, routine: Routine) -> None:
    """Keep a pose that moves the body; what is none goes beside the poses, or is left out."""
    words = [*pose.steps, heading]
    leads = any(asks(step) and may_move(step) or times(step) or moves(step) for step in pose.steps)
    praise = pose.steps and all(praises(step) and not times(step) for step in pose.steps)
    if (
        not pose.steps
        and any(times(sentence) for sentence in pose.intro)
        and label_of(heading) is None
    ):
        pose.steps, pose.intro = pose.intro, []
        leads = True
    if leads and not praise and any(may_move(each) or times(each) for each in words):
        routine.poses.append(pose)
        return
    if heading:
        routine.left_out.append(("a heading without steps to lead", heading))
    for label, block in section.blocks:
        if block.kind == "item" or routine.poses:
            _kept_warning(block, label, routine)
        else:
            _welcome(block, label, routine)


def _kept_warning(block: Block, label: Label | None, routine: Routine) -> None:
    left = []
    for sentence in sentences_of(block.words):
        if warns(sentence) or label == "caution":
            routine.welcome.append(as_caution(sentence))
        elif times(sentence) and _ALL_POSES.search(sentence):
            routine.welcome.append(sentence)
        else:
            left.append(sentence)
    if left:
        routine.left_out.append(("no pose: it leads no movement", " ".join(left)))


def _ended(words: str) -> str:
    return words if words[-1:] in ".!?…:;,)" else f"{words}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
