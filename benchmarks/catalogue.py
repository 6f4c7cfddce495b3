"""Many sessions: two runs at once against one, a catalogue spread out and broken, a large one.

    python benchmarks/catalogue.py [--routines 10] [--voices heart,en-us] [--runs 3] [--only PART]

Everything is made in a temporary folder with caches of its own. It needs voiceguide's extras
cluster and store and, for a store to use, s3fs and moto[server]. It writes results-catalogue.md
beside it where no part alone is asked for, and takes about half an hour on two cores that have
nothing else to do.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from cluster import Cluster, Gate, s3

from voiceguide import Order, make_all, verify
from voiceguide.catalogue.clips import Plans, manner_of, needs_of
from voiceguide.catalogue.listing import read_listing
from voiceguide.catalogue.making import Step
from voiceguide.catalogue.tasks import speak_batch
from voiceguide.speech.speak import clip_key

SCRIPTS = Path(__file__).parents[1] / "scripts"
RESULTS = Path(__file__).with_name("results-catalogue.md")
COMMAND = [sys.executable, "-m", "voiceguide"]
CORES, BYTES_S = 8, 125e6
"""Of each machine in the last table: its cores, and what it can write in a second (1 Gbit/s)."""
SMALL = """\
routines = ["scripts/*.md"]
out = "made/{{routine}}-{{pace}}-{{guidance}}-{{voice}}.mp3"
[matrix]
pace = ["slow", "normal", "fast"]
guidance = ["full", "brief", "minimal"]
voice = {voices}
"""
LARGE = """\
routines = ["scripts/*.md"]
out = "made/{{routine}}-{{pace}}-{{guidance}}-{{voice}}.{{format}}"
[matrix]
pace = ["slow", "normal", "fast"]
guidance = ["full", "brief", "minimal"]
voice = {voices}
format = ["mp3", "opus", "flac", "m4b"]
"""
EIGHT = [
    "heart",
    "en-029",
    "en-gb",
    "en-gb-scotland",
    "en-gb-x-rp",
    "en-us",
    "en-us-nyc",
    "en-us+f1",
]


class Cost(NamedTuple):
    """Seconds of a core: of a worker for a clip and for a session, of whoever hands them out."""

    clip: float
    session: float
    planner: float


class Counting(Executor):
    """Another executor, with the sentences counted that its workers tell they have spoken."""

    def __init__(self, inner: Executor) -> None:
        self.inner, self.spoken = inner, 0

    def submit(self, do: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """Have it done by the other."""
        future = self.inner.submit(do, *args, **named)
        if do is speak_batch:
            future.add_done_callback(self._count)
        return future

    def _count(self, future: Future[Any]) -> None:
        if not future.cancelled() and not future.exception():
            self.spoken += future.result()[0]

    def shutdown(self, wait: bool = True, **_: Any) -> None:
        """End the other; what processes took is known once they are gone."""
        wait = wait or isinstance(self.inner, ProcessPoolExecutor)
        self.inner.shutdown(wait=wait)  # Dask's takes no more


class Made(NamedTuple):
    """What came of a run: sessions and those that are wrong; clips needed, kept and spoken.

    Then the seconds that passed, and those of a core: of the workers, and of who hands out.
    """

    sessions: int
    wrong: int
    needed: int
    kept: int
    spoken: int
    seconds: float
    workers_s: float
    planner_s: float

    def cells(self) -> str:
        """Give the counts as cells of a table."""
        return " | ".join(map(str, self[:5]))


def listed(folder: Path, text: str, count: int, voices: list[str]) -> Path:
    """Put routines and their listing into a folder: those that are shipped, by other titles."""
    (folder / "scripts").mkdir()
    shipped = sorted(SCRIPTS.glob("*.md"))
    for number in range(count):
        routine = shipped[number % len(shipped)].read_text(encoding="utf-8")
        path = folder / "scripts" / f"r{number:03}.md"
        path.write_text(routine.replace("title: ", f"title: {number}, ", 1), encoding="utf-8")
    (folder / "all.toml").write_text(text.format(voices=json.dumps(voices)), encoding="utf-8")
    return folder


@contextlib.contextmanager
def place(text: str, count: int, voices: list[str]) -> Iterator[Path]:
    """Give a folder with a listing; the cache of this process and of all it begins is in it."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["VOICEGUIDE_CACHE"] = str(Path(name) / "cache")
        yield listed(Path(name), text, count, voices)


def orders(folder: Path) -> list[Order]:
    return [each for each in read_listing(folder / "all.toml").orders() if isinstance(each, Order)]


def needed_by(asked: list[Order]) -> set[str]:
    """Give the names of all clips that sessions need."""
    needs, problems = needs_of(asked, Plans())
    assert not problems
    every = ((words, need.order) for need in needs.values() for words in need.words)
    return {clip_key(words, *manner_of(order)) for words, order in every}


