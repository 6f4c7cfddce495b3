"""``voiceguide catalogue``: what is right stays, what is not is made, and what can't be is told."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner, Result

from voiceguide.catalogue import making
from voiceguide.catalogue.spread import Spread
from voiceguide.cli import main

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs here are scripts")


@pytest.fixture(autouse=True)
def threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare each test the start of two processes."""
    monkeypatch.setattr(
        making, "_spread", lambda *_: Spread(lambda: ThreadPoolExecutor(2), ahead=4)
    )


def run(folder, *words: str) -> Result:
    return CliRunner().invoke(main, ["catalogue", str(folder.listing), *words])


def rows(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_all_are_made_once(folder):
    planned = rows(run(folder, "--dry-run", "--json"))[0]
    assert planned["sessions"] == 6 and planned["kept"] == 0
    assert not (folder.path / "made").exists() and not folder.spoken()
    result = run(folder, "--json")
    assert result.exit_code == 0, result.output
    assert [row["status"] for row in rows(result)] == ["made"] * 6
    assert planned["clips"] == planned["to_speak"] == len(folder.spoken())
    before = folder.made()
    assert sorted(before) == [
        "neck-normal-brief.mp3",
        "neck-normal-full.mp3",
        "neck-slow-brief.mp3",
        "neck-slow-full.mp3",
        "rest-normal-brief.mp3",
        "rest-normal-full.mp3",
    ]
    again = run(folder, "--json")
    assert [row["status"] for row in rows(again)] == ["kept"] * 6
    assert again.stderr == "0 made, 6 kept as they are\n"
    assert folder.made() == before
    dry = run(folder, "--dry-run")
    assert "sessions: 0 to make, 6 kept as they are" in dry.stdout


@pytest.mark.parametrize("harm", ["cut", "gone", "changed", "routine"])
def test_what_is_not_right_is_made_again_and_no_other(folder, harm: str):
    run(folder)
    before = folder.made()
    path = folder.path / "made" / "rest-normal-full.mp3"
    if harm == "cut":
        path.write_bytes(before[path.name][:1000])
    elif harm == "gone":
        path.unlink()
    elif harm == "changed":
        path.write_bytes(before[path.name][:-1] + b"!")
        os.utime(path, ns=(1, 1))
    else:
        text = (folder.path / "rest.md").read_text().replace("5 seconds", "7 seconds")
        (folder.path / "rest.md").write_text(text)
    made = [row["file"] for row in rows(run(folder, "--json")) if row["status"] == "made"]
    assert len(made) == (2 if harm == "routine" else 1)
    if harm != "routine":
        assert made == [str(path)]
        assert folder.made() == before


def test_a_touched_file_is_read_and_kept(folder):
    run(folder)
    os.utime(folder.path / "made" / "rest-normal-full.mp3", ns=(1, 1))
    assert {row["status"] for row in rows(run(folder, "--json"))} == {"kept"}


def test_a_run_that_was_ended_goes_on(folder):
    run(folder)
    kept = folder.path / "all.made.jsonl"
    lines = kept.read_text().splitlines()
    kept.write_text("\n".join(lines[:3]) + "\n" + lines[3][:20])
    statuses = [row["status"] for row in rows(run(folder, "--json"))]
    assert statuses.count("kept") == 3 and statuses.count("made") == 3
    assert {row["status"] for row in rows(run(folder, "--json"))} == {"kept"}


def test_what_fails_is_named_and_nothing_is_half_made(folder):
    (folder.path / "aches.md").write_text("## A\n1. Hold for 30.\n")
    (folder.path / "made" / "neck-slow-full.mp3").mkdir(parents=True)
    result = run(folder, "--json")
    assert result.exit_code == 1
    assert "aches.md:2:4: hold has no unit" in result.stderr
    last = result.stderr.splitlines()
    assert "5 made, 0 kept as they are" in last and "2 not made:" in last
    assert last[-1].endswith("neck-slow-full.mp3") and last[-2].endswith("aches.md")
    failed = [row for row in rows(result) if row["status"] == "failed"]
    assert [row["problems"][0].endswith("is a folder") for row in failed] == [True]
    assert not [*(folder.path / "made").glob(".*")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("pace = [", "paces = [", '"paces" is no setting'),
        ('"slow", ', '"slwo", ', "pace is slow, normal, fast"),
        ("{guidance}", "{voice}", '"{voice}" is nothing that sessions differ in'),
        ("-{guidance}", "", "two sessions would both be"),
        ("*.md", "*.txt", 'no routine is named "*.txt"'),
        (".mp3", ".doc", "a session is a"),
        ('pace = "slow"', 'pace = "fast"', "pace is never 'fast'"),
        ('pace = "slow"', 'hold = "2"', '"hold" is not in the matrix'),
        ("[settings]", "[seting]", 'a catalogue has no "seting"'),
        ("out = ", "outs = ", "a catalogue says where its sessions go"),
    ],
)
def test_what_is_wrong_in_it_is_told_at_its_line(folder, old: str, new: str, told: str):
    folder.listing.write_text(folder.listing.read_text().replace(old, new, 1))
    result = run(folder, "--dry-run")
    assert result.exit_code == 1
    assert told in result.stderr and str(folder.listing) in result.stderr
    assert "hint: " in result.stderr and "Traceback" not in result.stderr


def test_what_is_no_toml_or_not_there_is_told(folder):
    folder.listing.write_text("routines = [")
    assert "at line 1" in run(folder).stderr or "end of document" in run(folder).stderr
    folder.listing.unlink()
    result = run(folder)
    assert result.exit_code == 1 and "No such file" in result.stderr


def test_formats_stand_in_names(folder):
    text = folder.listing.read_text().replace("{guidance}.mp3", "{guidance}")
    text = text.replace("[[exclude]]", 'format = ["mp3", "flac"]\n[[exclude]]\nformat = "flac"')
    folder.listing.write_text(text.replace('["slow", "normal"]', '["slow"]'))
    assert run(folder).exit_code == 0
    assert "neck-slow-full.flac" in folder.made()
