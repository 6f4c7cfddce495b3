"""The command ``voiceguide``: what it does is done elsewhere; here it is asked for and told.

Commands import what they need when they run, so that ``--help`` and ``plan`` load no audio.
"""

from __future__ import annotations

import errno
import io
import signal
import sys
from typing import Any, NoReturn

import click

from voiceguide import __version__
from voiceguide.commands.cache import cache
from voiceguide.commands.check import check
from voiceguide.commands.import_ import import_article
from voiceguide.commands.list_ import list_routines
from voiceguide.commands.make import make
from voiceguide.commands.new import new
from voiceguide.commands.output import example, tell
from voiceguide.commands.plan import plan
from voiceguide.commands.record import record
from voiceguide.commands.say import say
from voiceguide.commands.show import show
from voiceguide.commands.verify import verify
from voiceguide.commands.voices import voices
from voiceguide.problems import VoiceguideError

_INTERRUPTED = 130
_ENDING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


class _Group(click.Group):
    """Lists commands in the order of their use, and tells errors as they are meant to be read."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except VoiceguideError as error:
            tell(error.problems)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("\nstopped: no file was changed", err=True)
            ctx.exit(_INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # `voiceguide plan | head`: click ends quietly
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"{where}{error.strerror or error}", err=True)
            ctx.exit(1)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog=example("voiceguide make", "voiceguide make middle-back --pace slow --skip Cobra"),
)
@click.version_option(__version__, prog_name="voiceguide")
def main() -> None:
    """Turn a stretching routine you can read into a session you can follow, eyes closed."""
    # Being told to end is like Ctrl-C: what was begun is cleared away.
    for number in _ENDING:
        signal.signal(number, _interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter shows another in its place.
            stream.reconfigure(errors="replace")


def _interrupt(*_: object) -> NoReturn:
    # An impatient second Ctrl-C would leave half of it uncleared.
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


_COMMANDS = (
    make, plan, check, new, import_article, list_routines, voices, say, record, show, verify, cache,
)  # fmt: skip
for _command in _COMMANDS:
    main.add_command(_command)
