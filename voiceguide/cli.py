"""The command ``voiceguide``. What it does is done elsewhere; here it is asked for and told.

Modules are imported inside the commands, so that ``--help`` and ``plan`` load no audio.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from voiceguide import __version__
from voiceguide.problems import Problem, VoiceguideError
from voiceguide.routine import Settings
from voiceguide.settings import PARSERS

if TYPE_CHECKING:
    from voiceguide.routine import Routine

F = TypeVar("F", bound=Callable[..., Any])
_INTERRUPTED = 130


class _Group(click.Group):
    """Lists commands in the order of their use, and tells errors as they are meant to be read."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except VoiceguideError as error:
            _tell(error.problems)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("\nstopped: no file was changed", err=True)
            ctx.exit(_INTERRUPTED)


def _setting(name: str) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    """Read an option as front matter would be read."""

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> Any:
        try:
            return None if value is None else PARSERS[name](value)
        except ValueError as error:
            raise click.BadParameter(str(error), ctx, param) from None

    return read


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def _example(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def _options(*options: Callable[[F], F]) -> Callable[[F], F]:
    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_session_options = _options(
    click.option(
        "--pose", "poses", multiple=True, metavar="NAME",
        help="Lead only this pose; repeat for more, in your order. A name, its start or a number.",
    ),
    click.option(
        "--skip", multiple=True, metavar="NAME", help="Leave this pose out; repeat for more."
    ),
    click.option(
        "--pace", callback=_setting("pace"), metavar="slow|normal|fast|FACTOR",
        help="Stretch breaths, movement and pauses; 1.25 is slower. The voice stays as it is.",
    ),
    click.option(
        "--breath", callback=_setting("breath"), metavar="IN,OUT",
        help="Seconds to breathe in and out [default: 3.5,4.5].",
    ),
    click.option(
        "--hold", callback=_setting("hold"), metavar="FACTOR",
        help="Stretch every hold; 2 is twice as long.",
    ),
    click.option(
        "--rate", callback=_setting("rate"), metavar="WPM",
        help="Spoken words a minute [default: 120]; 105 is slow, 140 fast.",
    ),
    click.option(
        "--voice", callback=_setting("voice"), metavar="NAME",
        help="One of those that `voiceguide voices` lists.",
    ),
    click.option(
        "--range", "range_", callback=_setting("range"), metavar="low|mid|high",
        help='Which number of "3-5 breaths" to take [default: mid].',
    ),
    click.option(
        "--guidance", callback=_setting("guidance"), metavar="full|brief|minimal",
        help="How much is said [default: full].",
    ),
    click.option(
        "--optional", is_flag=True, default=None, help='Lead what is marked "if you like", too.'
    ),
    click.option("--long", is_flag=True, help="Allow a session of more than 6 hours."),
)  # fmt: skip


def _settings(asked: dict[str, Any]) -> Settings:
    names = ("pace", "breath", "hold", "rate", "voice", "guidance", "optional")
    return Settings(**{name: asked[name] for name in names}, range=asked["range_"])


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog=_example("voiceguide make", "voiceguide make middle-back --pace slow --skip Cobra"),
)
@click.version_option(__version__, prog_name="voiceguide")
def main() -> None:
    """Turn a stretching routine you can read into an MP3 you can follow, eyes closed."""
    if hasattr(signal, "SIGTERM"):
        # Being told to end is like Ctrl-C: what was begun is cleared away.
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@main.command(epilog=_example(
    "voiceguide make",
    "voiceguide make middle-back --pace slow",
    "voiceguide make hips.md --pose pigeon --pose 2 --out ~/Music",
))  # fmt: skip
@click.argument("routines", nargs=-1, metavar="[ROUTINE]...")
@_session_options
@click.option("--out", metavar="FILE|FOLDER", help="Where to write [default: the folder output].")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def make(routines: Sequence[str], out: str | None, quiet: bool, **asked: Any) -> None:
    """Make the MP3 of each ROUTINE: a name in ./scripts, or a file.

    With no name, those in ./scripts are made or, where there are none, the one that voiceguide
    comes with.
    """
    from voiceguide.making import prepare, run
    from voiceguide.report import clock, made_lines

    chosen = [_read(path, asked) for path in _paths(routines)]
    targets = _targets([routine for _, routine in chosen], out)
    settings = _settings(asked)
    problems: list[Problem] = []
    jobs = []
    for (_, routine), target in zip(chosen, targets, strict=True):
        if not quiet:
            _tell(routine.problems)
        try:
            jobs.append(prepare(routine, target, settings, long=asked["long"]))
        except VoiceguideError as error:
            problems += error.problems
    if problems:
        raise VoiceguideError(dict.fromkeys(problems))
    for job in jobs:
        with _Progress(job.target.name, len(job.words), quiet) as progress:
            made = run(job, progress.tell)
        if not quiet:
            kept = len(job.words) - made.spoken
            click.echo(f"sentences: {made.spoken} spoken, {kept} kept from before", err=True)
            click.echo(f"{made.path}: {clock(made.timeline.length_ms)}")
            for line in made_lines(made.timeline):
                click.echo(line)


class _Progress:
    """What is being spoken: a bar on a terminal, a plain line elsewhere."""

    def __init__(self, name: str, sentences: int, quiet: bool) -> None:
        self._words = ""
        self._bar: Any = None
        stream = sys.stderr
        if quiet:
            return
        if stream.isatty():
            self._bar = click.progressbar(
                length=sentences, label=name, item_show_func=lambda _: self._words[:30],
                file=stream, width=20, show_pos=True,
            )  # fmt: skip
        else:
            click.echo(f"{name}: {sentences} sentences to speak or take from the cache", err=True)

    def __enter__(self) -> _Progress:
        if self._bar is not None:
            self._bar.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(*error)

    def tell(self, ready: int, sentences: int, words: str) -> None:
        del ready, sentences
        if self._bar is not None:
            self._words = words
            self._bar.update(1, words)


