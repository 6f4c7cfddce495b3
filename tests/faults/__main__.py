"""Breaks voiceguide on purpose, at length: ``python -m tests.faults kills 200 7``.

Each script ends with a line of figures, and with status 0 where nothing failed.
"""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = {
    "kills": ["200", "7"],
    "faults": ["270", "7"],
    "hostile": ["1800", "7"],
    "fuzz": ["12000", "7"],
    "cache_faults": ["100", "7"],
    "broken_voice": [],
    "starved": [],
    "long_haul": ["300", "7"],
    "greedy": [],
    "growth": [],
}
"""By name, each with its usual arguments: how many, and the seed that they follow from."""


def main(name: str = "", *arguments: str) -> int:
    """Run one script, or ``all`` of them, each with its usual arguments where none are given."""
    if name == "all":
        ended = {each: _run(each) for each in SCRIPTS}
        print("failed:", ", ".join(each for each, status in ended.items() if status) or "none")
        return max(ended.values())
    if name not in SCRIPTS:
        print(f"usage: python -m tests.faults all|{'|'.join(SCRIPTS)} [COUNT SEED]")
        return 2
    sys.argv = [name, *(arguments or SCRIPTS[name])]
    runpy.run_module(f"tests.faults.{name}", run_name="__main__")
    return 0


def _run(name: str) -> int:
    print(f"{name} {' '.join(SCRIPTS[name])}", flush=True)
    words = [sys.executable, "-m", "tests.faults", name]
    return subprocess.run(words, check=False, cwd=HERE.parents[1]).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
