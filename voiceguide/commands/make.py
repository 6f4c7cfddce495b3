"""``voiceguide make``: from routines to sessions."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voiceguide.commands.completion import complete_routine
from voiceguide.commands.naming import own_name, targets_of
from voiceguide.commands.options import session_options
from voiceguide.commands.output import echo, example, say, tell, tell_fit, tell_import
from voiceguide.commands.progress import Progress
from voiceguide.commands.wishes import Wish, granted, of_client, wishes_of
from voiceguide.formats import FORMATS, format_of, opened_by
from voiceguide.problems import Problem, VoiceguideError

if TYPE_CHECKING:
    from voiceguide.pipeline import Job, Made
    from voiceguide.speech.crew import Crew
    from voiceguide.speech.engine import Voice

_MOMENT_S = 0.15


def _read_captions(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> tuple[str, ...]:
    from voiceguide.session.captions import CAPTIONS

    kinds = tuple(kind.strip().lower() for kind in (value or "").split(",") if kind.strip())
    for kind in kinds:
        if kind not in CAPTIONS:
            raise click.BadParameter(f"{kind!r} is not one of {', '.join(CAPTIONS)}", ctx, param)
    return kinds


class _CaptionsOption(click.Option):
    """Its help is made from the kinds there are, which are loaded only to show it."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from voiceguide.session.captions import CAPTIONS

        *names, last = (kind.name for kind in CAPTIONS.values())
        self.metavar = ",".join(CAPTIONS)
        self.help = (self.help or "").format(f"{', '.join(names)} or {last}")
        return super().get_help_record(ctx)


