"""``voiceguide studio``: it opens, one for each folder, and ends when told to."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from browsing import until
from click.testing import CliRunner

from voiceguide.cli import main


@contextmanager
def studio(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a studio in a process of its own, and give its link."""
    environment = os.environ | {"XDG_RUNTIME_DIR": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-m", "voiceguide", "studio", str(folder), "--no-browser", *words],
        stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    assert process.stdout
    line = process.stdout.readline()
    try:
        yield process, line.split()[-1]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.skipif(os.name == "nt", reason="no signals there")
def test_ctrl_c_ends_it_within_two_seconds_with_a_page_that_listens(tmp_path: Path) -> None:
    with studio(tmp_path, "--port", "0") as (process, link):
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with opener.open(link, timeout=20) as answer:
            assert b"voiceguide studio" in answer.read()
        address = link.partition("start?")[0]
        text = "## A\n" + "".join(f"{n}. Sit for sheep number {n}.\n" for n in range(300))
        wish = {"text": text, "name": "a", "poses": None, "client": ""}
        wish["settings"] = {"voice": "system"}
        asked = urllib.request.Request(
            f"{address}api/jobs",
            json.dumps(wish).encode(),
            {"Origin": address.rstrip("/")},
        )
        opener.open(asked, timeout=20).close()
        with opener.open(f"{address}api/jobs/changes", timeout=20) as changes:
            assert changes.readline().startswith(b"data: ")
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
            assert time.monotonic() - began < 5  # 2 s, and room for a busy machine
    assert not [*tmp_path.glob("**/studio-*.json")]
    assert not [*tmp_path.glob("output/*")]


@pytest.mark.skipif(os.name == "nt", reason="no signals there")
def test_ctrl_c_ends_it_with_tabs_open_that_tell_so(
    tmp_path: Path, open_page: Callable[..., Any]
) -> None:
    with studio(tmp_path, "--port", "0") as (process, link):
        page = open_page(link)
        page.locator("#total", has_text=":").wait_for()
        other = page.context.new_page()
        other.goto(link.partition("start?")[0])
        other.locator("#total", has_text=":").wait_for()
        sheep = "\n".join(f"{n}. Sit and count sheep number {n}." for n in range(1, 300))
        page.fill("#text", f"---\ntitle: Sheep\nvoice: system\n---\n## Count\n{sheep}\n")
        page.locator("#poses", has_text="Count").wait_for()
        page.click("#make")
        for each in (page, other):
            each.locator("#job progress").wait_for()
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert time.monotonic() - began < 5  # 2 s, and room for a busy machine
        page.get_by_label("Holds").fill("1.5")
        until(page, "document.getElementById('problems').textContent.includes('still run')")


def test_the_link_that_is_printed_is_opened_in_the_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("platformdirs.user_runtime_dir", lambda *_, **__: str(tmp_path / "run"))
    monkeypatch.setattr("threading.Thread", _AtOnce)
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    result = CliRunner().invoke(main, ["studio", str(tmp_path), "--port", "0"])
    assert result.exit_code == 0
    assert opened == [result.output.splitlines()[0].split()[-1]]
    assert "start?token=" in opened[0]


class _AtOnce:
    """A thread that is done before it is waited for."""

    def __init__(self, target: Callable[..., object], args: list[Any], **_: object) -> None:
        target(*args)

    def start(self) -> None:
        """There is nothing left to do."""


def test_a_port_that_is_taken_is_an_error(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["studio", str(tmp_path), "--port", port])
    assert result.exit_code == 1
    assert f"port {port} is taken" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="the folder of what runs can't be moved there")
def test_a_folder_whose_studio_runs_is_opened_anew(tmp_path: Path) -> None:
    with studio(tmp_path) as (_, link), studio(tmp_path) as (second, other):
        assert other.partition("start?")[0] == link.partition("start?")[0]
        assert other != link
        assert second.wait(20) == 0
        with urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open(
            other, timeout=20
        ) as answer:
            assert answer.status == 200


def test_what_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "voiceguide.studio.server", None)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = CliRunner().invoke(main, ["studio", str(tmp_path)])
    assert result.exit_code == 1
    assert "pip install 'voiceguide[studio]'" in result.stderr
    assert CliRunner().invoke(main, ["studio", str(tmp_path / "none")]).exit_code == 1
