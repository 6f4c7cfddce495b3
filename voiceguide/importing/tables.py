"""Tables of exercises in a text: each row is a pose.

Columns are parted by the pipes of Markdown, or by tabs as a spreadsheet copies them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from voiceguide.importing.blocks import Block, clean
from voiceguide.importing.columns import Heading
from voiceguide.importing.labels import label_of
from voiceguide.importing.rows import LEVEL, headings_of, read_row
from voiceguide.importing.text_wrapper import Plain

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")


def table_at(lines: Sequence[str], index: int) -> int:
    """Tell how many lines a table has that begins at a line: 0 where none does."""
    line = lines[index]
    if "\t" in line.strip():
        if not headings_of(_cells(line)):
            return 0
        end = index
        while end < len(lines) and "\t" in lines[end].strip():
            end += 1
        return end - index if end > index + 1 else 0
    ruled = index + 1 < len(lines) and _RULE.match(lines[index + 1]) and "|" in lines[index + 1]
    if "|" not in line or not (ruled or line.lstrip().startswith("|")):
        return 0
    end = index + 1
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end - index if ruled or end > index + 1 else 0


def read_table(lines: Sequence[str], plain: Plain) -> None:
    """Read the lines of a table; one whose head names no exercises is read line by line."""
    rows = [_cells(line) for line in lines if not _RULE.match(line)]
    headings = headings_of(rows[0]) if rows else []  # lines may be all that a table has
    if headings:
        for row in rows[1:]:
            _row(rows[0], headings, row, plain)
        return
    for number, row in enumerate(rows):
        words = " – ".join(cell for cell in map(clean, row) if cell)
        if number == 0 and len(rows) < len(lines):
            plain.left_out.append(("the head of a table", words))
        else:
            plain.blocks.append(Block("item", words, first=number == 1))


def _row(
    names: Sequence[str], headings: Sequence[Heading | None], cells: Sequence[str], plain: Plain
) -> None:
    filled = [cell for cell in map(clean, cells) if cell]
    if len(filled) == 1 and label_of(filled[0]) == "group":  # "Warm-up" only parts the table
        plain.blocks.append(Block("heading", filled[0], LEVEL - 1))
        return
    width = max(len(names), len(cells))
    names = [*names, *[""] * (width - len(names))]
    headings = [*headings, *[None] * (width - len(headings))]
    row = read_row(list(zip(names, headings, cells, strict=False)))
    plain.blocks += row.blocks
    plain.assumed += row.assumed
    plain.left_out += row.left_out


def _cells(line: str) -> list[str]:
    if "|" not in line:
        return line.strip("\n").split("\t")
    line = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in _PIPE.split(line)]
