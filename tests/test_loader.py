"""Routines from text, articles and sessions' own MP3s, and MP3s that only look like one."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.id3 import APIC, CHAP, ID3, SYLT, TIT2, USLT

from voiceguide import Settings, VoiceguideError, make, plan, read_routine
from voiceguide.cli import main
from voiceguide.loader import load, parse_routine, understand
from voiceguide.pipeline import Made
from voiceguide.reading.reader import MOST_BYTES
from voiceguide.routine import Routine
from voiceguide.session.captions import transcript
from voiceguide.session.file import read_session
from voiceguide.session.tags.id3_guard import MOST_TAG_BYTES
from voiceguide.settings import from_plain

TEXT = """---
pace: fast
breath: 3,4
---
Lie down.

## Neck roll
1. Let your right ear sink. Hold for 2 breaths. Switch sides.

## Shrug
1. Inhale and lift your shoulders.
2. Exhale and drop them. Repeat 2 times.

## Rest
1. Rest for 5 seconds.
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "evening-stretch.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def made(text: Path, tmp_path: Path) -> Made:
    return make(read_routine(text), tmp_path / "a.mp3", Settings(hold=1.5))


def names(routine: Routine) -> list[str]:
    return [pose.name for pose in routine.poses]


def put_inside(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    tag = ID3(path)
    (frame,) = tag.getall("GEOB")
    about = json.loads(frame.data)
    change(about)
    frame.data = json.dumps(about).encode()
    tag.save(path, v2_version=3)


def test_more_than_a_thousand_chosen_poses_are_made_again(made: Made):
    put_inside(made.path, lambda about: about["routine"].update(poses=[3, 1] * 501))
    routine = read_routine(made.path)
    assert len(routine.poses) == 1002 and names(routine)[:3] == ["Rest", "Neck roll", "Rest"]


@pytest.mark.parametrize("name", ["bed", "chime"])
@pytest.mark.parametrize("file", ["my-music.flac", "/dev/zero", "~/.bashrc", "http://x/y.wav"])
def test_no_session_has_files_opened_that_a_person_does_not_name(
    name: str, file: str, made: Made, monkeypatch: pytest.MonkeyPatch
):
    file = file if "." in file else f"./{file}"
    put_inside(made.path, lambda about: about["settings"].update({name: file}))
    routine = read_routine(made.path)
    opened: list[str] = []
    monkeypatch.setattr("voiceguide.soundscape.bed_file.check_file", lambda *_: opened.append("b"))
    monkeypatch.setattr(
        "voiceguide.soundscape.chime_file.check_file", lambda *_: opened.append("c")
    )
    told = f"was made with the {name} {file}"
    with pytest.raises(VoiceguideError, match=re.escape(told)) as caught:
        make(routine, made.path.with_name("b.mp3"))
    assert f"--{name}" in caught.value.problems[0].hint
    if name == "chime":
        with pytest.raises(VoiceguideError, match=re.escape(told)):
            plan(routine)
    assert opened == []
    again = make(routine, made.path.with_name("b.mp3"), Settings(**{name: "none"}))
    assert again.path.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda cue: cue.update(start_ms=-5),
        lambda cue: cue.update(end_ms=10**18),
        lambda cue: cue.update(end_ms=cue["start_ms"] - 1),
        lambda cue: cue.update(start_ms=cue["start_ms"] + 1),
        lambda cue: cue.update(kind="shout"),
        lambda cue: cue.update(side="up"),
        lambda cue: cue.update(pose=7),
        lambda cue: cue.update(pose=-1),
        lambda cue: cue.update(round=0),
        lambda cue: cue.update(line=10**30),
    ],
)
@pytest.mark.parametrize("which", [0, 20, -1])
def test_what_means_nothing_is_told_by_every_command(
    change: Callable[[dict[str, Any]], None], which: int, made: Made
):
    put_inside(made.path, lambda about: change(about["timeline"]["cues"][which]))
    for command in ("show", "verify", "plan"):
        result = CliRunner().invoke(main, [command, str(made.path)], catch_exceptions=False)
        assert result.exit_code == 1 and "damaged" in result.stderr


