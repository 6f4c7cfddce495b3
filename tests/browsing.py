"""A real browser for the tests of pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

_FLAGS = (
    "--no-sandbox --autoplay-policy=no-user-gesture-required --disable-gpu --disable-quic"
    " --no-first-run --disable-background-networking --disable-component-update --disable-sync"
).split()


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
    assert not faults, faults


def _is_here(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "http://127.0.0.2:", "file:", "data:", "blob:"))


def until(page: Any, true: str) -> None:
    """Wait until an expression is true in the page, whose policy lets no text be a program."""
    for _ in range(600):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {true}")
