"""What players and file managers find in a session's file, in each format, as mutagen reads it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen.mp4 import MP4
from mutagen.wave import WAVE

from voiceguide import cache
from voiceguide.formats import FORMATS
from voiceguide.loader import parse_routine, read_again, read_routine
from voiceguide.pipeline import make
from voiceguide.problems import VoiceguideError
from voiceguide.timeline import Timeline

TEXT = """\
---
title: {title}
author: Zoë
date: {date}
---
## Cat

1. Sit still. Hold for 2 seconds.
"""
NAMES = {
    "title": ("TIT2", "\xa9nam", "TITLE"),
    "artist": ("TPE1", "\xa9ART", "ARTIST"),
    "album": ("TALB", "\xa9alb", "ALBUM"),
    "album artist": ("TPE2", "aART", "ALBUMARTIST"),
    "date": ("TDRC", "\xa9day", "DATE"),
    "track": ("TRCK", "trkn", "TRACKNUMBER"),
    "language": ("TLAN", "", "LANGUAGE"),
}


def made(path: Path, title: str = "Anna’s knee", date: str = "2026-08-05") -> Timeline:
    text = path.with_suffix(".md")
    text.write_text(TEXT.format(title=title, date=date), encoding="utf-8")
    return make(read_routine(text), path).timeline


def told(path: Path) -> dict[str, str]:
    file: Any = mutagen.File(path)
    row = 1 if isinstance(file, MP4) else 0 if "TIT2" in file else 2
    found = {name: file[keys[row]] for name, keys in NAMES.items() if keys[row] in file}
    return {
        name: str(value[0] if isinstance(value, list) else value) for name, value in found.items()
    }


@pytest.mark.parametrize("kind", FORMATS)
def test_it_has_its_names_date_cover_and_length(kind: str, tmp_path: Path):
    path = tmp_path / f"anna.{kind}"
    timeline = made(path)
    found = told(path)
    assert found.pop("track") in ("1/1", "(1, 1)", "1")
    # In an M4B it stands beside the sound.
    assert found.pop("language", "eng") == "eng"
    assert b"\x15\xc7" in path.read_bytes() or kind != "m4b"
    assert found == {
        "title": "Anna’s knee",
        "artist": "Zoë",
        "album": "Anna’s knee",
        "album artist": "Zoë",
        "date": "2026-08-05",
    }
    file: Any = mutagen.File(path)
    assert file.info.length == pytest.approx(timeline.length_ms / 1000, abs=0.06)
    covers = {
        "m4b": lambda: file["covr"],
        "flac": lambda: file.pictures,
        "opus": lambda: file["metadata_block_picture"],
    }
    assert len(covers.get(kind, lambda: file.tags.getall("APIC"))()) == 1


def test_sessions_of_two_clients_do_not_lump_together(tmp_path: Path):
    text = tmp_path / "knee.md"
    text.write_text(TEXT.format(title="Knee, for Ben", date="2026"), encoding="utf-8")
    for name in ("anna", "ben"):
        routine = replace(read_routine(text), client={"name": name, "poses": []})
        make(routine, tmp_path / f"{name}.mp3")
    anna, ben = (told(tmp_path / f"{name}.mp3") for name in ("anna", "ben"))
    assert (anna["title"], anna["album"]) == ("Knee, for Ben", "Knee, for Ben (anna)")
    assert (ben["title"], ben["album"]) == ("Knee, for Ben", "Knee, for Ben")
    again = make(read_again(tmp_path / "anna.mp3")[0], tmp_path / "again.mp3")
    assert told(again.path)["album"] == anna["album"]


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_only_told_encodes_and_speaks_nothing_anew(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    made(tmp_path / f"a.{kind}", date="2025")
    monkeypatch.setattr(cache.Store, "put", lambda *_: pytest.fail("something was made anew"))
    made(tmp_path / f"a.{kind}", date="2026-08-05")
    assert told(tmp_path / f"a.{kind}")["date"] == "2026-08-05"


@pytest.mark.parametrize("kind", FORMATS)
def test_the_moment_of_making_is_not_in_it(kind: str, tmp_path: Path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        text = tmp_path / folder / "a.md"
        text.write_text("## Cat\n1. Sit still.\n", encoding="utf-8")
        make(read_routine(text), tmp_path / folder / f"a.{kind}")
    one, two = (tmp_path / folder / f"a.{kind}" for folder in ("one", "two"))
    assert "date" not in told(one)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("date", ["2026", "2026-08-05"])
def test_a_date_is_that_of_the_front_matter(date: str, tmp_path: Path):
    made(tmp_path / "a.mp3", date=date)
    assert told(tmp_path / "a.mp3")["date"] == date
    assert parse_routine(TEXT.format(title="A", date=date)).date == date


@pytest.mark.parametrize(
    "date", ["yesterday", "5.8.2026", "2026-13-01", "2026-02-30", "20260805", "2026-08"]
)
def test_what_is_no_date_is_told(date: str):
    with pytest.raises(VoiceguideError, match="is no date"):
        parse_routine(TEXT.format(title="A", date=date))


def test_a_wav_has_its_tag_where_players_look_for_it(tmp_path: Path):
    made(tmp_path / "a.wav")
    tags = WAVE(tmp_path / "a.wav").tags
    assert tags is not None and str(tags["TALB"]) == "Anna’s knee"
