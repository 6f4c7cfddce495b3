"""A pose as it is found in an article, and the doses that its heading and its labels give it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from voiceguide.english.breaths import find_breaths
from voiceguide.english.sentences import sentences_of
from voiceguide.english.times import find_times
from voiceguide.importing.blocks import Block
from voiceguide.importing.columns import Heading, labelled_amounts
from voiceguide.importing.dosing import dose_steps
from voiceguide.importing.labels import Label, dose_sentence
from voiceguide.importing.pose_names import from_heading
from voiceguide.importing.purpose import times

Labelled = tuple[Label | None, Block]
BREATH_S = 8
"""Seconds of a breath at normal pace, by which a time is filled with breaths."""


@dataclass(slots=True)
class Found:
    """A pose as an article has it; ``name`` is "" where no heading names it."""

    name: str
    intro: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def without_labels(
    blocks: Sequence[Labelled],
) -> tuple[list[Labelled], list[tuple[Heading, str]], int]:
    """Take out what only labels amounts ("Sets: 3"): the rest, those, and where they stood."""
    kept: list[Labelled] = []
    found: list[tuple[Heading, str]] = []
    at = 0
    for label, block in blocks:
        if label not in (None, "steps") or block.kind == "note":
            kept.append((label, block))
            continue
        sentences = sentences_of(block.words)
        values = [labelled_amounts(sentence.rstrip(".")) for sentence in sentences]
        if any(values):
            at = at if found else len(kept)
            found += [value for each in values for value in each]
            words = " ".join(
                sentence for sentence, each in zip(sentences, values, strict=True) if not each
            )
            kept += [(label, replace(block, words=words))] if words else []
        else:
            kept.append((label, block))
    return kept, found, at or len(kept)


def take_labels(pose: Found, labels: Sequence[tuple[Heading, str]], place: int) -> None:
    """Say in steps what labels ask for, where they stood among the steps."""
    if labels:
        said = dose_steps(pose.name, labels, shown=bool(pose.steps))
        pose.steps[place:place] = said.steps
        pose.assumed += said.assumed
        pose.left_out += said.left_out


def take_dose(pose: Found, heading: str, dose: str) -> None:
    """Do last what a heading, or a line below it, says of how long or how often.

    Where the steps have times of their own, the heading keeps it: reading tells which is led.
    """
    for words in pose.steps[:1]:
        first = sentences_of(words)[0]
        rest = [*filter(None, [words[len(first) :].strip()]), *pose.steps[1:]]
        if rest and not dose and not any(map(times, rest)) and (dose := dose_sentence(first)):
            pose.steps[:] = rest
    again = next((i for i, step in enumerate(pose.steps) if times(step)), len(pose.steps))
    if dose and pose.steps and not any(map(find_times, pose.steps)):
        pose.steps.insert(again, _in_breaths(pose, dose))
    elif dose:
        pose.name = from_heading(heading)


def _in_breaths(pose: Found, dose: str) -> str:
    """Say a time as rounds of breaths, where breaths are what the steps lead."""
    cues = {cue.kind for step in pose.steps for cue in find_breaths(step)}
    spans = find_times(dose)
    if cues != {"inhale", "exhale"} or len(spans) != 1 or any(map(times, pose.steps)):
        return dose
    span = spans[0]
    rounds = span.low if span.unit == "breaths" else max(1, (span.low + BREATH_S // 2) // BREATH_S)
    written = dose[span.start : span.end]
    pose.assumed.append(f"{pose.name}: {written} of breaths are {rounds} rounds")
    return f"Repeat {rounds} times."
