"""An article by its shape: headings, paragraphs and items in order, whatever they came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from voiceguide.reading.inline import whole_words

Kind = Literal["heading", "item", "text", "note"]

_BRACKETS = str.maketrans("[]", "()")
_OF_EMOJI = "\ufe0e\ufe0f\u20e3"
_DECORATION = re.compile(r"[*`~|]+|(?<!\w)_+|_+(?!\w)")
_CITATION = re.compile(r"\[\s*(?:\d{1,3}|[a-z])(?:\s*[,–-]\s*\d{1,3})*\s*\]|[¹²³⁴-⁹]+")
_LINK = re.compile(r"!?\[(?P<words>[^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s\"[^\"]*\")?\)")
_OPENING = re.compile(r"^(?:(?:[>+•·‣▪●○◦✓✔☐☑➤→=-]+|#+(?=\s))\s*)+(?=\S)")
_LEAD = re.compile(r"^\*\*(?P<lead>[^*]{1,80}?)\s*\*\*")


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or note of an article.

    ``level`` is that of a heading (1-6 as written, 7 a line in bold, 8 a line that stands like one)
    or the depth of an item. ``number`` is what an item is counted by, None in a list of bullets;
    ``first`` is true where a list begins. ``lead`` is how many characters at the start were bold.
    """

    kind: Kind
    words: str
    level: int = 0
    number: int | None = None
    first: bool = False
    lead: int = 0

    @property
    def counted(self) -> bool:
        """Whether this is an item of a numbered list."""
        return self.kind == "item" and self.number is not None


def clean(words: str) -> str:
    """Give words as a routine may hold them: one line, and nothing that our Markdown would mark.

    Square brackets become round ones, so that no note of the article turns into a mark; emphasis,
    links, citations, control characters and the signs that begin a heading, a note or an item go.
    """
    words = unicodedata.normalize("NFC", whole_words(words))
    words = "".join(
        " " if mark.isspace() or (category := unicodedata.category(mark)) in ("Cc", "Zs") else
        "" if category in ("Cf", "Cs", "Co", "Cn", "So") or mark in _OF_EMOJI else mark
        for mark in words
    )  # fmt: skip
    words = _LINK.sub(lambda match: "" if match.group()[0] == "!" else match["words"], words)
    words = _CITATION.sub("", words).translate(_BRACKETS)
    words = _DECORATION.sub("", words).replace("<!--", "").replace("-->", "")
    words = re.sub(r"\s+([.,;:!?](?:\s|$))", r"\1", " ".join(words.split()))
    return _OPENING.sub("", words).strip()


def cleaned(block: Block) -> Block:
    """Clean a block's words, keeping in ``lead`` how long its bold opening is."""
    bold = _LEAD.match(block.words.strip())
    lead = len(clean(bold["lead"])) if bold else 0
    words = clean(block.words)
    return replace(block, words=words, lead=min(lead, len(words)))
