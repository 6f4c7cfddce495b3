"""The pictures that a routine's text shows, from files beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from voiceguide.routine import Pose

LARGEST = 4 << 20
"""Of one picture, in bytes: a page that holds them all is still one to send."""
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)


def pictures_beside(poses: Iterable[Pose], folder: Path) -> dict[str, Path]:
    """Give the files of poses' pictures, by the names that the text has for them.

    Only pictures in the folder of the routine or below it: a text may come from anyone.
    """
    found: dict[str, Path] = {}
    try:
        root = folder.resolve()
        for name in filter(None, (pose.picture for pose in poses)):
            file = (root / name).resolve()
            if file.is_relative_to(root) and picture_kind(file):
                found[name] = file
    except (OSError, ValueError, RuntimeError):
        return found
    return found


def picture_kind(file: Path) -> str:
    """Tell what kind of picture a file is, as a MIME type; "" for anything else, or too large."""
    try:
        if not file.is_file() or file.stat().st_size > LARGEST:
            return ""
        with file.open("rb") as opened:
            head = opened.read(12)
    except (OSError, ValueError):
        return ""
    kind = next((kind for magic, kind in _KINDS if head.startswith(magic)), "")
    return "" if kind == "image/webp" and head[8:12] != b"WEBP" else kind
