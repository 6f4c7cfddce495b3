"""How commands tell: problems on standard error, results on standard output, examples in help."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from voiceguide.commands.screen import columns, shown, styled
from voiceguide.problems import Problem

if TYPE_CHECKING:
    from voiceguide.importing import Imported
    from voiceguide.timeline import Timeline


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
    text = _broken(line, columns(stream) if stream.isatty() else len(line))
    # A style is for the terminal: it is laid on what holds nothing else that steers it.
    click.echo(f"{styled(text[:at], stream, bold=True, red=red)}{text[at:]}", err=err)


def tell(problems: Iterable[Problem]) -> None:
    """Tell problems on standard error."""
    for problem in problems:
        for line in str(problem).splitlines():
            say(line, err=True)


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
            echo(heading, err=True)
        for line in lines:
            echo(f"  - {line}", err=True)


def tell_fit(timeline: Timeline, steps: Iterable[str]) -> None:
    """Tell on standard error, step by step, how a session came to the length asked for."""
    from voiceguide.timeline import clock

    for step in steps:
        click.echo(f"to last {clock(timeline.length_ms)}: {step}", err=True)


def print_out(what: Any) -> None:
    """Print plain data as JSON, or lines as they are."""
    if isinstance(what, (dict, list)):
        import json  # few ask for it

        echo(json.dumps(what, ensure_ascii=False, indent=2))
    else:
        # At once: a plan has hundreds.
        click.echo("".join(f"{shown(line)}\n" for line in what), nl=False)


def print_line(data: Any) -> None:
    """Print plain data as one line of JSON."""
    import json  # few ask for it

    echo(json.dumps(data, ensure_ascii=False))
