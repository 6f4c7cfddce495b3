"""What commands are asked for: which routines make a session, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from voiceguide.problems import Place, Problem, VoiceguideError
from voiceguide.settings import SETTINGS, Settings, given_names, override

if TYPE_CHECKING:
    from voiceguide.importing import Imported
    from voiceguide.routine import Routine

F = TypeVar("F", bound=Callable[..., Any])
_LONGEST = 80


class Wish(NamedTuple):
    """One session: the routine it is of, or those in a row under a ``name``, and the client's file.

    ``name`` is "" where it is one routine's.
    """

    paths: tuple[Path, ...]
    name: str = ""
    client: Path | None = None

    @property
    def stem(self) -> str:
        """What its file is called, but for how it differs from its routine."""
        from voiceguide.library import slug  # what has a name has a routine

        return slug(self.name) if self.name else self.paths[0].stem

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that it is read from."""
        return (*self.paths, self.client) if self.client else self.paths


class Granted(NamedTuple):
    """What was read for a wish: the routine, what became of an article, and the settings to use.

    ``origins`` tell where each setting that is set comes from.
    """

    routine: Routine
    imported: Imported | None
    settings: Settings
    origins: dict[str, str]


def wish_options(command: F) -> F:
    """Add the options that say of which routines a session is, and for whom."""
    joined = click.option(
        "--as", "as_name", metavar="NAME",
        help="Make one session of all these routines, called NAME.",
    )  # fmt: skip
    client = click.option(
        "--for", "clients", metavar="CLIENT", multiple=True,
        help="Make it as clients/CLIENT.toml says; a .toml file, or '*' for all clients.",
    )  # fmt: skip
    return joined(client(command))


def wishes_of(paths: Sequence[Path], asked: dict[str, Any]) -> list[Wish]:
    """Give each session that is asked for: of each routine for each client.

    Raises VoiceguideError: there is no such client.
    """
    name = " ".join((asked["as_name"] or "").split())
    if asked["as_name"] is not None and not (name.isprintable() and 0 < len(name) < _LONGEST):
        raise click.UsageError("--as needs a short name, such as evening")
    clients: list[Path | None] = [None]
    if asked["clients"]:
        from voiceguide.clients.client import find_clients  # few have one

        clients = list(find_clients(asked["clients"]))
    groups = [tuple(paths)] if name else [(path,) for path in paths]
    return [Wish(group, name, client) for group in groups for client in clients]


def granted(wish: Wish, asked: dict[str, Any]) -> Granted:
    """Read what a wish is for, with the poses, the title and the settings that are asked for.

    Raises VoiceguideError: with every problem in it; or a pose's name fits none or several.
    """
    from voiceguide.loader import led_for, load, load_joined

    given = Settings(**{each.field: asked[each.field] for each in SETTINGS.values()})
    chosen = {} if wish.client else {"poses": asked["poses"], "skip": asked["skip"]}
    imported = None
    if wish.name:
        title = wish.name if " " in wish.name else wish.name.replace("-", " ").replace("_", " ")
        routine = load_joined(wish.paths, title[:1].upper() + title[1:], **chosen)
    else:
        routine, imported = load(wish.paths[0], **chosen)
    origins = dict.fromkeys(given_names(routine.settings), "routine")
    settings = given
    if wish.client:
        routine, client = led_for(routine, wish.client, poses=asked["poses"], skip=asked["skip"])
        origins |= dict.fromkeys(given_names(client.settings), f"client {client.name}")
        settings = override(client.settings, given)
    origins |= dict.fromkeys(given_names(given), "command line")
    if asked["title"]:
        routine = replace(routine, title=asked["title"])
    return Granted(routine, imported, settings, origins)


def setting_lines(granted: Granted) -> Iterator[str]:
    """Tell each setting that is set and who set it; the others are as usual."""
    asked = override(granted.routine.settings, granted.settings)
    yield "Settings:"
    for name, origin in granted.origins.items():
        yield f"  {name}: {_plain(name, getattr(asked, SETTINGS[name].field))} ({origin})"
    yield f"  {'all' if not granted.origins else 'all others'}: as usual (default)"


def _plain(name: str, value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(f"{each / 1000:g}" for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "length":
        minutes, seconds = divmod(round(value / 1000), 60)
        return f"{minutes}:{seconds:02}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def of_client(error: VoiceguideError, wish: Wish) -> VoiceguideError:
    """Tell for whom it is where a problem has no place that does."""
    if wish.client is None:
        return error
    name = wish.client.stem

    def told(problem: Problem) -> Problem:
        place: Place | None = problem.place
        return problem if place else problem._replace(message=f"for {name}: {problem.message}")

    return VoiceguideError(told(problem) for problem in error.problems)
