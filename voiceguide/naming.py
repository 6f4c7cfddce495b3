"""What a session's file is called after how it differs from its routine as that stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from voiceguide.library import slug
from voiceguide.routine import Routine
from voiceguide.settings import PACES, Settings

_LONGEST = 80


def stem_for(stem: str, client: Path | None) -> str:
    """Give the name, without its ending, of a session of a routine for a client, if for any."""
    return f"{stem}-{slug(client.stem)}" if client else stem


def own_stem(stem: str, routine: Routine, asked: Settings, *, only: bool) -> str:
    """Give the name, without its ending, that a session has with other poses, pace or length.

    ``only`` tells that the poses of the routine were asked for one by one; those that were skipped
    it tells itself. A name that is long ends in a digest of all of it.
    """
    name = "-".join([stem, *_differs(routine, asked, only=only)])
    if len(name) > _LONGEST:
        import hashlib  # few have so many poses named

        digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()
        name = f"{name[:_LONGEST].rstrip('-')}-{digest[:8]}"
    return name


def _differs(routine: Routine, asked: Settings, *, only: bool) -> Iterator[str]:
    """Tell what of a session is not as the routine has it, as parts of a name."""
    if only:
        yield "-".join(["only", *(slug(pose.name) for pose in routine.poses)])
    elif routine.left_out:
        yield "-".join(["without", *(slug(name) for name in routine.left_out)])
    if asked.pace is not None and asked.pace != (routine.settings.pace or 1.0):
        words = {factor: word for word, factor in PACES.items()}
        yield words.get(asked.pace, f"pace-{asked.pace:g}")
    if asked.length is not None and asked.length != routine.settings.length:
        minutes, seconds = divmod(round(asked.length / 1000), 60)
        yield f"{minutes}m{f'{seconds:02}s' if seconds else ''}"
