"""Running commands as whole processes in a temporary folder, and timing them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import work

HERE = Path(__file__).parent
Command = Sequence[str | Path]

_PEAK = """
import sys
from voiceguide.cli import main
try:
    main()
finally:
    lines = open("/proc/self/status").read().splitlines()
    print(*[line.split()[1] for line in lines if line.startswith("VmHWM")])
"""


class Bench:
    """A folder, a store of clips in it, and how often to run what is timed."""

    def __init__(self, folder: Path, runs: int) -> None:
        self.folder, self.runs = folder, runs
        self.env = dict(os.environ, PYTHONPATH=str(HERE.parent))
        # A user's second start has its bytecode.
        self.env.pop("PYTHONDONTWRITEBYTECODE", None)
        self.use_store("store")

    def use_store(self, name: str) -> None:
        """Keep clips in another store from here on; a new name is an empty one."""
        self.env["VOICEGUIDE_CACHE"] = str(self.folder / name)

    def run(self, command: Command) -> str:
        """Run a process and give what it printed; end everything when it fails."""
        done = subprocess.run(
            [str(part) for part in command],
            env=self.env,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
        return done.stdout

    def timed(self, command: Command) -> float:
        """Give the seconds from the start of a process to its end."""
        began = time.perf_counter()
        self.run(command)
        return time.perf_counter() - began

    def median(self, command: Command) -> float:
        """Give the middle of several times."""
        return median(self.timed(command) for _ in range(self.runs))

    def length_ms(self, command: Command) -> int:
        """Give the length in the timeline that a command prints."""
        return int(json.loads(self.run(command))["length_ms"])

    def peak_mb(self, arguments: Command) -> float:
        """Give the most memory that the command voiceguide itself holds, on Linux."""
        return int(self.run([sys.executable, "-c", _PEAK, *arguments]).split()[-1]) / 1024


def voiceguide(*arguments: str | Path) -> Command:
    # What the installed command does.
    return [sys.executable, "-c", "from voiceguide.__main__ import main; main()", *arguments]


def make(routine: Path, *more: str) -> Command:
    return ["make", routine, "--quiet", "--long", "--out", routine.parent / "session.mp3", *more]


def peer(way: str, folder: Path) -> Command:
    return [sys.executable, HERE / "peers.py", way, folder]


def stretched(bench: Bench, name: str, minutes: int, poses: int = len(work.POSES)) -> Path:
    """Write a routine that lasts so long, by the length of its holds alone."""
    path = bench.folder / name / "routine.md"
    path.parent.mkdir()

    def length_ms(hold_s: int) -> int:
        path.write_text(work.routine(hold_s, poses), encoding="utf-8")
        return bench.length_ms(voiceguide("plan", path, "--json", "--long"))

    trial = 60
    hold_s = trial + (minutes * 60_000 - length_ms(trial)) // poses // 1000
    if hold_s < 20:
        sys.exit(f"{minutes} minutes are too few for this routine")
    length_ms(hold_s - hold_s % 5)
    return path
