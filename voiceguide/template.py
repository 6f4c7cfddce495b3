"""A routine to start from."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from voiceguide.problems import fail

_TEMPLATE = """\
---
title: {title}
# Settings for this routine. Take the # away to set one.
# pace: slow
# breath: 4,6
# rate: 110
---
<!-- Text before the first pose is the welcome. Notes like this one are never spoken. -->
Find a quiet place, and a mat or a blanket.

<!-- Each pose begins with ##. The words below its name introduce it. -->
## Seated Side Stretch

This one makes room along your ribs.

> Lines like this one are notes for whoever reads the routine.

1. Sit tall, with your legs crossed or on a chair.
2. Inhale, and reach your right arm up.
3. Exhale, and lean over to the left. Tip: Keep both hips on the floor.
4. Hold for 3-5 breaths, then come back up.
5. Repeat on the other side.

<!-- The words carry the time: breaths, seconds or minutes, rounds, sides. -->
## Child’s Pose

1. Kneel, and sit back on your heels.
2. Fold forward and rest your forehead on the floor. Caution: Do not stay if your knees hurt.
3. Rest for at least one minute.
4. Roll up slowly to sitting.
"""
_LONGEST = 80


def start_routine(name: str, folder: Path) -> Path:
    """Write a short routine with comments, to be changed, and give its path.

    ``name`` is what the routine is called; its file is named after it. A file that is there
    stays as it is.

    Raises VoiceguideError: the name can't be a file's, is taken, or the file can't be written.
    """
    words = " ".join(name.removesuffix(".md").split())
    stem = re.sub(r"[\W_]+", "-", words.lower()).strip("-")
    if not stem or len(words) > _LONGEST or re.search(r"[/\\]", words) or not words.isprintable():
        raise fail(f"{name!r} can't name a routine", "give a short name, such as hips")
    title = words if " " in words else words.replace("-", " ").replace("_", " ").strip()
    path = folder / f"{stem}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            try:
                file.write(_TEMPLATE.format(title=title[:1].upper() + title[1:]))
                file.flush()
            except BaseException:
                with contextlib.suppress(OSError):
                    path.unlink()
                raise
    except FileExistsError as problem:
        raise fail(f"{path} is there already", "choose another name, or change that one") from (
            problem
        )
    except OSError as problem:
        raise fail(f"{path} can't be written: {problem.strerror or problem}") from problem
    return path
