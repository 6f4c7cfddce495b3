"""An article's sections become poses: a name, what is said first, steps, and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from voiceguide.english.sentences import sentences_of
from voiceguide.importing.blocks import Block
from voiceguide.importing.found import Found
from voiceguide.importing.labels import Label, label_of
from voiceguide.importing.pose import instructs, labelled, leads, read_pose
from voiceguide.importing.pose_names import from_heading, from_words
from voiceguide.importing.purpose import as_caution, asks, moves, purpose, times, warns
from voiceguide.importing.sections import Section

_GOES_ON = re.compile(
    r"^(?:then\s|now\s|next,?\s|finally,?\s)?(?:repeat|switch|change|hold|stay|remain|release|come\s(?:out|back)|to\s(?:come\sout|exit|release)|"
    r"rest|return|lower|do\s(?:this|the\ssame|it)|keep|continue|relax|reverse|alternate|breathe)\b",
    re.IGNORECASE,
)
_ALL_POSES = re.compile(
    r"\b(?:each|every|all(?:\sof)?(?:\sthe(?:se)?)?|these)\s(?:\w+\s)?(?:stretch|pose|exercise|position|movement|move|posture|asana)(?:e?s)?\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Outline:
    """All that is kept of an article: what is said before the poses, the poses, and notes."""

    welcome: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    poses: list[Found] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)


def find_poses(sections: list[Section]) -> Outline:
    """Turn each section into its poses, and what belongs to none into the welcome or notes."""
    outline = Outline()
    parted = sum(section.lists > 0 for section in sections) <= 1
    for section in sections:
        heading = section.heading.words if section.heading else ""
        group = section.heading is None or label_of(heading) is not None
        if section.general and not section.lists:
            for label, block in section.blocks:
                _welcome(block, label, outline)
        elif section.lists > 1 and (parted or group):
            _part(section, outline)
        elif section.heading is None:
            _opening(section, outline)
        else:
            _pose(section, outline)
    _raise_last_warning(outline)
    _spread(outline)
    return outline


def name_poses(outline: Outline, title: str) -> None:
    """Name the poses that have no heading; ``title`` is the article's, "" where it has none."""
    for number, pose in enumerate(outline.poses, 1):
        if not pose.name:
            pose.name, assumed = _own_name(pose, number, outline, title)
            outline.assumed.append(assumed)


def _raise_last_warning(outline: Outline) -> None:
    """Say first what the article ends with, where that is a warning for all of it."""
    last = outline.poses[-1] if outline.poses else None
    while last and len(last.steps) > 1 and all(warns(s) for s in sentences_of(last.steps[-1])):
        outline.welcome.append(last.steps.pop())


def _own_name(pose: Found, number: int, outline: Outline, title: str) -> tuple[str, str]:
    """Give a name for a pose without a heading, and the line that tells where it is from."""
    if len(outline.poses) == 1:
        name = from_heading(title.split(":", maxsplit=1)[0].split(",", maxsplit=1)[0])
        if name and label_of(name) != "group":
            return name, f"the only pose is called as the article is: {name}"
    name = from_words(" ".join([*pose.intro, *pose.notes]), " ".join(pose.steps))
    taken = {other.name.lower() for other in outline.poses}
    if name and name.lower() not in taken:
        return name, f"pose {number} has no heading: called {name} after its own words"
    name = f"Pose {number}"
    return name, f"pose {number} has no heading, and nothing names it: called {name}"


def _opening(section: Section, outline: Outline) -> None:
    """Read what stands before the first heading: a welcome, or all there is."""
    items = [block for _, block in section.blocks if block.counted]
    if items or _leads(section):
        _part(section, outline)
    else:
        for label, block in section.blocks:
            _welcome(block, label, outline)


def _leads(section: Section) -> bool:
    """Tell whether paragraphs or bullets lead through a pose, with a time or from a posture on."""
    words = [s for _, b in section.blocks if b.kind != "note" for s in sentences_of(b.words)]
    doing = [s for s in words if asks(s) and moves(s) and not warns(s)]
    return len(doing) >= 2 and (any(times(s) for s in words) or len(doing) >= 3)


