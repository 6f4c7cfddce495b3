"""A folder of one's own to run commands in, and a routine for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voiceguide.cli import main

SHORT = """---
title: Two stretches
---
## Neck roll
1. Sit tall.
2. Let your right ear sink. Hold for 2 seconds. Switch sides.

## Shoulder shrug
1. Inhale and lift your shoulders.
2. Exhale and let them drop.
3. Repeat 2 times.
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command in a folder of one's own, which is empty at first."""
    monkeypatch.chdir(tmp_path)
    return lambda *words, **more: CliRunner().invoke(
        main, [str(word) for word in words], catch_exceptions=False, **more
    )


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """Put a short routine into ./scripts, the only one there."""
    path = tmp_path / "scripts" / "short.md"
    path.parent.mkdir()
    path.write_text(SHORT, encoding="utf-8")
    return path
