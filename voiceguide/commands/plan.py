"""``voiceguide plan``: a session without sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from voiceguide.commands.completion import complete_routine
from voiceguide.commands.options import load_asked, session_options, settings_of
from voiceguide.commands.output import (
    example,
    print_lines,
    print_out,
    tell,
    tell_fit,
    tell_import,
    width_of_lines,
)


@click.command(epilog=example(
    "voiceguide plan middle-back",
    "voiceguide plan middle-back --brief",
    "voiceguide plan middle-back --hold 0.5 --json",
))  # fmt: skip
@click.argument("routine", nargs=-1, required=True, metavar="ROUTINE",
                shell_complete=complete_routine)  # fmt: skip
@session_options
@click.option("--brief", is_flag=True, help="Print the poses and the totals only.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def plan(routine: Sequence[str], brief: bool, as_json: bool, **asked: Any) -> None:
    """Show a session without sound, cue by cue.

    Every cue with its start, length and words, under its pose; then the totals, and what was
    assumed or left out.
    """
    from voiceguide.doubts import doubts
    from voiceguide.library import find_routines
    from voiceguide.pipeline import doubts_of, planned
    from voiceguide.report import brief_lines, plan_lines
    from voiceguide.settings import Settings

    paths = find_routines(routine)
    if len(paths) > 1:
        raise click.UsageError(f"plan shows one routine, and these are {len(paths)}")
    found, imported = load_asked(paths[0], asked)
    tell_import(imported)
    tell(found.problems)
    settings = settings_of(asked)
    timeline, steps = planned(found, settings, long=asked["long"])[2:]
    tell_fit(timeline, steps)
    # What is asked for here is no fault of the routine's: it is judged as it stands.
    told = doubts(found, timeline) if settings == Settings() else doubts_of(found)
    tell(each for each in told if each.severity == "warning")
    if as_json:
        print_out(timeline.as_json())
    else:
        print_lines(brief_lines(timeline) if brief else plan_lines(timeline, width_of_lines()))
