"""``voiceguide plan``: a session without sound."""

from __future__ import annotations

from typing import Any

import click

from voiceguide.commands.options import complete_routine, load_asked, session_options, settings_of
from voiceguide.commands.output import example, print_out, tell, tell_fit, tell_import


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
    from voiceguide.doubts import doubts
    from voiceguide.library import find_routine
    from voiceguide.pipeline import doubts_of, planned
    from voiceguide.report import plan_lines
    from voiceguide.settings import Settings

    found, imported = load_asked(find_routine(routine), asked)
    tell_import(imported)
    tell(found.problems)
    settings = settings_of(asked)
    timeline, steps = planned(found, settings, long=asked["long"])[2:]
    tell_fit(timeline, steps)
    # What is asked for here is no fault of the routine's: it is judged as it stands.
    told = doubts(found, timeline) if settings == Settings() else doubts_of(found)
    tell(each for each in told if each.severity == "warning")
    print_out(timeline.as_json() if as_json else plan_lines(timeline))
