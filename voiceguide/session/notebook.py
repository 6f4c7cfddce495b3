"""A session as a notebook shows it: its cover, a player for it, and its poses."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

from voiceguide.formats import format_of
from voiceguide.timeline import Timeline

_KINDS = {"mp3": "mpeg", "m4b": "mp4", "opus": "ogg", "flac": "flac", "wav": "wav"}
_MOST_BYTES = 32_000_000
"""A notebook keeps what it shows: of a larger session it has the cover alone."""


def session_html(path: Path, timeline: Timeline) -> str:
    """Give the HTML of a session, with its sound inside where it is there and not too large."""
    from voiceguide.session.cover import draw_cover

    cover = base64.b64encode(draw_cover(timeline)).decode()
    shown = [f'<img src="data:image/png;base64,{cover}" width="200" alt="">']
    if path.is_file() and path.stat().st_size <= _MOST_BYTES:
        sound = base64.b64encode(path.read_bytes()).decode()
        kind = _KINDS[format_of(path)]
        shown.append(f'<audio controls src="data:audio/{kind};base64,{sound}"></audio>')
    shown.append(f"<code>{escape(str(path))}</code>")
    return f"<div>{'<br>'.join(shown)}</div>{timeline._repr_html_()}"
