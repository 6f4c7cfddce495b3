"""What the commands share: how they are asked, and how problems and results are told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from voiceguide.formats import format_of
from voiceguide.problems import Problem
from voiceguide.settings import PARSERS, Settings, field_of

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from voiceguide.importing import Imported
    from voiceguide.routine import Routine

F = TypeVar("F", bound=Callable[..., Any])


def setting(name: str) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    """Read an option as front matter would be read."""

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> Any:
        try:
            return None if value is None else PARSERS[name](value)
        except ValueError as error:
            raise click.BadParameter(str(error), ctx, param) from None

    return read


def tell(problems: Iterable[Problem]) -> None:
    """Tell problems on standard error; on a terminal, long lines break between words."""
    for problem in problems:
        for line in str(problem).splitlines():
            click.echo(_broken(line) if sys.stderr.isatty() else line, err=True)


def _broken(line: str) -> str:
    import shutil  # with textwrap, slow to load for a command that has nothing to tell
    import textwrap

    width = shutil.get_terminal_size().columns
    if not 20 < width < len(line):
        return line
    return "\n".join(textwrap.wrap(line, width, subsequent_indent="  ", break_on_hyphens=False))


def example(*lines: str) -> str:
    """Give the examples that end a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def _options(*options: Callable[[F], F]) -> Callable[[F], F]:
    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


session_options = _options(
    click.option(
        "--pose", "poses", multiple=True, metavar="NAME",
        help="Lead only this pose; repeat for more, in your order. A name, its start or a number.",
    ),
    click.option(
        "--skip", multiple=True, metavar="NAME", help="Leave this pose out; repeat for more."
    ),
    click.option(
        "--pace", callback=setting("pace"), metavar="slow|normal|fast|FACTOR",
        help="Stretch breaths, movement and pauses; 1.25 is slower. The voice stays as it is.",
    ),
    click.option(
        "--breath", callback=setting("breath"), metavar="IN,OUT",
        help="Seconds to breathe in and out [default: 3.5,4.5].",
    ),
    click.option(
        "--hold", callback=setting("hold"), metavar="FACTOR",
        help="Stretch every hold; 2 is twice as long.",
    ),
    click.option(
        "--rate", callback=setting("rate"), metavar="WPM",
        help="Spoken words a minute [default: 120]; 105 is slow, 140 fast.",
    ),
    click.option(
        "--voice", callback=setting("voice"), metavar="NAME",
        help="One of those that `voiceguide voices` lists.",
    ),
    click.option(
        "--range", "range_", callback=setting("range"), metavar="low|mid|high",
        help='Which number of "3-5 breaths" to take [default: mid].',
    ),
    click.option(
        "--guidance", callback=setting("guidance"), metavar="full|brief|minimal",
        help="How much is said [default: full].",
    ),
    click.option(
        "--optional", is_flag=True, default=None, help='Lead what is marked "if you like", too.'
    ),
    click.option(
        "--chime", callback=setting("chime"), metavar="bowl|bell|none|FILE",
        help="What rings at each pose and change of side [default: bowl].",
    ),
    click.option(
        "--bed", callback=setting("bed"), metavar="rain|waves|drone|brown|FILE",
        help="Quiet sound under the voice [default: none]; the session is then in stereo.",
    ),
    click.option(
        "--bed-level", callback=setting("bed-level"), metavar="LU",
        help="How far the bed stays under the speech [default: 20]; in silences it is 6 nearer.",
    ),
    click.option(
        "--swell/--no-swell", default=None, help="Let the bed rise and fall with each breath."
    ),
    click.option(
        "--loudness", callback=setting("loudness"), metavar="LUFS",
        help="Loudness of the speech [default: -19, in stereo -16].",
    ),
    click.option(
        "--voice-treatment", callback=setting("voice-treatment"), metavar="none|warm",
        help="How the voice is treated [default: none].",
    ),
    click.option("--long", is_flag=True, help="Allow a session of more than 6 hours."),
)  # fmt: skip


def settings_of(asked: dict[str, Any]) -> Settings:
    """Give the settings among a command's options."""
    fields = {field_of(name) for name in PARSERS} - {"range"}
    return Settings(**{name: asked[name] for name in fields}, range=asked["range_"])


def tell_import(imported: Imported) -> None:
    """Tell on standard error what an article's routine lacks of it, and what was assumed."""
    for heading, lines in (("Left out:", imported.left_out), ("Assumed:", imported.assumed)):
        if lines:
            click.echo(heading, err=True)
        for line in lines:
            click.echo(f"  - {line}", err=True)


def read_one(path: Path, asked: dict[str, Any], *, quiet: bool = False) -> tuple[Path, Routine]:
    """Read a routine, or an article as one, with the poses that were asked for."""
    from voiceguide.importing import is_article
    from voiceguide.library import select
    from voiceguide.pipeline import read_routine

    if not format_of(path) and is_article(path):
        from voiceguide.importing import read_article

        routine, imported = read_article(path)
        if not quiet:
            tell_import(imported)
        return path, select(routine, asked["poses"], asked["skip"])
    return path, read_routine(path, poses=asked["poses"], skip=asked["skip"])


def paths_of(names: Sequence[str]) -> list[Path]:
    """Find routines by name; with no name, all there are."""
    from voiceguide.library import all_routines, find_routine

    return list(dict.fromkeys(find_routine(name) for name in names)) if names else all_routines()


def complete_routine(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Give the shell the names of routines that begin so; or let it complete a path."""
    from click.shell_completion import CompletionItem

    from voiceguide.library import FOLDER, shipped

    del ctx, param
    names = {path.stem for folder in (FOLDER, shipped()) for path in folder.glob("*.md")}
    found = [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


def print_out(what: Any) -> None:
    """Print plain data as JSON, or lines as they are."""
    if isinstance(what, (dict, list)):
        import json  # few ask for it

        click.echo(json.dumps(what, ensure_ascii=False, indent=2))
    else:
        for line in what:
            click.echo(line)
