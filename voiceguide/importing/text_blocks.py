"""Words without tags become blocks: a text as it was copied, a mail, or Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace

from voiceguide.importing.blocks import Block
from voiceguide.importing.one_liners import one_liner
from voiceguide.importing.tables import read_table, table_at
from voiceguide.importing.text_mending import joined, letters_marked, without_pages
from voiceguide.importing.text_titles import NUMBERED_EXERCISE, stands_as_title
from voiceguide.importing.text_wrapper import Plain, without_code, without_mail, without_settings

_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})\s+(?P<name>.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^\s*(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})\s*$")
_ITEM = re.compile(
    r"^(?P<indent>\s*)(?:(?:\*\*)?(?:step\s+)?\(?(?P<number>\d{1,2})[.):](?:\*\*)?\)?|step\s+(?P<step>\d{1,2})\s*[-–—]|"
    r"(?P<keycap>\d)\ufe0f?\u20e3|\(?(?P<letter>[a-h])\)|(?P<bullet>[-+*•·‣▪●○◦✓✔➤→–]))\s+(?=\S)",
    re.IGNORECASE,
)
_TASK = re.compile(r"^\[[ xX]\]\s+")
_BOLD_LINE = re.compile(
    r"^\s*(?P<mark>\*\*|__)(?P<name>[^*_]{1,80})(?P=mark)\s*:?\s*(?P<dose>\([^()]{1,40}\))?\s*$"
)
_NOTE = re.compile(r"^\s*>\s?")
_LABELLED = re.compile(
    r"""^\s*(?:\*\*)?(?:(?:starting\s)?position|movement|action|instructions?|how\sto(?:\sdo\sit)?|steps?|technique|sets|reps?|repetitions|
    hold(?:\stime)?|duration|time|breaths|rest|sides?|tempo|dose|frequency|tips?|notes?|cautions?|warnings?|benefits?|equipment|purpose|aim
    |targets?|muscles(?:\sworked)?|inhale|exhale)(?:\*\*)?\s?:\s*\S""",
    re.IGNORECASE | re.VERBOSE,
)
_PICTURE = re.compile(r"\[?!\[[^\[\]]*\]\([^()]*\)(?:\]\([^()]*\))?")
_HARD_WRAP = 100
"""Lines longer than this were not broken by hand or by a mail program."""


def read_plain(text: str) -> Plain:
    """Sort the lines of a text into blocks."""
    plain = Plain()
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = without_pages([line.rstrip() for line in lines], plain)
    lines, is_mail = without_mail(lines, plain)
    lines = letters_marked(without_code(without_settings(lines, plain), plain))
    whole = [line for line in lines if not _HEADING.match(line) and one_liner(_bare(line))]
    alone = frozenset(whole) if len(whole) > 1 else frozenset[str]()
    groups = list(_groups(lines))
    for index, group in enumerate(groups):
        after = groups[index + 1] if index + 1 < len(groups) else []
        for run, tabled in _tables_apart(group):
            if tabled:
                read_table(run, plain)
            else:
                _read_group(run, after, plain, alone, is_mail=is_mail)
    _number_lists(plain.blocks)
    return plain


def _groups(lines: list[str]) -> Iterator[list[str]]:
    """Give the lines that stand together, with an underline kept by the line above it."""
    group: list[str] = []
    for line in lines:
        if line.strip() and not (_UNDERLINE.match(line) and not group):
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _tables_apart(group: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Part lines that stand together at the tables among them; the flag tells these."""
    start = index = 0
    while index < len(group):
        length = table_at(group, index)
        if length:
            yield from [(group[start:index], False)] if start < index else []
            yield group[index : index + length], True
            start = index + length
        index += length or 1
    if start < len(group):
        yield group[start:], False