@click.command(epilog=example(
    "voiceguide make",
    "voiceguide make middle-back --pace slow",
    "voiceguide make hips.md --pose pigeon --pose 2 --out ~/Music",
    "voiceguide make output/hips.mp3 --hold 1.5 --captions vtt,txt",
    "voiceguide make hips --out hips.m4b",
    "voiceguide make hips --player",
))  # fmt: skip
@click.argument("routines", nargs=-1, metavar="[ROUTINE]...", shell_complete=complete_routine)
@session_options
@click.option(
    "-o", "--out", metavar="FILE|FOLDER", help="Where to write [default: the folder output]."
)
@click.option(
    "--format", "kind", metavar="|".join(FORMATS), type=click.Choice(FORMATS, case_sensitive=False),
    help="What to make [default: mp3, or what --out ends in].",
)  # fmt: skip
@click.option(
    "--captions", cls=_CaptionsOption, callback=_read_captions,
    help="Write {} beside it; one or more of them.",
)  # fmt: skip
@click.option("--player", is_flag=True, help="Write a page beside it that shows it while it plays.")
@click.option(
    "--verify",
    is_flag=True,
    help="Decode it all and hold it against its timeline, before it is kept.",
)
@click.option("--watch", "watched", is_flag=True, help="Make it again at each save; Ctrl-C ends.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def make(routines: Sequence[str], watched: bool, **asked: Any) -> None:
    """Make the session of each ROUTINE, as an MP3 or in another format.

    A ROUTINE is a name in ./scripts, or a file; an article is read as `import` would, and a
    session is made again from what is inside, with its own settings where you give none.

    With no name, those in ./scripts are made or, where there are none, the one that voiceguide
    comes with. A folder is all routines in it. One that can't be made keeps no other from it.
    """
    from voiceguide.library import find_routines

    paths = find_routines(routines)
    if watched:
        _watch(routines, paths, asked)
        return
    wishes = wishes_of(paths, asked)
    if not _make(wishes, targets_of(wishes, asked), asked):
        click.get_current_context().exit(1)


def _make(wishes: Sequence[Wish], targets: Sequence[Path], asked: dict[str, Any]) -> bool:
    """Make what can be made, tell of the rest, and give whether it was all."""
    from voiceguide.speech.crew import Crew

    with Crew() as crew:
        return _make_with(crew, wishes, targets, asked)


def _make_with(
    crew: Crew, wishes: Sequence[Wish], targets: Sequence[Path], asked: dict[str, Any]
) -> bool:
    from voiceguide.pipeline import run

    quiet = asked["quiet"]
    told: set[Problem] = set()
    missed: list[str] = []

    def miss(target: Path, error: VoiceguideError) -> None:
        # What is wrong with what was asked for is wrong with every routine: it is told once.
        tell(each for each in dict.fromkeys(error.problems) if each not in told)
        told.update(error.problems)
        missed.append(target.stem)

    # All are looked at before the first is made: what is to be mended is told at once.
    jobs: list[Job] = []
    for wish, target in zip(wishes, targets, strict=True):
        try:
            jobs.append(_prepared(wish, target, asked, crew))
        except VoiceguideError as error:
            miss(target, of_client(error, wish))
    # Another voice than the usual one is no chatter.
    heard = [job for job in jobs if job.trouble or not quiet]
    for line in dict.fromkeys(_told_of(job.voice, job.trouble) for job in heard):
        say(line, err=True)
    for job in jobs:
        try:
            with Progress(job.target.name, quiet=quiet) as progress:
                progress.begin(job.words)
                made = run(job, progress.tell, verify=asked["verify"], on_stage=progress.stage)
            if asked["player"]:
                _write_player(job, made)
        except VoiceguideError as error:
            miss(job.target, error)
            continue
        if not quiet:
            _tell_made(made, len(job.words), alone=len(wishes) == 1)
    if missed and len(wishes) > 1:
        counted = f"{len(wishes) - len(missed)} made, {len(missed)} not"
        say(f"{counted}: {', '.join(missed)}", err=True)
    return not missed


def _prepared(wish: Wish, target: Path, asked: dict[str, Any], crew: Crew) -> Job:
    """Read a routine, tell what is doubtful in it, and check all that can be checked.

    Raises VoiceguideError: it can't be made.
    """
    from voiceguide.pipeline import prepare

    routine, imported, settings, _ = granted(wish, asked)
    target = own_name(target, wish, routine, asked)
    if not asked["quiet"]:
        tell_import(imported)
        tell(routine.problems)
    if asked["player"]:
        from voiceguide.page.player_file import place_of_player

        place_of_player(target)
    with Progress(target.name, quiet=asked["quiet"]):
        job = prepare(
            routine,
            target,
            settings,
            long=asked["long"],
            captions=asked["captions"],
            crew=crew,
        )
    if not asked["quiet"]:
        tell(job.doubts)
    return job


def _write_player(job: Job, made: Made) -> None:
    from voiceguide.page.player_file import write_player

    page = write_player(made.path, Path(job.routine.path).parent)
    say(f"{page}: to follow it on a screen, in any browser", err=True)


def _tell_made(made: Made, sentences: int, *, alone: bool) -> None:
    """Tell what was made: last where it is and, of one ``alone``, what to do with it."""
    from voiceguide.report import POSES_HEAD, made_lines
    from voiceguide.timeline import clock

    tell(made.told)
    tell_fit(made.timeline, made.steps)
    kept = sentences - made.spoken
    if kept > 0:
        say(f"sentences: {made.spoken} spoken, {kept} kept from before", err=True)
    say("", head=POSES_HEAD)
    for line in made_lines(made.timeline):
        say(line)
    opens = f"; {opened_by(made.path)}" if alone else ""
    say(f"{made.path}: {clock(made.timeline.length_ms)}{opens}")


def _told_of(voice: Voice, trouble: str) -> str:
    """Say who speaks, why it is not the usual voice, and that there are others."""
    wish = "another" if voice.about.natural else "others, natural ones too"
    why = f", as {trouble}" if trouble else ""
    return f"voice: {voice.name}{why}; {wish}: voiceguide voices"


def _watch(names: Sequence[str], paths: Sequence[Path], asked: dict[str, Any]) -> None:
    """Make routines now, and again at each save, with their problems in place of a file."""
    from voiceguide.library import find_routines
    from voiceguide.loader import taken_in_by
    from voiceguide.watching import Marks, marks_of, watch

    if any(format_of(path) for path in paths):
        raise click.UsageError("--watch is for a routine's text, not for a session")

    def wished() -> list[Wish]:
        # Without names, routines that are new in the folder count too, and so do new clients.
        return wishes_of(paths if names else find_routines(()), asked)

    others: dict[Wish, list[Path]] = {}

    def files(wish: Wish) -> list[Path]:
        if wish not in others:
            others[wish] = taken_in_by(wish.paths, wish.client, poses=asked["poses"])
        return [*wish.files, *others[wish]]

    def look() -> Marks:
        return marks_of(dict.fromkeys(path for wish in wished() for path in files(wish)))

    def saved(changed: list[Path]) -> None:
        wishes = wished()
        for wish, target in zip(wishes, targets_of(wishes, asked), strict=True):
            if set(files(wish)) & set(changed):
                del others[wish]  # it may take in another by now
                _make([wish], [target], asked)
        if not asked["quiet"]:
            echo("watching for the next save; Ctrl-C ends it", err=True)

    try:
        watch(look, saved, lambda: time.sleep(_MOMENT_S))
    except KeyboardInterrupt:
        echo("\nno longer watching", err=True)
