"""An address as the square that a phone's camera reads."""

from __future__ import annotations

import io

import segno


def square(address: str) -> str:
    """Draw an address in SVG."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=6, border=4, light="#fff")
    return drawn.getvalue().decode()


def square_lines(address: str) -> list[str]:
    """Draw it for a terminal, line by line."""
    drawn = io.StringIO()
    segno.make(address, error="l").save(drawn, kind="txt", border=2)
    rows = drawn.getvalue().splitlines()
    rows += ["0" * len(rows[0])] * (len(rows) % 2)
    # Two rows a line, dark on light: half a block is as high as it is wide.
    halves = {"00": "█", "01": "▀", "10": "▄", "11": " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(halves[a + b] for a, b in zip(*pair, strict=True)) for pair in pairs]
