"""Tables of exercises in a page become headings and lists, as if they had been written so."""

from __future__ import annotations

import copy
from typing import Any

from voiceguide.importing.blocks import Block
from voiceguide.importing.columns import Heading
from voiceguide.importing.rows import headings_of, read_row

_BREAKS = ("br", "li", "p", "div")


def write_out_tables(tree: Any) -> tuple[list[str], list[tuple[str, str]]]:
    """Write each row of a table of exercises as a heading, a list of steps and what stands beside.

    Other tables are left as they are. Gives what was assumed, and what can't be led.
    """
    assumed: list[str] = []
    left_out: list[tuple[str, str]] = []
    for table in list(tree.iter("table")):
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        rows = [cells for cells in rows if cells]
        nested = next(table.iterdescendants("table"), None) is not None
        names = [_words(cell) for cell in rows[0]] if rows else []
        headings = headings_of(names) if names and not nested else []
        if not headings or len(rows) < 2:
            continue
        table_of_poses = table.makeelement("div", {})
        for cells in rows[1:]:
            row = _read(names, headings, cells)
            _write(row.blocks, table_of_poses)
            assumed += row.assumed
            left_out += row.left_out
        _put_in_place(table, table_of_poses)
    return assumed, left_out


def _read(names: list[str], headings: list[Heading | None], cells: list[Any]) -> Any:
    width = max(len(names), len(cells))
    names = [*names, *[""] * (width - len(names))]
    kinds = [*headings, *[None] * (width - len(headings))]
    return read_row(list(zip(names, kinds, map(_words, cells), strict=False)))


def _words(cell: Any) -> str:
    """Give the words of a cell, a line for each of its items and breaks."""
    cell = copy.deepcopy(cell)
    for element in cell.iterdescendants():
        if element.tag in _BREAKS:
            element.tail = f"\n{element.tail or ''}"
            element.text = f"\n{element.text or ''}" if element.tag == "li" else element.text
    lines = (" ".join(line.split()) for line in "".join(cell.itertext()).split("\n"))
    return "\n".join(line for line in lines if line)


def _write(blocks: list[Block], home: Any) -> None:
    listed = None
    for block in blocks:
        tag = {"heading": f"h{min(block.level, 6)}", "item": "li"}.get(block.kind, "p")
        if tag == "li":
            if listed is None:
                listed = home.makeelement("ol", {})
            place = listed
        else:
            place = home
        element = home.makeelement(tag, {})
        element.text = block.words
        place.append(element)
    if listed is not None:
        home.append(listed)


def _put_in_place(old: Any, new: Any) -> None:
    parent = old.getparent()
    if parent is None:
        return
    new.tail = old.tail
    parent.replace(old, new)
