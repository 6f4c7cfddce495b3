"""Where a command meets the world: its streams, Ctrl-C, the terminal, and what a path may be."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from voiceguide.commands.screen import shown

Run = Callable[..., Result]

ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="devices of Linux")
posix = pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell in which ``vg`` is the command."""
    return subprocess.run(
        ["sh", "-c", f"vg() {{ '{sys.executable}' -m voiceguide \"$@\"; }}; {line}"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@linux
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("vg --help > /dev/full", "can't be written: No space left on device"),
        ("vg plan scripts/short.md > /dev/full", "No space left on device"),
        ("vg import - <&-", "standard input is closed"),
    ],
)
@pytest.mark.usefixtures("short")
def test_a_stream_that_is_full_or_closed_is_told_in_a_line(line: str, told: str, tmp_path: Path):
    ended = shell(line, tmp_path)
    assert ended.returncode == 1
    assert told in ended.stderr.splitlines()[0]
    assert "Traceback" not in ended.stderr and "Exception ignored" not in ended.stderr


@posix
@pytest.mark.usefixtures("short")
def test_a_closed_output_is_no_place_for_a_file_that_is_opened(tmp_path: Path):
    ended = shell("vg plan scripts/short.md >&- 2>&-", tmp_path)
    assert ended.returncode == 0
    assert (tmp_path / "scripts" / "short.md").read_text().endswith("Repeat 2 times.\n")


STOPPED = """
import builtins, os, signal, sys
real = builtins.__import__
def stopping(name, *about):
    if name == {at!r}:
        os.kill(os.getpid(), signal.SIGINT)
    return real(name, *about)
builtins.__import__ = stopping
from voiceguide.__main__ import main
sys.argv = ["voiceguide", "list"]
main()
"""


@posix
@pytest.mark.parametrize("at", ["voiceguide.cli", "click", "voiceguide.library"])
def test_ctrl_c_is_heard_from_the_first_import_on(at: str, tmp_path: Path):
    ended = subprocess.run(
        [sys.executable, "-c", STOPPED.format(at=at)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (130, "\nstopped: no file was changed\n")


@posix
@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html", "x.mp3"])
def test_a_pipe_is_not_waited_for(name: str, run: Run, tmp_path: Path, short: Path):
    os.mkfifo(tmp_path / name)
    for command in ("check", "plan", "import", "make", "show", "verify"):
        result = run(command, name)
        assert result.exit_code == 1 and name in result.output
    for option in ("--bed", "--chime"):
        result = run("make", short, option, f"./{name}")
        assert result.exit_code == 1 and "it is not a file" in result.stderr


@linux
@pytest.mark.parametrize("option", ["--bed", "--chime"])
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/urandom", "./", "/proc/self/environ"])
def test_a_device_is_no_sound(option: str, path: str, run: Run, short: Path):
    result = run("make", short, option, path)
    assert result.exit_code == 1 and "Traceback" not in result.stderr
    assert path.strip("./") in result.stderr


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Sit \x1b[2J tall.", r"Sit \u001b[2J tall."),
        ("a\x07b\x7fc\x9bd", r"a\u0007b\u007fc\u009bd"),
        ("\u202egnp", r"\u202egnp"),
        ("\r\u2028\U000e0001", r"\u000d\u2028\udb40\udc01"),
        ("Zoë, 10\xa0s\u3000\n\t½ 🧘\u200d♀️", "Zoë, 10\xa0s\u3000\n\t½ 🧘\u200d♀️"),
    ],
)
def test_what_steers_a_terminal_is_shown_by_its_number(said: str, told: str):
    assert shown(said) == told
    data = json.dumps({"say": said}, ensure_ascii=False)
    assert json.loads(shown(data)) == {"say": said}


def test_all_that_commands_print_goes_through_one_function():
    printed = [
        f"{path.name}: {line.strip()}"
        for path in [
            *(ROOT / "voiceguide" / "commands").glob("*.py"),
            ROOT / "voiceguide" / "cli.py",
        ]
        if path.name not in ("output.py", "progress.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        # What is styled is our own words.
        if re.search(r"click\.s?echo\((?!styled\()|^\s+print\(", line)
    ]
    assert printed == []


@pytest.mark.parametrize(
    "page",
    [
        "<ol start=5><li>Sit \x01 tall.</li></ol>",
        "<ol start=5><li>Sit &#1;&#x1b; tall.</li></ol>",
        "<ol start=5><li>Sit \ufffe\x9b tall.</li></ol>",
        "<ol start=5><li>Sit &#xfffe;&#xd800; tall.</li></ol>",
    ],
)
def test_a_page_is_cleaned_at_the_door(page: str, run: Run, tmp_path: Path):
    whole = f"<html><body><h2>Seat</h2>{page}<p>Hold for 30 seconds.</p></body></html>"
    (tmp_path / "p.html").write_text(whole, encoding="utf-8")
    result = run("import", "p.html")
    assert result.exit_code == 0, result.stderr
    assert "Sit" in result.stdout
    assert shown(result.stdout) == result.stdout
