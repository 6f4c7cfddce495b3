"""A row of a table, or one record of a workout, becomes the blocks of a pose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from voiceguide.english.sentences import sentences_of
from voiceguide.importing.blocks import Block, clean
from voiceguide.importing.columns import DOSED, Heading, heading_of, is_nothing
from voiceguide.importing.dosing import dose_steps

_LINES = re.compile(r"\n|<br\s*/?>|\s;\s", re.IGNORECASE)
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s+")
LEVEL = 4
"""The level of a row's heading: low, but trafilatura lets go of the two below it."""


class Row(NamedTuple):
    """The blocks of one exercise, what was assumed, and what of it can't be led."""

    blocks: list[Block]
    assumed: list[str]
    left_out: list[tuple[str, str]]


def headings_of(cells: Sequence[str]) -> list[Heading | None]:
    """Read the head of a table, if it is one of exercises; [] where it is not."""
    headings = [heading_of(clean(cell)) for cell in cells]
    kinds = [heading.column for heading in headings if heading]
    dosed = any(kind in DOSED for kind in kinds)
    named = "name" in kinds or (dosed and headings[0] is None)
    if not named or not (dosed or "steps" in kinds) or len(cells) < 2:
        return []
    if "name" not in kinds:
        headings[0] = Heading("name")
    return headings


def read_row(columns: Sequence[tuple[str, Heading | None, str]]) -> Row:
    """Make a pose of a row's cells, each with the words that head it and what they mean.

    Cells that are empty, or say so, are passed over.
    """
    name, steps, beside = "", [], []
    dosed: list[tuple[Heading, str]] = []
    for words, heading, cell in columns:
        kind = heading.column if heading else None
        value = clean(_LINES.sub(" ", cell))
        if is_nothing(value) or kind == "number":
            continue
        if kind == "name":
            name = f"{name}, {value}" if name else value
        elif kind == "steps":
            steps += _steps(cell)
        elif heading and kind in DOSED:
            dosed.append((heading, value))
        elif kind in ("tip", "caution"):
            beside.append(Block("text", f"{kind.capitalize()}: {value}"))
        else:
            beside.append(Block("note", value if kind == "note" else f"{clean(words)}: {value}"))
    said = dose_steps(name, dosed, shown=bool(steps))
    items = [*steps, *said.steps]
    # What "Pose 1" names gets its name from its own words.
    blocks = [Block("heading", name or "Pose 1", LEVEL), *beside]
    blocks += [
        Block("item", step, 0, number, first=number == 1) for number, step in enumerate(items, 1)
    ]
    return Row(
        blocks,
        [f"{name}: {line}" for line in said.assumed],
        [("a dose that is no number", f"{name}, {line}") for line in said.left_out],
    )


def _steps(cell: str) -> list[str]:
    """Give the steps in a cell: its lines where it has several, else its sentences."""
    lines = [_NUMBERED.sub("", clean(line)) for line in _LINES.split(cell)]
    lines = [line for line in lines if line]
    return lines if len(lines) > 1 else [step for line in lines for step in sentences_of(line)]
