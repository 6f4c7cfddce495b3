"""Real texts are read as a fair reader reads them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from reading import score  # noqa: E402


@pytest.mark.parametrize(
    ("name", "share"), [("stretches", 1.0), ("more-stretches", 1.0), ("handouts", 0.9)]
)
def test_share_read_as_labelled(name: str, share: float) -> None:
    entries = json.loads((BENCHMARKS / "corpus" / f"{name}.json").read_text(encoding="utf-8"))
    right, wrong = score(entries)
    assert right["all three"] >= share * len(entries), "\n".join(wrong)
