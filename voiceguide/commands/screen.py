"""The terminal: how wide it is, what it shows in colour, and what fits into its columns."""

from __future__ import annotations

import os
from typing import TextIO

import click

USUAL_WIDTH = 80
"""Columns of what is no terminal: a pipe, a file."""


def columns(stream: TextIO | None) -> int:
    """Give how many columns a stream's terminal has; 80 where it is none."""
    width = 0
    try:
        if stream is not None and stream.isatty():
            width = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        pass  # it is closed, or no file
    return width or USUAL_WIDTH


def is_drawn_on(stream: TextIO | None) -> bool:
    """Tell whether a stream is a terminal that can do more than show letters in a row."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def styled(text: str, stream: TextIO | None, *, bold: bool = False, red: bool = False) -> str:
    """Give text as a terminal shows it in a style; as it is for what is none, or wants none."""
    if not text or not is_drawn_on(stream) or os.environ.get("NO_COLOR"):
        return text
    return click.style(text, bold=bold or None, fg="red" if red else None)


def shown(text: str) -> str:
    """Write what would steer a terminal, or is not seen, by its number, as JSON does.

    Words come from texts and sessions that anyone may have made.
    """
    if text.isprintable():
        return text
    return "".join(each if _is_seen(each) else _number_of(each) for each in text)


def _is_seen(character: str) -> bool:
    # A space of another width is seen as well as any; joiners hold letters and pictures together.
    if character.isprintable() or character in "\n\t\u200c\u200d":
        return True
    import unicodedata  # few texts ask for it

    return unicodedata.category(character) == "Zs"


def _number_of(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def fitted(text: str, width: int) -> str:
    """Cut text to so many columns."""
    if cells(text) <= width:
        return text
    while cells(text) > max(0, width - 1):
        text = text[:-1]
    return f"{text}…" if width > 0 else ""


def cells(text: str) -> int:
    """Give how many columns text takes: letters of East Asia two, accents over letters none."""
    if text.isascii():
        return len(text)
    import unicodedata  # few texts ask for it

    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF")
        for each in text
    )
