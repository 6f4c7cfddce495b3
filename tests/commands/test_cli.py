"""The command line as a person meets it: its help, its errors, and its exit statuses."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result
from terminal import lines_of, shown

from voiceguide.cli import main
from voiceguide.commands.screen import cells

Run = Callable[..., Result]

linux = pytest.mark.skipif(sys.platform != "linux", reason="a folder of Linux")

pytestmark = pytest.mark.usefixtures("short")


COMMANDS = main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout and f"voiceguide {name}" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_every_option_has_help() -> None:
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command
        for param in command.params:
            assert not isinstance(param, click.Option) or param.help


def test_version(run: Run) -> None:
    assert run("--version").stdout.startswith("voiceguide, version ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["make", "--pose", "headstand"], "no pose 'headstand'"),
        (["make", "--pose", ""], "no pose ''"),
        (["make", "--pose", "1", "--skip", "neck"], "no pose is left"),
        (["make", "shirt"], "did you mean short?"),
        (["make", "--voice", "en-uz"], "en-u"),
        (["make", "output/"], "no routine"),
        (["make", "--rate", "100", "--out", "scripts/short.md/x.mp3"], "is not a folder"),
        (["plan", "short", "--hold", "10", "--pose", "nothing"], "no pose"),
        (["show", "scripts/short.md"], "short.md"),
        (["show", "none.mp3"], "there is no file"),
        (["check", "none.md"], "no routine"),
    ],
)
def test_what_is_wrong_is_told_with_exit_status_1(run: Run, words: list[str], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert told in result.stderr + result.stdout
    assert not Path("output").exists()


@pytest.mark.parametrize("option", ["--pace", "--hold", "--rate", "--breath"])
@pytest.mark.parametrize(
    "value", ["0", "-1", "nan", "inf", "-inf", "1e999", "x", "", "0,0", "nan,1"]
)
def test_wrong_numbers_are_wrong_usage(run: Run, option: str, value: str) -> None:
    result = run("make", option, value)
    assert result.exit_code == 2
    assert option in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["make", "--range", "most"],
        ["make", "--nope"],
        ["make", "--out", "x.aac"],
        ["plan"],
        ["nope"],
    ],
)
def test_wrong_usage_has_exit_status_2(run: Run, words: list[str]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
@pytest.mark.usefixtures("run")
@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"TERM": "xterm", "NO_COLOR": "1"}])
def test_a_terminal_is_sent_no_colour_and_a_dumb_one_nothing_but_text(env: dict[str, str]):
    sent, status = shown(80, "make", "short", "--voice", "system", **env)
    assert status == 0
    assert "output/short.mp3" in sent
    assert not re.search(r"\x1b\[[0-9;]*m", sent)
    if env["TERM"] == "dumb":
        assert "\x1b" not in sent and "\r" not in sent.replace("\r\n", "")


def test_without_a_command_there_is_help(run: Run) -> None:
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == run("--help").stdout == run("help").stdout


def test_help_and_version_have_their_other_names(run: Run) -> None:
    assert run("help", "make").stdout == run("make", "--help").stdout
    assert run("-V").stdout == run("--version").stdout


@pytest.mark.parametrize(
    "words",
    [["make", "--pce", "slow"], ["mkae"], ["--colour"], ["make", "none"], ["show", "none.mp3"]],
)
def test_every_error_begins_alike_and_fits(run: Run, words: list[str]) -> None:
    lines = [line for line in run(*words).stderr.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1


@pytest.mark.usefixtures("run")
@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize(
    ("words", "styled"),
    [
        (["plan", "short"], "\x1b[1m1 Neck roll"),
        (["plan", "short", "--brief"], "\x1b[1m  start  length  pose"),
        (["check", "short"], "\x1b[1mNeck roll: "),
        (["list"], "\x1b[1mshort"),
        (["make", "short", "--pce", "slow"], "\x1b[31m\x1b[1merror: "),
        (["make", "--hold", "30s"], "\x1b[31m\x1b[1merror: "),
        (["make", "none"], "\x1b[31m\x1b[1merror: "),
    ],
)
def test_lines_fit_the_terminal_and_headings_are_bold(
    words: list[str], styled: str, width: int
) -> None:
    sent, _ = shown(width, *words)
    assert styled in sent
    assert max(map(cells, lines_of(sent))) <= width
    longest = max(map(cells, lines_of(shown(width, *words, NO_COLOR="1")[0])))
    assert longest <= width
    if words[0] in ("plan", "check") and len(words) == 2:
        # What is long goes to the terminal's edge, and no further.
        assert longest > min(width, 76) - 14
    assert "\x1b" not in shown(width, *words, NO_COLOR="1")[0]


@linux
@pytest.mark.parametrize("command", [["make"], ["say", "Rest."]])
def test_where_no_file_can_be_is_told_so(run: Run, command: list[str]) -> None:
    told = run(*command, "-o", "/proc/x.mp3").stderr
    assert "/proc/x.mp3 can't be written" in told and "room" not in told


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("can't start new thread"),
        ImportError("libX.so: failed to map segment from shared object"),
    ],
)
def test_too_little_memory_is_told_in_words(run: Run, monkeypatch, error: Exception):
    def short(*_: object) -> None:
        raise error

    monkeypatch.setattr("voiceguide.library.all_routines", short)
    result = run("list")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: there is too little memory: ")
    monkeypatch.setattr("voiceguide.library.all_routines", _broken)
    with pytest.raises(RuntimeError, match="another"):
        run("list")


def _broken(*_: object) -> None:
    raise RuntimeError("another fault")
