"""A page in HTML: trafilatura finds the article in it. The one place that knows it."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from voiceguide.importing.blocks import Block, clean
from voiceguide.importing.html_blocks import drop, walk, whole
from voiceguide.importing.html_tables import write_out_tables
from voiceguide.importing.purpose import asks, moves
from voiceguide.problems import VoiceguideError, fail

INSTALL = "pip install trafilatura lxml-html-clean"
_MOST_ELEMENTS = 50_000
_MOST_CHARACTERS = 1_000_000
"""A page shows far less than this, its menus and comments included."""

_NO_TEXT = (
    "//script|//style|//template|//noscript|//svg|//iframe|//object|//canvas|//head/meta"
    "|//comment()"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOR_MACHINES = re.compile(r"\b(?:sr-only|screen-reader-text|visually-hidden|hidden)\b")
_SHOWN = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "figcaption", "blockquote", "dd")
_SITE = re.compile(r"\s+[|–—·»-]\s+[A-Z][^|–—·»:\s]*(?:\s[^|–—·»:\s]+){0,4}$")


@dataclass(slots=True)
class Page:
    """What a page holds: its title, its article as blocks, and the texts left out around it.

    ``assumed`` and ``left_out`` tell of its tables.
    """

    title: str
    blocks: list[Block]
    around: list[str]
    assumed: list[str]
    left_out: list[tuple[str, str]]


def read_page(html: str) -> Page:
    """Find the article in a page.

    Raises `VoiceguideError` where trafilatura is missing, or there is nothing to read.
    """
    try:
        import lxml.html
        import trafilatura
    except ImportError:
        hint = f"{INSTALL}, or save the article's text in a .txt file"
        raise fail(
            "reading a page in HTML needs trafilatura, which is not installed", hint
        ) from None
    if html.count("<") > 4 * _MOST_ELEMENTS:
        raise _too_much()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    empty = fail("no article was found in this page", "save its text in a .txt file")
    try:
        tree = lxml.html.document_fromstring(_without_declaration(html))
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        raise empty from None
    _tidy(tree)
    assumed, left_out = write_out_tables(tree)
    elements = sum(1 for _ in tree.iter())
    if elements > _MOST_ELEMENTS or sum(map(len, tree.itertext())) > _MOST_CHARACTERS:
        raise _too_much()
    title = _title(tree)
    shown = list(_shown(tree))
    page = copy.deepcopy(tree)
    try:
        found = trafilatura.bare_extraction(
            tree, include_comments=False, include_formatting=True, include_tables=True,
            favor_recall=True, deduplicate=False,
        )  # fmt: skip
        body = getattr(found, "body", None)
    except Exception:  # whatever a page does to another's code is no reason to fall over
        body = None
    blocks = walk(body) if body is not None else []
    everything = walk(whole(page))
    if _lost(everything, blocks):
        blocks = everything
    if not blocks:
        raise empty
    around = list(_around(shown, [*blocks, Block("heading", title)]))
    return Page(title, blocks, around, assumed, left_out)


def _lost(everything: list[Block], found: list[Block]) -> bool:
    """Tell whether the extractor let go of steps, or of the shape, as it does with small pages."""
    shaped = sum(block.kind != "text" for block in everything)
    steps = [b.words for b in everything if b.kind == "item" and asks(b.words) and moves(b.words)]
    kept = " ".join(_bare(block.words) for block in found)
    gone = sum(_bare(step) not in kept for step in steps)
    shapeless = shaped > 1 and not any(block.kind in ("heading", "item") for block in found)
    return shapeless or 3 * gone > len(steps)


def _without_declaration(html: str) -> str:
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", html.replace("\0", ""))


def _too_much() -> VoiceguideError:
    return fail("this page holds more than an article", "import one article at a time")


def _tidy(tree: Any) -> None:
    """Take out what nobody sees, and write the numbers of lists that go on counting."""
    for element in tree.xpath(_NO_TEXT):
        drop(element)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or (
            element.tag not in ("html", "body")
            and (
                element.get("hidden") is not None
                or _HIDDEN.search(element.get("style") or "")
                or _FOR_MACHINES.search(element.get("class") or "")
            )
        ):
            drop(element)
        elif element.tag == "ol" and (element.get("start") or "").isdecimal():
            number = int(element.get("start")[:3])
            for item in element.findall("li"):
                if number > 1:
                    item.text = f"{number}. {item.text or ''}"
                number += 1


def _title(tree: Any) -> str:
    """Give the page's one big heading, or the title of its window without the name of its site."""
    big = [clean(" ".join(each.itertext())) for each in tree.iter("h1")]
    big = [words for words in big if words]
    named = [" ".join("".join(each.itertext()).split()) for each in tree.iter("title")]
    window = clean(_SITE.sub("", named[0]) or named[0]) if named else ""
    if len(big) == 1 or (big and big[0] in window):
        return big[0]
    return window or (big[0] if big else "")


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
