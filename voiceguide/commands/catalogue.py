"""``voiceguide catalogue``: many sessions from one file that names them."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voiceguide.commands.output import example, print_line, say, tell
from voiceguide.commands.screen import columns, fitted, is_drawn_on
from voiceguide.problems import Problem, VoiceguideError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from voiceguide.catalogue.making import Step
    from voiceguide.catalogue.matrix import Listing
    from voiceguide.catalogue.orders import Order, Outcome

_EACH_S = 0.5
_KNOWN_AFTER_S = 3.0
_WAIT_S = 60.0
"""How long a scheduler may be away."""


@click.command(epilog=example(
    "voiceguide catalogue catalogue.toml --dry-run",
    "voiceguide catalogue catalogue.toml --jobs 4",
))  # fmt: skip
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(1, 1024), metavar="N", help="How many processes work "
              "[default: one for each core].")  # fmt: skip
@click.option("--dask", metavar="ADDRESS", help="Have the workers of a Dask cluster do it, by its "
              "scheduler's address.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Tell what there is to make, and make nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each file.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def catalogue(file: Path, jobs: int | None, dask: str | None, **asked: bool) -> None:
    """Make all sessions that FILE names: routines, in every combination of some settings.

    Each sentence is spoken once, however many sessions say it. What was made before and is right
    is left as it is; what was changed, cut or lost since is made again.
    """
    from voiceguide.catalogue.kept import Kept
    from voiceguide.catalogue.listing import read_listing

    if jobs and dask:
        raise click.UsageError("--jobs is for this machine, --dask for a cluster: give one of both")
    begin = _cluster(dask) if dask else None
    listing = read_listing(file)
    kept = Kept(file.with_suffix(".made.jsonl"), listing.elsewhere)
    wanted = _Wanted(listing, kept, quiet=asked["quiet"])
    if asked["dry_run"]:
        _tell_plan(wanted, jobs, as_json=asked["as_json"])
    else:
        _make(wanted, begin, jobs, as_json=asked["as_json"], quiet=asked["quiet"])
    if wanted.failed:
        click.get_current_context().exit(1)


class _Wanted:
    """What is to be made of a catalogue, and what is right as it is."""

    def __init__(self, listing: Listing, kept: Any, *, quiet: bool = False) -> None:
        self._listing, self.kept, self._quiet = listing, kept, quiet
        self.right: list[str] = []
        self.failed: list[str] = []
        self._told: set[Problem] = set()

    def orders(self) -> Iterator[Order]:
        """Give what is to be made; what can't even be read is told at once."""
        from voiceguide.catalogue.orders import inputs_of, pinned

        doubted = None
        for each in self._listing.orders():
            if len(each) == 2:
                name, error = each
                self.tell(error.problems)
                self.failed.append(name)
                continue
            try:
                if each.target in self.kept:
                    inputs = inputs_of(pinned(each))
                    if self.kept.is_right(each.target, inputs, each.captions):
                        self.right.append(each.target)
                        continue
            except VoiceguideError:
                pass  # told of it when it is made
            if each.routine is not doubted and not self._quiet:
                doubted = each.routine
                self._tell_doubts(each)
            yield each

    def tell(self, problems: Iterable[Problem]) -> None:
        """Tell what was not told before: what is wrong with all is told once."""
        new = [each for each in dict.fromkeys(problems) if each not in self._told]
        self._told.update(new)
        tell(new)

    def _tell_doubts(self, order: Order) -> None:
        """Tell what is doubtful in a routine, as it is where it is made alone."""
        from voiceguide.planning import doubts_of

        doubts = (each for each in doubts_of(order.routine) if each.severity == "warning")
        self.tell([*order.routine.problems, *doubts])


def _make(
    wanted: _Wanted,
    begin: Callable[[], Executor] | None,
    jobs: int | None,
    *,
    as_json: bool,
    quiet: bool,
) -> None:
    from voiceguide.catalogue.making import make_all

    orders = list(wanted.orders())
    if as_json:
        for target in wanted.right:
            print_line({"file": target, "status": "kept"})
    if orders:
        wanted.kept.put_elsewhere()  # before a word is spoken for what can't be put there
    hints: set[str] = set()
    made = 0
    with _Line(quiet=quiet) as line:

        def step(step: Step) -> None:
            nonlocal made
            outcome = step.outcome
            if outcome is not None and not outcome.problems:
                made += 1
                wanted.kept.add(outcome)
            if outcome is not None and outcome.problems:
                line.clear()
                wanted.tell(outcome.problems)  # the files are named at the end
                wanted.failed.append(outcome.target)
            for each in outcome.told if outcome is not None else ():
                # Each worker tells of a store that is away: once is enough.
                if each.hint not in hints:
                    line.clear()
                    tell([each])
                hints.add(each.hint)
            if outcome is not None and as_json:
                print_line(_as_json(outcome))
            line.tell(step)

        try:
            make_all(orders, begin, processes=jobs, on_step=step)
        except KeyboardInterrupt:
            line.clear()
            left = len(orders) - made - len(wanted.failed)
            say(f"stopped: {made} made, {left} left; the same command goes on from there", err=True)
            click.get_current_context().exit(130)
    wanted.kept.tidy()
    if not quiet:
        say(f"{made} made, {len(wanted.right)} kept as they are", err=True)
    if wanted.failed:
        say(f"{len(wanted.failed)} not made:", err=True)
        for name in wanted.failed:
            say(f"  {name}", err=True)


