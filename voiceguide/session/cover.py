"""A session's cover: its title, its length, and all of it to scale, drawn from its timeline.

The session runs in rows, like a text, each pose in a colour of its own. The voice stands tall,
breaths swell and fall, holds are an even band, and pauses a thin line. The one place that knows
Pillow, which only sets the words.
"""

from __future__ import annotations

import importlib.util
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from voiceguide.timeline import Timeline

SIZE = 600
_MARGIN = 48
_WIDTH = SIZE - 2 * _MARGIN

_PAPER, _INK = (24, 34, 44), (250, 246, 239)
_OPENING = (196, 203, 206)
_POSES = [
    (240, 132, 106), (243, 186, 98), (142, 196, 128), (78, 184, 190),
    (126, 160, 236), (196, 140, 214), (236, 128, 164),
]  # fmt: skip
_SHADES = 64
"""Steps from paper to ink, so that letters have smooth edges: the first colours of the palette."""

_TITLE_SIZES = (92, 84, 76, 69, 63, 57, 52)
_MOST = 300
"""No title of more characters has a place on the page."""

_TITLE_TOP, _TITLE_BOTTOM = 36, 264
_LENGTH_TOP, _LENGTH_SIZE = 266, 48
_ROWS, _ROWS_TOP, _ROW, _GAP = 4, 356, 40, 12

_VOICE, _BREATH, _HOLD, _QUIETEST = 0, 1, 2, 3
_TONES = (1.0, 0.8, 0.5, 0.34)
"""How far each kind's colour is from paper."""

_KINDS = {"say": _VOICE, "chime": _VOICE, "inhale": _BREATH, "exhale": _BREATH, "hold": _HOLD}


def draw_cover(timeline: Timeline) -> bytes:
    """Draw the cover of a session, 600 by 600 pixels, as a PNG; the same for the same timeline."""
    page = Image.new("L", (SIZE, SIZE), 0)
    pen = ImageDraw.Draw(page)
    title, length = _drawable(timeline.script.title), _length(timeline.length_ms)
    if title:
        _set_title(pen, title)
        font = _font("Regular", _LENGTH_SIZE)
        pen.text((_MARGIN, _LENGTH_TOP), length, _SHADES * 3 // 4, font)
    else:
        pen.text((_MARGIN, _TITLE_BOTTOM - 72), length, _SHADES - 1, _font("Semibold", 104))
    pixels = bytearray(page.tobytes())
    _draw_rows(pixels, timeline)
    return _png(pixels, _palette())


def _set_title(pen: ImageDraw.ImageDraw, title: str) -> None:
    """Set the title as large as it fits; one that never fits ends in an ellipsis."""
    for size in _TITLE_SIZES:
        font, pitch = _font("Semibold", size), round(size * 1.04)
        most = (_TITLE_BOTTOM - _TITLE_TOP) // pitch
        lines = _lines(title, font, most)
        if len(lines) <= most and all(font.getlength(line) <= _WIDTH for line in lines):
            break
    else:
        lines = _cut(title, font, most)
    # A title of few lines stands near the length, not far above it.
    top = _TITLE_BOTTOM - pitch * len(lines) - round(size * 0.1)
    for number, line in enumerate(lines):
        pen.text((_MARGIN, top + number * pitch), line, _SHADES - 1, font)


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
    for mark in unicodedata.normalize("NFC", " ".join(title[:_MOST].split())):
        if not mark.isprintable():
            continue
        if mark.isascii() or bytes(font.getmask(mark)) != missing:
            kept.append(mark)
        elif unicodedata.category(mark).startswith("L"):
            return ""
    return "".join(kept).strip()


def _length(ms: int) -> str:
    minutes = round(ms / 60_000)
    if minutes < 1:
        return f"{round(ms / 1000)} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


def _draw_rows(pixels: bytearray, timeline: Timeline) -> None:
    for column, (colour, height) in enumerate(_columns(timeline, _ROWS * _WIDTH)):
        row, x = divmod(column, _WIDTH)
        middle = _ROWS_TOP + row * (_ROW + _GAP) + _ROW // 2
        high = max(1, round(height * _ROW / 2))
        top, end = middle - high, middle + high
        first = top * SIZE + _MARGIN + x
        pixels[first : first + (end - top) * SIZE : SIZE] = bytes([colour]) * (end - top)


def _columns(timeline: Timeline, count: int) -> Iterator[tuple[int, float]]:
    """Give each column's colour, by its number, and height, from 0 to 1: what its middle is."""
    length_ms = timeline.length_ms
    cues = iter(timeline.cues)
    timed = next(cues, None)
    for column in range(count if timed else 0):
        now = (2 * column + 1) * length_ms // (2 * count)
        while timed and timed.end_ms <= now:
            timed = next(cues, None)
        if timed is None:
            return
        kind, pose = timed.cue.kind, timed.cue.pose
        tone = _KINDS.get(kind, _QUIETEST)
        done = (now - timed.start_ms) / max(1, timed.end_ms - timed.start_ms)
        height = {"inhale": 0.3 + 0.45 * done, "exhale": 0.75 - 0.45 * done}.get(
            kind, (1.0, 0.0, 0.3, 0.06)[tone]
        )
        family = 0 if pose is None else 1 + pose % len(_POSES)
        yield _SHADES + family * len(_TONES) + tone, height


def _palette() -> list[tuple[int, int, int]]:
    shades = [_mixed(_INK, step / (_SHADES - 1)) for step in range(_SHADES)]
    return shades + [_mixed(colour, tone) for colour in (_OPENING, *_POSES) for tone in _TONES]


def _mixed(colour: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(p + (c - p) * share) for p, c in zip(_PAPER, colour, strict=True))
    return red, green, blue


@cache
def _font(style: str, size: int) -> Any:
    spec = importlib.util.find_spec("font_source_sans_pro")
    assert spec and spec.origin
    file = Path(spec.origin).parent / "files" / f"SourceSansPro-{style}.ttf"
    # The other engine is not in every build of Pillow, and covers are the same everywhere.
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


def _png(pixels: bytearray, palette: list[tuple[int, int, int]]) -> bytes:
    """Write numbers of colours as a PNG: quicker than loading the formats that Pillow knows."""
    rows = b"".join(b"\0" + pixels[at : at + SIZE] for at in range(0, len(pixels), SIZE))
    head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in palette)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", colours),
        (b"IDAT", zlib.compress(rows, 6)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
