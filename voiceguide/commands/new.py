"""``voiceguide new``: start a routine."""

from __future__ import annotations

from collections.abc import Sequence

import click

from voiceguide.commands.output import echo, example


@click.command(epilog=example("voiceguide new hips", "voiceguide new Hips before bed"))
@click.argument("words", nargs=-1, required=True, metavar="NAME")
def new(words: Sequence[str]) -> None:
    """Start a routine called NAME in ./scripts.

    It is a short one with comments, to be changed. A file that is there is never overwritten.
    """
    from voiceguide.library import FOLDER, start_routine

    path = start_routine(" ".join(words), FOLDER)
    echo(path)
    echo(f"change it, then: voiceguide make {path.stem} --watch", err=True)
