"""The sessions that were made, as the page lists, plays and opens them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from voiceguide.loader import read_again
from voiceguide.page.following import followed
from voiceguide.page.pictures import pictures_beside
from voiceguide.problems import VoiceguideError
from voiceguide.session.file import read_session
from voiceguide.studio.folder import Folder


def listed(path: Path) -> dict[str, Any] | None:
    """Tell of a session in a line; None of another file that lies in the folder."""
    try:
        session = read_session(path)
        about = path.stat()
    except (VoiceguideError, OSError):
        return None
    made = datetime.fromtimestamp(about.st_mtime).astimezone().isoformat(timespec="minutes")
    length_ms = session.timeline.length_ms
    return {"name": path.name, "title": session.title, "length_ms": length_ms, "made": made,
            "bytes": about.st_size, "plays": path.suffix.lower() == ".mp3"}  # fmt: skip


def opened(folder: Folder, name: str) -> dict[str, Any]:
    """Give a session to follow, and what it was made of: its text, poses, settings and client.

    Raises VoiceguideError: there is none of that name, or it keeps no routine.
    """
    path = folder.session(name)
    routine, led = read_again(path)
    of = _routine_of(folder, path)
    beside = pictures_beside(routine.poses, folder.scripts)
    data = followed(path, {each: f"pictures/{of}/{each}" for each in beside})
    settings = {
        key.replace("_", "-"): value for key, value in read_session(path).settings.items()
    }  # fmt: skip
    return data | {
        "src": f"sessions/{name}",
        "cover": f"covers/{name}",
        "text": routine.source,
        "name": of,
        "led": [int(number) for number in led] or None,
        "settings": settings,
        "client": routine.client.get("name", ""),
    }


def _routine_of(folder: Folder, session: Path) -> str:
    """Name the routine of a session: the longest that its own name begins with."""
    names = [n for n, _, _ in folder.routines() if session.stem.startswith(n)]
    return max(names, key=len, default=session.stem)