@pytest.mark.parametrize("samples", [-1, 0, 10**15, True, 1.5])
def test_a_sound_of_no_length_that_there_is_is_told(samples: object, made: Made):
    def change(about: dict[str, Any]) -> None:
        next(iter(about["heard"].values()))["samples"] = samples

    put_inside(made.path, change)
    with pytest.raises(VoiceguideError, match="damaged"):
        read_session(made.path)


def test_what_would_steer_a_terminal_is_shown_by_its_number(made: Made):
    own = "\x1b]0;own\x07\x1b[2J"

    def change(about: dict[str, Any]) -> None:
        about["timeline"]["title"] = own
        about["settings"].update(voice=own)
        for cue in about["timeline"]["cues"]:
            cue["say"] = cue["say"] and own
        for pose in about["timeline"]["poses"]:
            pose["name"] = own

    put_inside(made.path, change)
    for words in (["show"], ["show", "--json"], ["verify"], ["plan"], ["make", "--quiet"]):
        result = CliRunner().invoke(main, [*words, str(made.path)], catch_exceptions=False)
        assert not set("\x1b\x07") & set(result.output)
    assert "\\u001b]0;own" in result.output


def test_it_is_made_again_the_same_from_that_alone(made: Made, text: Path, tmp_path: Path):
    text.unlink()
    again = make(read_routine(made.path), tmp_path / "b.mp3")
    assert again.spoken == 0
    assert (tmp_path / "b.mp3").read_bytes() == made.path.read_bytes()


def test_it_is_made_again_in_its_own_place(made: Made):
    before = made.path.read_bytes()
    make(read_routine(made.path), made.path)
    assert made.path.read_bytes() == before


def test_settings_given_win_over_those_inside(made: Made, tmp_path: Path):
    routine = read_routine(made.path)
    assert routine.settings == Settings(
        voice="en-us", pace=0.75, breath=(3000, 4000), hold=1.5, rate=120
    )
    slow = make(routine, tmp_path / "b.mp3", Settings(pace=1.25, hold=1.0))
    inside = read_session(slow.path).settings
    assert (inside["pace"], inside["hold"], inside["breath"]) == (1.25, 1.0, [3000, 4000])


def test_the_poses_are_those_led_unless_others_are_named(text: Path, tmp_path: Path):
    path = tmp_path / "a.mp3"
    make(read_routine(text, poses=["rest", "neck", "rest"]), path)
    assert names(read_routine(path)) == ["Rest", "Neck roll", "Rest"]
    assert names(read_routine(path, poses=["shrug"])) == ["Shrug"]
    assert names(read_routine(path, skip=["neck"])) == ["Rest", "Rest"]
    make(read_routine(path, skip=["neck"]), path)
    assert names(read_routine(path)) == ["Rest", "Rest"]
    assert names(read_routine(path, poses=["2", "1"])) == ["Shrug", "Neck roll"]


def test_a_title_that_came_from_the_files_name_stays(made: Made, tmp_path: Path):
    renamed = made.path.rename(tmp_path / "track 01.mp3")
    assert read_routine(renamed).title == "Evening stretch"


def test_the_transcript_is_inside_plain_and_with_times(made: Made):
    tag = ID3(made.path)
    (plain,) = tag.getall("USLT")
    assert isinstance(plain, USLT) and str(plain) == transcript(made.timeline).rstrip("\n") + "\n"
    (timed,) = tag.getall("SYLT")
    assert isinstance(timed, SYLT) and timed.format == 2
    assert timed.text == [(t.cue.say, t.start_ms) for t in made.timeline.cues if t.cue.say]
    (cover,) = tag.getall("APIC")
    assert isinstance(cover, APIC) and cover.mime == "image/png" and len(cover.data) < 60_000


