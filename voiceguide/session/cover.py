"""A session's cover: its title, its length, and all of it to scale, drawn from its timeline.

The session runs in rows, like a text, each pose in a colour of its own. The voice stands tall,
breaths swell and fall, holds are an even band, and pauses a thin line.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from voiceguide.cache import Store
from voiceguide.session.lettering import MARGIN, SHADES, SIZE, lettered
from voiceguide.timeline import Timeline

_WIDTH = SIZE - 2 * MARGIN

_PAPER, _INK = (24, 34, 44), (250, 246, 239)
_OPENING = (196, 203, 206)
_POSES = [
    (240, 132, 106), (243, 186, 98), (142, 196, 128), (78, 184, 190),
    (126, 160, 236), (196, 140, 214), (236, 128, 164),
]  # fmt: skip
_ROWS, _ROWS_TOP, _ROW, _GAP = 4, 356, 40, 12

_VOICE, _BREATH, _HOLD, _QUIETEST = 0, 1, 2, 3
_TONES = (1.0, 0.8, 0.5, 0.34)
"""How far each kind's colour is from paper."""

_KINDS = {"say": _VOICE, "chime": _VOICE, "inhale": _BREATH, "exhale": _BREATH, "hold": _HOLD}


def draw_cover(timeline: Timeline, store: Store | None = None) -> bytes:
    """Draw the cover of a session, 600 by 600 pixels, as a PNG; the same for the same timeline.

    Its words are taken from the ``store``, or put there.

    Raises VoiceguideError: the store can't be written.
    """
    length = _length(timeline.length_ms)
    pixels = bytearray(lettered(timeline.script.title, length, store))
    _draw_rows(pixels, timeline)
    return _png(pixels, _palette())


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
        first = top * SIZE + MARGIN + x
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
        yield SHADES + family * len(_TONES) + tone, height


def _palette() -> list[tuple[int, int, int]]:
    shades = [_mixed(_INK, step / (SHADES - 1)) for step in range(SHADES)]
    return shades + [_mixed(colour, tone) for colour in (_OPENING, *_POSES) for tone in _TONES]


def _mixed(colour: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(p + (c - p) * share) for p, c in zip(_PAPER, colour, strict=True))
    return red, green, blue


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