@main.command(epilog=_example(
    "voiceguide plan middle-back",
    "voiceguide plan middle-back --hold 0.5 --json",
))  # fmt: skip
@click.argument("routine")
@_session_options
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def plan(routine: str, as_json: bool, **asked: Any) -> None:
    """Show a session without sound: every cue with its start, length and words."""
    from voiceguide.making import plan as lay_out_plan
    from voiceguide.report import plan_lines

    _, found = _read(_paths([routine])[0], asked)
    _tell(found.problems)
    timeline = lay_out_plan(found, _settings(asked), long=asked["long"])
    _print(timeline.as_json() if as_json else plan_lines(timeline))


@main.command(
    epilog=_example("voiceguide check scripts/hips.md", "voiceguide check scripts/*.md --strict")
)
@click.argument("routines", nargs=-1, required=True, metavar="ROUTINE...")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, a routine a line.")
@click.pass_context
def check(ctx: click.Context, routines: Sequence[str], strict: bool, as_json: bool) -> None:
    """Show what was understood of each ROUTINE, line by line, and every problem in it."""
    from voiceguide.library import find_routine
    from voiceguide.reading.reader import load, understand
    from voiceguide.report import reading_json, reading_lines
    from voiceguide.routine import Routine

    failed = False
    for name in routines:
        try:
            path = find_routine(name)
            routine = understand(load(path), str(path))
        except VoiceguideError as error:
            routine = Routine(name, "", problems=tuple(error.problems))
        errors = [p for p in routine.problems if strict or p.severity == "error"]
        failed = failed or bool(errors)
        if as_json:
            click.echo(json.dumps(reading_json(routine.path, routine), ensure_ascii=False))
            continue
        warnings = len(routine.problems) - len(errors)
        told = [
            _count(len(routine.poses), "pose"),
            _count(len(errors), "error"),
            _count(warnings, "warning"),
        ]
        click.echo(f"{routine.path}: {', '.join(told)}")
        _print(reading_lines(routine))
        _tell(routine.problems)
    if failed:
        ctx.exit(1)


@main.command("list", epilog=_example("voiceguide list"))
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def list_routines(as_json: bool) -> None:
    """List the routines there are, with their poses and lengths."""
    from voiceguide.library import all_routines
    from voiceguide.making import plan as lay_out_plan
    from voiceguide.making import read_routine
    from voiceguide.report import clock, made_lines

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
            _print(made_lines(timeline))
    if as_json:
        _print(
            [
                {key: each[key] for key in ("name", "path", "title", "length_ms", "poses")}
                for each in listed
            ]
        )
    if problems:
        raise VoiceguideError(problems)


@main.command(epilog=_example("voiceguide voices", "voiceguide make middle-back --voice en-gb"))
@click.option(
    "--all", "every", is_flag=True, help="List voices of every language, not only English."
)
def voices(every: bool) -> None:
    """List the voices there are."""
    from voiceguide.sound.voices import find_voice, list_variants, list_voices

    usual = find_voice().name
    for voice in list_voices():
        if every or voice.language.lower().startswith("en"):
            mark = "*" if voice.name == usual else " "
            click.echo(f"{mark} {voice.name:<24} {voice.description}")
    click.echo(f"* is the usual one; name another with --voice, as in --voice {usual}")
    variants = list_variants()
    if variants:
        named = next((name for name in variants if name.startswith("f")), variants[0])
        click.echo(f"Any of them can be varied, as in {usual}+{named}.")
    if not every:
        click.echo("voiceguide voices --all lists other languages, too.")


@main.command(epilog=_example("voiceguide show output/middle-back.mp3"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the timeline as JSON.")
def show(file: Path, as_json: bool) -> None:
    """Show the settings, chapters and timeline inside a session's MP3."""
    from voiceguide.report import clock, plan_lines
    from voiceguide.sound.session import read_session
    from voiceguide.timeline import from_json

    session = read_session(file)
    if as_json:
        _print(session.timeline)
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
    _print(plan_lines(from_json(session.timeline)))


def _read(path: Path, asked: dict[str, Any]) -> tuple[Path, Routine]:
    from voiceguide.making import read_routine

    return path, read_routine(path, poses=asked["poses"], skip=asked["skip"])


def _paths(names: Sequence[str]) -> list[Path]:
    from voiceguide.library import all_routines, find_routine

    return list(dict.fromkeys(find_routine(name) for name in names)) if names else all_routines()


def _targets(routines: Sequence[Routine], out: str | None) -> list[Path]:
    """Name the file of each routine; one routine may have a file of its own choosing."""
    names = [f"{Path(routine.path).stem}.mp3" for routine in routines]
    place = Path(out).expanduser() if out else Path("output")
    if out and place.suffix.lower() == ".mp3" and not place.is_dir():
        if len(routines) > 1:
            raise click.UsageError(
                f"--out {out} is one file, and there are {len(routines)} routines"
            )
        return [place]
    if out and place.suffix and not place.is_dir() and not out.endswith(("/", "\\")):
        raise click.UsageError(f"--out {out}: a session is an .mp3, or name a folder")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise click.UsageError(f"two routines would both be written to {place / twice[0]}")
    return [place / name for name in names]


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _print(what: Any) -> None:
    if isinstance(what, (dict, list)):
        click.echo(json.dumps(what, ensure_ascii=False, indent=2))
    else:
        for line in what:
            click.echo(line)
