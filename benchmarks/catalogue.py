"""Many sessions: two runs at once against one, a catalogue over processes, and what a large one is.

    python benchmarks/catalogue.py [--voice en-us] [--runs 3]

Everything is made in a temporary folder with a cache of its own. The ratios are of whole processes,
measured side by side; sentences are counted by the clips that are in the cache.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

SCRIPTS = Path(__file__).parents[1] / "scripts"
COMMAND = [sys.executable, "-m", "voiceguide"]
SMALL = """\
routines = ["scripts/*.md"]
out = "made/{{routine}}-{{pace}}-{{guidance}}.mp3"
[settings]
voice = "{voice}"
[matrix]
pace = ["slow", "normal", "fast"]
guidance = ["full", "brief", "minimal"]
"""
LARGE = """\
routines = ["scripts/*.md"]
out = "made/{{routine}}-{{pace}}-{{guidance}}-{{loudness}}.{{format}}"
[settings]
voice = "{voice}"
[matrix]
pace = ["slow", "normal", "fast"]
guidance = ["full", "brief", "minimal"]
loudness = [-16, -17, -18, -19, -20, -21, -22, -23]
format = ["mp3", "opus", "flac", "m4b"]
"""


def ran(folder: Path, *commands: list[str]) -> float:
    """Run commands at once; give the seconds until the last has ended."""
    env = {**os.environ, "VOICEGUIDE_CACHE": str(folder / "cache")}
    began = time.perf_counter()
    running = [
        subprocess.Popen([*COMMAND, *each], cwd=folder, env=env, stdout=subprocess.DEVNULL)
        for each in commands
    ]
    codes = [each.wait() for each in running]
    assert not any(codes)
    return time.perf_counter() - began


def clips(folder: Path) -> int:
    return sum(1 for path in (folder / "cache" / "clips").rglob("*") if path.is_file())


def two_at_once(voice: str, runs: int) -> None:
    one, two, counts = [], [], set()
    make = ["make", str(SCRIPTS / "hips.md"), "--quiet", "--voice", voice, "--out"]
    for _ in range(runs):
        for seconds, names in ((one, ["a.mp3"]), (two, ["a.mp3", "b.mp3"])):
            with tempfile.TemporaryDirectory() as folder:
                seconds.append(ran(Path(folder), *([*make, name] for name in names)))
                counts.add(clips(Path(folder)))
    print(f"one make {median(one):.2f} s, two at once {median(two):.2f} s:", end=" ")
    print(f"{median(two) / median(one):.2f} times; clips in the cache: {sorted(counts)}")


def catalogue(voice: str) -> None:
    for jobs in ("1", "2"):
        with tempfile.TemporaryDirectory() as name:
            folder = listed(Path(name), SMALL.format(voice=voice), 10)
            took = ran(folder, ["catalogue", "all.toml", "--jobs", jobs, "--quiet"])
            again = ran(folder, ["catalogue", "all.toml", "--jobs", jobs, "--quiet"])
            made = len([*(folder / "made").iterdir()])
            print(f"{made} sessions, --jobs {jobs}: {took:.1f} s, {clips(folder)} clips; ", end="")
            print(f"again, all kept: {again:.2f} s")


def large(voice: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = listed(Path(name), LARGE.format(voice=voice), 200)
        env = {**os.environ, "VOICEGUIDE_CACHE": str(folder / "cache")}
        began = time.perf_counter()
        command = [*COMMAND, "catalogue", "all.toml", "--dry-run", "--json", "--jobs", "1"]
        told = subprocess.run(command, cwd=folder, env=env, stdout=subprocess.PIPE, check=True)
        took = time.perf_counter() - began
    plan = json.loads(told.stdout)
    print(f"{plan['sessions']:,} sessions planned in {took:.0f} s")
    print("| machines of 8 cores | sentences | bytes | seconds |\n|---|---|---|---|")
    for machines in (1, 10, 100):
        seconds = plan["seconds"] / (8 * machines)
        print(f"| {machines} | {plan['to_speak']:,} | {plan['bytes']:,} | {seconds:,.0f} |")


def listed(folder: Path, text: str, count: int) -> Path:
    """Put routines and their listing into a folder: those that are shipped, by other titles."""
    (folder / "scripts").mkdir()
    shipped = sorted(SCRIPTS.glob("*.md"))
    for number in range(count):
        routine = shipped[number % len(shipped)].read_text(encoding="utf-8")
        path = folder / "scripts" / f"r{number:03}.md"
        path.write_text(routine.replace("title: ", f"title: {number}, ", 1), encoding="utf-8")
    (folder / "all.toml").write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--voice", default="en-us")
    asked.add_argument("--runs", type=int, default=3)
    given = asked.parse_args()
    two_at_once(given.voice, given.runs)
    catalogue(given.voice)
    large(given.voice)
