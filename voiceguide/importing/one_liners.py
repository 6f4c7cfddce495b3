"""Lines that hold a whole exercise: "Neck tilt - 20 sec each side", "Bridge: 3x10", "10 squats"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from voiceguide.english.doses import find_dose
from voiceguide.english.numbers import NUMBER_WORD
from voiceguide.english.sentences import sentences_of
from voiceguide.importing.blocks import Block, clean
from voiceguide.importing.dosing import line_steps
from voiceguide.importing.labels import label_of
from voiceguide.importing.purpose import names_movement

NO_NAME = re.compile(
    r"^(?:inhal\w+|exhal\w+|breathe\s(?:in|out)|(?:on\s)?(?:the\s)?(?:left|right)(?:\sside)?|repeat|then|next|finally|first|step\s\d+|start|"
    r"starting\sposition|finish|hold|reps?|repetitions|sets|rounds|duration|time|breaths?|sides?|rest|work|tempo|(?:day|week)\s\d+|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:this|that|it|them|each|all|do|for)|total|level|difficulty|calories|"
    r"remember|important|please|p\.?s|e\.?g|for\sexample|https?)\b(?:\s\w+)?$",
    re.IGNORECASE,
)
_PART = re.compile(r"\s?[:,;|·•]\s|\s[–—-]+\s|\s(?=[(\d×])|\s(?=x\s?\d)")
_TAIL = re.compile(r"\s[–—-]+\s|[;,.]\s|\s(?=\()|(?<=\))\s")
_IN_FRONT = re.compile(
    rf"^(?P<count>(?:\d+\s?[x×]\s?)?(?:\d+|{NUMBER_WORD})(?:\s?(?:-|–|to)\s?\d+)?(?:\ssets\sof\s\d+)?)\s?[x×]?\s"
    r"(?P<name>[a-z][\w’'-]+(?:\s[\w’'-]+){0,4}?)"
    r"(?P<each>,?\s?(?:\(?(?:on\s|with\s)?(?:each|per)\s(?:side|leg|arm)\)?|/\s?side))?$",
    re.IGNORECASE,
)
_FOR_A_TIME = re.compile(
    r"^(?P<time>\d+[\s-]?(?:s|secs?|seconds?|mins?|minutes?))\s(?:of\s)?"
    r"(?P<name>[a-z][\w’' -]{2,40})$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^(?:\w+\s){0,2}?(?:reps?|repetitions?|times|breaths?|sets?|secs?|seconds?|mins?|minutes?|rounds?|holds?|sides?|inhales?|exhales?|more|[sx])\b",
    re.IGNORECASE,
)
_MOST_LETTERS = 90


class OneLiner(NamedTuple):
    """An exercise in a line: its name, its dose as it is written, and the steps that say it."""

    name: str
    dose: str
    steps: list[str]


def one_liner(words: str) -> OneLiner | None:
    """Read a line that names an exercise and says all of its dose; None for any other."""
    words = clean(words).rstrip(" .;,")
    if not 4 < len(words) <= _MOST_LETTERS or len(sentences_of(words)) > 1:
        return None
    return _dose_behind(words) or _dose_in_front(words)


def _dose_behind(words: str) -> OneLiner | None:
    for part in _PART.finditer(words):
        name = words[: part.start()].strip(" :,-–—")
        dose, tail = _with_tail(words[part.end() :].strip())
        if dose.isdigit() and words[part.end() :].startswith("(") and names_movement(name):
            dose = f"x {dose}"  # "wall walks (10)"
        if not dose or dose.isdigit():
            continue
        if not _is_name(name):
            return None
        steps = line_steps(name, dose)
        if tail:
            steps[0] += f" Tip: {tail[:1].upper()}{tail[1:]}."
        return OneLiner(name, dose, steps)
    return None


def _with_tail(words: str) -> tuple[str, str]:
    """Part "3x10 - squeeze at the top" into a dose and what follows it; no dose gives ""."""
    for end in (None, *(match.span() for match in _TAIL.finditer(words))):
        dose = words[: end[0]] if end else words
        dose = dose[1:-1].strip() if dose.startswith("(") and dose.endswith(")") else dose
        if find_dose(dose):
            return dose, words[end[1] :] if end else ""
    return "", ""


def _dose_in_front(words: str) -> OneLiner | None:
    if timed := _FOR_A_TIME.match(words):
        name = timed["name"][:1].upper() + timed["name"][1:]
        return OneLiner(name, timed["time"], [f"{words}."]) if _is_name(name) else None
    match = _IN_FRONT.match(words)
    if match is None or _COUNTED.match(match["name"]) or not names_movement(match["name"]):
        return None
    name = match["name"][:1].upper() + match["name"][1:]
    count = match["count"]
    dose = f"{count}{' times' if count.isalnum() else ''}{match['each'] or ''}"
    if not _is_name(name) or find_dose(dose) is None:
        return None
    return OneLiner(name, dose, line_steps(name, dose))


def _is_name(name: str) -> bool:
    bare = re.sub(r"^\W*\d{1,2}[.):]?\s+", "", name)
    return (
        2 < len(bare) <= 50
        and len(bare.split()) <= 7
        and not NO_NAME.match(bare)
        and label_of(bare) in (None, "group")
        and not re.search(r"\b(?:your|for|then|you)\b|[.!?]\s", bare)
    )


def part_lines(blocks: list[Block]) -> list[Block]:
    """Give each line that is an exercise a heading and steps, where most lines are one.

    A line that has words of its own below it is only a heading.
    """
    found = {
        index: liner
        for index, block in enumerate(blocks)
        if block.kind in ("item", "text") and block.level == 0
        if (liner := one_liner(block.words))
    }
    items = [block for block in blocks if block.kind == "item" and block.level == 0]
    listed = [index for index in found if blocks[index].kind == "item"]
    if len(found) < 2 or (
        listed and 3 * len(listed) < 2 * len(items) and not _each_has(blocks, found)
    ):
        return blocks
    result: list[Block] = []
    for index, block in enumerate(blocks):
        if index not in found:
            result.append(block)
            continue
        name, _, steps = found[index]
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        if below is not None and index + 1 not in found and below.kind != "heading":
            result.append(Block("heading", block.words, 8))
            continue
        result.append(Block("heading", name, 8))
        result += [Block("item", step, 0, n, first=n == 1) for n, step in enumerate(steps, 1)]
    return result


def _each_has(blocks: Sequence[Block], found: Mapping[int, OneLiner]) -> bool:
    """Tell whether every line found has words of its own below it."""
    return all(index + 1 < len(blocks) and index + 1 not in found for index in found)
