"""One section of an article becomes a pose: what is said first, steps, and notes."""

from __future__ import annotations

import re

from voiceguide.english.sentences import sentences_of
from voiceguide.importing.blocks import Block
from voiceguide.importing.found import Found, take_dose, take_labels, without_labels
from voiceguide.importing.labels import cut_dose, label_of
from voiceguide.importing.pose_names import from_heading
from voiceguide.importing.purpose import (
    as_caution,
    asks,
    asks_tersely,
    may_move,
    moves,
    names_movement,
    praises,
    purpose,
    times,
    warns,
)
from voiceguide.importing.sections import Section

_OTHER_WAY = re.compile(
    r"\b(?:variations?|modif\w+|easier|harder|instead|alternatively|advanced)\b", re.IGNORECASE
)


def read_pose(section: Section) -> Found:
    """Read one section as a pose; whether it `leads` anywhere is another matter."""
    heading = section.heading.words if section.heading else ""
    heading, dose = cut_dose(heading)
    name = "" if label_of(heading) else from_heading(heading)
    pose = Found(name)
    blocks, labels, at = without_labels(section.blocks)
    steps = [block for label, block in blocks if label in (None, "steps")]
    listed = any(block.counted for block in steps)
    bullets = any(block.kind == "item" for block in steps)
    begun = other_way = False
    place: int | None = None
    for number, (label, block) in enumerate(blocks):
        if number == at and pose.steps:
            place = len(pose.steps)
        leading = block.kind == "item" and (block.counted or not listed)
        if block.kind == "note" or label in ("benefit", "variation", "talk"):
            pose.notes.append(block.words)
        elif label in ("caution", "needs", "tip"):
            pose.intro += labelled(label, block.words)
        elif leading and not other_way:
            _step(block, pose)
            begun = True
        elif leading:
            pose.notes.append(block.words)
        elif block.kind == "item":
            _beside(block, pose, begun=begun)
        elif begun and bullets:
            other_way = bool(_OTHER_WAY.search(block.words)) and not times(block.words)
            _after_steps(block, pose)
        elif bullets:
            _before_steps(block, pose)
        else:
            _paragraph(block, pose, dosed=bool(name and dose))
    take_dose(pose, section.heading.words if section.heading else "", dose)
    take_labels(pose, labels, len(pose.steps) if place is None else place)
    if not pose.steps and any(map(times, pose.intro)) and label_of(heading) is None:
        pose.steps, pose.intro = pose.intro, []
    return pose


def leads(pose: Found) -> bool:
    """Tell whether a pose moves the body, and does more than praise it."""
    if all(praises(step) and not times(step) for step in pose.steps):
        return False
    named = f"{pose.name}." if names_movement(pose.name) else ""
    return any(
        moves(step) or times(step) or step == named or (asks(step) and may_move(step))
        for step in pose.steps
    )


def labelled(label: str, words: str) -> list[str]:
    """Say what stands under "Caution", "You will need" or "Tip"."""
    if label == "caution":
        return [as_caution(sentence) for sentence in sentences_of(words)]
    if label == "needs":
        return [f"You will need {words[:1].lower()}{words[1:]}"]
    return [f"Tip: {words}"]


def _asks(sentence: str) -> bool:
    return asks(sentence) or asks_tersely(sentence)


def instructs(words: str) -> bool:
    """Tell whether a paragraph leads a movement."""
    return any(asks(sentence) and moves(sentence) for sentence in sentences_of(words))


def _step(block: Block, pose: Found) -> None:
    words = block.words
    if block.level and pose.steps:
        _add(pose, words)
    else:
        pose.steps.append(words)


def _add(pose: Found, words: str) -> None:
    """Say something more in the last step."""
    last = pose.steps[-1]
    last = last if last[-1:] in ".!?…:;,)" else f"{last}."
    pose.steps[-1] = f"{last} {words[:1].upper()}{words[1:]}"


def _beside(block: Block, pose: Found, *, begun: bool) -> None:
    """Take a bullet that stands beside numbered steps: a warning, praise, or a tip."""
    if warns(block.words):
        pose.intro.append(as_caution(block.words))
    elif praises(block.words) or not asks(block.words):
        pose.notes.append(block.words)
    elif begun and pose.steps:
        _add(pose, f"Tip: {block.words}")
    else:
        pose.intro.append(f"Tip: {block.words}")


def _after_steps(block: Block, pose: Found) -> None:
    for sentence in sentences_of(block.words):
        kind = purpose(sentence)
        if kind == "caution":
            pose.intro.append(as_caution(sentence))
        elif kind in ("time", "step") and not _OTHER_WAY.search(sentence):
            pose.steps.append(sentence)
        else:
            pose.notes.append(sentence)


def _before_steps(block: Block, pose: Found) -> None:
    notes = []
    for sentence in sentences_of(block.words):
        kind = purpose(sentence)
        if kind == "caution":
            pose.intro.append(as_caution(sentence))
        elif kind in ("time", "needs", "step"):
            pose.intro.append(sentence)
        else:
            notes.append(sentence)
    if notes:
        pose.notes.append(" ".join(notes))


def _paragraph(block: Block, pose: Found, *, dosed: bool) -> None:
    """Take a paragraph of a pose that has no list: its sentences are the steps.

    Below a heading with a dose they are, however few words they have.
    """
    sentences = sentences_of(block.words)
    might_lead = any(asks(s) or moves(s) or times(s) or warns(s) for s in sentences)
    if pose.steps and not might_lead:
        pose.notes.append(block.words)
        return
    timed = dosed or any(purpose(sentence) == "time" for sentence in sentences)
    if not (pose.steps or instructs(block.words) or timed):
        _before_steps(block, pose)
        return
    notes = []
    for number, sentence in enumerate(sentences):
        kind = purpose(sentence)
        if kind == "benefit" or (kind == "talk" and not pose.steps and not _asks(sentence)):
            notes.append(sentence)
        elif kind == "caution":
            _warning(as_caution(sentence), pose, opens=number == 0)
        elif pose.steps and not _asks(sentence) and kind != "time":
            _add(pose, sentence)
        else:
            pose.steps.append(sentence)
    if notes:
        pose.notes.append(" ".join(notes))


def _warning(words: str, pose: Found, *, opens: bool) -> None:
    if not pose.steps:
        pose.intro.append(words)
    elif opens:
        pose.steps.append(words)
    else:
        _add(pose, words)
