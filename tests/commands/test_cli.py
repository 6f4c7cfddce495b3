"""The command line as a person meets it: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
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

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder of one's own, with one routine in ./scripts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "short.md").write_text(SHORT, encoding="utf-8")
    return lambda *words: CliRunner().invoke(main, words, catch_exceptions=False)


def plan_of(run: Run, *words: str) -> dict[str, object]:
    result = run("plan", "short", "--json", *words)
    assert result.exit_code == 0, result.stderr
    plan: dict[str, object] = json.loads(result.stdout)
    return plan


def poses_of(plan: dict[str, object]) -> list[str]:
    poses = plan["poses"]
    assert isinstance(poses, list)
    return [pose["name"] for pose in poses]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout and f"voiceguide {name}" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_every_option_has_help() -> None:
    for command in main.commands.values():
        for param in command.params:
            assert not isinstance(param, click.Option) or param.help


def test_version(run: Run) -> None:
    assert run("--version").stdout.startswith("voiceguide, version ")


def test_make_then_show(run: Run) -> None:
    result = run("make")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("output/short.mp3: ")
    assert "Neck roll (2 sides)" in result.stdout
    assert "Shoulder shrug (2 rounds)" in result.stdout
    shown = run("show", "output/short.mp3", "--json")
    planned = plan_of(run)
    measured = json.loads(shown.stdout)
    assert measured["measured"] is True
    for timeline in (measured, planned):
        del timeline["measured"], timeline["length_ms"]
        for each in (*timeline["poses"], *timeline["cues"]):
            del each["start_ms"], each["end_ms"]
    assert measured == planned
    assert "Chapters" in run("show", "output/short.mp3").stdout


def test_a_change_of_pace_speaks_nothing(run: Run) -> None:
    run("make")
    for pace in ("slow", "fast", "1.1", "0.5", "2"):
        assert "sentences: 0 spoken" in run("make", "--pace", pace).stderr


def test_a_slower_pace_is_longer(run: Run) -> None:
    lengths = [plan_of(run, "--pace", pace)["length_ms"] for pace in ("fast", "normal", "slow")]
    assert lengths == sorted(lengths) and len(set(lengths)) == 3  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], ["Neck roll", "Shoulder shrug"]),
        (["--pose", "shoulder"], ["Shoulder shrug"]),
        (["--pose", "2", "--pose", "neck roll"], ["Shoulder shrug", "Neck roll"]),
        (["--skip", "NECK"], ["Shoulder shrug"]),
        (["--skip", "2"], ["Neck roll"]),
        (["--pose", "shrug"], ["Shoulder shrug"]),
    ],
)
def test_poses_named_are_the_poses_led(run: Run, words: list[str], names: list[str]) -> None:
    assert poses_of(plan_of(run, *words)) == names


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["make", "--pose", "headstand"], "no pose 'headstand'"),
        (["make", "--pose", ""], "no pose ''"),
        (["make", "--pose", "1", "--skip", "neck"], "no pose is left"),
        (["make", "shirt"], "did you mean short?"),
        (["make", "--voice", "en-uz"], "en-u"),
        (["make", "scripts"], "is a folder"),
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


def test_one_file_for_two_routines_is_wrong_usage(run: Run) -> None:
    Path("scripts/long.md").write_text(SHORT, encoding="utf-8")
    assert run("make", "--out", "one.mp3").exit_code == 2


def test_a_session_of_more_than_six_hours_wants_to_be_meant(run: Run) -> None:
    Path("long.md").write_text("## Rest\n1. Stay for 350 minutes.\n2. Stay for 20 minutes.\n")
    result = run("plan", "long.md")
    assert result.exit_code == 1 and "--long" in result.stderr
    assert run("plan", "long.md", "--long").exit_code == 0


def test_problems_of_all_routines_are_told_before_any_is_made(run: Run) -> None:
    Path("bad.md").write_text("## A\n1. Hold for 30.\n")
    result = run("make", "short", "bad.md")
    assert result.exit_code == 1 and "bad.md:2:4: hold has no unit" in result.stderr
    assert not Path("output").exists()


def test_out_names_a_file_or_a_folder(run: Run) -> None:
    assert run("make", "--out", "my.mp3", "--quiet").output == ""
    assert run("make", "--out", "music/", "--quiet").exit_code == 0
    assert Path("my.mp3").read_bytes() == Path("music/short.mp3").read_bytes()


def test_check_strict_takes_warnings_for_errors(run: Run) -> None:
    Path("vague.md").write_text("## A\n1. Sit. One round takes 20 seconds.\n")
    assert run("check", "vague.md").exit_code == 0
    assert run("check", "vague.md", "--strict").exit_code == 1


def test_check_json_is_an_object_a_line(run: Run) -> None:
    Path("bad.md").write_text("## A\n1. Hold for 30.\n2. Stay for 3-5 breaths. Repeat twice.\n")
    result = run("check", "short", "bad.md", "--json")
    assert result.exit_code == 1
    good, bad = map(json.loads, result.stdout.splitlines())
    assert good["path"] == "scripts/short.md" and not good["problems"]
    assert good["poses"][0]["sides"] == 2
    assert good["poses"][0]["holds"] == [
        {"low": 2, "high": 2, "unit": "s", "qualifier": "exactly", "words": "2 seconds", "line": 6,
         "assumed": False}
    ]  # fmt: skip
    assert good["poses"][1]["rounds"] == [2, 2]
    assert bad["poses"][0]["holds"][0]["qualifier"] == "range"
    assert bad["problems"][0] == {
        "line": 2,
        "column": 4,
        "severity": "error",
        "message": "hold has no unit",
        "hint": 'write "Hold for 30 seconds" or "Hold for 30 breaths"',
    }


def test_list_falls_back_on_what_is_shipped(run: Run) -> None:
    assert run("list").stdout.startswith("short: Two stretches, about ")
    Path("scripts/short.md").unlink()
    assert run("list").stdout.startswith("middle-back: ")
    assert json.loads(run("list", "--json").stdout)[0]["name"] == "middle-back"


def test_voices_names_the_usual_one(run: Run) -> None:
    result = run("voices")
    assert result.exit_code == 0
    assert any(line.startswith("*") for line in result.stdout.splitlines())
