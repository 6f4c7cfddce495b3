"""From an article to a routine in our Markdown, for a person to read over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from voiceguide.importing.blocks import Block, clean, cleaned
from voiceguide.importing.chat import without_chat
from voiceguide.importing.clutter import reason_against as clutter
from voiceguide.importing.clutter import without_clutter
from voiceguide.importing.html_page import read_page
from voiceguide.importing.labels import label_of
from voiceguide.importing.left_out import LeftOut, with_lines
from voiceguide.importing.outline import find_poses, name_poses
from voiceguide.importing.purpose import as_caution, asks, moves, times
from voiceguide.importing.sections import sections_of
from voiceguide.importing.sources import MOST_CHARACTERS, MOST_LINES, Source, load, too_much
from voiceguide.importing.text_blocks import read_plain
from voiceguide.importing.to_markdown import write
from voiceguide.importing.topic import check_topic, refuse
from voiceguide.routine import Routine

MOST_POSES = 100


@dataclass(frozen=True, slots=True)
class Imported:
    """A routine made of an article: its Markdown, what it is understood as, and what to tell of it.

    ``assumed`` are lines for a person; `brief` tells what is ``left_out``.
    """

    markdown: str
    routine: Routine
    left_out: tuple[LeftOut, ...]
    assumed: tuple[str, ...]


def import_file(path: str) -> Imported:
    """Import an article from a file, or from standard input for ``-``. Raises `VoiceguideError`."""
    return import_article(load(path))


def read_article(path: Path) -> tuple[Routine, Imported]:
    """Read an article as a routine in one go; its path is the article's."""
    imported = import_file(str(path))
    return replace(imported.routine, path=str(path)), imported


def import_article(source: Source) -> Imported:
    """Turn an article into a routine. Raises `VoiceguideError` where it leads no movement."""
    title, blocks, left_out, taken = _blocks(source)
    if len(blocks) > MOST_LINES or sum(len(block.words) for block in blocks) > MOST_CHARACTERS:
        raise too_much(source.name)
    blocks, chat = without_chat([b for b in map(cleaned, blocks) if b.words])
    sorted_ = without_clutter(blocks)
    left_out += [*chat, *sorted_.left_out]
    title, kept = _take_title(clean(title), sorted_.kept)
    outline = find_poses(sections_of(kept))
    outline.welcome += [as_caution(warning) for warning in sorted_.warnings]
    steps = [step for pose in outline.poses for step in pose.steps]
    names = [pose.name for pose in outline.poses]
    check_topic(source.name, title, steps or _would_be_steps(kept), names)
    if not outline.poses:
        raise refuse(source.name, "no steps to follow were found in it")
    if len(outline.poses) > MOST_POSES:
        raise refuse(source.name, f"it would have {len(outline.poses)} poses")
    name_poses(outline, title)
    if not title:
        title = _title_of(source.name)
        outline.assumed.insert(0, f"the article has no title: called {title!r}")
    written = write(title, source.name, outline)
    if not written.understood.poses:
        raise refuse(source.name, "nothing in it can be led")
    left_out += outline.left_out
    left_out += [("not understood, kept as a note", words) for words in written.not_led]
    text = "" if source.kind == "page" else source.text
    assumed = [*outline.assumed, *taken, *_assumed_times(written.understood)]
    return Imported(
        written.markdown,
        written.understood,
        tuple(with_lines(left_out, text)),
        tuple(dict.fromkeys(assumed)),
    )


def _blocks(source: Source) -> tuple[str, list[Block], list[tuple[str, str]], list[str]]:
    if source.kind == "text":
        plain = read_plain(source.text)
        return plain.title, plain.blocks, plain.left_out, plain.assumed
    if source.kind in ("JSON", "YAML"):
        from voiceguide.importing.records import read_records  # few are data
        from voiceguide.importing.workout import read_workout

        workout = read_workout(read_records(source.text, source.name, source.kind), source.name)
        return workout.title, workout.blocks, workout.left_out, workout.assumed
    page = read_page(source.text)
    around = []
    for words in page.around:
        lost = asks(words) and moves(words) and not clutter(Block("text", words))
        reads = ", though it reads like a step" if lost else ""
        around.append((f"outside the article{reads}", words))
    return page.title, page.blocks, [*around, *page.left_out], page.assumed


def _take_title(title: str, blocks: list[Block]) -> tuple[str, list[Block]]:
    """Give the title, and the blocks without it."""
    first = next((i for i, block in enumerate(blocks) if block.kind == "heading"), None)
    if first is not None:
        heading = blocks[first]
        same = bool(title) and _bare(heading.words) == _bare(title)
        opens = not any(moves(b.words) and (b.counted or times(b.words)) for b in blocks[:first])
        others = any(b.kind == "heading" for b in blocks[first + 1 :])
        top = heading.level == 1 or (heading.level == 8 and first == 0)
        alone = heading.level > 1 and not others and first == 0 and not title
        numbered = bool(re.match(r"^\W*\d{1,2}[.)]\s", heading.words))
        levels = [b.level for b in blocks[first + 1 :] if b.kind == "heading"]
        outranks = others and heading.level < min(levels)
        group = label_of(heading.words) == "group" and first == 0
        if same or (
            opens and not numbered and (top or alone or (first == 0 and outranks) or group)
        ):
            return _one_line(title or heading.words), [*blocks[:first], *blocks[first + 1 :]]
    return _one_line(title), [b for b in blocks if not title or _bare(b.words) != _bare(title)]


def _one_line(title: str) -> str:
    title = title.strip(" \"'“”‘’:–—-").removesuffix(".")
    title = title.capitalize() if title.isupper() and len(title) > 6 else title
    return title if any(mark.isalnum() for mark in title) else ""


def _bare(words: str) -> str:
    return re.sub(r"\W", "", words).lower()


def _title_of(name: str) -> str:
    stem = re.sub(r"[-_\s]+", " ", Path(name).stem).strip() if name != "standard input" else ""
    stem = _one_line(clean(stem))
    return stem[:1].upper() + stem[1:] or "Imported routine"


def _would_be_steps(blocks: list[Block]) -> list[str]:
    """Give what would be steps if it led a body, to tell what the article is about instead."""
    items = [block.words for block in blocks if block.kind == "item"]
    return items or [block.words for block in blocks if block.kind == "text" and asks(block.words)]


def _assumed_times(routine: Routine) -> list[str]:
    told = []
    for pose in routine.poses:
        for part in pose.parts:
            if part.duration and part.duration.assumed:
                told.append(
                    f"{pose.name} names no time: a hold of {part.duration.low} s is assumed"
                )
        for rounds in pose.rounds:
            if rounds.assumed and not rounds.optional:
                told.append(f"{pose.name} does not say how often: {rounds.low} rounds are assumed")
    return told
