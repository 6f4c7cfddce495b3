"""The words of a cover, set in type: its title and its length. The one place that knows Pillow.

Pillow and its font take longer to load than the rest of a cover to draw. So what was set once is
kept, and they are not loaded for the same words again.
"""

from __future__ import annotations

import importlib.util
import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceguide.cache import Store, key_of
from voiceguide.speech.packages import package_version

if TYPE_CHECKING:
    from PIL import ImageDraw

LETTERING_VERSION = 1
"""Raise it where the same title and length would be set otherwise."""

KIND = "lettering"
"""What it is called in the store."""

SIZE = 600
MARGIN = 48
_WIDTH = SIZE - 2 * MARGIN

SHADES = 64
"""Steps from paper to ink, so that letters have smooth edges."""

_MOST = 300
"""No title of more characters has a place on the page."""

_TITLE_SIZES = (92, 84, 76, 69, 63, 57, 52)
TITLE_TOP, _TITLE_BOTTOM = 36, 264
LENGTH_TOP, _LENGTH_SIZE = 266, 48


def lettered(title: str, length: str, store: Store | None = None) -> bytes:
    """Give a page of 600 by 600 pixels with a title and a length on it, as it is in the store.

    Each pixel is a byte, its shade: from 0, paper, to 63, ink. What the font lacks of a title is
    left out.
    """
    if store is None:
        return _set(title[:_MOST], length)
    key = key_of(
        {
            "version": LETTERING_VERSION,
            "title": title[:_MOST],
            "length": length,
            "pillow": package_version("PIL", "pillow"),
            "font": package_version("font_source_sans_pro"),
        }
    )
    kept = store.get(KIND, key)
    if kept is not None:
        return zlib.decompress(kept)
    page = _set(title[:_MOST], length)
    store.put(KIND, key, zlib.compress(page))
    return page


def _set(title: str, length: str) -> bytes:
    from PIL import Image, ImageDraw

    page = Image.new("L", (SIZE, SIZE), 0)
    pen = ImageDraw.Draw(page)
    title = _drawable(title)
    if title:
        _set_title(pen, title)
        font = _font("Regular", _LENGTH_SIZE)
        pen.text((MARGIN, LENGTH_TOP), length, SHADES * 3 // 4, font)
    else:
        pen.text((MARGIN, _TITLE_BOTTOM - 72), length, SHADES - 1, _font("Semibold", 104))
    return page.tobytes()


def _set_title(pen: ImageDraw.ImageDraw, title: str) -> None:
    """Set the title as large as it fits; one that never fits ends in an ellipsis."""
    for size in _TITLE_SIZES:
        font, pitch = _font("Semibold", size), round(size * 1.04)
        most = (_TITLE_BOTTOM - TITLE_TOP) // pitch
        lines = _lines(title, font, most)
        if len(lines) <= most and all(font.getlength(line) <= _WIDTH for line in lines):
            break
    else:
        lines = _cut(title, font, most)
    # A title of few lines stands near the length, not far above it.
    top = _TITLE_BOTTOM - pitch * len(lines) - round(size * 0.1)
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * pitch), line, SHADES - 1, font)


def _lines(title: str, font: Any, most: int) -> list[str]:
    """Break a title between words into as few lines as it needs, of about the same length."""
    lines = _between_words(title, font, _WIDTH)
    narrower = _WIDTH
    while len(lines) <= most and narrower > _WIDTH // 2:
        narrower -= 24
        again = _between_words(title, font, narrower)
        if len(again) > len(lines):
            break
        lines = again
    return lines


def _between_words(title: str, font: Any, width: int) -> list[str]:
    lines: list[str] = []
    for word in title.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _cut(title: str, font: Any, most: int) -> list[str]:
    """Break what is too long for its page, within words too, and end it in an ellipsis."""
    lines = [""]
    for mark in title:
        if font.getlength(lines[-1] + mark) > _WIDTH:
            word = lines[-1].rpartition(" ")[2] if mark != " " else ""
            word = word if word != lines[-1] else ""
            lines[-1] = lines[-1].removesuffix(word).rstrip()
            lines.append(word)
            if len(lines) > most:
                break
        lines[-1] = (lines[-1] + mark).lstrip()
    if len(lines) > most:
        last = lines[most - 1]
        while font.getlength(f"{last} …") > _WIDTH:
            last = last.rpartition(" ")[0] or last[:-1]
        lines[most - 1 :] = [f"{last} …"]
    return lines


def _drawable(title: str) -> str:
    """Give what the font can show of a title: nothing of one in letters that it lacks.

    Signs that it lacks, such as a picture, are left out; players show the title beside.
    """
    font = _font("Semibold", 40)
    missing = bytes(font.getmask("\U0010ffff"))
    kept = []
    for mark in unicodedata.normalize("NFC", " ".join(title.split())):
        if not mark.isprintable():
            continue
        if mark.isascii() or bytes(font.getmask(mark)) != missing:
            kept.append(mark)
        elif unicodedata.category(mark).startswith("L"):
            return ""
    return "".join(kept).strip()


@cache
def _font(style: str, size: int) -> Any:
    from PIL import ImageFont

    spec = importlib.util.find_spec("font_source_sans_pro")
    assert spec and spec.origin
    file = Path(spec.origin).parent / "files" / f"SourceSansPro-{style}.ttf"
    # The other engine is not in every build of Pillow, and covers are the same everywhere.
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
