"""How much of real instruction text is read as a fair reader reads it.

python benchmarks/reading.py [FILE.json]...
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voiceguide.reading.reader import understand
from voiceguide.report import reading_json

CORPUS = Path(__file__).parent / "corpus"
LABELS = ("sides", "holds_s", "repeats")


def reading_of(entry: dict[str, Any]) -> dict[str, Any]:
    """Read one stretch as a routine of one pose, and give what was read under its labels' names."""
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(entry["steps"], 1))
    routine = understand(f"## {entry['name']}\n{steps}\n", "stretch.md")
    pose = reading_json("", routine)["poses"][0]
    return {
        "sides": pose["sides"],
        "holds_s": [
            [hold["low"], hold["high"]]
            for hold in pose["holds"]
            if hold["unit"] == "s" and not hold["assumed"]
        ],
        "repeats": pose["rounds"],
    }


def score(entries: Sequence[dict[str, Any]]) -> tuple[dict[str, int], list[str]]:
    """Count what is right of each label and of all three, and list what is wrong."""
    right = dict.fromkeys((*LABELS, "all three"), 0)
    wrong = []
    for entry in entries:
        read = reading_of(entry)
        missed = [label for label in LABELS if entry["expect"][label] not in (None, read[label])]
        for label in LABELS:
            right[label] += label not in missed
        right["all three"] += not missed
        wrong += [
            f"{entry['id']}: {label} read as {read[label]}, labelled {entry['expect'][label]}"
            for label in missed
        ]
    return right, wrong


def main() -> None:
    """Print the shares for each file, and the list of those wrong."""
    for path in map(Path, sys.argv[1:]) if sys.argv[1:] else sorted(CORPUS.glob("*.json")):
        entries = json.loads(path.read_text(encoding="utf-8"))
        right, wrong = score(entries)
        shares = ", ".join(f"{name} {count / len(entries):.0%}" for name, count in right.items())
        print(f"{path.name}: {len(entries)} texts; right: {shares}")
        for line in wrong:
            print(f"  {line}")


if __name__ == "__main__":
    main()
