"""The shape of an article: which of its lines are headings in truth, and what stands under each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from voiceguide.importing.blocks import Block, sentences_of
from voiceguide.importing.labels import Label, cut_label, label_of
from voiceguide.importing.words import asks, moves, times
from voiceguide.reading.breath import find_breaths

_NAMED = re.compile(
    r"^(?P<name>[A-Z0-9][^.:!?;()]{1,50}?(?:\s?\([^)]{1,40}\))?)\s?(?::|\s[–—-])\s+(?=\S)"
)
_NAMED_SENTENCE = re.compile(r"^(?P<name>(?:[A-Z][\w’'-]*|and|to|the|of|with|up|a)(?:[\s-](?:[A-Z][\w’'-]*|and|to|the|of|with|up|a)){0,6})\.\s+(?=[A-Z])")  # fmt: skip
_NO_NAME = re.compile(
    r"^(?:inhal\w+|exhal\w+|breathe\s(?:in|out)|(?:on\s)?(?:the\s)?(?:left|right)(?:\sside)?|repeat|then|next|finally|first|step\s\d+|start|"
    r"starting\sposition|finish|hold|reps?|repetitions|sets|rounds|duration|time|breaths?|sides?|(?:day|week)\s\d+|"
    r"remember|important|please|p\.?s|e\.?g|for\sexample|total|https?)$",
    re.IGNORECASE,
)
_BREATH_HELD = re.compile(r"\bhold\s(?:your|the)\sbreath\b", re.IGNORECASE)
_POSITION = re.compile(
    r"^(?:\w+ly\s|first,?\s|now,?\s|next,?\s|then\s)*(?:sit|lie|lay|stand|kneel|start|begin|come\s(?:on|to|in)|get\s(?:on|into|down)|(?:from|in|on)\s(?:a|an|all|your)\b)\b",
    re.IGNORECASE,
)


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
    """Put blocks under their headings; labels such as "How to do it" are no sections of their own."""
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


def with_headings(blocks: list[Block]) -> list[Block]:
    """Make headings of what are headings in truth: "1. Cat-Cow" items, named items and paragraphs.

    A pose that has no name gets a heading without words.
    """
    blocks = _outer_items(_numbered_headings(blocks))
    alone = sum(block.kind == "heading" for block in blocks) < 2
    result: list[Block] = []
    for segment in _segments(blocks):
        heading = segment[0] if segment and segment[0].kind == "heading" else None
        if heading is None or alone or label_of(heading.words) in ("group", "steps", "talk"):
            for kind in ("item", "text"):
                segment = _named(segment, kind)  # noqa: PLW2901
            for kind in ("item", "text"):
                segment = _whole_poses(segment, kind)  # noqa: PLW2901
        result += segment
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
    """Take "1. Cat-Cow", "2. Cobra" for headings where other words than the next item follow each."""
    found = []
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        follows = after is not None and (
            after.kind in ("text", "note")
            or (after.kind == "item" and (after.number is None or after.number != (block.number or 0) + 1))
        )  # fmt: skip
        if block.counted and follows and _is_title(block) and block.level == 0:
            found.append(index)
    numbers = [blocks[index].number for index in found]
    if len(found) < 2 or numbers != list(range(1, len(found) + 1)):
        return blocks
    result = list(blocks)
    for index in found:
        result[index] = Block("heading", blocks[index].words, 8)
    return _afresh(result)


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


def name_ahead(block: Block) -> int:
    """Give how many characters at the start of a paragraph or item name a pose, with their mark."""
    words = block.words
    if block.lead and len(words[: block.lead].split()) <= 8:
        name = words[: block.lead].strip(" .:–—-")
        end = block.lead + len(words[block.lead :]) - len(words[block.lead :].lstrip(" .:–—-"))
        apart = bool(re.search(r"[.:–—-]\s*$", words[:end])) or words[end : end + 1].isupper()
        return end if name and apart and not _no_name(name) and end < len(words) else 0
    for pattern in (_NAMED, _NAMED_SENTENCE):
        match = pattern.match(words)
        if match and len(match["name"].split()) <= 7 and not _no_name(match["name"]):
            sentence = pattern is _NAMED_SENTENCE
            if sentence and (len(match["name"].split()) < 2 or not match["name"].istitle()):
                continue
            return match.end()
    return 0


def _no_name(name: str) -> bool:
    if _NO_NAME.match(name) or times(name):
        return True
    label = label_of(name)
    return label not in (None, "group") or (asks(name) and bool(re.search(r"\byour\b", name)))


def _named(blocks: list[Block], kind: str) -> list[Block]:
    """Cut "Pelvic tilt: Lie on your back" in two where most items, or several paragraphs, open so."""
    candidates = [i for i, b in enumerate(blocks) if b.kind == kind and b.level == 0]
    named = {i: name_ahead(blocks[i]) for i in candidates if name_ahead(blocks[i])}
    whole = {
        i for i in named if moves(blocks[i].words[named[i] :]) or times(blocks[i].words[named[i] :])
    }
    if len(whole) < 2 or (kind == "item" and 2 * len(whole) < len(candidates)):
        return blocks
    result: list[Block] = []
    for index, block in enumerate(blocks):
        if index in whole:
            cut = named[index]
            result.append(Block("heading", block.words[:cut].strip(" .:–—-"), 8))
            result.append(Block("text", block.words[cut:]))
        elif block.kind == "item" and block.level > 0 and kind == "item":
            result.append(replace(block, level=block.level - 1))
        else:
            result.append(block)
    return _afresh(result)


def _whole_poses(blocks: list[Block], kind: str) -> list[Block]:
    """Part a list whose items each say what to do and how long, or paragraphs that each begin anew.

    Each becomes a pose without a name: a heading without words, and its paragraph.
    """
    result: list[Block] = []
    for run in _runs(blocks):
        candidates = [b for b in run if b.kind == kind and b.level == 0]
        whole = [b for b in candidates if _whole_pose(b.words)]
        goes_back = any(times(b.words) and b not in whole for b in candidates)
        if kind == "text":
            whole = [b for b in whole if _POSITION.match(b.words)]
            goes_back = any(b.kind == "item" for b in run)
        if len(whole) < 2 or goes_back or (kind == "item" and 4 * len(whole) < 3 * len(candidates)):
            result += run
            continue
        for block in run:
            if block in whole or (kind == "item" and block in candidates):
                result.append(Block("heading", "", 9))
                result.append(replace(block, kind="text", number=None, first=False))
            else:
                result.append(block)
    return result


def _runs(blocks: list[Block]) -> list[list[Block]]:
    """Part blocks at each heading and where a numbered list begins."""
    runs: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind == "heading" or (block.counted and block.first):
            runs.append([])
        runs[-1].append(block)
    return runs


def _whole_pose(words: str) -> bool:
    """Tell whether one paragraph says both what to do and for how long or how often."""
    sentences = sentences_of(words)
    timed = [sentence for sentence in sentences if times(sentence)]
    doing = [sentence for sentence in sentences if asks(sentence) and moves(sentence)]
    return (
        bool(timed) and bool(doing) and not find_breaths(words) and not _BREATH_HELD.search(words)
    )
