"""The sections of an article: its blocks under what are headings in truth.

Each block goes with what a smaller heading ("How to do it") says of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from voiceguide.importing.blocks import Block
from voiceguide.importing.labels import Label, cut_dose, cut_label, label_of
from voiceguide.importing.one_liners import part_lines
from voiceguide.importing.purpose import asks, moves, times
from voiceguide.importing.splitting import part


@dataclass(slots=True)
class Section:
    """What stands under one heading, each block with what a smaller heading says of it."""

    heading: Block | None
    blocks: list[tuple[Label | None, Block]] = field(default_factory=list)

    @property
    def general(self) -> bool:
        """Whether its heading names no pose but, as "Caution" does, what stands below it."""
        return self.heading is not None and label_of(self.heading.words) not in (
            None,
            "group",
            "steps",
        )

    @property
    def heading_level(self) -> int:
        """The level of the heading, 0 where there is none."""
        return self.heading.level if self.heading else 0

    @property
    def lists(self) -> int:
        """How many numbered lists begin here under no label but that of steps."""
        return sum(
            block.counted and block.first and block.level == 0
            for label, block in self.blocks
            if label in (None, "steps")
        )


def sections_of(blocks: list[Block]) -> list[Section]:
    """Put an article's blocks under its headings; "How to do it" and its like begin no section."""
    blocks = _with_headings(blocks)
    sections = [Section(None)]
    label: Label | None = None
    for block in blocks:
        if block.kind != "heading":
            own, words = cut_label(block.words) if block.kind in ("text", "item") else (None, "")
            if own == "steps":
                sections[-1].blocks.append((label, replace(block, words=words, lead=0)))
            elif own:
                words = block.words if own in ("benefit", "variation", "talk") else words
                sections[-1].blocks.append((own, replace(block, words=words, lead=0)))
            else:
                sections[-1].blocks.append((label, block))
            continue
        found = label_of(block.words)
        if found in ("caution", "needs", "talk", "tip") and _is_general(block, sections, blocks):
            sections.append(Section(block))
            label = found
        elif found and found != "group" and (sections[-1].heading or found != "steps"):
            label = found
        else:
            sections.append(Section(block))
            label = None
    return sections


def _is_general(heading: Block, sections: list[Section], blocks: list[Block]) -> bool:
    """Tell a "Caution" that stands once beside several poses from one within a pose."""
    beside = [section for section in sections if section.heading and not section.general]
    alike = [
        b for b in blocks if b.kind == "heading" and label_of(b.words) == label_of(heading.words)
    ]
    return len(alike) == 1 and len(beside) > 1 and heading.level <= beside[-1].heading_level


def _with_headings(blocks: list[Block]) -> list[Block]:
    """Make headings of what are headings in truth: "1. Cat-Cow" items, named items and paragraphs.

    A pose that has no name gets a heading without words.
    """
    blocks = _short_titles(_outer_items(_numbered_headings(blocks)))
    alone = sum(block.kind == "heading" for block in blocks) < 2
    result: list[Block] = []
    for segment in _segments(blocks):
        heading = segment[0] if segment and segment[0].kind == "heading" else None
        label = label_of(cut_dose(heading.words)[0]) if heading else None
        if heading is None or alone or label in ("group", "steps", "talk"):
            result += part(segment)
        else:
            result += part_lines(segment)
    return _afresh(result)


def _segments(blocks: list[Block]) -> list[list[Block]]:
    segments: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind == "heading":
            segments.append([])
        segments[-1].append(block)
    return segments


def _is_title(block: Block) -> bool:
    words = block.words
    return (
        1 <= len(words.split()) <= 9
        and not re.search(r"[.!?;,]$", words)
        and not times(words)
        and not (asks(words) and re.search(r"\b(?:your|until|then)\b", words, re.IGNORECASE))
    )


def _numbered_headings(blocks: list[Block]) -> list[Block]:
    """Take "1. Cat-Cow", "2. Cobra" for headings where each is followed by words of its own."""
    found = []
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        follows = after is not None and (
            after.kind in ("text", "note")
            or (after.kind == "item" and after.number != (block.number or 0) + 1)
        )
        if block.counted and follows and _is_title(block) and block.level == 0:
            found.append(index)
    numbers = [blocks[index].number for index in found]
    if len(found) < 2 or numbers != list(range(1, len(found) + 1)):
        return blocks
    result = list(blocks)
    for index in found:
        result[index] = Block("heading", blocks[index].words, 8)
    return _afresh(result)


def _short_titles(blocks: list[Block]) -> list[Block]:
    """Take short paragraphs for headings where there are no others, and steps below each."""
    if any(block.kind == "heading" for block in blocks):
        return blocks
    titles = [
        block
        for block, below in pairwise(blocks)
        if block.kind == "text"
        and _is_title(block)
        and len(block.words.split()) <= 6
        and below.kind in ("text", "item")
        and not _is_title(below)
        and (moves(below.words) or below.kind == "item")
    ]
    if len(titles) < 2:
        return blocks
    return [Block("heading", b.words, 8) if b in titles else b for b in blocks]


def _afresh(blocks: list[Block]) -> list[Block]:
    """Let the first item after a heading begin a list, and the outermost ones be its steps."""
    result: list[Block] = []
    for segment in _segments(blocks):
        items = [block for block in segment if block.kind == "item"]
        least = min((block.level for block in items), default=0)
        for block in segment:
            if block.kind == "item":
                first = block.first or block is items[0]
                block = replace(block, level=block.level - least, first=first)  # noqa: PLW2901
            result.append(block)
    return result


def _outer_items(blocks: list[Block]) -> list[Block]:
    """Take items for headings where most of them hold a list, or paragraphs, of their own."""
    outer = [i for i, b in enumerate(blocks) if b.kind == "item" and b.level == 0]
    holding = [
        i
        for i in outer
        if i + 1 < len(blocks) and blocks[i + 1].kind == "item" and blocks[i + 1].level > 0
    ]
    titles = [i for i in holding if blocks[i].lead or _is_title(blocks[i])]
    if len(titles) < 2 or 2 * len(titles) < len(outer):
        return blocks
    result: list[Block] = []
    inside = False
    for index, block in enumerate(blocks):
        if index in titles:
            result.append(Block("heading", block.words.rstrip(" :"), 8))
            inside = True
        elif block.kind == "item" and block.level > 0 and inside:
            result.append(replace(block, level=block.level - 1))
        else:
            inside = inside and block.kind != "heading"
            result.append(block)
    return _afresh(result)
