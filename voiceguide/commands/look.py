"""Commands that look and make nothing: ``plan``, ``check``, ``list`` and ``show``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from voiceguide.commands.options import (
    complete_routine,
    example,
    print_out,
    session_options,
    settings_of,
    tell,
    tell_import,
)
from voiceguide.problems import Problem, VoiceguideError


@click.command(epilog=example(
    "voiceguide plan middle-back",
    "voiceguide plan middle-back --hold 0.5 --json",
))  # fmt: skip
@click.argument("routine", shell_complete=complete_routine)
@session_options
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def plan(routine: str, as_json: bool, **asked: Any) -> None:
    """Show a session without sound, cue by cue.

    Every cue with its start, length and words, under its pose; then the totals, and what was
    assumed or left out.
    """
    from voiceguide.library import find_routine
    from voiceguide.loader import load
    from voiceguide.pipeline import plan as lay_out_plan
    from voiceguide.report import plan_lines

    found, imported = load(find_routine(routine), poses=asked["poses"], skip=asked["skip"])
    tell_import(imported)
    tell(found.problems)
    timeline = lay_out_plan(found, settings_of(asked), long=asked["long"])
    print_out(timeline.as_json() if as_json else plan_lines(timeline))


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
    from voiceguide.library import find_routine
    from voiceguide.loader import understand
    from voiceguide.report import reading_json, reading_lines
    from voiceguide.routine import Routine

    failed = False
    for name in routines:
        try:
            routine, imported = understand(find_routine(name))
            tell_import(imported)
        except VoiceguideError as error:
            routine = Routine(name, "", problems=tuple(error.problems))
        errors = [p for p in routine.problems if strict or p.severity == "error"]
        failed = failed or bool(errors)
        if as_json:
            import json

            click.echo(json.dumps(reading_json(routine.path, routine), ensure_ascii=False))
            continue
        warnings = len(routine.problems) - len(errors)
        told = [
            _count(len(routine.poses), "pose"),
            _count(len(errors), "error"),
            _count(warnings, "warning"),
        ]
        click.echo(f"{routine.path}: {', '.join(told)}")
        print_out(reading_lines(routine))
        tell(routine.problems)
    if failed:
        ctx.exit(1)


@click.command("list", epilog=example("voiceguide list"))
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def list_routines(as_json: bool) -> None:
    """List the routines with their poses and lengths."""
    from voiceguide.library import all_routines
    from voiceguide.loader import read_routine
    from voiceguide.pipeline import plan as lay_out_plan
    from voiceguide.report import made_lines
    from voiceguide.timeline import clock

    listed = []
    problems: list[Problem] = []
    for path in all_routines():
        try:
            timeline = lay_out_plan(read_routine(path), long=True)
        except VoiceguideError as error:
            problems += error.problems
            continue
        listed.append({"name": path.stem, "path": str(path), **timeline.as_json()})
        if not as_json:
            click.echo(f"{path.stem}: {timeline.script.title}, about {clock(timeline.length_ms)}")
            print_out(made_lines(timeline))
    if as_json:
        print_out(
            [
                {key: each[key] for key in ("name", "path", "title", "length_ms", "poses")}
                for each in listed
            ]
        )
    if problems:
        raise VoiceguideError(problems)


@click.command(epilog=example("voiceguide show output/middle-back.mp3"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the timeline as JSON.")
def show(file: Path, as_json: bool) -> None:
    """Show what is inside a session's file.

    The settings it was made with, its chapters, and its timeline with measured times.
    """
    from voiceguide.report import plan_lines
    from voiceguide.session.file import read_session
    from voiceguide.timeline import clock, from_json

    session = read_session(file)
    if as_json:
        print_out(session.timeline)
        return
    for name, value in session.settings.items():
        if value is not None:
            click.echo(
                f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
            )
    click.echo("\nChapters")
    for chapter in session.chapters:
        click.echo(f"{clock(chapter.start_ms):>7}  {chapter.name}")
    click.echo("")
    print_out(plan_lines(from_json(session.timeline)))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
