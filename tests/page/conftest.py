"""A short session, and a real browser to follow it in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from voiceguide.loader import parse_routine
from voiceguide.pipeline import make

SHORT = """\
---
title: Two <b>breaths</b> & a stretch
chime: none
---
## Breathe
1. Inhale, and lift.
2. Exhale, and lower.
3. Repeat twice.

## Reach

![A reach](reach.png)

1. Reach your right arm up. Hold for 2 breaths.
2. Repeat on the other side.
"""
_FLAGS = (
    "--no-sandbox --autoplay-policy=no-user-gesture-required --disable-gpu --disable-quic"
    " --no-first-run --disable-background-networking --disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def short_session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sessions") / "short.mp3"
    make(parse_routine(SHORT, "short.md"), path)
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Give a real browser; what runs the checks has to have one, elsewhere its tests are left."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if not found:
        assert not os.environ.get("CI"), "no chromium here: .ci/run installs it"
        pytest.skip("these tests need chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a page in the browser; what it asks for elsewhere, or throws, is a failure."""
    contexts, faults = [], []

    def opened(address: str, **context: Any) -> Any:
        contexts.append(chromium.new_context(**context))
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: _is_here(asked.url) or faults.append(asked.url))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults


def _is_here(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "http://127.0.0.2:", "file:", "data:", "blob:"))
