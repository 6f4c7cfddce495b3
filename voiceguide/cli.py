"""The command ``voiceguide``: what it does is done elsewhere; here it is asked for and told.

Each command is loaded when it is asked for, and imports what it needs when it runs, so that
``--help`` and ``plan`` load no audio.
"""

from __future__ import annotations

import errno
import importlib
import io
import signal
import sys
from typing import Any, NoReturn

import click

from voiceguide import __version__
from voiceguide.commands.output import echo, example, misuse, say, tell, tell_troubles
from voiceguide.problems import Problem, VoiceguideError

_INTERRUPTED = 130
_ENDING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


# In the order of their use: the name of each command, its module and its function.
_COMMANDS = {
    "make": ("make", "make"),
    "plan": ("plan", "plan"),
    "check": ("check", "check"),
    "new": ("new", "new"),
    "import": ("import_", "import_article"),
    "list": ("list_", "list_routines"),
    "sheet": ("sheet", "sheet"),
    "voices": ("voices", "voices"),
    "say": ("say", "say"),
    "record": ("record", "record"),
    "studio": ("studio", "studio"),
    "show": ("show", "show"),
    "catalogue": ("catalogue", "catalogue"),
    "verify": ("verify", "verify"),
    "cache": ("cache", "cache"),
}


class _Misuse(click.UsageError):
    """What is wrong in the words of a command, told as other errors are."""

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(error.format_message(), error.ctx)

    def show(self, file: Any = None) -> None:
        """Tell it, within the terminal's width."""
        del file
        usage = self.ctx.get_usage() if self.ctx else ""
        path = self.ctx.command_path if self.ctx else "voiceguide"
        misuse(f"{usage}\nTry '{path} --help' for help.", self.message)


class _Group(click.Group):
    """Loads commands as they are asked for, and tells errors as they are meant to be read."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give all commands in the order of their use."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give the command of a name, loading it."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, function = _COMMANDS[cmd_name]
        command: click.Command = getattr(
            importlib.import_module(f"voiceguide.commands.{module}"), function
        )
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take ``help make`` for ``make --help``, and retell what is wrong in the words."""
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise _Misuse(error) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise _Misuse(error) from None
        except VoiceguideError as error:
            tell(error.problems)
            ctx.exit(1)
        except KeyboardInterrupt:
            echo("\nstopped: no file was changed", err=True)
            ctx.exit(_INTERRUPTED)
        except (MemoryError, RuntimeError, ImportError) as error:
            if not _lacks_memory(error):
                raise
            told = f"there is too little memory: {error if str(error) else 'none is left'}"
            tell([Problem(told, "end other programs, or allow this one more")])
            ctx.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # `voiceguide plan | head`: click ends quietly
            where = f"{error.filename}: " if error.filename else ""
            say(f"{where}{error.strerror or error}", head="error: ", red=True, err=True)
            ctx.exit(1)
        finally:
            tell_troubles()


def _lacks_memory(error: Exception) -> bool:
    """Tell whether that is how a thread or a library fails that finds no memory."""
    told = ("new thread", "failed to map", "allocate memory")
    return isinstance(error, MemoryError) or any(each in str(error) for each in told)


@click.group(
    cls=_Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog=example("voiceguide make", "voiceguide make middle-back --pace slow --skip Cobra"),
)
@click.version_option(__version__, "-V", "--version", prog_name="voiceguide")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Turn a stretching routine you can read into a session you can follow, eyes closed."""
    if ctx.invoked_subcommand is None:
        echo(ctx.get_help())
        return
    # Being told to end is like Ctrl-C: what was begun is cleared away.
    for number in _ENDING:
        if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:  # as nohup wants
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
