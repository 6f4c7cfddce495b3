"""One session as the page asks for it: a text, the poses to lead, the dials, and for whom.

It is read by the calls that the command line reads its own wishes by, and named as there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from voiceguide.clients.client import read_client
from voiceguide.joining import gathered, with_includes
from voiceguide.loader import led_for
from voiceguide.naming import own_stem, stem_for
from voiceguide.problems import Problem, VoiceguideError, fail
from voiceguide.reading.reader import understand
from voiceguide.routine import Routine
from voiceguide.settings import SETTINGS, Settings, from_plain, given_names, override


class Wish(NamedTuple):
    """A session to plan or make.

    ``path`` is the routine's file, there or not yet. ``led`` are the numbers of the poses to lead,
    from 1, in their order; None for all as they stand. ``client`` is a client's file.
    """

    text: str
    path: Path
    led: Sequence[int] | None = None
    settings: Settings = Settings()
    client: Path | None = None

    @property
    def poses(self) -> tuple[list[str], list[str]]:
        """Which poses are asked for one by one, and which are skipped, as commands name them.

        What stays in its order is told by the fewer words: as by --skip, not by each --pose.
        """
        if self.led is None:
            return [], []
        last = len(read(self.text, self.path).poses)
        skipped = [number for number in range(1, last + 1) if number not in self.led]
        if list(self.led) == sorted(set(self.led)) and len(skipped) <= len(self.led):
            return [], [str(number) for number in skipped]
        return [str(number) for number in self.led], []


class Granted(NamedTuple):
    """What a wish comes to: the routine as it is led, and what goes before its own settings."""

    routine: Routine
    settings: Settings


@lru_cache(64)
def _understood(text: str, path: Path) -> Routine:
    try:
        return understand(text, str(path))
    except VoiceguideError as error:
        return Routine(str(path), path.stem, problems=tuple(error.problems), source=text)


def read(text: str, path: Path) -> Routine:
    """Read a routine's text, with what is wrong with it in its problems. Raises nothing.

    What it takes in of other routines is read each time: those may have changed.
    """
    return with_includes(_understood(text, path))


def granted(wish: Wish) -> Granted:
    """Give the routine that a wish is for, as it is led.

    Raises VoiceguideError: with what is wrong in the text or in the client's file, or no pose is
    left.
    """
    whole = read(wish.text, wish.path)
    if any(problem.severity == "error" for problem in whole.problems):
        raise VoiceguideError(whole.problems)
    if wish.led is not None and not wish.led:
        raise fail("no pose is ticked", "tick one")
    poses, skip = wish.poses
    if wish.client is None:
        return Granted(gathered(whole, poses, skip), wish.settings)
    routine, client = led_for(whole, wish.client, poses=poses, skip=skip)
    return Granted(routine, override(client.settings, wish.settings))


def client_sets(wish: Wish) -> list[str]:
    """Name the settings that the client's file has and no dial of the page goes before.

    Raises VoiceguideError: the file has errors.
    """
    if wish.client is None:
        return []
    dialled = given_names(wish.settings)
    return [name for name in given_names(read_client(wish.client).settings) if name not in dialled]


def stem_of(wish: Wish, routine: Routine) -> str:
    """Name the session of a wish, without an ending, as ``voiceguide make`` does."""
    stem = stem_for(wish.path.stem, wish.client)
    return own_stem(stem, routine, wish.settings, only=bool(wish.poses[0]))


def order_of(wish: Wish, output: Path) -> dict[str, Any]:
    """Give what the process is told that makes a wish, as plain data, its title and file with it.

    Raises VoiceguideError: as `granted`.
    """
    routine = granted(wish).routine
    return {
        "title": routine.title or wish.path.stem,
        "name": wish.path.stem,
        "target": str(output / f"{stem_of(wish, routine)}.mp3"),
        "text": wish.text,
        "path": str(wish.path),
        "led": wish.led,
        "settings": asdict(wish.settings),
        "client": str(wish.client or ""),
    }


def ordered(order: Mapping[str, Any]) -> Wish:
    """Give the wish that an order is of."""
    client = Path(order["client"]) if order["client"] else None
    path, settings = Path(order["path"]), from_plain(order["settings"])
    return Wish(order["text"], path, order["led"], settings, client)


def settings_from(asked: Mapping[str, Any]) -> Settings:
    """Make settings of what the page's dials say, each as text or a plain value; "" asks nothing.

    Raises VoiceguideError: with every one that is none.
    """
    given: dict[str, Any] = {}
    problems = []
    for name, value in asked.items():
        if value is None or value == "":
            continue
        try:
            given[SETTINGS[name].field] = SETTINGS[name].read(value)
        except KeyError:
            problems.append(Problem(f"there is no setting {name!r}"))
        except ValueError as problem:
            problems.append(Problem(str(problem)))
    if problems:
        raise VoiceguideError(problems)
    return Settings(**given)
