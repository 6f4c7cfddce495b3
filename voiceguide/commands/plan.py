"""``voiceguide plan``: a session without sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from voiceguide.commands.completion import complete_routine
from voiceguide.commands.options import session_options
from voiceguide.commands.output import (
    example,
    print_lines,
    print_out,
    tell,
    tell_fit,
    tell_import,
    width_of_lines,
)
from voiceguide.commands.wishes import granted, setting_lines, wishes_of


@click.command(epilog=example(
    "voiceguide plan middle-back",
    "voiceguide plan middle-back --brief",
    "voiceguide plan middle-back --hold 0.5 --json",
    "voiceguide plan knee --for anna --length 20m",
))  # fmt: skip
@click.argument("routines", nargs=-1, required=True, metavar="ROUTINE...",
                shell_complete=complete_routine)  # fmt: skip
@session_options
@click.option("--brief", is_flag=True, help="Print the poses and the totals only.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def plan(routines: Sequence[str], brief: bool, as_json: bool, **asked: Any) -> None:
    """Show a session without sound, cue by cue.

    Every cue with its start, length and words, under its pose; then the totals, and what was
    assumed or left out, and where each setting comes from.
    """
    from voiceguide.library import find_routines
    from voiceguide.planning import doubts_in, planned
    from voiceguide.report import brief_lines, plan_lines

    wishes = wishes_of(find_routines(routines), asked)
    if len(wishes) > 1:
        what = "clients" if wishes[0].client else "routines"
        one = what.removesuffix("s")
        message = f"plan shows one {one}, and these are {len(wishes)}"
        raise click.UsageError(f"{message}; --as puts routines in a row")
    wish = granted(wishes[0], asked)
    found, imported, settings, origins = wish
    tell_import(imported)
    tell(found.problems)
    timeline, steps = planned(found, settings, long=asked["long"])[2:]
    tell_fit(timeline, steps)
    tell(doubts_in(found, settings, timeline))
    if as_json:
        print_out(timeline.as_json())
        return
    print_lines(brief_lines(timeline) if brief else plan_lines(timeline, width_of_lines()))
    if origins and not brief:
        print_lines(("", *setting_lines(wish)))
