"""``voiceguide list``: the routines there are."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_list_falls_back_on_what_is_shipped(run: Run, short: Path) -> None:
    assert run("list").stdout.startswith("short: Two stretches, about ")
    short.unlink()
    assert "\nmiddle-back: " in run("list").stdout
    listed = json.loads(run("list", "--json").stdout)
    assert "middle-back" in [each["name"] for each in listed]


NEEDING = """---
about: an evening
---
You will need a mat, and two cushions.

## Fold
1. Sit on the mat. Fold forward. Hold for 5 seconds.

## Pull
1. Take a band.
2. Pull it. Hold for 5 seconds.
"""


def test_list_tells_what_each_is_for_and_what_it_needs(run: Run, short: Path) -> None:
    assert run("list").stdout.count("\n") == 1
    short.write_text(NEEDING)
    told = run("list").stdout.splitlines()
    assert told[1:] == ["  for an evening", "  needs a mat, and two cushions, a band"]
    (each,) = json.loads(run("list", "--json").stdout)
    assert (each["about"], each["needs"]) == ("an evening", "a mat, and two cushions, a band")
    shown = run("list", "--poses").stdout.splitlines()
    assert shown[:3] == told and [line.split()[-1] for line in shown[3:]] == ["Fold", "Pull"]


def test_a_routine_that_cannot_be_read_is_named_in_its_place(run: Run, short: Path) -> None:
    short.with_name("aches.md").write_text("## A\n1. Hold for 30.\n")
    short.with_name("zest.md").write_bytes(short.read_bytes())
    result = run("list")
    lines = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert result.exit_code == 1 and result.stderr == ""
    assert lines[0] == "aches: can't be read; voiceguide check aches tells why"
    assert [line.split(":")[0] for line in lines] == ["aches", "short", "zest"]
    assert "aches.md:2:4: hold has no unit" in run("list", "--json").stderr
