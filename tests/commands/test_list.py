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