def _part(section: Section, outline: Outline) -> None:
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
        elif seen and not pending and _stays(block):
            chunks[-1].append((label, block))
        else:
            pending.append((label, block))
    if not seen:
        chunks, pending = [pending], []
    name = section.heading.words if section.heading else ""
    one = len(chunks) == 1 and label_of(name) is None
    if not one or section.heading is None:
        chunks[0] = _without_welcome(chunks[0], outline)
    if name and not one:
        outline.left_out.append(("a heading above several poses", name))
    for chunk in chunks:
        heading = section.heading if one else None
        _pose(Section(heading, chunk), outline)
    for label, block in pending:
        _welcome(block, label, outline, after=True)


def _stays(block: Block) -> bool:
    """Tell whether words after a list belong to the pose above them."""
    return block.kind == "note" or bool(_GOES_ON.match(block.words))


def _without_welcome(
    chunk: list[tuple[Label | None, Block]], outline: Outline
) -> list[tuple[Label | None, Block]]:
    """Take off what opens the article: all but the last paragraph before the first list."""
    before = 0
    while before < len(chunk) and chunk[before][1].kind != "item":
        before += 1
    if before == len(chunk):  # no list at all: paragraphs lead
        before = next((i for i, (_, b) in enumerate(chunk) if instructs(b.words)), 0)
        last = before
    else:
        last = max(0, before - 1)
    for label, block in chunk[:last]:
        _welcome(block, label, outline)
    return chunk[last:]


def _welcome(block: Block, label: Label | None, outline: Outline, *, after: bool = False) -> None:
    """Say a warning, what is needed, and a time for all poses; keep the rest as a note."""
    if label in ("caution", "needs") and block.kind != "note":
        outline.welcome += labelled(label, block.words)
        return
    talk = []
    for sentence in sentences_of(block.words):
        kind = "talk" if block.kind == "note" else purpose(sentence)
        if kind == "caution":
            outline.welcome.append(as_caution(sentence))
        elif kind == "needs":
            outline.welcome.append(sentence)
        elif kind == "time" and _ALL_POSES.search(sentence):
            told = f"{sentence!r} is meant for every pose without a time of its own"
            outline.assumed.append(told)
            outline.welcome.append(sentence)
        elif kind == "time" and asks(sentence) and not after:
            outline.left_out.append(("a time that belongs to no pose", sentence))
            talk.append(sentence)
        else:
            talk.append(sentence)
    if talk and after and block.kind != "note":
        outline.left_out.append(("words after the last pose", " ".join(talk)))
    elif talk:
        outline.notes.append(" ".join(talk))


def _spread(outline: Outline) -> None:
    """Give a time that the welcome names for all poses to each that has none of its own."""
    for sentence in [s for s in outline.welcome if times(s) and _ALL_POSES.search(s)]:
        one = _ALL_POSES.sub("this pose", sentence)
        for pose in outline.poses:
            if not any(times(step) for step in [*pose.intro, *pose.steps]):
                pose.steps.append(one)


def _pose(section: Section, outline: Outline) -> None:
    """Keep a section that is a pose; what is none goes beside the poses, or is left out."""
    pose = read_pose(section)
    if leads(pose):
        outline.poses.append(pose)
        outline.assumed += pose.assumed
        outline.left_out += [("a dose that is no number", words) for words in pose.left_out]
        return
    if section.heading and section.heading.words:
        outline.left_out.append(("a heading without steps to lead", section.heading.words))
    for label, block in section.blocks:
        if block.kind == "item" or outline.poses:
            _kept_warning(block, label, outline)
        else:
            _welcome(block, label, outline)


def _kept_warning(block: Block, label: Label | None, outline: Outline) -> None:
    left = []
    for sentence in sentences_of(block.words):
        if warns(sentence) or label == "caution":
            outline.welcome.append(as_caution(sentence))
        elif times(sentence) and _ALL_POSES.search(sentence):
            outline.welcome.append(sentence)
        else:
            left.append(sentence)
    if left:
        outline.left_out.append(("no pose: it leads no movement", " ".join(left)))
