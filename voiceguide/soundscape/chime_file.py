"""A chime of the user's own: how long its file says that it is, and what is told of a bad one.

Only the header is read, and nothing decoded or kept, so that a plan is quick and leaves no trace.
"""

from __future__ import annotations

from pathlib import Path

from voiceguide.files import check_file
from voiceguide.problems import VoiceguideError, fail
from voiceguide.settings import CHIMES_MS, USUAL_CHIME

LONGEST_S = 20
"""Most that a chime of the user's may last."""

MOST_BYTES = 100_000_000
"""Most that such a file may hold; 20 s at any rate are less."""

_HEAD_BYTES = 4096


def length_ms(path: Path) -> int:
    """Give the length in milliseconds that a chime's header tells.

    It is an estimate: silence before and after is cut off when the chime is made, and whole
    frames are counted, so that a session may have it shorter, or a frame longer. Where the header
    tells none, or is of a kind not known here, the usual chime's length is taken.

    Raises VoiceguideError: there is no such file, it is no sound, or it is longer than 20 s.
    """
    import mutagen  # slow to load for a plan without such a chime

    path = path.expanduser()
    try:
        check_file(path, MOST_BYTES)
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            file.seek(0)
            about = mutagen.File(file)
        length_s = 0 if about is None else about.info.length
    except (OSError, ValueError) as problem:
        raise unreadable(path, problem) from problem
    except Exception as problem:
        # A broken header may raise anything in the library that reads it.
        raise unreadable(path, "there is no sound in it") from problem
    if about is None and b"\0" not in head:  # nothing, or a text
        raise unreadable(path, "there is no sound in it")
    if length_s > LONGEST_S:
        raise too_long(path)
    return round(length_s * 1000) or CHIMES_MS[USUAL_CHIME]


def too_long(path: Path) -> VoiceguideError:
    """Make the error for a chime that lasts longer than `LONGEST_S`."""
    return fail(
        f"the chime {path} is longer than {LONGEST_S} seconds", "cut a shorter piece out of it"
    )


def unreadable(path: Path, problem: object) -> VoiceguideError:
    """Make the error for a chime that is missing, or is no sound."""
    reason = (isinstance(problem, OSError) and problem.strerror) or problem
    return fail(
        f"the chime {path} can't be read: {reason}",
        f"name a sound file, or {', '.join(CHIMES_MS)}",
    )
