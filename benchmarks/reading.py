"""How much of real instruction text is read as a fair reader reads it, and how the time grows.

python benchmarks/reading.py [FILE.json]...
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voiceguide.reading.reader import understand
from voiceguide.report import reading_json

CORPUS = Path(__file__).parent / "corpus"
LABELS = ("sides", "holds_s", "repeats")
VERDICTS = ("wrong, told", "wrong, silent", "right, with a warning")
# What a step may be full of: each takes another way through reading.
FILLINGS = ("Lift your arms and soften. ", "3 x 10, ", "hold for 30 s, rest 10 s, ", "then right, ")


def reading_of(entry: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Read one stretch as a pose: what was read by its labels' names, and if anything is told."""
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(entry["steps"], 1))
    routine = understand(f"## {entry['name']}\n{steps}\n", "stretch.md")
    pose = reading_json("", routine)["poses"][0]
    read = {
        "sides": pose["sides"],
        "holds_s": [
            [hold["low"], hold["high"]]
            for hold in pose["holds"]
            if hold["unit"] == "s" and not hold["assumed"]
        ],
        "repeats": pose["rounds"],
    }
    return read, bool(routine.problems)


def score(entries: Sequence[dict[str, Any]]) -> tuple[Counter[str], list[str]]:
    """Count what is right of each label and of all three, what is told, and list what is wrong."""
    right: Counter[str] = Counter(dict.fromkeys((*LABELS, "all three", *VERDICTS), 0))
    wrong = []
    for entry in entries:
        read, told = reading_of(entry)
        missed = [label for label in LABELS if entry["expect"][label] not in (None, read[label])]
        for label in LABELS:
            right[label] += label not in missed
        right["all three"] += not missed
        right["wrong, told" if told else "wrong, silent"] += bool(missed)
        right["right, with a warning"] += not missed and told
        wrong += [
            f"{entry['id']}: {label} read as {read[label]}, labelled {entry['expect'][label]}"
            for label in missed
        ]
    return right, wrong


def growth(letters: int = 1200, steps: int = 250) -> dict[str, list[float]]:
    """Time reading at n, 2n and 4n letters of one step, and steps; as multiples of the first."""
    texts = {
        repr(filling): [
            f"## A\n1. Sit.\n2. {(filling * letters)[: letters * n]}.\n" for n in (1, 2, 4)
        ]
        for filling in FILLINGS
    }
    step = "Lift your right leg and hold for 10 seconds, 3 times."
    texts["steps"] = ["## A\n" + f"1. {step}\n" * (steps * n) for n in (1, 2, 4)]
    took = {name: [_time(text) for text in each] for name, each in texts.items()}
    return {name: [each / times[0] for each in times] for name, times in took.items()}


def _time(text: str) -> float:
    understand(text, "growth.md")
    times = []
    for _ in range(5):
        start = time.process_time()
        understand(text, "growth.md")
        times.append(time.process_time() - start)
    return sorted(times)[2]


def main() -> None:
    """Print the shares for each file, the list of those wrong, and how time grows with length."""
    for path in map(Path, sys.argv[1:]) if sys.argv[1:] else sorted(CORPUS.glob("*.json")):
        entries = json.loads(path.read_text(encoding="utf-8"))
        right, wrong = score(entries)
        shares = ", ".join(f"{name} {count / len(entries):.0%}" for name, count in right.items())
        print(f"{path.name}: {len(entries)} texts; right: {shares}")
        for line in wrong:
            print(f"  {line}")
    if not sys.argv[1:]:
        print("time at n, 2n and 4n, as multiples of the first:")
        for name, times in growth().items():
            print(f"  {name}: {', '.join(f'{each:.1f}' for each in times)}")


if __name__ == "__main__":
    main()
