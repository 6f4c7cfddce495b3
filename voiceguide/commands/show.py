"""``voiceguide show``: what is inside a session's file."""

from __future__ import annotations

from pathlib import Path

import click

from voiceguide.commands.output import echo, example, print_lines, print_out, say, width_of_lines


@click.command(epilog=example("voiceguide show output/middle-back.mp3"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the timeline as JSON.")
def show(file: Path, as_json: bool) -> None:
    """Show what is inside a session's file.

    The settings it was made with, its chapters, and its timeline with measured times.
    """
    from voiceguide.report import plan_lines
    from voiceguide.session.file import read_session
    from voiceguide.timeline import clock

    session = read_session(file)
    if as_json:
        print_out(session.timeline.as_json())
        return
    for name, value in session.settings.items():
        if value is not None:
            echo(f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}")
    echo()
    say("", head="Chapters")
    for chapter in session.chapters:
        echo(f"{clock(chapter.start_ms):>7}  {chapter.name}")
    echo()
    print_lines(plan_lines(session.timeline, width_of_lines()))