def test_what_another_program_saved_anew_still_reads(made: Made):
    tag = ID3(made.path)
    tag.add(TIT2(encoding=3, text="Mine"))
    tag.save(made.path, v2_version=4)
    assert names(read_routine(made.path)) == ["Neck roll", "Shrug", "Rest"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda about: about["routine"].update(text=""), "keeps no routine"),
        (lambda about: about["routine"].update(text="## A\n1. Hold for 30.\n"), "has no unit"),
        (lambda about: about["routine"].update(text="no poses"), "no poses"),
        (lambda about: about["routine"].update(text="## A\n1. B\0."), "not a text file"),
        (lambda about: about["routine"].update(text="## \ud800\n1. B."), "not UTF-8"),
        (lambda about: about["routine"].update(text="x" * (MOST_BYTES + 1)), "too large"),
        (lambda about: about["routine"].update(poses=[0]), "damaged"),
        (lambda about: about["routine"].update(poses=[4]), "damaged"),
        (lambda about: about["routine"].update(poses=[10**400]), "damaged"),
        (lambda about: about["routine"].update(poses=[1] * 100_000), "too many"),
        (lambda about: about["settings"].update(pace=1e9), "damaged"),
        (lambda about: about["settings"].update(pace=True), "damaged"),
        (lambda about: about["settings"].update(rate=5), "damaged"),
        (lambda about: about["settings"].update(breath=[0, 0]), "damaged"),
        (lambda about: about["settings"].update(voice={"a": 1}), "damaged"),
        (lambda about: about["settings"].update(guidance="shout"), "damaged"),
        (lambda about: about.update(version=1), "another version"),
        (lambda about: about.pop("routine"), "damaged"),
    ],
)
def test_what_is_wrong_inside_is_told(
    change: Callable[[dict[str, Any]], None], told: str, made: Made
):
    put_inside(made.path, change)
    with pytest.raises(VoiceguideError, match=told):
        read_routine(made.path)


def test_a_problem_in_the_text_has_its_place(made: Made):
    text = "## A\n1. Hold for 30.\n"
    put_inside(made.path, lambda about: about["routine"].update(text=text))
    with pytest.raises(VoiceguideError, match=rf"{made.path.name}:2:4: hold has no unit"):
        read_routine(made.path)


def test_a_title_that_no_terminal_should_print_is_not_taken(made: Made):
    put_inside(made.path, lambda about: about["timeline"].update(title="\x1b[2J"))
    assert read_routine(made.path).title == "A"


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        st.sampled_from(["voice", "pace", "breath", "hold", "rate", "range", "optional", "no"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=4,
        ),
    )
)
def test_settings_inside_are_good_ones_or_an_error(kept: dict[str, object]):
    try:
        read = from_plain(kept)
    except ValueError:
        return
    assert read.pace is None or 0.1 <= read.pace <= 10
    assert read.rate is None or 100 <= read.rate <= 250
    assert read.breath is None or all(500 <= half <= 30_000 for half in read.breath)


def synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def tag_of(frames: bytes, version: int = 3, flags: int = 0) -> bytes:
    return b"ID3" + bytes([version, 0, flags]) + synchsafe(len(frames)) + frames


def frame(name: bytes, body: bytes, flags: int = 0, version: int = 3) -> bytes:
    size = synchsafe(len(body)) if version == 4 else len(body).to_bytes(4, "big")
    return name + size + bytes([0, flags]) + body


BOMB = (0).to_bytes(4, "big") + zlib.compress(bytes(10_000_000), 9)
IN_CHAP = b"one\0" + bytes(16)
IN_CTOC = b"toc\0\x03\x02a\0b\0"


