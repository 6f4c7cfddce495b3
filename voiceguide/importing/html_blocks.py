"""The tags of an article become blocks: those trafilatura gives it, or those of the page itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from voiceguide.importing.blocks import Block

_DEEPEST = 200
"""Elements within elements: a page has a few dozen; libxml2 itself stops at 256."""

_FRAME = ("nav", "header", "footer", "aside", "form", "button", "select")
_SAME = {
    **{f"h{n}": ("head", f"h{n}") for n in range(1, 7)},
    "ul": ("list", "ul"), "ol": ("list", "ol"), "li": ("item", ""), "br": ("lb", ""),
    "summary": ("head", "h6"), "dt": ("head", "h6"), "sup": ("hi", "#sup"), "img": ("graphic", ""),
}  # fmt: skip
_DONE = ("head", "list", "item", "lb", "hi", "del", "graphic")
_BLOCKS = {
    "p", "div", "section", "article", "main", "table", "tbody", "tr", "td", "th", "dl", "dd", "dt",
    "center", "blockquote", "figure", "details", "summary", "pre", "ul", "ol", "li", "list",
    "item", "head", *(f"h{n}" for n in range(1, 7)),
}  # fmt: skip
_BOLD_LINE = re.compile(r"\*\*[^*]+\*\*\s*:?\s*(?:\([^()]{1,40}\))?")
_NUMBERED = re.compile(r"^(?P<number>\d{1,2})[.)]\s+(?=\S)")
_BULLET = re.compile(r"^[·•●▪‣◦o§-]\s+(?=[A-Z])")


def walk(body: Any) -> list[Block]:
    """Give the blocks of an article in the small dialect of TEI that trafilatura speaks."""
    walker = _Walk()
    walker.children(body, 0)
    return [block for block in walker.blocks if block.words.strip()]


def whole(tree: Any) -> Any:
    """Give all that a page shows but its frame, in the tags that trafilatura gives an article."""
    body = tree.find("body")
    body = tree if body is None else body
    for element in list(body.iter(*_FRAME)):
        drop(element)
    for element in body.iter():
        tag = element.tag
        if tag in _DONE:
            continue
        if tag in _SAME:
            element.tag, rend = _SAME[tag]
            if rend:
                element.set("rend", rend)
        elif tag in ("b", "strong") and not any(each.tag in _BLOCKS for each in element.iter()):
            element.tag = "hi"
            element.set("rend", "#b")
        elif tag == "tr":
            cells = [each for each in element if each.tag in ("td", "th")]
            first = " ".join("".join(cells[0].itertext()).split()) if cells else ""
            if len(cells) > 1 and all(each.tag == "th" for each in cells):
                element.tag = "del"
            elif len(cells) > 1 and 0 < len(first.split()) <= 6 and not first.endswith("."):
                cells[0].tag = "head"
                cells[0].set("rend", "h6")
        elif not any(each.tag in _BLOCKS for each in element.iterdescendants()):
            element.tag = "p" if tag in _BLOCKS else "span"
    return body


def drop(element: Any) -> None:
    """Take an element out, leaving the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


@dataclass(slots=True)
class _Walk:
    """Goes through an article and gathers its blocks."""

    blocks: list[Block] = field(default_factory=list)

    def children(self, element: Any, depth: int) -> None:
        if depth > _DEEPEST:
            return
        self._lines(element.text or "")
        for child in element:
            self._element(child, depth)
            self._lines(child.tail or "")

    def _element(self, element: Any, depth: int) -> None:
        tag = element.tag
        if tag == "head":
            level = re.sub(r"\D", "", element.get("rend") or "") or "2"
            self.blocks.append(Block("heading", _inline(element), int(level[0])))
        elif tag == "list":
            self._list(element, 0, depth)
        elif tag in ("code", "graphic", "formula", "del"):
            return
        elif tag in ("hi", "ref", "span", "a", "i", "em", "u", "font") or (
            tag == "p" and not _has_blocks(element)
        ):
            self._lines(_inline(element))
        else:
            self.children(element, depth + 1)

    def _lines(self, words: str) -> None:
        """Take a paragraph line by line, as its line breaks have it."""
        last: int | None = None
        for line in (" ".join(line.split()) for line in words.split("\n")):
            bare = line.strip("* ")
            numbered = _NUMBERED.match(line)
            if not bare:
                continue
            if _BOLD_LINE.fullmatch(line) and _stands_alone(bare):
                self.blocks.append(Block("heading", bare.replace("*", ""), 7))
            elif numbered:
                number = int(numbered["number"])
                self.blocks.append(
                    Block("item", line[numbered.end() :], 0, number, first=number == 1)
                )
            elif bullet := _BULLET.match(line):
                self.blocks.append(Block("item", line[bullet.end() :], first=last is None))
            else:
                self.blocks.append(Block("text", line))
            last = len(self.blocks)

    def _list(self, element: Any, level: int, depth: int) -> None:
        if depth > _DEEPEST:
            return
        counted = (element.get("rend") or "").startswith("ol")
        number = 0
        for item in element.iter("item") if level < 0 else element:
            number += 1
            words, inner = _item(item)
            given = _NUMBERED.match(words) if counted else None
            if given:
                number, words = int(given["number"]), words[given.end() :]
            self.blocks.append(
                Block("item", words or "", level, number if counted else None, number == 1)
            )
            for each in inner:
                self._list(each, level + 1, depth + 1)


def _has_blocks(element: Any) -> bool:
    return any(child.tag in ("p", "list", "head", "table", "quote") for child in element)


def _item(item: Any) -> tuple[str, list[Any]]:
    """Give an item's own words, and the lists within it."""
    inner = [each for each in item.iter("list") if _list_above(each, item) is None]
    return " ".join(_inline(item).split()), inner


def _list_above(element: Any, item: Any) -> Any:
    parent = element.getparent()
    while parent is not None and parent is not item:
        if parent.tag == "list":
            return parent
        parent = parent.getparent()
    return None


def _inline(element: Any) -> str:
    """Give the words of an element without its lists: bold in ``**``, a line for each break."""
    pieces = [re.sub(r"\s+", " ", element.text or "")]
    for child in element:
        if child.tag == "lb":
            pieces.append("\n")
        elif child.tag == "hi" and child.get("rend") == "#b":
            inner = " ".join(_inline(child).split())
            pieces.append(f"**{inner}** " if inner else "")
        elif child.tag == "hi" and child.get("rend") == "#sup" and _is_mark(child):
            pass
        elif child.tag not in ("list", "graphic", "del"):
            space = " " if child.tag in ("p", "cell", "row", "head") else ""
            pieces.append(f"{space}{_inline(child)}{space}")
        pieces.append(re.sub(r"\s+", " ", child.tail or ""))
    return "".join(pieces)


def _is_mark(element: Any) -> bool:
    return bool(re.fullmatch(r"[\s\[\](),\d*†]*", "".join(element.itertext())))


def _stands_alone(words: str) -> bool:
    return len(words.split()) <= 10 and not words.endswith((".", "!", "?", ";", ","))
