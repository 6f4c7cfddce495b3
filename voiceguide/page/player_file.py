"""A session and its player as one file, to open in any browser: from a disk, or out of a mail."""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path
from typing import Any

from voiceguide.files import check_place, whole
from voiceguide.formats import format_of
from voiceguide.page.following import followed
from voiceguide.page.pictures import picture_kind, pictures_beside
from voiceguide.page.policy import digest_of
from voiceguide.problems import fail

STATIC = Path(__file__).parent / "static"

# Nothing is fetched, and nothing runs but what stands in the file: whoever opens it may trust it.
_POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; "
    "media-src blob:; base-uri 'none'; form-action 'none'"
)
_START = """
const text = (id) => document.getElementById(id).textContent;
const session = JSON.parse(text("session"));
const sound = Uint8Array.from(atob(text("sound")), (letter) => letter.charCodeAt(0));
session.src = URL.createObjectURL(new Blob([sound], { type: "audio/mpeg" }));
document.querySelector("vg-player").load(session);
"""
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main><h1>{title}</h1><vg-player></vg-player></main>
<noscript><p>This page needs JavaScript, which is switched off here.</p></noscript>
<script type="application/json" id="session">{session}</script>
<script type="text/plain" id="sound">{sound}</script>
<script type="module">{script}</script>
</body>
</html>
"""
_ALONE = """
html, body, main { height: 100%; margin: 0; }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""


def place_of_player(session: Path) -> Path:
    """Give where the page of a session is to lie: beside it.

    Raises VoiceguideError: it can't be written there, or the session is to be no MP3.
    """
    if format_of(session) != "mp3":
        raise fail(f"a player holds an MP3, not {session.name}", "leave --player out, or --format")
    path = session.with_suffix(".html")
    check_place(path, 0)
    return path


def write_player(session: Path, folder: Path) -> Path:
    """Write the page of a session, with its sound and pictures in it, beside it; give its path.

    ``session`` is an MP3 that voiceguide made, ``folder`` that of its routine, where the pictures
    lie. Raises VoiceguideError: it is no such file, or the page can't be written.
    """
    path = place_of_player(session)
    page = player_page(session, folder)
    with whole(path) as growing:
        growing.write_text(page, encoding="utf-8", newline="\n")
    return path


def player_page(session: Path, folder: Path) -> str:
    """Give the page of a session as text. Raises VoiceguideError: it is no session."""
    from voiceguide.loader import read_again
    from voiceguide.session.cover import draw_cover
    from voiceguide.session.file import read_session

    poses = read_again(session)[0].poses
    files = pictures_beside(poses, folder)
    data = followed(session, {name: _inside(picture_kind(f), f) for name, f in files.items()})
    cover = draw_cover(read_session(session).timeline)
    data |= {"cover": f"data:image/png;base64,{base64.b64encode(cover).decode()}"}
    sound = base64.b64encode(session.read_bytes()).decode()
    return _page(data, sound)


def _page(data: dict[str, Any], sound: str) -> str:
    style = (STATIC / "player.css").read_text("utf-8") + _ALONE
    script = (STATIC / "player.js").read_text("utf-8") + _START
    return _PAGE.format(
        policy=_POLICY.format(script=digest_of(script), style=digest_of(style)),
        title=html.escape(data["title"]),
        style=style,
        script=script,
        sound=sound,
        # A "<" within a text could end the element that it stands in.
        session=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
    )


def _inside(kind: str, file: Path) -> str:
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
