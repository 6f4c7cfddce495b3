"""Instructions of many kinds, with what a fair reader makes of each."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from voiceguide.reading.reader import understand
from voiceguide.report import reading_json

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("cases.json").read_text(encoding="utf-8")
)
TOLD: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("told.json").read_text(encoding="utf-8")
)


def lengths(times: list[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    return Counter(
        (time["low"], time["high"], time["unit"]) for time in times if not time.get("assumed")
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["kind"])
def test_a_case_is_read_as_its_reader_reads_it(case: dict[str, Any]):
    poses = reading_json("", understand(case["text"], "case.md"))["poses"]
    assert len(poses) == len(case["poses"])
    for pose, wanted in zip(poses, case["poses"], strict=True):
        assert (pose["sides"], pose["rounds"]) == (wanted["sides"], wanted["rounds"])
        if "rests" in wanted:
            assert lengths(pose["rests"]) == lengths(wanted["rests"])
            assert lengths(pose["holds"]) == lengths(wanted["holds"])
        else:
            assert lengths(pose["holds"]) + lengths(pose["rests"]) == lengths(wanted["holds"])


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case["kind"])
def test_what_is_not_led_is_told(case: dict[str, Any]):
    assert understand(case["text"], "case.md").problems
