"""``voiceguide check``: what was understood of a routine, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import click

from voiceguide.commands.completion import complete_routine
from voiceguide.commands.output import (
    example,
    print_line,
    print_lines,
    say,
    tell,
    tell_import,
    width_of_lines,
)
from voiceguide.problems import VoiceguideError
from voiceguide.routine import Routine


@click.command(
    epilog=example("voiceguide check scripts/hips.md", "voiceguide check scripts/*.md --strict")
)
@click.argument("routines", nargs=-1, required=True, metavar="ROUTINE...",
                shell_complete=complete_routine)  # fmt: skip
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, a routine a line.")
@click.pass_context
def check(ctx: click.Context, routines: Sequence[str], strict: bool, as_json: bool) -> None:
    """Show what was understood, and every problem.

    Line by line: the words, what they were taken for, and whether a time was written or assumed.
    """
    from voiceguide.report import reading_json, reading_lines

    failed = False
    for routine in (each for name in _names(routines) for each in _understood(name)):
        errors = sum(strict or problem.severity == "error" for problem in routine.problems)
        failed = failed or errors > 0
        if as_json:
            print_line(reading_json(routine.path, routine))
            continue
        told = [
            _count(len(routine.poses), "pose"),
            _count(errors, "error"),
            _count(len(routine.problems) - errors, "warning"),
        ]
        say(f": {', '.join(told)}", head=routine.path)
        print_lines(reading_lines(routine, width_of_lines()))
        tell(routine.problems)
    if failed:
        ctx.exit(1)


def _names(words: Sequence[str]) -> Sequence[str]:
    from voiceguide.library import joined_names

    try:
        return joined_names(words)
    except VoiceguideError:
        return words  # which of them it is shows when they are looked for one by one


def _understood(name: str) -> Iterator[Routine]:
    """Understand the routine of a name, or all of a folder, whatever is wrong with each."""
    from voiceguide.library import find_routines
    from voiceguide.loader import understand

    try:
        paths = find_routines([name])
    except VoiceguideError as error:
        yield Routine(name, "", problems=tuple(error.problems))
        return
    for path in paths:
        try:
            routine, imported = understand(path)
            tell_import(imported)
            yield _with_doubts(routine)
        except VoiceguideError as error:
            yield Routine(str(path), "", problems=tuple(error.problems))


def _with_doubts(routine: Routine) -> Routine:
    """Add what the plan of a routine without errors shows to be hardly meant."""
    from voiceguide.planning import doubts_of

    if any(problem.severity == "error" for problem in routine.problems):
        return routine
    return replace(routine, problems=(*routine.problems, *doubts_of(routine)))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