@pytest.mark.parametrize(
    "data",
    [
        tag_of(frame(b"GEOB", BOMB, 0x80)),
        tag_of(frame(b"GEOB", BOMB, 0x09, 4), 4),
        tag_of(frame(b"TIT2", b"\3a") + frame(b"GEOB", BOMB, 0x80)),
        tag_of(frame(b"CHAP", IN_CHAP + frame(b"TIT2", BOMB, 0x80))),
        tag_of(frame(b"CTOC", IN_CTOC + frame(b"TIT2", BOMB, 0x80))),
        tag_of(frame(b"GEOB", BOMB, 0x80), flags=0x40),
        b"ID3\x03\0\0" + synchsafe(MOST_TAG_BYTES + 1),
    ],
)
def test_what_would_grow_in_memory_is_refused_unread(data: bytes, tmp_path: Path, monkeypatch):
    (tmp_path / "s.mp3").write_bytes(data)

    def unpack(*_: object) -> bytes:
        raise AssertionError("it was unpacked")

    monkeypatch.setattr(zlib, "decompress", unpack)
    with pytest.raises(VoiceguideError, match="can't be read"):
        read_routine(tmp_path / "s.mp3")


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([2, 3, 4]), st.integers(0, 255))
def test_no_tag_is_worse_than_an_error(tmp_path_factory, frames: bytes, version: int, flags: int):
    path = tmp_path_factory.getbasetemp() / "any.mp3"
    path.write_bytes(tag_of(frames, version, flags))
    with pytest.raises(VoiceguideError):
        read_routine(path)


def test_someone_elses_song_is_told(tmp_path: Path):
    tag = ID3()
    tag.add(TIT2(encoding=3, text="A song"))
    tag.add(CHAP("a", 0, 1, sub_frames=[TIT2(encoding=3, text="b")]))
    tag.save(tmp_path / "song.mp3")
    with pytest.raises(VoiceguideError, match="not made by voiceguide"):
        read_routine(tmp_path / "song.mp3")


ARTICLE = """Neck stretches for the desk

1. Tilt your head to the right and hold for 20 seconds.
2. Roll your shoulders back five times.
"""


def test_a_text_is_a_routine_as_its_file_is(text: Path):
    assert parse_routine(TEXT, str(text)) == read_routine(text)
    assert parse_routine(TEXT).title == "Routine"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "routine.md:1:1: the file is empty"),
        ("## A\n1. Hold for 30.\n", "routine.md:2:4: hold has no unit"),
        ("## A\n1. B\0.", "not a text file"),
        ("## \ud800\n1. B.", "not UTF-8"),
        ("x" * (MOST_BYTES + 1), "too large"),
    ],
)
def test_a_text_that_is_no_routine_is_told(text: str, told: str):
    with pytest.raises(VoiceguideError, match=told):
        parse_routine(text)


def test_a_routine_is_loaded_from_whatever_holds_one(made: Made, text: Path, tmp_path: Path):
    article = tmp_path / "desk.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    for path in (text, made.path):
        routine, imported = load(path, skip=["rest"])
        assert names(routine) == ["Neck roll", "Shrug"] and imported is None
    routine, imported = load(article)
    assert imported is not None and routine.path == str(article)
    assert routine.poses == imported.routine.poses
    with pytest.raises(VoiceguideError, match="no pose 'rest'"):
        load(article, skip=["rest"])


def test_what_is_wrong_with_a_routine_is_told_or_kept_in_it(tmp_path: Path):
    bad = tmp_path / "bad.md"
    bad.write_text("## A\n1. Hold for 30.\n", encoding="utf-8")
    with pytest.raises(VoiceguideError, match="has no unit"):
        load(bad)
    routine, _ = understand(bad)
    assert names(routine) == ["A"] and "has no unit" in routine.problems[0].message
    (tmp_path / "desk.txt").write_text(ARTICLE, encoding="utf-8")
    assert understand(tmp_path / "desk.txt") == load(tmp_path / "desk.txt")
