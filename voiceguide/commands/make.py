"""``voiceguide make``: from routines to MP3s."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voiceguide.commands.asking import (
    example,
    paths_of,
    read_one,
    session_options,
    settings_of,
    tell,
)
from voiceguide.problems import Problem, VoiceguideError

if TYPE_CHECKING:
    from voiceguide.routine import Routine


@click.command(epilog=example(
    "voiceguide make",
    "voiceguide make middle-back --pace slow",
    "voiceguide make hips.md --pose pigeon --pose 2 --out ~/Music",
))  # fmt: skip
@click.argument("routines", nargs=-1, metavar="[ROUTINE]...")
@session_options
@click.option("--out", metavar="FILE|FOLDER", help="Where to write [default: the folder output].")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def make(routines: Sequence[str], out: str | None, quiet: bool, **asked: Any) -> None:
    """Make the MP3 of each ROUTINE.

    A ROUTINE is a name in ./scripts, or a file; an article is read as `import` would.

    With no name, those in ./scripts are made or, where there are none, the one that voiceguide
    comes with.
    """
    from voiceguide.making import prepare, run
    from voiceguide.report import clock, made_lines

    chosen = [read_one(path, asked, quiet=quiet) for path in paths_of(routines)]
    targets = _targets([routine for _, routine in chosen], out)
    settings = settings_of(asked)
    problems: list[Problem] = []
    jobs = []
    for (_, routine), target in zip(chosen, targets, strict=True):
        if not quiet:
            tell(routine.problems)
        try:
            jobs.append(prepare(routine, target, settings, long=asked["long"]))
        except VoiceguideError as error:
            problems += error.problems
    if problems:
        raise VoiceguideError(dict.fromkeys(problems))
    for job in jobs:
        with _Progress(job.target.name, len(job.words), quiet) as progress:
            made = run(job, progress.tell)
        if not quiet:
            kept = len(job.words) - made.spoken
            click.echo(f"sentences: {made.spoken} spoken, {kept} kept from before", err=True)
            click.echo(f"{made.path}: {clock(made.timeline.length_ms)}")
            for line in made_lines(made.timeline):
                click.echo(line)


class _Progress:
    """What is being spoken: a bar on a terminal, a plain line elsewhere."""

    def __init__(self, name: str, sentences: int, quiet: bool) -> None:
        self._words = ""
        self._bar: Any = None
        stream = sys.stderr
        if quiet:
            return
        if stream.isatty():
            self._bar = click.progressbar(
                length=sentences, label=name, item_show_func=lambda _: self._words[:30],
                file=stream, width=20, show_pos=True,
            )  # fmt: skip
        else:
            click.echo(f"{name}: {sentences} sentences to speak or take from the cache", err=True)

    def __enter__(self) -> _Progress:
        if self._bar is not None:
            self._bar.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(*error)

    def tell(self, ready: int, sentences: int, words: str) -> None:
        del ready, sentences
        if self._bar is not None:
            self._words = words
            self._bar.update(1, words)


def _targets(routines: Sequence[Routine], out: str | None) -> list[Path]:
    """Name the file of each routine; one routine may have a file of its own choosing."""
    names = [f"{Path(routine.path).stem}.mp3" for routine in routines]
    place = Path(out).expanduser() if out else Path("output")
    if out and place.suffix.lower() == ".mp3" and not place.is_dir():
        if len(routines) > 1:
            raise click.UsageError(
                f"--out {out} is one file, and there are {len(routines)} routines"
            )
        return [place]
    if out and place.suffix and not place.is_dir() and not out.endswith(("/", "\\")):
        raise click.UsageError(f"--out {out}: a session is an .mp3, or name a folder")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise click.UsageError(f"two routines would both be written to {place / twice[0]}")
    return [place / name for name in names]
