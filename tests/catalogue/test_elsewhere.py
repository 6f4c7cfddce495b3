"""Sessions put at an address: whole or absent, skipped where they are right, told where not."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from faulty_place import there

from voiceguide import verify
from voiceguide.catalogue import making, outputs
from voiceguide.catalogue.spread import Spread
from voiceguide.cli import main

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="the programs here are scripts"),
    pytest.mark.usefixtures("there"),
]

__all__ = ["there"]

OUT = "faulty://bucket/made"
MADE = "/bucket/made/"


@pytest.fixture(autouse=True)
def elsewhere(folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all go to a place that is empty, and spare each test the start of two processes."""
    monkeypatch.setattr(
        making, "_spread", lambda *_: Spread(lambda: ThreadPoolExecutor(2), ahead=4)
    )
    monkeypatch.setattr("tempfile.tempdir", str(folder.path))
    outputs._at.cache_clear()
    outputs.place_of.cache_clear()
    text = folder.listing.read_text()
    folder.listing.write_text('captions = ["vtt"]\n' + text.replace('"made/', f'"{OUT}/'))


def run(folder, *words: str) -> Result:
    return CliRunner().invoke(main, ["catalogue", str(folder.listing), *words])


def statuses(result: Result) -> list[str]:
    return [json.loads(line)["status"] for line in result.stdout.splitlines()]


def sessions(there) -> list[str]:
    return [name for name in there.store if name.endswith(".mp3")]


def test_sessions_are_put_there_and_skipped_where_they_are_right(folder, there, tmp_path: Path):
    result = run(folder, "--json")
    assert statuses(result) == ["made"] * 6, result.output
    assert len(there.store) == 6 + 6 + 1
    for name in sessions(there):
        copy = tmp_path / "copy.mp3"
        copy.write_bytes(there.store[name].getvalue())
        assert not verify(copy).faults
        assert f"{name[:-4]}.vtt" in there.store
    # Nothing of it stays here, and nothing there is read again to know that it is right.
    assert not list(tmp_path.glob("voiceguide-*")) and not (folder.path / "made").exists()
    before = len(there.calls)
    assert statuses(run(folder, "--json")) == ["kept"] * 6
    assert {path for what, path in there.calls[before:] if what == "read"} == {
        f"{MADE}all.made.jsonl"
    }


def test_a_session_is_put_after_its_captions(folder, there):
    run(folder)
    written = [path for what, path in there.calls if what == "write"]
    for name in sessions(there):
        assert written.index(f"{name[:-4]}.vtt") < written.index(name)


def test_another_machine_knows_what_was_made(folder):
    run(folder)
    folder.listing.with_suffix(".made.jsonl").unlink()
    assert statuses(run(folder, "--json")) == ["kept"] * 6


@pytest.mark.parametrize("harm", ["lost", "cut", "changed", "no captions"])
def test_what_was_lost_or_changed_there_is_made_again(harm: str, folder, there):
    run(folder)
    name = sessions(there)[2]
    whole = there.store[name].getvalue()
    if harm == "no captions":
        del there.store[f"{name[:-4]}.vtt"]
    else:
        del there.store[name]
    if harm in ("cut", "changed"):
        block = whole[:-100] if harm == "cut" else whole[:-1] + bytes([whole[-1] ^ 1])
        there().pipe_file(name, block)
    assert sorted(statuses(run(folder, "--json"))) == ["kept"] * 5 + ["made"]
    assert there.store[name].getvalue() == whole
    assert statuses(run(folder, "--json")) == ["kept"] * 6


def test_one_that_was_copied_is_read_and_stays(folder, there):
    run(folder)
    name = sessions(there)[0]
    whole = there.store.pop(name).getvalue()
    there().pipe_file(name, whole)  # of another time
    before = len(there.calls)
    assert statuses(run(folder, "--json")) == ["kept"] * 6
    assert ("read", name) in there.calls[before:]


def test_a_place_that_cannot_be_written_is_told_before_a_word_is_spoken(folder, there):
    def forbid(what: str, _: str) -> None:
        if what == "write":
            raise PermissionError("access denied")

    there.fault = staticmethod(forbid)
    result = run(folder)
    assert result.exit_code == 1 and not folder.spoken()
    assert f"error: {OUT} can't be written: access denied" in result.stderr
    assert not there.store


def test_cut_in_the_middle_one_is_named_and_made_the_next_time(folder, there):
    puts = []

    def cut(what: str, path: str) -> int | None:
        puts.extend([path] if what == "write" and path.endswith(".mp3") else [])
        return 100 if len(puts) == 2 and path == puts[1] else None

    there.fault = staticmethod(cut)
    result = run(folder, "--json")
    assert result.exit_code == 1 and sorted(statuses(result)) == ["failed"] + ["made"] * 5
    assert "the line was cut" in result.stderr and puts[1] in result.stderr.replace(OUT, MADE[:-1])
    assert len(there.store[puts[1]].getvalue()) == 100  # as no bucket does
    there.fault = staticmethod(lambda *_: None)
    assert sorted(statuses(run(folder, "--json"))) == ["kept"] * 5 + ["made"]
    assert len(there.store[puts[1]].getvalue()) > 1000


def test_away_it_is_told_and_nothing_is_spoken(folder, there):
    def gone(*_):
        raise ConnectionError("no route to host")

    there.fault = staticmethod(gone)
    result = run(folder)
    assert result.exit_code == 1 and not folder.spoken()
    assert result.stderr.startswith(f"error: {OUT} can't be read: no route to host")


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("s3://me:secret@bucket/{routine}-{pace}-{guidance}.mp3", "no place for a password"),
        ("s3://{routine}-{pace}-{guidance}.mp3", "an address begins with a folder"),
        ("s3://bucket-{routine}/{pace}-{guidance}.mp3", "an address begins with a folder"),
    ],
)
def test_an_address_that_cannot_be_is_told(out: str, told: str, folder):
    text = folder.listing.read_text().splitlines()
    folder.listing.write_text(
        "\n".join(f'out = "{out}"' if line.startswith("out") else line for line in text)
    )
    result = run(folder)
    assert result.exit_code == 1 and told in result.stderr and "secret" not in result.stderr


def test_make_writes_to_this_machine(folder, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder.path)
    result = CliRunner().invoke(main, ["make", "neck.md", "--out", "s3://me:secret@bucket/x.mp3"])
    assert result.exit_code == 2 and "voiceguide catalogue" in result.stderr
    assert "secret" not in result.stderr and not list(folder.path.glob("s3*"))
