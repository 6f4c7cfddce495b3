"""``voiceguide list``: the routines there are."""

from __future__ import annotations

import click

from voiceguide.commands.output import example, print_lines, print_out, say, tell
from voiceguide.problems import Problem, VoiceguideError

_LISTED = ("name", "path", "title", "length_ms", "about", "needs", "poses")


@click.command("list", epilog=example("voiceguide list", "voiceguide list --poses"))
@click.option("--poses", "with_poses", is_flag=True, help="Show the poses of each, too.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def list_routines(with_poses: bool, as_json: bool) -> None:
    """List the routines: how long each is, what it is for, and what it needs."""
    from voiceguide.library import all_routines
    from voiceguide.loader import read_routine
    from voiceguide.planning import needs_of, plan
    from voiceguide.report import made_lines
    from voiceguide.timeline import clock

    listed = []
    problems: list[Problem] = []
    for path in all_routines():
        try:
            routine = read_routine(path)
            timeline = plan(routine, long=True)
        except VoiceguideError as error:
            problems += error.problems
            if not as_json:
                say(f": can't be read; voiceguide check {path.stem} tells why", head=path.stem)
            continue
        told = {"name": path.stem, "path": str(path), **timeline.as_json()}
        told |= {"about": routine.about, "needs": needs_of(routine)}
        listed.append({key: told[key] for key in _LISTED})
        if as_json:
            continue
        title = f": {timeline.script.title}, about {clock(timeline.length_ms)}"
        say(title, head=path.stem)
        for what, words in (("for", routine.about), ("needs", told["needs"])):
            if words:
                say(f"  {what} {words}")
        if with_poses:
            print_lines(made_lines(timeline))
    if as_json:
        print_out(listed)
        tell(problems)
    if problems:
        click.get_current_context().exit(1)
