"""``voiceguide list``: the routines there are."""

from __future__ import annotations

import click

from voiceguide.commands.output import example, print_lines, print_out, say, tell
from voiceguide.problems import Problem, VoiceguideError

_LISTED = ("name", "path", "title", "length_ms", "poses")


@click.command("list", epilog=example("voiceguide list"))
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def list_routines(as_json: bool) -> None:
    """List the routines with their poses and lengths."""
    from voiceguide.library import all_routines
    from voiceguide.loader import read_routine
    from voiceguide.pipeline import plan
    from voiceguide.report import made_lines
    from voiceguide.timeline import clock

    listed = []
    problems: list[Problem] = []
    for path in all_routines():
        try:
            timeline = plan(read_routine(path), long=True)
        except VoiceguideError as error:
            problems += error.problems
            if not as_json:
                say(f": can't be read; voiceguide check {path.stem} tells why", head=path.stem)
            continue
        about = {"name": path.stem, "path": str(path), **timeline.as_json()}
        listed.append({key: about[key] for key in _LISTED})
        if not as_json:
            told = f": {timeline.script.title}, about {clock(timeline.length_ms)}"
            say(told, head=path.stem)
            print_lines(made_lines(timeline))
    if as_json:
        print_out(listed)
        tell(problems)
    if problems:
        click.get_current_context().exit(1)
