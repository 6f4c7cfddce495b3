"""``voiceguide catalogue``: what is right stays, what is not is made, and what can't be is told."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voiceguide import Order
from voiceguide.catalogue import making
from voiceguide.catalogue.kept import Kept
from voiceguide.catalogue.listing import read_listing
from voiceguide.catalogue.orders import Outcome
from voiceguide.catalogue.spread import Spread
from voiceguide.cli import main
from voiceguide.session.file import read_session

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
        ('routine = "rest"', 'routine = "rust"', "no routine is named 'rust'"),
        ('routine = "rest"\npace = "slow"', 'routine = ["*"]', "every session is left out"),
        ("out = ", 'clients = ["*.tom"]\nout = ', 'no client is named "*.tom"'),
        ("{pace}", "{client}", '"{client}" is nothing that sessions differ in'),
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


CLIENTS = {
    "anna": 'title = "For Anna"\npace = "fast"\n[pose."Neck roll"]\nhold = "4 seconds"\n',
    "ben": 'poses = ["Sit"]\n',
}


@pytest.fixture
def clients(folder) -> None:
    (folder.path / "clients").mkdir()
    for name, text in CLIENTS.items():
        (folder.path / "clients" / f"{name}.toml").write_text(text)
    text = folder.listing.read_text().replace("{pace}-{guidance}", "{client}")
    text = text.replace("[settings]", 'clients = ["clients/*.toml"]\n[settings]', 1)
    head, _, _ = text.partition("[matrix]")
    rule = '[[exclude]]\nclient = "b*"\nroutine = "neck"\n'
    folder.listing.write_text(head + rule)


@pytest.mark.usefixtures("clients")
def test_each_client_has_sessions_of_their_own(folder):
    result = run(folder, "--json")
    assert result.exit_code == 0, result.output
    made = {path.stem: read_session(path) for path in (folder.path / "made").iterdir()}
    assert sorted(made) == ["neck-anna", "rest-anna", "rest-ben"]
    assert made["neck-anna"].timeline.script.title == "For Anna"
    said = [cue.say for cue in made["neck-anna"].timeline.script.cues]
    assert any("Hold for four seconds" in words or "Hold for 4 seconds" in words for words in said)
    assert made["neck-anna"].origin.settings["pace"] == 0.75
    assert made["rest-ben"].origin.poses == (2,)
    assert {row["status"] for row in rows(run(folder, "--json"))} == {"kept"}


@pytest.mark.usefixtures("clients")
def test_a_client_that_changes_has_new_sessions_and_no_other(folder):
    run(folder)
    path = folder.path / "clients" / "anna.toml"
    path.write_text(CLIENTS["anna"].replace("4 seconds", "5 seconds"))
    made = [row["file"] for row in rows(run(folder, "--json")) if row["status"] == "made"]
    assert [Path(name).name for name in made] == ["neck-anna.mp3"]
    path.write_text("hold = 0\n")
    result = run(folder, "--json")
    assert result.exit_code == 1
    assert result.stderr.count("clients/anna.toml:1:1: hold") == 1
    assert result.stderr.splitlines()[-1].endswith("rest.md for anna")


@pytest.mark.usefixtures("clients")
@pytest.mark.parametrize(
    ("out", "told"), [("{routine}", "{client}"), ("{client}", "{routine}"), ("x", "{routine}")]
)
def test_what_names_lack_is_told(folder, out: str, told: str):
    folder.listing.write_text(folder.listing.read_text().replace("{routine}-{client}", out))
    result = run(folder)
    assert result.exit_code == 1 and "two sessions would both be" in result.stderr
    assert f"hint: put in {told}" in result.stderr
    assert not folder.spoken() and not (folder.path / "made").exists()


def test_two_routines_of_one_name_are_told(folder):
    (folder.path / "more").mkdir()
    (folder.path / "more" / "rest.md").write_text((folder.path / "rest.md").read_text())
    folder.listing.write_text(folder.listing.read_text().replace('"*.md"', '"*.md", "more/*.md"'))
    result = run(folder)
    assert "rest.md have the same name: give one another" in result.stderr


def test_a_session_is_made_again_with_a_routine_that_it_takes_in(folder):
    (folder.path / "neck.md").write_text("## Roll\n1. Sit tall.\n\ninclude: rest: Sit\n")
    assert run(folder).exit_code == 0
    text = (folder.path / "rest.md").read_text()
    (folder.path / "rest.md").write_text(text.replace("1. Sit tall", "1. Sit very tall"))
    made = [row for row in rows(run(folder, "--json")) if row["status"] == "made"]
    assert len(made) == 6


def test_what_is_doubtful_is_told_once(folder):
    (folder.path / "neck.md").write_text("## Roll\n1. Sit. Hold for 50 minutes.\n")
    for words in (["--dry-run"], ["--json"]):
        told = run(folder, *words).stderr
        assert told.count("neck.md:2:") == 1 and "warning" in told
    assert not run(folder, "--dry-run", "--quiet").stderr


def test_what_was_made_cannot_be_written_down(folder):
    (folder.path / "all.made.jsonl").mkdir()
    result = run(folder)
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert "all.made.jsonl can't be written" in result.stderr


def test_what_was_written_down_may_be_anything(folder):
    run(folder)
    kept = folder.path / "all.made.jsonl"
    kept.write_bytes(b'[1]\nnull\n{"file": 3}\n\xff\xfe\0\n{"file": []}\n' + kept.read_bytes())
    assert {row["status"] for row in rows(run(folder, "--json"))} == {"kept"}


def test_two_runs_at_once_write_down_what_both_have_made(folder):
    listing = read_listing(folder.listing)
    path = folder.path / "all.made.jsonl"
    one, other = Kept(path), Kept(path)
    first, second = [each.target for each in listing.orders() if isinstance(each, Order)][:2]
    (folder.path / "made").mkdir()
    for kept, target in ((one, first), (other, second)):
        Path(target).touch()
        kept.add(Outcome(target))
    one.tidy()
    assert first in Kept(path) and second in Kept(path)


def test_ctrl_c_leaves_what_was_made(folder, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(making, "_TOGETHER", 1)
    add = Kept.add

    def stop(kept: Kept, outcome: Outcome) -> None:
        add(kept, outcome)
        (folder.path / "made" / ".0123456789ab.part").touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Kept, "add", stop)
        result = run(folder)
    assert result.exit_code == 130
    assert "stopped: 1 made, 5 left; the same command goes on from there" in result.stderr
    assert not [*(folder.path / "made").glob(".*")]
    statuses = [row["status"] for row in rows(run(folder, "--json"))]
    assert statuses.count("kept") == 1 and statuses.count("made") == 5
    assert folder.spoken() == sorted(set(folder.spoken()))
