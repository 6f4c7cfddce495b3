"""How commands are asked for a session: its routine, its poses and its settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from voiceguide.commands.completion import complete_pose, complete_setting
from voiceguide.commands.wishes import wish_options
from voiceguide.settings import SETTINGS

_LONGEST_TITLE = 200
F = TypeVar("F", bound=Callable[..., Any])


def setting_option(name: str) -> Callable[[F], F]:
    """Make the option that asks for a setting; what it is given is read as in front matter."""
    setting = SETTINGS[name]

    def read(ctx: click.Context, param: click.Parameter, given: str | bool | None) -> Any:
        try:
            return None if given is None else setting.read(given)
        except ValueError as error:
            raise click.BadParameter(str(error), ctx, param) from None

    return click.option(
        setting.flag or f"--{name}",
        setting.field,
        is_flag=bool(setting.flag),
        default=None,
        callback=read,
        metavar=setting.metavar or None,
        help=setting.help,
        shell_complete=complete_setting(setting),
    )


POSES = click.option(
    "--pose", "poses", multiple=True, metavar="NAME", shell_complete=complete_pose,
    help="Lead only this pose; repeat for more, in your order. A name, its start or a number.",
)  # fmt: skip
SKIP = click.option(
    "--skip", multiple=True, metavar="NAME", shell_complete=complete_pose,
    help="Leave this pose out; repeat for more.",
)  # fmt: skip


def _one_line(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    words = " ".join(value.split())
    if not words or not words.isprintable() or len(words) > _LONGEST_TITLE:
        raise click.BadParameter("a title is a few words", ctx, param)
    return words


TITLE = click.option(
    "--title", metavar="WORDS", callback=_one_line,
    help="What the session is called, in place of the routine's title.",
)  # fmt: skip
_LONG = click.option("--long", is_flag=True, help="Allow a session of more than 6 hours.")


def session_options(command: F) -> F:
    """Add the options that say what a session is like: its poses, then every setting."""
    for option in reversed([POSES, SKIP, TITLE, *map(setting_option, SETTINGS), _LONG]):
        command = option(command)
    return wish_options(command)
