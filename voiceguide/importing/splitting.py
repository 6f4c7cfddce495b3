"""Parts what stands together: named items, items or paragraphs that are a pose each."""

from __future__ import annotations

import re
from dataclasses import replace

from voiceguide.english.breaths import find_breaths
from voiceguide.english.sentences import sentences_of
from voiceguide.importing.blocks import Block
from voiceguide.importing.labels import label_of
from voiceguide.importing.one_liners import NO_NAME, part_lines
from voiceguide.importing.purpose import asks, moves, times

_NAMED = re.compile(
    r"^(?P<name>[A-Z0-9][^.:!?;()]{1,50}?(?:\s?\([^)]{1,40}\))?)\s?(?::|\s[–—-])\s+(?=\S)"
)
_WORD = r"(?:[A-Z][\w’'-]*|and|to|the|of|with|up|a)"
_NAMED_SENTENCE = re.compile(rf"^(?P<name>{_WORD}(?:[\s-]{_WORD}){{0,6}})\.\s+(?=[A-Z])")
_BREATH_HELD = re.compile(r"\bhold\s(?:your|the)\sbreath\b", re.IGNORECASE)
_POSITION = re.compile(
    r"^(?:\w+ly\s|first,?\s|now,?\s|next,?\s|then\s)*(?:sit|lie|lay|stand|kneel|start|begin|come\s(?:on|to|in)|get\s(?:on|into|down)|(?:from|in|on)\s(?:a|an|all|your)\b)\b",
    re.IGNORECASE,
)


def part(blocks: list[Block]) -> list[Block]:
    """Give every pose among blocks a heading, without words where nothing names it."""
    blocks = part_lines(blocks)
    for kind in ("item", "text"):
        blocks = _named(blocks, kind)
    for kind in ("item", "text"):
        blocks = _whole_poses(blocks, kind)
    return blocks


def _name_ahead(block: Block) -> int:
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
    if NO_NAME.match(name) or times(name):
        return True
    label = label_of(name)
    return label not in (None, "group") or (asks(name) and bool(re.search(r"\byour\b", name)))


def _named(blocks: list[Block], kind: str) -> list[Block]:
    """Cut "Pelvic tilt: Lie on your back" in two where most items or some paragraphs open so."""
    candidates = [i for i, b in enumerate(blocks) if b.kind == kind and b.level == 0]
    named = {i: _name_ahead(blocks[i]) for i in candidates if _name_ahead(blocks[i])}
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
    return result


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
