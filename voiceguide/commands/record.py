"""``voiceguide record``: what to record for a routine in one's own voice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from voiceguide.commands.completion import complete_routine
from voiceguide.commands.options import session_options
from voiceguide.commands.output import echo, example
from voiceguide.commands.wishes import granted, wishes_of


@click.command(epilog=example(
    "voiceguide record middle-back --out mine",
    "voiceguide make middle-back --voice recorded:mine --fallback heart",
))  # fmt: skip
@click.argument("routine", shell_complete=complete_routine)
@click.option(
    "-o", "--out", required=True, metavar="FOLDER", help="Where the sheet and recordings are."
)
@session_options
def record(routine: str, out: str, **asked: Any) -> None:
    """Write the sheet of all that a session of ROUTINE says, numbered, to be recorded.

    Record each sentence into a file of its number in the same folder, such as 12.wav. Written
    again, for a routine that was changed or for another, the sheet keeps its numbers and gets
    what is new.
    """
    from voiceguide.library import find_routine
    from voiceguide.planning import sentences
    from voiceguide.speech.engines.recorded import SHEET, write_sheet

    wishes = [granted(wish, asked) for wish in wishes_of([find_routine(routine)], asked)]
    said = dict.fromkeys(
        words for wish in wishes for words in sentences(wish.routine, wish.settings)
    )
    folder = Path(out).expanduser()
    recorded, missing = write_sheet(folder, tuple(said))
    echo(f"{folder / SHEET}: {recorded + len(missing)} sentences, {recorded} recorded")
    if missing:
        echo(f"to be recorded: {_spans(missing)}")


def _spans(numbers: Sequence[int]) -> str:
    """Write numbers with those in a row as from and to."""
    rows = [
        [number for _, number in row]
        for _, row in groupby(enumerate(numbers), lambda each: each[1] - each[0])
    ]
    return ", ".join(f"{row[0]}-{row[-1]}" if len(row) > 1 else f"{row[0]}" for row in rows)