def kept(folder: Path) -> set[str]:
    """Give the names of the clips that are in the caches of a folder; chimes are among them."""
    caches = [each for each in folder.iterdir() if each.name.startswith("cache")]
    return {path.name for each in caches for path in (each / "clips").rglob("*") if path.is_file()}


def run(
    folder: Path,
    begin: Callable[[], Executor],
    on_step: Callable[[Step], None] | None = None,
    *,
    verified: bool = True,
) -> Made:
    """Make all of a folder's catalogue, and hold each file against its own timeline."""
    asked = orders(folder)
    needed = needed_by(asked)
    counting: list[Counting] = []

    def counted() -> Executor:
        counting.append(Counting(begin()))
        return counting[-1]

    began = time.perf_counter()
    own, workers = cpu(resource.RUSAGE_SELF), cpu(resource.RUSAGE_CHILDREN)
    outcomes = make_all(asked, counted, on_step=on_step)
    took, own = time.perf_counter() - began, cpu(resource.RUSAGE_SELF) - own
    workers = cpu(resource.RUSAGE_CHILDREN) - workers
    wrong = 0
    for made in outcomes:
        if made.problems or (verified and verify(Path(made.target)).faults):
            wrong += 1
            print(made.target, made.problems[:1], flush=True)
    spoken = sum(each.spoken for each in counting) + sum(each.spoken for each in outcomes)
    return Made(
        len(outcomes), wrong, len(needed), len(needed & kept(folder)), spoken, took, workers, own
    )


def pool(count: int) -> Callable[[], Executor]:
    return lambda: ProcessPoolExecutor(count, mp_context=get_context("spawn"))


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def two_at_once(runs: int) -> list[str]:
    """Give the ratio of two makes of one routine at once to one, on empty caches."""
    one, two, counts = [], [], []
    make = ["make", str(SCRIPTS / "hips.md"), "--quiet", "--voice", "en-us", "--out"]
    for _ in range(runs):
        for seconds, names in ((one, ["a.mp3"]), (two, ["a.mp3", "b.mp3"])):
            with tempfile.TemporaryDirectory() as name:
                env = {**os.environ, "VOICEGUIDE_CACHE": str(Path(name) / "cache")}
                began = time.perf_counter()
                running = [
                    subprocess.Popen([*COMMAND, *make, each], cwd=name, env=env) for each in names
                ]
                codes = [each.wait() for each in running]
                seconds.append(time.perf_counter() - began)
                assert not any(codes)
                counts.append(len(kept(Path(name))))
    assert len(set(counts)) == 1
    return [
        "Two `make` of one routine at once on an empty cache take "
        f"{median(two) / median(one):.2f} of the time of one (medians of {runs}, side by side). "
        f"{counts[0]} clips are in the cache either way; that none is spoken twice is a test."
    ]


def spread_out(count: int, voices: list[str]) -> tuple[list[str], Cost]:
    """Make a catalogue in one process, in two, and on a cluster with a store; give the costs."""
    from distributed import Client, LocalCluster

    head = ("how", "sessions", "wrong", "clips needed", "kept", "spoken", "of one process' time")
    rows = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    first = 0.0

    def row(name: str, made: Made) -> None:
        nonlocal first
        first = first or made.seconds
        rows.append(f"| {name} | {made.cells()} | {made.seconds / first:.2f} |")
        print(rows[-1], flush=True)

    with place(SMALL, count, voices) as folder:
        cold = run(folder, pool(1))
        row("one process", cold)
        shutil.rmtree(folder / "made")
        warm = run(folder, pool(1), verified=False)
        row("one process, all sentences there", warm)
    cost = Cost(
        (cold.workers_s - warm.workers_s) / max(1, cold.spoken),
        warm.workers_s / warm.sessions,
        cold.planner_s / cold.sessions,
    )
    with place(SMALL, count, voices) as folder:
        row("two processes", run(folder, pool(2)))
    with s3(), place(SMALL, count, voices) as folder:
        options = {"dashboard_address": None, "local_directory": str(folder / "dask")}
        with (
            LocalCluster(2, threads_per_worker=1, protocol="tcp://", **options) as cluster,
            Client(cluster) as client,
        ):
            made = run(folder, lambda: client.get_executor(pure=False))
            row("Dask, a LocalCluster of two workers over TCP, and a store that speaks S3", made)
    return rows, cost


def broken(count: int, voices: list[str]) -> list[str]:
    """Break what a catalogue is made on, in the middle of each phase; count what is wrong then."""
    scenes: dict[str, dict[float, Callable[[Cluster, Gate], None]]] = {
        "a worker is killed": {0.3: lambda cluster, _: cluster.kill_a_worker()},
        "the store is cut off, and is back": {
            0.2: lambda _, gate: gate.shut(),
            0.7: lambda _, gate: gate.again(),
        },
        "the scheduler ends, and is begun again": {0.3: lambda cluster, _: cluster.restart()},
    }
    head = ("in the middle of each phase", "sessions", "wrong or missing", "clips needed", "kept")
    rows = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for name, acts in scenes.items():
        with s3() as gate, place(SMALL, count, voices) as folder, Cluster(folder, 2) as cluster:
            made = run(folder, cluster.executor, _Acts(acts, cluster, gate))
        rows.append(f"| {name} | {' | '.join(map(str, made[:4]))} |")
        print(rows[-1], flush=True)
    return rows


