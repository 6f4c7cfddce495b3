"""Words without tags become blocks: a text as it was copied, a mail, or Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from voiceguide.english.repeats import find_repeat
from voiceguide.english.sentences import sentences_of
from voiceguide.english.sides import find_side
from voiceguide.english.times import find_times
from voiceguide.importing.blocks import Block
from voiceguide.importing.text_wrapper import Plain, without_code, without_mail, without_settings

_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})\s+(?P<name>.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^\s*(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})\s*$")
_ITEM = re.compile(
    r"^(?P<indent>\s*)(?:(?:\*\*)?(?:step\s+)?\(?(?P<number>\d{1,2})[.):](?:\*\*)?\)?|step\s+(?P<step>\d{1,2})\s*[-–—]|"
    r"(?P<letter>[a-h])\)|(?P<bullet>[-+*•·‣▪●○◦✓✔➤→–]))\s+(?=\S)",
    re.IGNORECASE,
)
_TASK = re.compile(r"^\[[ xX]\]\s+")
_BOLD_LINE = re.compile(
    r"^\s*(?P<mark>\*\*|__)(?P<name>[^*_]{1,80})(?P=mark)\s*:?\s*(?P<dose>\([^()]{1,40}\))?\s*$"
)
_NOTE = re.compile(r"^\s*>\s?")
_EXERCISE = re.compile(
    r"^(?:exercise|pose|stretch|move|movement|asana)\s*(?:#|no\.?\s?)?\d{1,2}\s*[:.)–—-]",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;,…][\"”’)]*$")
_PICTURE = re.compile(r"\[?!\[[^\[\]]*\]\([^()]*\)(?:\]\([^()]*\))?")
_HARD_WRAP = 100
"""Lines longer than this were not broken by hand or by a mail program."""


def read_plain(text: str) -> Plain:
    """Sort the lines of a text into blocks."""
    plain = Plain()
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line.replace("\f", " ").replace("\t", "    ").rstrip() for line in lines]
    lines, is_mail = without_mail(lines, plain)
    lines = without_code(without_settings(lines, plain), plain)
    groups = list(_groups(lines))
    for index, group in enumerate(groups):
        after = groups[index + 1] if index + 1 < len(groups) else []
        _read_group(group, after, plain, is_mail=is_mail)
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


def _read_group(group: list[str], after: list[str], plain: Plain, *, is_mail: bool) -> None:
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
        elif (match := _ITEM.match(line)) and not _EXERCISE.match(line):
            taken = _take(group, index, line, width)
            words = " ".join([line[match.end() :], *(more.strip() for more in group[index:taken])])
            index = taken
            _item(match, words, plain)
        elif _stands_as_title(
            line, following, after, alone=len(group) == 1, opening=not plain.blocks
        ):
            plain.blocks.append(Block("heading", line.strip(), 8))
        else:
            taken = _take(group, index, line, width)
            _text(" ".join([line, *group[index:taken]]).strip(), plain)
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
    number = match["number"] or match["step"]
    if match["letter"]:
        number = str("abcdefgh".index(match["letter"].lower()) + 1)
    if _TASK.match(words):
        plain.left_out.append(("a list to tick off", _TASK.sub("", words)))
        return
    level = len(match["indent"])
    plain.blocks.append(Block("item", words, level, int(number) if number else None))


def _take(group: list[str], index: int, line: str, width: int) -> int:
    """Find where a paragraph or item ends whose first line is ``line``."""
    while index < len(group):
        following = group[index]
        if (
            _ITEM.match(following)
            or _NOTE.match(following)
            or _HEADING.match(following)
            or _BOLD_LINE.match(following)
            or _EXERCISE.match(following)
            or _UNDERLINE.match(following)
        ):
            break
        begins = following.strip()[:1]
        fits = len(line) + 1 + len(following.split()[0]) <= 0.85 * width
        if begins.isupper() and (fits or width > _HARD_WRAP):
            break
        line = following
        index += 1
    return index


def _stands_as_title(
    line: str, following: str, after: list[str], *, alone: bool, opening: bool
) -> bool:
    """Tell a line that names what follows from a short sentence."""
    words = line.strip()
    count = len(words.split())
    if _EXERCISE.match(words) and count <= 10:
        return True
    if count > 9 or len(words) > 70 or _SENTENCE_END.search(words) or not (following or after):
        return False
    timed = any(True for _ in find_times(words)) or find_repeat(words) or find_side(words)
    if timed and not (alone and opening):
        return False
    if not any(mark.isalpha() for mark in words) or not words[0].isalnum():
        return False
    if words.isupper() or words.endswith(":"):
        return True
    if opening and following and len(following.split()) <= 8 and words[0].isupper():
        return not (_SENTENCE_END.search(following.strip()) or following.strip()[0].islower())
    if alone:
        return words[0].isupper() or words[0].isdigit()
    long_words = [word for word in words.split() if len(word) > 3]
    titled = all(word[0].isupper() or not word[0].isalpha() for word in long_words)
    next_line = following.strip()
    if not (next_line[:1].isupper() or _ITEM.match(following)):
        return False
    return words[0].isupper() and (
        (titled and bool(long_words)) or (count <= 5 and _ends_sentence(next_line))
    )


def _ends_sentence(words: str) -> bool:
    return bool(re.search(r"[.!?]", words)) and len(sentences_of(words)) >= 1


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
