"""``voiceguide new``: start a routine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from voiceguide.commands.output import echo, example


@click.command(epilog=example("voiceguide new hips", "voiceguide new Hips before bed"))
@click.argument("words", nargs=-1, required=True, metavar="NAME")
def new(words: Sequence[str]) -> None:
    """Start a routine called NAME in ./scripts.

    It is a short one with comments, to be changed. A file that is there is never overwritten.
    In a git repository, the folder clients is ignored from then on: what is in it is private.
    """
    from voiceguide.library import FOLDER, keep_from_git, start_routine

    path = start_routine(" ".join(words), FOLDER)
    if keep_from_git(Path(), "clients/"):
        echo("git ignores the folder clients from now on (.gitignore)", err=True)
    echo(path)
    echo(f"change it, then: voiceguide make {path.stem} --watch", err=True)