class _Acts:
    """Does each act once in each phase, when so much of that is done."""

    def __init__(
        self, acts: dict[float, Callable[[Cluster, Gate], None]], cluster: Cluster, gate: Gate
    ) -> None:
        self._acts, self._about = acts, (cluster, gate)
        self._done: set[tuple[str, float]] = set()

    def __call__(self, step: Step) -> None:
        for part, act in self._acts.items():
            if step.done >= part * step.total and (step.phase, part) not in self._done:
                self._done.add((step.phase, part))
                act(*self._about)


def large(cost: Cost) -> list[str]:
    """Plan a catalogue of 57,600, and one of an eighth; tell what many machines take for it."""
    peaks = []
    for voices in (EIGHT[:1], EIGHT):
        with place(LARGE, 200, voices) as folder:
            command = [*COMMAND, "catalogue", "all.toml", "--dry-run", "--json", "--quiet"]
            began = time.perf_counter()
            running = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE)
            assert running.stdout is not None
            plan = json.loads(running.stdout.read())
            _, status, used = os.wait4(running.pid, 0)
            took = time.perf_counter() - began
        assert status == 0
        seconds = used.ru_utime + used.ru_stime
        peaks.append(
            f"{plan['sessions']:,} sessions, {plan['clips']:,} clips: {seconds:.0f} s of a core "
            f"({took:.0f} s passed), at most {used.ru_maxrss / 1024:.0f} MB"
        )
        print(peaks[-1], flush=True)
    about = (
        f"A clip takes {cost.clip:.3f} s of a core, an MP3 {cost.session:.3f} s, and handing "
        f"out {cost.planner * 1000:.1f} ms for each session. Machines of {CORES} cores, each "
        f"writing {BYTES_S / 1e6:.0f} MB a second, with so many clips as 200 unlike routines have:"
    )
    # The routines here are those that are shipped, again and again: of others each has its own.
    clips = plan["to_speak"] * 200 // len([*SCRIPTS.glob("*.md")])
    rows = ["", *(f"- `--dry-run` of {each}" for each in peaks), "", about, ""]
    head = ["machines", "clips", "bytes", "speaking", "putting together", "writing", "handing out"]
    rows.append(f"| {' | '.join([*head, 'bound by'])} |")
    rows.append("|---|---|---|---|---|---|---|---|")
    for machines in (1, 10, 100):
        cores = CORES * machines
        parts = {
            "speaking": clips * cost.clip / cores,
            "putting together": plan["sessions"] * cost.session / cores,
            "writing": plan["bytes"] / (BYTES_S * machines),
            "handing out": plan["sessions"] * cost.planner,
        }
        bound = max(parts, key=lambda name: parts[name])
        cells = [f"{machines}", f"{clips:,}", f"{plan['bytes'] / 1e12:.1f} TB"]
        cells += [f"{each:,.0f} s" for each in parts.values()]
        rows.append(f"| {' | '.join([*cells, bound])} |")
    return rows


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--routines", type=int, default=10)
    asked.add_argument("--voices", default="heart,en-us")
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--only", choices=["two", "spread", "broken", "large"])
    given = asked.parse_args()
    voices = given.voices.split(",")

    def wanted(name: str) -> bool:
        return given.only in (None, name) or (name == "spread" and given.only == "large")

    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    about = (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}; voices "
    )
    text = f"# Catalogues\n\n{about}{given.voices}. Other work at the start: {load:.1f}.\n"

    def told(name: str, rows: list[str]) -> None:
        # Part by part: what was measured is not lost where a later one is ended.
        nonlocal text
        text += f"\n## {name}\n\n" + "\n".join(rows).strip() + "\n"
        if given.only is None:
            RESULTS.write_text(text, encoding="utf-8")

    cost = Cost(0.0, 0.0, 0.0)
    if wanted("two"):
        told("Two at once", two_at_once(given.runs))
    size = f"{given.routines} routines × 3 paces × 3 guidances × {len(voices)} voices"
    if wanted("spread"):
        rows, cost = spread_out(given.routines, voices)
        told(f"Spread out: {size}", rows)
    if wanted("broken"):
        told(f"Broken on purpose: {size}", broken(given.routines, voices))
    if wanted("large"):
        told("200 routines × 3 paces × 3 guidances × 8 voices × 4 formats", large(cost))
    print(text)


if __name__ == "__main__":
    main()
