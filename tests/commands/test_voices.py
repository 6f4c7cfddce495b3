"""``voiceguide voices``: who can speak."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("short")


def test_voices_names_the_usual_one(run: Run) -> None:
    result = run("voices")
    assert result.exit_code == 0
    assert any(line.startswith("*") for line in result.stdout.splitlines())


def test_voices_tells_how_to_hear_them(run: Run):
    assert "voiceguide say" in run("voices", "--sample").stdout
    assert "voiceguide say" not in run("voices").stdout
