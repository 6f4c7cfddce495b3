"""``voiceguide make``: what is written, where, and what stays where something is wrong."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from voiceguide.problems import fail
from voiceguide.session.captions import CAPTIONS
from voiceguide.speech import speak as speaking
from voiceguide.speech.voices import find_voice

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("short")


def test_a_change_of_pace_speaks_nothing(run: Run) -> None:
    run("make")
    for pace in ("slow", "fast", "1.1", "0.5", "2"):
        assert "sentences: 0 spoken" in run("make", "--pace", pace).stderr


def test_one_file_for_two_routines_is_wrong_usage(run: Run, short: Path) -> None:
    short.with_name("long.md").write_bytes(short.read_bytes())
    assert run("make", "--out", "one.mp3").exit_code == 2


def test_what_can_be_made_is_made_and_the_rest_is_told(run: Run, short: Path) -> None:
    Path("bad.md").write_text("## A\n1. Hold for 30.\n")
    short.with_name("last.md").write_bytes(short.read_bytes())
    result = run("make", "short", "bad.md", "last")
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert told.index(next(line for line in told if "bad.md:2:4: hold has no unit" in line)) == 0
    assert told[-1] == "2 made, 1 not: bad"
    assert sorted(path.name for path in Path("output").iterdir()) == ["last.mp3", "short.mp3"]
    made = re.findall(r"^output/(\w+)\.mp3: [\d:]+$", result.stdout, re.MULTILINE)
    assert made == ["short", "last"]


def test_what_is_wrong_with_all_is_told_once(run: Run, short: Path) -> None:
    short.with_name("last.md").write_bytes(short.read_bytes())
    told = run("make", "--voice", "nobody").stderr
    assert told.count('no voice is named "nobody"') == 1
    assert told.splitlines()[-1] == "0 made, 2 not: last, short"


def test_a_voice_that_fails_on_the_way_keeps_no_other_from_being_made(
    run: Run, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short.with_name("bad.md").write_text("## A\n1. Sit and fail.\n")
    speak = speaking.speak

    def failing(words: tuple[str, ...], *more: Any, **asked: Any) -> Any:
        if "Sit and fail." in words:
            raise fail("the voice fell silent")
        return speak(words, *more, **asked)

    monkeypatch.setattr(speaking, "speak", failing)
    result = run("make", "--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == ["error: the voice fell silent", "1 made, 1 not: bad"]
    assert [path.name for path in Path("output").iterdir()] == ["short.mp3"]


def test_the_last_line_says_where_it_is_and_what_opens_it(run: Run) -> None:
    assert re.fullmatch(
        r"output/short\.mp3: [\d:]+; any player opens it", run("make").stdout.splitlines()[-1]
    )


def test_how_many_sentences_were_kept_is_told_where_some_were(run: Run) -> None:
    assert "sentences: " not in run("make", "--rate", "137").stderr
    assert "sentences: 0 spoken, " in run("make", "--rate", "137").stderr


def test_out_names_a_file_or_a_folder(run: Run) -> None:
    assert run("make", "--out", "my.mp3", "--quiet").output == ""
    assert run("make", "--out", "music/", "--quiet").exit_code == 0
    assert Path("my.mp3").read_bytes() == Path("music/short.mp3").read_bytes()


def test_captions_are_written_beside_the_session(run: Run):
    assert run("make", "short", "--captions", "vtt, LRC,txt,json,vtt").exit_code == 0
    written = {path.name for path in Path("output").iterdir()}
    assert written == {"short.mp3", *(f"short.{kind}" for kind in CAPTIONS)}
    assert run("make", "short", "--out", "a.b.mp3", "--captions", "txt").exit_code == 0
    assert Path("a.b.txt").read_text(encoding="utf-8").startswith("Two stretches\n")


def test_a_player_is_written_beside_the_session(run: Run):
    assert run("make", "short", "--player").exit_code == 0
    page = Path("output/short.html").read_text(encoding="utf-8")
    assert "<title>Two stretches</title>" in page and '"name": "Neck roll"' in page
    refused = run("make", "short", "--player", "--format", "flac")
    assert refused.exit_code == 1 and "a player holds an MP3" in refused.stderr
    assert not Path("output/short.flac").exists()


def test_the_help_has_every_kind_of_captions(run: Run):
    told = " ".join(run("make", "--help").stdout.split())
    assert f"--captions {','.join(CAPTIONS)} Write captions, lyrics, a transcript or" in told


def test_no_captions_are_written_unasked(run: Run):
    run("make", "short")
    assert [path.name for path in Path("output").iterdir()] == ["short.mp3"]


def test_captions_of_no_kind_are_wrong_usage(run: Run):
    result = run("make", "short", "--captions", "vtt,srt")
    assert result.exit_code == 2 and "'srt' is not one of vtt, lrc, txt, json" in result.stderr


def test_a_caption_that_cannot_be_written_is_told_before_a_word_is_spoken(run: Run):
    Path("output/short.vtt").mkdir(parents=True)
    result = run("make", "short", "--captions", "txt,vtt")
    assert result.exit_code == 1 and "short.vtt is a folder" in result.stderr
    assert [path.name for path in Path("output").iterdir()] == ["short.vtt"]


def test_captions_are_as_they_were_where_the_session_fails(run: Run, monkeypatch):
    run("make", "short", "--captions", "txt")
    before = {path.name: path.read_bytes() for path in Path("output").iterdir()}

    def fails(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("voiceguide.session.mp3.info_frame", fails)
    result = run("make", "short", "--captions", "txt", "--hold", "2")
    assert result.exit_code == 1 and "the disk is full" in result.stderr
    assert {path.name: path.read_bytes() for path in Path("output").iterdir()} == before


def test_an_mp3_is_made_again_in_output_under_its_name(run: Run, short: Path):
    run("make", "short", "--out", "music/calm.mp3")
    short.unlink()
    assert run("make", "music/calm.mp3", "--hold", "3").exit_code == 0
    assert Path("output/calm.mp3").stat().st_size > Path("music/calm.mp3").stat().st_size
    shown = run("show", "output/calm.mp3").stdout
    assert "hold: 3.0" in shown
    holds = [run("plan", f"{folder}/calm.mp3").stdout for folder in ("output", "music")]
    assert "6.0 s  [hold" in holds[0] and "2.0 s  [hold" in holds[1]


def test_someone_elses_mp3_is_told(run: Run):
    run("say", "Rest.", "--out", "hear.mp3")
    result = run("make", "hear.mp3")
    assert result.exit_code == 1 and "not made by voiceguide" in result.stderr


def test_movements_are_counted_aloud_by_ticks_or_not_at_all(run: Run):
    Path("lifts.md").write_text("## Lifts\n1. Lift your heels. 4 times.\n")
    planned = run("plan", "lifts.md", "--count", "tones", "--chime", "none").stdout
    assert "[tick round 3]" in planned and "Two more." not in planned
    assert "Two more." in run("plan", "lifts.md").stdout
    assert "Two more." not in run("plan", "lifts.md", "--count", "none").stdout


def test_a_session_that_ticks_is_as_it_should_be(run: Run):
    Path("lifts.md").write_text("---\ncount: tones\n---\n## Lifts\n1. Lift your heels. 4 times.\n")
    made = run("make", "lifts.md", "--chime", "none", "--verify", "--captions", "txt")
    assert made.exit_code == 0, made.stderr
    assert "[tick" in run("show", "output/lifts.mp3").stdout
    assert "tick" not in Path("output/lifts.txt").read_text(encoding="utf-8")


def test_who_speaks_is_told_in_a_line(run: Run):
    told = run("make", "short").stderr
    assert [line for line in told.splitlines() if line.startswith("voice: ")] == [
        f"voice: {find_voice().name}; others, natural ones too: voiceguide voices"
    ]


@pytest.mark.usefixtures("natural")
def test_who_speaks_naturally_is_told_too(run: Run):
    told = run("make", "short", "--guidance", "minimal").stderr
    assert "voice: heart; another: voiceguide voices\n" in told
    assert "heart" in run("show", "output/short.mp3").stdout


def test_a_session_is_made_again_as_its_words_were_said(run: Run, short: Path):
    lexicon = short.with_name("lexicon.toml")
    lexicon.write_text('shoulders = "so so long shoulders"\near = "/ˈɪɹ/"')
    run("make", "short", "--rate", "133", "--out", "music/calm.mp3")
    lexicon.unlink()
    told = run("make", "music/calm.mp3").stderr
    assert "sentences: 0 spoken" in told
    assert "sentences: 0 spoken" not in run("make", "short", "--rate", "133").stderr


def test_a_lexicon_that_cannot_be_read_is_told_before_a_word_is_spoken(run: Run, short: Path):
    short.with_name("lexicon.toml").write_text("ear = 3")
    result = run("make", "short")
    assert result.exit_code == 1 and "lexicon.toml:1:1" in result.stderr
    assert not Path("output").exists()


def test_names_of_several_words_and_folders_are_made(run: Run) -> None:
    assert run("new", "Neck", "at", "a", "desk").stdout.strip().endswith("neck-at-a-desk.md")
    for name in ("acc", "bcc"):
        Path("other").mkdir(exist_ok=True)
        Path(f"other/{name}.md").write_text("## Cat\n1. Sit still.\n", encoding="utf-8")
    assert run("plan", "other/acc").exit_code == 0
    told = run("check", "other").stdout.replace(os.sep, "/")
    assert told.count("other/acc.md: 1 pose") == told.count("other/bcc.md: 1 pose") == 1
    run("make", "other", "Neck", "at", "a", "desk")
    made = {path.name for path in Path("output").iterdir()}
    assert made == {"acc.mp3", "bcc.mp3", "neck-at-a-desk.mp3"}
