"""A session made again from what its own file keeps: the routine's text and the settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from voiceguide.problems import fail
from voiceguide.reading.reader import decode, read_text
from voiceguide.routine import Routine
from voiceguide.settings import from_plain

_MOST_POSES = 1000


def read_again(path: Path) -> tuple[Routine, list[str]]:
    """Read the whole routine in a session's file, and the numbers of the poses that were led of it.

    Its settings are those the session was made with. The text comes from a file that anyone may
    have made: it is read with the limits that any routine has.

    Raises VoiceguideError: voiceguide did not make it, or what is inside is no good routine.
    """
    from voiceguide.session.file import read_session  # the one thing here that knows sound

    session = read_session(path)
    origin = session.origin
    if not origin.text:
        raise fail(f"{path} keeps no routine", "make it from the routine's text")
    routine = read_text(decode(origin.text.encode("utf-8", "surrogatepass"), path), str(path))
    led = len(origin.poses)
    if led > _MOST_POSES or any(not 1 <= each <= len(routine.poses) for each in origin.poses):
        raise fail(f"what voiceguide kept in {path} is damaged: it leads poses that it lacks")
    try:
        settings = from_plain(origin.settings)
    except ValueError as problem:
        raise fail(f"what voiceguide kept in {path} is damaged: {problem!s:.200}") from problem
    # A routine without a title was named after its file, which this one need not be.
    title = " ".join(session.timeline["title"].split())
    title = title if title.isprintable() else routine.title
    return replace(routine, title=title, settings=settings), [str(each) for each in origin.poses]
