"""An article's bytes become text: its character set, its kind, and what is no article at all."""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path
from typing import Literal, NamedTuple

from voiceguide.english.pattern import Pattern
from voiceguide.files import check_file, is_file_or_given
from voiceguide.problems import VoiceguideError, fail

MOST_BYTES = 10_000_000
"""A saved page carries pictures and scripts; beyond this it is something else."""
MOST_CHARACTERS = 200_000
"""An article's own text: about 35,000 words, a small book."""
MOST_LINES = 5000
"""Those of a small book that was copied line by line; each may be a pose of its own."""

_SUFFIXES = {".html", ".htm", ".xhtml", ".mht", ".mhtml"}
_NOT_TEXT = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document or another archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
)
# Compiled where they are used: every command asks whether a file is an article, and most are not.
_DECLARED = (
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<meta>[\w.:-]{1,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"'](?P<xml>[\w.:-]{1,40})"
)
_IS_PAGE = Pattern(
    r"\A\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|main|div|section|meta|title|h[1-6]|p|ol|ul)\b",
    flags=re.IGNORECASE | re.DOTALL,
)
_IS_JSON = Pattern(r"\A\s*(?:\{\s*\"[^\"\n]{1,60}\"\s*:|\[\s*[{\[\"])", flags=0)
_LISTS = "exercises|poses|stretches|steps|moves|movements|asanas|routine|workout|sequence|items"
_NAMES = r"[\"']?(?:name|title|exercise|pose|stretch|move|movement)[\"']?[ ]*:"
_IS_YAML = Pattern(
    rf"""^[ ]*(?:{_LISTS})[ ]*:[ ]*(?:\#.*)?\n(?:[ ]*(?:\#.*)?\n)*[ ]*-[ ]+{_NAMES}
    |\A(?:---[ ]*\n)?(?:\#.*\n)*-[ ]+{_NAMES}.*\n[ ]+[\w\"' -]+:""",
    flags=re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_CHARACTER_SETS = ("iso", "cp", "koi", "mac", "utf-8", "gb", "big5", "euc", "shift")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNSEEN = r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
_UNSEEN_BY_NUMBER = (
    r"&#0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45]);|&#x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]);"
)
_POSE_HEADING = rb"^ {0,3}##\s+\S"


class Source(NamedTuple):
    """An article as text: a page in HTML, data, or words with or without marks of Markdown."""

    name: str
    text: str
    kind: Literal["page", "text", "JSON", "YAML"]


def is_article(path: Path) -> bool:
    """Tell an article from a routine: a page, or a text that has no pose under ``##``.

    A Markdown file is taken for a routine, which may lack its poses by mistake, and so is a text
    that opens with settings between ``---``; `voiceguide import` reads those as articles, too.
    """
    if path.suffix.lower() in _SUFFIXES:
        return True
    if path.suffix.lower() in (".md", ".markdown"):
        return False
    try:
        check_file(path, MOST_BYTES)
        start = path.read_bytes()
    except OSError:
        return False  # what is wrong with it is told by who reads it
    body = start.removeprefix(codecs.BOM_UTF8).lstrip()
    return (
        bool(body)
        and not body.startswith(b"---")
        and not re.search(_POSE_HEADING, body, re.MULTILINE)
    )


def prompt() -> str:
    """Give the text that asks a chatbot for a routine which reads without a warning."""
    return Path(__file__).with_name("prompt.md").read_text(encoding="utf-8")


def load(path: str) -> Source:
    """Read an article from a file, or from standard input for ``-``. Raises `VoiceguideError`."""
    if path == "-":
        if sys.stdin is None:
            raise fail("standard input is closed", "name a file, or give a text to read")
        return source_of(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input")
    file = Path(path)
    if file.is_dir():
        raise fail(f"{file} is a folder, not an article", "name a file in it")
    try:
        if not is_file_or_given(file):
            raise fail(f"{file} is not a file", "name a file with the article's text")
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        hint = "save the article from the browser, or paste its text into a file"
        raise fail(f"there is no file {file}", hint) from None
    except OSError as error:
        raise fail(f"{file} can't be read: {error.strerror}") from error
    except ValueError:  # a NUL in the name
        raise fail(f"there is no file {path!r}") from None
    return source_of(data, file.name)


def source_of(data: bytes, name: str) -> Source:
    """Decode an article. Raises `VoiceguideError` where it is too large, empty, or no text."""
    if len(data) > MOST_BYTES:
        raise fail(f"{name} is too large for an article", "an article is less than 10 MB")
    for start, what in _NOT_TEXT:
        if data.startswith(start):
            hint = "open it, and save or copy its text into a .txt file"
            raise fail(f"{name} is {what}, not a text", hint)
    suffix = Path(name).suffix.lower()
    if re.search(rb"^content-type:\s*multipart/related", data[:4000], re.IGNORECASE | re.MULTILINE):
        return Source(name, _cleaned(_archived(data, name)), "page")
    text = _cleaned(_decode(data, name))
    if not text.strip():
        raise fail(f"{name} is empty", "save the article's text in it")
    if suffix in _SUFFIXES or _IS_PAGE.match(text):
        return Source(name, text, "page")
    # Marks, tables and data may take as much again; a page is measured when it is taken apart.
    if len(text) > 2 * MOST_CHARACTERS:
        raise too_much(name)
    kind = language_of(text, suffix) or "text"
    if kind == "text" and sum(map(bool, map(str.strip, text.splitlines()))) > MOST_LINES:
        raise too_much(name)
    return Source(name, text, kind)


def too_much(name: str) -> VoiceguideError:
    """Make the error for what holds more text than anyone would follow."""
    return fail(f"{name} holds more text than an article", "import one article at a time")


def language_of(text: str, suffix: str) -> Literal["JSON", "YAML"] | None:
    """Tell whether a text is data, by the file's name or its own look; None where it is prose."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if suffix == ".json" or _IS_JSON.match(text):
        return "JSON"
    return "YAML" if suffix in (".yaml", ".yml") or _IS_YAML.search(text) else None


def _archived(data: bytes, name: str) -> str:
    """Take the page out of a web archive, as a browser saves a page in a single file."""
    from email import message_from_bytes, policy  # slow to load, for few

    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return _decode(body, name, part.get_content_charset())
    raise fail(f"{name} is a web archive without a page in it", "save the page again as HTML")


def _decode(data: bytes, name: str, told: str | None = None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff").replace("\0", "")
    declared = re.search(_DECLARED, data[:4096], re.IGNORECASE)
    named = told or (declared and (declared["meta"] or declared["xml"]).decode("ascii")) or ""
    if not named and data[:2000].count(0) > len(data[:2000]) // 4:
        # No mark of order, but every other byte is nought: English in UTF-16.
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    if b"\0" in data[:MOST_BYTES]:
        if data.count(0) > len(data) // 1000 + 3:
            raise _no_text(name)
        data = data.replace(b"\0", b"")
    for encoding in (_known(named), "utf-8"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    text = data.decode("windows-1252", "replace")
    odd = sum((mark < " " and mark not in "\t\r\n\f\x0b\x1a") or mark == "\ufffd" for mark in text)
    if odd > len(text) // 100 + 3:
        raise _no_text(name)
    return text


def _cleaned(text: str) -> str:
    """Take out what no one sees and no page may hold: it would steer a terminal, or stop a parser.

    A page of a page (a form feed) is a line, and so is what ends lines elsewhere.
    """
    text = re.sub(r"[\x0b\x0c\x85]", "\n", text)
    text = re.sub(_UNSEEN_BY_NUMBER, "", text, flags=re.IGNORECASE)
    return re.sub(_UNSEEN, "", text)


def _no_text(name: str) -> VoiceguideError:
    return fail(f"{name} is not a text file", "save the article's text in a .txt or .html file")


def _known(encoding: str) -> str:
    """Name the codec for a declared character set, as browsers take it."""
    try:
        codec = codecs.lookup(encoding).name
        "".encode(codec)
    except (LookupError, ValueError, UnicodeError):
        return "utf-8"
    if codec in ("iso8859-1", "ascii"):
        return "windows-1252"
    # What could be read as ASCII can't be UTF-16; and some codecs are no character sets.
    return codec if codec.startswith(_CHARACTER_SETS) else "utf-8"
