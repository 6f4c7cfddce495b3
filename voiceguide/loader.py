"""A routine from whatever holds one: a text, a file, an article, or a session's own file."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from voiceguide.formats import format_of
from voiceguide.importing import is_article
from voiceguide.joining import gathered, joined, taken_in, with_includes
from voiceguide.problems import VoiceguideError, fail
from voiceguide.reading import reader
from voiceguide.routine import Routine
from voiceguide.settings import BEDS, CHIMES_MS, from_plain

if TYPE_CHECKING:
    from voiceguide.clients.client import Client
    from voiceguide.importing import Imported
    from voiceguide.session.manifest import Origin


class Loaded(NamedTuple):
    """A routine and, where an article held it, what became of the article."""

    routine: Routine
    imported: Imported | None = None


def read_routine(
    path: str | Path, *, poses: Sequence[str] = (), skip: Sequence[str] = ()
) -> Routine:
    """Read a routine, with the poses named and in that order, or without those to skip.

    A pose is named by its name, the start of it or of a word in it, or its number. The routine
    may be in a session's file, with the settings that it was made with; there, the poses are
    those it leads where none are named.

    Raises VoiceguideError: with every problem in it; or a pose's name fits none or several.
    """
    path = Path(path)
    if not format_of(path):
        return gathered(_whole(reader.understand(reader.load(path), str(path))), poses, skip)
    routine, led = read_again(path)
    return gathered(routine, poses or led, skip)


def parse_routine(text: str, path: str = "routine.md") -> Routine:
    """Read a routine from its text; problems name ``path`` as the place of it.

    A routine whose text gives it no title is called after that path.

    Raises VoiceguideError: with every problem in it.
    """
    text = reader.decode(text.encode("utf-8", "surrogatepass"), Path(path))
    return _whole(reader.understand(text, path))


def _whole(routine: Routine) -> Routine:
    """Take in what a routine's text names. Raises VoiceguideError: with every problem in it."""
    routine = with_includes(routine)
    if any(problem.severity == "error" for problem in routine.problems):
        raise VoiceguideError(routine.problems)
    return routine


def load_joined(
    paths: Sequence[Path], title: str, *, poses: Sequence[str] = (), skip: Sequence[str] = ()
) -> Routine:
    """Read several routines and put them in a row, under a title of their own.

    Raises VoiceguideError: with every problem in them; or a pose's name fits none or several.
    """
    return gathered(joined([load(path).routine for path in paths], title), poses, skip)


def led_for(
    whole: Routine, path: Path, *, poses: Sequence[str] = (), skip: Sequence[str] = ()
) -> tuple[Routine, Client]:
    """Give a whole routine as it is for the client whose file is at ``path``.

    ``poses`` and ``skip`` go before what the file chooses. The client's settings are for the
    caller to lay over the routine's.

    Raises VoiceguideError: with every problem in the file, or a pose that can't be mended so.
    """
    from voiceguide.clients.client import for_client, read_client  # few have one

    client = read_client(path)
    return for_client(gathered(whole, poses or client.poses, skip), client, whole), client


def taken_in_by(
    paths: Sequence[Path], client: Path | None = None, *, poses: Sequence[str] = ()
) -> list[Path]:
    """Give the files besides these that a session is read from: routines that are taken in.

    ``client`` is the client's file, whose poses may be of others, ``poses`` those asked for.
    """
    if client and not poses:
        from voiceguide.clients.client import read_client  # few have one

        with contextlib.suppress(VoiceguideError):
            poses = read_client(client).poses
    found = [each for path in paths if not format_of(path) for each in taken_in(path, poses)]
    return [each for each in dict.fromkeys(found) if each not in paths]


def load(path: Path, *, poses: Sequence[str] = (), skip: Sequence[str] = ()) -> Loaded:
    """Read a routine as `read_routine` does, and an article as ``voiceguide import`` would.

    Raises VoiceguideError: with every problem in it; or a pose's name fits none or several.
    """
    if format_of(path) or not is_article(path):
        return Loaded(read_routine(path, poses=poses, skip=skip))
    routine, imported = _from_article(path)
    return Loaded(gathered(routine, poses, skip), imported)


def understand(path: Path) -> Loaded:
    """Make what can be made of a routine's text, or of an article, its problems kept in it.

    Raises VoiceguideError: the file can't be read, or is an article that leads no movement.
    """
    if is_article(path):
        return _from_article(path)
    return Loaded(with_includes(reader.understand(reader.load(path), str(path))))


def _from_article(path: Path) -> Loaded:
    from voiceguide.importing import read_article  # slow to load, for few

    return Loaded(*read_article(path))


def _as_kept(origin: Origin, path: Path) -> Routine:
    """Read the text in a session, and those that its poses come from besides. It opens no other.

    Raises VoiceguideError: they are no good routines.
    """
    texts = [
        reader.read_text(reader.decode(text.encode("utf-8", "surrogatepass"), path), str(path))
        for text in (origin.text, *origin.others)
    ]
    main = replace(texts[0], includes=())
    if not origin.led:
        return main
    poses = []
    for text, number, again, optional in origin.led:
        if text >= len(texts) or not 1 <= number <= len(texts[text].poses):
            raise fail(f"what voiceguide kept in {path} is damaged: it leads poses that it lacks")
        pose = texts[text].poses[number - 1]
        poses.append(pose._replace(text=text, number=number, again=again, optional=bool(optional)))
    # Where they were put in a row, they are there as often as they are led.
    once = all(again == 1 for text, _, again, _ in origin.led if text == 0)
    rounds = main.rounds if once else None
    return replace(main, poses=tuple(poses), others=origin.others, rounds=rounds)


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
    routine = _as_kept(origin, path)
    if origin.client:
        from voiceguide.clients.client import as_kept

        try:
            routine = as_kept(routine, origin.client)
        except (ValueError, KeyError, TypeError) as problem:
            raise fail(f"what voiceguide kept in {path} is damaged: {problem!s:.200}") from problem
    if any(not 1 <= each <= len(routine.poses) for each in origin.poses):
        raise fail(f"what voiceguide kept in {path} is damaged: it leads poses that it lacks")
    try:
        settings = from_plain(origin.settings)
    except ValueError as problem:
        raise fail(f"what voiceguide kept in {path} is damaged: {problem!s:.200}") from problem
    # Whoever made the file may not have this computer's files opened: a person names them again.
    files = {
        name: value
        for name, names in (("bed", BEDS), ("chime", CHIMES_MS))
        if (value := getattr(settings, name)) is not None and value not in names
    }
    settings = replace(settings, **dict.fromkeys(files))
    # A routine without a title was named after its file, which this one need not be.
    title = " ".join(session.timeline.script.title.split())
    title = title if title.isprintable() else routine.title
    routine = replace(routine, title=title, settings=settings, said=origin.said, files=files)
    return routine, [str(each) for each in origin.poses]
