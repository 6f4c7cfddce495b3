"""What is taken out of a text before it is read: comments, emphasis, links, control characters."""

from __future__ import annotations

import re

from voiceguide.english.pattern import Pattern
from voiceguide.reading.text import Text

_CONTROL = Pattern(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_UNSEEN = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\u00ad\ufeff"))
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\xa0": " "}
)
_CUT_WORD = Pattern(r"(?<=[a-z]{2})- (?!(?:and|or|to)\b)(?=[a-z]{2})", "- ", flags=0)
_STRUCK = Pattern(r"~~[^~]+~~|<(?P<tag>del|s|strike)>.*?</(?P=tag)>", "~~|<")
_LEFT_OUT = Pattern(r"\[\^[^\]]*\](?!:\s)|\{[.#:][^{}]*\}", "[^|{")
_COMMENT = Pattern(r"<!--.*?(?:-->|\Z)", "<!--", flags=re.DOTALL)
_IMAGE = Pattern(r"!\[[^\]]*\]\(\s*<?(?P<file>[^)\s>]*)[^)]*\)", "![")
_LINK = Pattern(r"\[(?P<words>[^\[\]]+)\]\([^()\s]*(?:\s\"[^\"]*\")?\)", "](")
_TAG = Pattern(r"</?(?!(?:break|silence|pause|wait)\b)[a-zA-Z][^<>]{0,200}>", "<", flags=0)
_EMPHASIS = Pattern(
    r"(?<![\w*])(?P<marks>\*{1,3}|_{1,3}|`|~~)(?=[^\s*_`~])(?P<words>[^*_`~]+?)(?<=\S)(?P=marks)(?![\w*])",
    "*|_|`|~",
)


def lines_of(source: str) -> tuple[tuple[str, ...], int | None]:
    """Split a text into lines, and tell the first (from 0) that had a control character in it."""
    whole = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    whole = whole_words(whole)
    found = _CONTROL.search(whole)
    return (
        tuple(_CONTROL.sub(" ", whole).split("\n")),
        whole.count("\n", 0, found.start()) if found else None,
    )


def whole_words(text: str) -> str:
    """Mend what copying did to words: invisible marks, ligatures, entities, cut words."""
    text = text.translate(_UNSEEN).translate(_LIGATURES)
    if "&" in text:
        import html  # slow to load for texts that have no entity

        text = html.unescape(text.replace("&nbsp;", " "))
    return _CUT_WORD.sub("", text)


def without_comments(lines: tuple[str, ...], body: int) -> tuple[list[str], int | None]:
    """Blank ``<!-- -->`` out from line ``body`` on; every other character keeps its place.

    Also tells the line of a comment that never ends.
    """
    text = "\n".join(lines[body:])
    unclosed = None
    for match in _COMMENT.finditer(text):
        if not match.group().endswith("-->"):
            unclosed = body + text.count("\n", 0, match.start())
    blanked = text
    for pattern in (_COMMENT, _STRUCK, _LEFT_OUT):
        blanked = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), blanked)
    return [*lines[:body], *blanked.split("\n")], unclosed


def pictures_in(text: Text) -> list[str]:
    """Give where the pictures of a text lie, as it names them."""
    return [match["file"] for match in _IMAGE.finditer(text.words) if match["file"]]


def plain_words(text: Text) -> Text:
    """Take the marks of links and emphasis out; what is left keeps its places."""
    for pattern in (_IMAGE, _LINK, _TAG, _EMPHASIS):
        while match := pattern.search(text.words):
            inner = (
                match.span("words") if "words" in match.groupdict() else (match.end(), match.end())
            )
            keep = [text.cut(*inner)] if inner[0] < inner[1] else []
            text = _splice(text, match.start(), match.end(), keep)
    return text


def _splice(text: Text, start: int, end: int, keep: list[Text]) -> Text:
    before = Text(text.words[:start], text.starts, text.path, text.lines)
    pieces = [before, *keep]
    if end < len(text.words):
        at = end
        place = text.place(at, 1)
        later = [(o - at, line, col) for o, line, col in text.starts if o > at]
        pieces.append(
            Text(text.words[end:], ((0, place.line, place.column), *later), text.path, text.lines)
        )
    words = ""
    starts: list[tuple[int, int, int]] = []
    for piece in pieces:
        starts += [(o + len(words), line, c) for o, line, c in piece.starts if o < len(piece.words)]
        words += piece.words
    return Text(words, tuple(starts) or text.starts[:1], text.path, text.lines)
