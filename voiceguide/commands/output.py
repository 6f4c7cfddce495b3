"""How commands tell: problems on standard error, results on standard output, examples in help."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from voiceguide.commands.screen import columns, is_drawn_on, shown, styled
from voiceguide.problems import Problem

if TYPE_CHECKING:
    from voiceguide.importing import Imported
    from voiceguide.timeline import Timeline


_NARROWEST = 40
_TIME = r"\d+:\d\d:\d\d "


def example(*lines: str) -> str:
    """Give the examples that end a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def echo(text: object = "", *, err: bool = False) -> None:
    """Print a line, and nothing that would steer a terminal: commands print through this alone."""
    click.echo(shown(f"{text}"), err=err)


def write_out(text: str) -> None:
    """Give a text as it is, for a file; it was cleaned when it was read."""
    click.echo(text, nl=False)


def say(line: str, *, head: str = "", red: bool = False, err: bool = False) -> None:
    """Print a line, on a terminal within its width, with its ``head`` in bold, or in ``red``."""
    stream = sys.stderr if err else sys.stdout
    line, at = shown(f"{head}{line}"), len(shown(head))
    is_terminal = stream is not None and stream.isatty()
    text = _broken(line, columns(stream) if is_terminal else len(line))
    # A style is for the terminal: it is laid on what holds nothing else that steers it.
    click.echo(f"{styled(text[:at], stream, bold=True, red=red)}{text[at:]}", err=err)


def tell(problems: Iterable[Problem]) -> None:
    """Tell problems on standard error: errors begin with their place or with "error:", in red."""
    for problem in problems:
        first, *more = str(problem).splitlines()
        is_error = problem.severity == "error"
        head = "error: " if is_error else "warning: "
        if problem.place:
            head = first[: first.index(problem.message)]
        say(first.removeprefix(head), head=head, red=is_error, err=True)
        for line in more:
            say(line, err=True)


def tell_troubles() -> None:
    """Tell what went wrong with a store that machines share, where one was used at all."""
    used = sys.modules.get("voiceguide.remote.shared")
    if used is not None:
        tell(used.troubles())


def misuse(usage: str, message: str) -> None:
    """Tell on standard error what is wrong in the words of a command."""
    for line in (*usage.splitlines(), ""):
        say(line, err=True)
    say(message, head="error: ", red=True, err=True)


def _broken(line: str, width: int) -> str:
    if not 20 < width < len(line):
        return line
    import textwrap  # slow to load for a command that has nothing to tell

    return "\n".join(textwrap.wrap(line, width, subsequent_indent="  ", break_on_hyphens=False))


def tell_import(imported: Imported | None) -> None:
    """Tell on standard error what a routine lacks of its article, and what was assumed."""
    if imported is None:
        return
    from voiceguide.importing import brief  # loaded by now

    left_out = list(brief(imported.left_out))
    for heading, lines in (("Left out:", left_out), ("Assumed:", imported.assumed)):
        if lines:
            say("", head=heading, err=True)
        for line in lines:
            say(f"  - {line}", err=True)


def tell_fit(timeline: Timeline, steps: Iterable[str]) -> None:
    """Tell on standard error, step by step, how a session came to the length asked for."""
    from voiceguide.timeline import clock

    for step in steps:
        say(f"to last {clock(timeline.length_ms)}: {step}", err=True)


def width_of_lines() -> int:
    """Give the columns that what is printed may take: those of a terminal, if it has enough."""
    return max(_NARROWEST, columns(sys.stdout))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of a report; those that are not indented are its headings, but for times."""
    if not is_drawn_on(sys.stdout):
        # At once: a plan has hundreds.
        click.echo("".join(f"{shown(line)}\n" for line in lines), nl=False)
        return
    from voiceguide.report import POSES_HEAD  # loaded by now

    for line in lines:
        is_heading = line == POSES_HEAD or (line[:1].strip() and not re.match(_TIME, line))
        say("" if is_heading else line, head=line if is_heading else "")


def print_out(data: dict[str, Any] | list[Any]) -> None:
    """Print plain data as JSON."""
    import json  # few ask for it

    echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_line(data: Any) -> None:
    """Print plain data as one line of JSON."""
    import json  # few ask for it

    echo(json.dumps(data, ensure_ascii=False))
