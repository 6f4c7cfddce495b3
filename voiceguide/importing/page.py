"""A page in HTML becomes blocks: trafilatura finds the article in it. The one place that knows it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from voiceguide.importing.blocks import Block, clean
from voiceguide.problems import fail

INSTALL = 'pip install "voiceguide[html]"'
_DEEPEST = 200
"""Elements within elements: a page has a few dozen; libxml2 itself stops at 256."""

_NO_TEXT = "//script|//style|//template|//noscript|//svg|//iframe|//object|//canvas|//head/meta|//comment()"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOR_MACHINES = re.compile(r"\b(?:sr-only|screen-reader-text|visually-hidden|hidden)\b")
_SHOWN = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "figcaption", "blockquote", "dd")
_NUMBERED = re.compile(r"^(?P<number>\d{1,2})[.)]\s+(?=\S)")
_BULLET = re.compile(r"^[·•●▪‣◦o§-]\s+(?=[A-Z])")
_SITE = re.compile(r"\s+(?:[|–—·»:-]|&[#\w]+;)\s+[^|–—·»:]{2,40}$")


@dataclass(slots=True)
class Page:
    """What a page holds: its title, its article as blocks, and the texts left out around it."""

    title: str
    blocks: list[Block]
    around: list[str]


def read_page(html: str) -> Page:
    """Find the article in a page. Raises `VoiceguideError` where trafilatura is missing or finds none."""
    try:
        import lxml.html
        import trafilatura
    except ImportError:
        hint = f"{INSTALL}, or save the article's text in a .txt file"
        raise fail(
            "reading a page in HTML needs trafilatura, which is not installed", hint
        ) from None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    empty = fail("no article was found in this page", "save its text in a .txt file")
    try:
        tree = lxml.html.document_fromstring(_without_declaration(html))
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        raise empty from None
    _tidy(tree)
    title = _title(tree)
    shown = list(_shown(tree))
    try:
        found = trafilatura.bare_extraction(
            tree, include_comments=False, include_formatting=True, include_tables=True,
            favor_recall=True, deduplicate=False,
        )  # fmt: skip
    except Exception:  # whatever a page does to another's code is no reason to fall over
        raise empty from None
    body = getattr(found, "body", None)
    if body is None:
        raise empty
    walk = _Walk()
    walk.children(body, 0)
    blocks = [block for block in walk.blocks if block.words.strip()]
    return Page(title, blocks, list(_around(shown, [*blocks, Block("heading", title)])))


def _without_declaration(html: str) -> str:
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", html.replace("\0", ""))


def _tidy(tree: Any) -> None:
    """Take out what nobody sees, and write the numbers of lists that go on counting."""
    for element in tree.xpath(_NO_TEXT):
        _drop(element)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            _drop(element)
        elif element.tag not in ("html", "body") and (
            element.get("hidden") is not None
            or _HIDDEN.search(element.get("style") or "")
            or _FOR_MACHINES.search(element.get("class") or "")
        ):
            _drop(element)
        elif element.tag == "ol" and (element.get("start") or "").isdecimal():
            number = int(element.get("start")[:3])
            for item in element.findall("li"):
                if number > 1:
                    item.text = f"{number}. {item.text or ''}"
                number += 1


def _drop(element: Any) -> None:
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


def _title(tree: Any) -> str:
    """Give the page's one big heading, or the title of its window without the name of its site."""
    big = [clean(" ".join(each.itertext())) for each in tree.iter("h1")]
    big = [words for words in big if words]
    named = [clean(" ".join(each.itertext())) for each in tree.iter("title")]
    window = named[0] if named else ""
    if len(big) == 1 or (big and big[0] in window):
        return big[0]
    return _SITE.sub("", window) or window or (big[0] if big else "")


def _shown(tree: Any) -> Iterator[list[str]]:
    """Give each paragraph, heading and item of a page, in the pieces its tags part it into."""
    for element in tree.iter(*_SHOWN):
        if any(each is not element for each in element.iter(*_SHOWN)):
            pieces = [element.text or "", *(child.tail or "" for child in element)]
        else:
            pieces = list(element.itertext())
        yield [piece for piece in map(clean, pieces) if piece]


def _around(shown: list[list[str]], blocks: list[Block]) -> Iterator[str]:
    """Give what the page shows and its article, as it was found, does not hold."""
    kept = " ".join(_bare(clean(block.words)) for block in blocks)
    told: set[str] = set()
    for pieces in shown:
        whole = _bare("".join(pieces))
        lost = [piece for piece in pieces if len(_bare(piece)) > 1 and _bare(piece) not in kept]
        if lost and whole not in kept and whole not in told:
            told.add(whole)
            yield " ".join(pieces)


def _bare(words: str) -> str:
    return re.sub(r"^\W*\d{1,2}[.)]|\W", "", words).lower()


@dataclass(slots=True)
class _Walk:
    """Goes through what trafilatura found, which it gives in a small dialect of TEI."""

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
        elif tag in ("hi", "ref") or (tag == "p" and not _has_blocks(element)):
            self._lines(_inline(element))
        else:
            self.children(element, depth + 1)

    def _lines(self, words: str) -> None:
        """Take a paragraph line by line, as its line breaks have it."""
        last: int | None = None
        for line in words.split("\n"):
            line = " ".join(line.split())
            bare = line.strip("* ")
            numbered = _NUMBERED.match(line)
            if not bare:
                continue
            if re.fullmatch(r"\*\*[^*]+\*\*:?", line) and _stands_alone(bare):
                self.blocks.append(Block("heading", bare, 7))
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
    """Give the words of an element without its lists; bold is kept as ``**``, line breaks as lines."""
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
