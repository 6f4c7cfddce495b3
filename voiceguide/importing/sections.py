"""Blocks under their headings, with what a smaller heading ("How to do it") says of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from voiceguide.importing.blocks import Block
from voiceguide.importing.labels import Label, cut_label, label_of


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
    """Put blocks under their headings; "How to do it" and its like begin no section."""
    sections = [Section(None)]
    label: Label | None = None
    for block in blocks:
        if block.kind != "heading":
            own, words = cut_label(block.words) if block.kind in ("text", "item") else (None, "")
            if own and own != "steps":
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
