"""What a script was asked for, what failed in it, and the line of figures that it ends with."""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator


class Task:
    """How many cases, from which seed, and which of them; for a stated time at most."""

    def __init__(self, count: int, limit: str) -> None:
        """`limit` names the variable that holds the seconds after which no new case begins."""
        self.count = int(sys.argv[1]) if len(sys.argv) > 1 else count
        self.seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
        self.only = sys.argv[3:]
        self.rng = random.Random(self.seed)
        self.failures: list[str] = []
        self.tally: Counter[str] = Counter()
        self.done = 0
        self._seconds = float(os.environ.get(limit, "1e9"))

    def numbers(self, most: int | None = None) -> Iterator[int]:
        """Count the cases that are begun, until there are enough or time is up."""
        end = time.time() + self._seconds
        for number in range(self.count if most is None else min(self.count, most)):
            if time.time() > end:
                return
            self.done += 1
            yield number

    def bad(self, told: str) -> None:
        """Tell a failure as soon as it is seen."""
        self.failures.append(told)
        print(f"  {told}", flush=True)

    def end(self, cases: str) -> None:
        """Print the figures, and leave with a status that says whether anything failed."""
        told = ", ".join(f"{count} {what}" for what, count in self.tally.items())
        print(f"{cases}: {len(self.failures)} failures ({told})")
        sys.exit(bool(self.failures))
