"""Sessions of one routine for 200 clients against 200 plain copies of it, from a warm cache.

    python benchmarks/clients.py [--voice en-us] [--count 200] [--runs 3]

Both are one run of `voiceguide make` each, side by side, in a temporary folder with a cache of its
own, after one run of both to fill it. Told is what a client's session takes of a plain one's, by
the clock and in processor time. It ends with an error where that is more than twice.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

MOST = 2.0
ROUTINE = Path(__file__).parents[1] / "scripts" / "middle-back.md"
COMMAND = [sys.executable, "-m", "voiceguide", "make", "--quiet", "--voice"]
CLIENT = """\
title = "Session {number}"
pace = {pace}
guidance = "{guidance}"

[pose."Bridge"]
hold = "{breaths} breaths"
note = "left knee: go gently"

[pose."Cat-Cow"]
rounds = {rounds}

[pose."Seated Twist"]
side = "{side}"
"""


def prepared(folder: Path, count: int) -> None:
    """Write the routine, a client's file for each, and as many plain copies."""
    for name in ("scripts", "clients", "copies"):
        (folder / name).mkdir()
    text = ROUTINE.read_text(encoding="utf-8")
    (folder / "scripts" / "routine.md").write_text(text, encoding="utf-8")
    for number in range(count):
        (folder / "copies" / f"copy-{number:03}.md").write_text(text, encoding="utf-8")
        client = CLIENT.format(
            number=number % 5,
            pace=(0.9, 1.0, 1.1)[number % 3],
            guidance=("full", "brief")[number % 2],
            breaths=3 + number % 4,
            rounds=4 + number % 3,
            side=("left", "right")[number % 2],
        )
        path = folder / "clients" / f"client-{number:03}.toml"
        path.write_text(client, encoding="utf-8")


def ran(folder: Path, words: list[str]) -> tuple[float, float]:
    """Run `make` with words; give its seconds by the clock and of processors."""
    env = {**os.environ, "VOICEGUIDE_CACHE": str(folder / "cache")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run([*COMMAND, *words], cwd=folder, env=env, check=True)
    took = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return took, used


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--voice", default="en-us")
    asked.add_argument("--count", type=int, default=200)
    asked.add_argument("--runs", type=int, default=3)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder, given.count)
        ways = {
            "plain": [given.voice, "copies", "--out", "plain/"],
            "clients": [given.voice, "routine", "--for", "*", "--out", "clients-out/"],
        }
        took: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        for turn in range(given.runs + 1):
            for way, words in ways.items():
                found = ran(folder, words)
                if turn:
                    took[way].append(found)
        made = [len([*(folder / out).glob("*.mp3")]) for out in ("plain", "clients-out")]
        assert made == [given.count] * 2, made
    ratios = []
    for what, at in (("by the clock", 0), ("of processors", 1)):
        plain, clients = (median(each[at] for each in took[way]) for way in ways)
        ratios.append(clients / plain)
        print(
            f"{what}: a plain session {plain / given.count:.3f} s, a client's"
            f" {clients / given.count:.3f} s: {clients / plain:.2f} times"
        )
    if ratios[1] > MOST:
        raise SystemExit("a client's session takes more than it may")


if __name__ == "__main__":
    main()