def _read_group(
    group: list[str], after: list[str], plain: Plain, alone: Set[str], *, is_mail: bool
) -> None:
    group = [line.replace("\t", "    ") for line in group]
    width = max(len(line) for line in group)
    index = 0
    while index < len(group):
        line = group[index]
        following = group[index + 1] if index + 1 < len(group) else ""
        index += 1
        if following and _UNDERLINE.match(following) and len(line.split()) <= 12:
            plain.blocks.append(Block("heading", line, 1 if following.strip()[0] == "=" else 2))
            index += 1
        elif _UNDERLINE.match(line):
            continue
        elif match := _HEADING.match(line):
            plain.blocks.append(Block("heading", match["name"], len(match["marks"])))
        elif _NOTE.match(line):
            _note(_NOTE.sub("", line), plain, is_mail=is_mail)
        elif match := _BOLD_LINE.match(line):
            name = " ".join(filter(None, (match["name"].rstrip(" :"), match["dose"])))
            plain.blocks.append(Block("heading", name, 7))
        elif (match := _ITEM.match(line)) and not NUMBERED_EXERCISE.match(line):
            taken = _take(group, index, line, width, alone)
            words = joined([line[match.end() :], *group[index:taken]])
            index = taken
            _item(match, words, plain)
        elif line not in alone and stands_as_title(
            line, following, after, alone=len(group) == 1, opening=not plain.blocks
        ):
            plain.blocks.append(Block("heading", line.strip(), 8))
        else:
            taken = _take(group, index, line, width, alone)
            _text(joined([line, *group[index:taken]]), plain)
            index = taken


def _text(words: str, plain: Plain) -> None:
    if _PICTURE.fullmatch(words):
        plain.left_out.append(("an image note", words))
    else:
        plain.blocks.append(Block("text", words))


def _note(words: str, plain: Plain, *, is_mail: bool) -> None:
    if is_mail:
        plain.left_out.append(("what the mail answers", words))
    elif words:
        plain.blocks.append(Block("note", words))


def _item(match: re.Match[str], words: str, plain: Plain) -> None:
    number = match["number"] or match["step"] or match["keycap"]
    if match["letter"]:
        number = str("abcdefgh".index(match["letter"].lower()) + 1)
    if _TASK.match(words):
        plain.left_out.append(("a list to tick off", _TASK.sub("", words)))
        return
    level = len(match["indent"])
    plain.blocks.append(Block("item", words, level, int(number) if number else None))


def _bare(line: str) -> str:
    """Give a line without the mark of an item."""
    match = _ITEM.match(line)
    return line[match.end() :] if match else line


def _take(group: list[str], index: int, line: str, width: int, alone: Set[str]) -> int:
    """Find where a paragraph or item ends whose first line is ``line``.

    Lines that stand ``alone`` hold a whole exercise each.
    """
    while index < len(group) and line not in alone:
        following = group[index]
        if (
            following in alone
            or _LABELLED.match(following)
            or _ITEM.match(following)
            or _NOTE.match(following)
            or _HEADING.match(following)
            or _BOLD_LINE.match(following)
            or NUMBERED_EXERCISE.match(following)
            or _UNDERLINE.match(following)
        ):
            break
        begins = following.strip()[:1]
        fits = len(line) + 1 + len(following.split()[0]) <= 0.85 * width
        anew = begins.isupper() or (begins.isdigit() and line.endswith((".", "!", "?", ":")))
        if anew and (fits or width > _HARD_WRAP):
            break
        line = following
        index += 1
    return index


def _number_lists(blocks: list[Block]) -> None:
    """Mark where each list begins, and turn indents into depths."""
    indents: list[int] = []
    last: Block | None = None
    for index, block in enumerate(blocks):
        if block.kind != "item":
            last = None if block.kind == "heading" else last
            indents = [] if block.kind != "note" else indents
            continue
        while indents and block.level < indents[-1] - 1:
            indents.pop()
        if not indents or block.level > indents[-1] + 1:
            indents.append(block.level)
        fresh = block.number == 1 or last is None or (last.number is None) != (block.number is None)
        blocks[index] = replace(block, level=len(indents) - 1, first=fresh)
        last = block