def _as_json(outcome: Outcome) -> dict[str, object]:
    if outcome.problems:
        problems = [problem.message for problem in outcome.problems]
        return {"file": outcome.target, "status": "failed", "problems": problems}
    return {
        "file": outcome.target,
        "status": "made",
        "bytes": outcome.size,
        "sha256": outcome.digest,
        "length_ms": outcome.length_ms,
    }


def _tell_plan(wanted: _Wanted, jobs: int | None, *, as_json: bool) -> None:
    from voiceguide.audio.parallel import cores
    from voiceguide.catalogue.estimate import estimate
    from voiceguide.timeline import clock

    found = estimate(wanted.orders())
    count = jobs or cores()
    seconds = found.core_s / count
    for target, problems in found.problems.items():
        wanted.tell(problems)
        wanted.failed.append(target)
    if as_json:
        print_line(
            {
                "sessions": found.sessions,
                "kept": len(wanted.right),
                "clips": found.clips,
                "to_speak": found.to_speak,
                "bytes": found.size,
                "length_ms": found.length_ms,
                "seconds": round(seconds),
            }
        )
        return
    say(f"sessions: {found.sessions:,} to make, {len(wanted.right):,} kept as they are")
    say(f"sentences: {found.clips:,} different, {found.to_speak:,} to speak")
    say(f"files: about {_bytes(found.size)}, {found.length_ms / 3_600_000:,.1f} hours of sound")
    many = "process" if count == 1 else "processes"
    say(f"time: about {clock(round(1000 * seconds))} with {count} {many}")


def _bytes(size: int) -> str:
    return f"{size / 1e9:,.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6)):,} MB"


def _cluster(address: str) -> Callable[[], Executor]:
    """Give what connects to a Dask cluster.

    Raises VoiceguideError: dask.distributed is not installed.
    """
    import importlib

    try:
        client = importlib.import_module("distributed").Client
    except ImportError:
        raise VoiceguideError(
            Problem("--dask needs dask.distributed", 'pip install "voiceguide[cluster]"')
        ) from None

    begun: list[Any] = []

    def end() -> None:
        while begun:
            with contextlib.suppress(Exception):  # it may be gone in any way
                begun.pop().close()

    def begin() -> Executor:
        end()
        begun.append(client(address, timeout=_WAIT_S))
        executor: Executor = begun[-1].get_executor(pure=False)
        return executor

    click.get_current_context().call_on_close(end)
    return begin


class _Line:
    """How far it is, in one line in its place on a terminal; elsewhere nothing."""

    def __init__(self, *, quiet: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._drawn = not quiet and is_drawn_on(sys.stderr)
        self._clock = clock
        self._phase, self._since, self._last, self._shown = "", 0.0, 0.0, 0

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, *about: object) -> None:
        self.clear()

    def tell(self, step: Step) -> None:
        now = self._clock()
        if step.phase != self._phase:
            self._phase, self._since, self._last = step.phase, now, 0.0
        if self._drawn and now - self._last >= _EACH_S:
            self._last = now
            self._show(self.line(step))

    def line(self, step: Step) -> str:
        """Give the line as it is now."""
        what = "sentences spoken" if step.phase == "speak" else "sessions made"
        told = f"{step.done:,} of {step.total:,} {what}"
        took = self._clock() - self._since
        if took >= _KNOWN_AFTER_S and step.done:
            left = (step.total - step.done) * took / step.done
            told += f", about {round(left / 60)} min left" if left >= 90 else f", {left:.0f} s left"
        return told

    def clear(self) -> None:
        """Clear the line away."""
        if self._shown:
            self._show("")

    def _show(self, line: str) -> None:
        line = fitted(line, columns(sys.stderr) - 1)
        sys.stderr.write(f"\r{line}{' ' * max(0, self._shown - len(line))}\r")
        sys.stderr.write(line)
        sys.stderr.flush()
        self._shown = len(line)
