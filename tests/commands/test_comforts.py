"""The small commands, captions beside a session, completion, and what a plain terminal shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.mp3 import MP3

from voiceguide.cli import main
from voiceguide.library import start_routine
from voiceguide.pipeline import plan
from voiceguide.problems import VoiceguideError
from voiceguide.reading.reader import read
from voiceguide.session.captions import CAPTIONS

Run = Callable[..., Result]
ROUTINE = "## Rest\n1. Lie down. Rest for 5 seconds.\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "rest.md").write_text(ROUTINE, encoding="utf-8")
    return lambda *words: CliRunner().invoke(main, words, catch_exceptions=False)


def test_captions_are_written_beside_the_session(run: Run):
    assert run("make", "rest", "--captions", "vtt, LRC,txt,json,vtt").exit_code == 0
    written = {path.name for path in Path("output").iterdir()}
    assert written == {"rest.mp3", *(f"rest.{kind}" for kind in CAPTIONS)}
    assert run("make", "rest", "--out", "a.b.mp3", "--captions", "txt").exit_code == 0
    assert Path("a.b.txt").read_text(encoding="utf-8").startswith("Rest\n")


def test_the_help_has_every_kind_of_captions(run: Run):
    told = " ".join(run("make", "--help").stdout.split())
    assert f"--captions {','.join(CAPTIONS)} Write captions, lyrics, a transcript or" in told


def test_no_captions_are_written_unasked(run: Run):
    run("make", "rest")
    assert [path.name for path in Path("output").iterdir()] == ["rest.mp3"]


def test_captions_of_no_kind_are_wrong_usage(run: Run):
    result = run("make", "rest", "--captions", "vtt,srt")
    assert result.exit_code == 2 and "'srt' is not one of vtt, lrc, txt, json" in result.stderr


def test_a_caption_that_cannot_be_written_is_told_before_a_word_is_spoken(run: Run):
    Path("output/rest.vtt").mkdir(parents=True)
    result = run("make", "rest", "--captions", "txt,vtt")
    assert result.exit_code == 1 and "rest.vtt is a folder" in result.stderr
    assert [path.name for path in Path("output").iterdir()] == ["rest.vtt"]


def test_captions_are_as_they_were_where_the_session_fails(run: Run, monkeypatch):
    run("make", "rest", "--captions", "txt")
    before = {path.name: path.read_bytes() for path in Path("output").iterdir()}

    def fails(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("voiceguide.session.mp3.info_frame", fails)
    result = run("make", "rest", "--captions", "txt", "--hold", "2")
    assert result.exit_code == 1 and "the disk is full" in result.stderr
    assert {path.name: path.read_bytes() for path in Path("output").iterdir()} == before


def test_an_mp3_is_made_again_in_output_under_its_name(run: Run):
    run("make", "rest", "--out", "music/calm.mp3")
    Path("scripts/rest.md").unlink()
    assert run("make", "music/calm.mp3", "--hold", "3").exit_code == 0
    assert Path("output/calm.mp3").stat().st_size > Path("music/calm.mp3").stat().st_size
    shown = run("show", "output/calm.mp3").stdout
    assert "hold: 3.0" in shown
    holds = [run("plan", f"{folder}/calm.mp3").stdout for folder in ("output", "music")]
    assert "15.0 s  [hold" in holds[0] and "5.0 s  [hold" in holds[1]


def test_someone_elses_mp3_is_told(run: Run):
    run("say", "Rest.", "--out", "hear.mp3")
    result = run("make", "hear.mp3")
    assert result.exit_code == 1 and "not made by voiceguide" in result.stderr


@pytest.mark.parametrize("name", ["hear.wav", "new/hear.WAV", "hear.mp3"])
def test_say_speaks_into_a_file(run: Run, name: str):
    result = run("say", "Inhale, and lift. Exhale.", "--out", name, "--rate", "140")
    assert result.exit_code == 0 and result.stdout.startswith(f"{name}: ")
    told = float(result.stdout.split()[1])
    if name.lower().endswith(".wav"):
        with wave.open(name) as sound:
            length = sound.getnframes() / sound.getframerate()
            assert any(sound.readframes(sound.getnframes()))
    else:
        length = MP3(name).info.length
    assert length == pytest.approx(told, abs=0.051)
    assert length > 1


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["Hello."], 2, "--out"),
        (["Hello.", "--out", "a.ogg"], 2, ".wav or .mp3"),
        (["Hello.", "--out", "a.wav", "--rate", "9"], 2, "--rate"),
        (["Hello.", "--out", "a.wav", "--voice", "en-uz"], 1, "en-u"),
        (["", "--out", "a.wav"], 1, "nothing to say"),
        ([" … ", "--out", "a.wav"], 1, "can be spoken"),
        (["word " * 2000, "--out", "a.wav"], 1, "too long"),
        (["Hello.", "--out", "scripts/rest.md/a.wav"], 1, "not a folder"),
    ],
)
def test_what_cannot_be_said_is_told(run: Run, words: list[str], status: int, told: str):
    result = run("say", *words)
    assert (result.exit_code, told in result.stderr) == (status, True), result.stderr
    assert not Path("a.wav").exists()


def test_voices_tells_how_to_hear_them(run: Run):
    assert "voiceguide say" in run("voices", "--sample").stdout
    assert "voiceguide say" not in run("voices").stdout


def test_new_starts_a_routine_that_is_good_as_it_is(run: Run):
    result = run("new", "Hips before bed")
    assert result.stdout == "scripts/hips-before-bed.md\n".replace("/", os.sep)
    assert run("check", "hips-before-bed", "--strict").exit_code == 0
    routine = read(Path("scripts/hips-before-bed.md"))
    assert routine.title == "Hips before bed"
    assert 120_000 < plan(routine).length_ms < 600_000


def test_new_never_overwrites(run: Run):
    result = run("new", "REST")
    assert result.exit_code == 1 and "rest.md is there already" in result.stderr
    assert Path("scripts/rest.md").read_text() == ROUTINE
    Path("scripts/link.md").symlink_to("nowhere.md")
    assert run("new", "link").exit_code == 1
    assert not Path("scripts/nowhere.md").exists()


@pytest.mark.parametrize(
    "name", ["", "..", "a/b", "../up", "a\\b", "a\nb/c", "x" * 200, "\0", "!?"]
)
def test_a_name_that_no_file_can_have_is_told(run: Run, name: str):
    result = run("new", name)
    assert result.exit_code == 1 and "can't name a routine" in result.stderr
    assert [path.name for path in Path().rglob("*")] == ["scripts", "rest.md"]


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
@given(st.text(max_size=30))
def test_any_name_gives_a_good_routine_or_an_error(tmp_path_factory, name: str):
    folder = tmp_path_factory.mktemp("new")
    try:
        path = start_routine(name, folder)
    except VoiceguideError:
        assert not list(folder.iterdir())
        return
    assert path.parent == folder
    assert not read(path).problems


def test_new_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Full(str):
        def format(self, *_: object, **__: object) -> str:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("voiceguide.library._TEMPLATE", Full())
    with pytest.raises(VoiceguideError, match="No space left"):
        start_routine("hips", tmp_path / "scripts")
    assert not list((tmp_path / "scripts").iterdir())


def test_cache_tells_place_and_size_and_clears(run: Run, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "kept"))
    assert run("cache").stdout == f"{tmp_path / 'kept'}\n0 entries, 0.0 MB of 1,000 MB\n"
    run("make", "rest")
    told = run("cache").stdout.splitlines()[1]
    assert re.fullmatch(r"\d+ entries, \d\.\d MB of 1,000 MB", told) and not told.startswith("0 ")
    assert "taken away: " in run("cache", "--clear").stdout
    assert run("cache").stdout.splitlines()[1] == "0 entries, 0.0 MB of 1,000 MB"
    assert "0 spoken" not in run("make", "rest").stderr


def test_a_bound_that_is_no_number_is_told_before_a_word_is_spoken(run: Run, monkeypatch):
    monkeypatch.setenv("VOICEGUIDE_CACHE_MB", "lots")
    for words in (("make", "rest"), ("cache",)):
        result = run(*words)
        assert result.exit_code == 1 and "VOICEGUIDE_CACHE_MB" in result.stderr
    assert not Path("output").exists()


PROGRAM = "import sys; from voiceguide.cli import main; sys.argv[0] = 'voiceguide'; main()"


def complete(shell: str, *words: str) -> list[str]:
    env = {
        **os.environ,
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words)),
        "_VOICEGUIDE_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(["voiceguide", *words]),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.usefixtures("run")
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands_options_and_routines(shell: str):
    assert any("make" in line for line in complete(shell, "ma"))
    assert any("--captions" in line for line in complete(shell, "make", "--cap"))
    for command in ("make", "plan", "check"):
        assert any("rest" in line for line in complete(shell, command, "re"))
        assert not any("rest" in line for line in complete(shell, command, "output/x"))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
@pytest.mark.usefixtures("run")
@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"TERM": "xterm", "NO_COLOR": "1"}])
def test_a_terminal_is_sent_no_colour_and_a_dumb_one_nothing_but_text(env: dict[str, str]):
    import pty

    leader, follower = pty.openpty()
    subprocess.run(
        [sys.executable, "-c", PROGRAM, "make", "rest"],
        stdout=follower,
        stderr=follower,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **env},
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(leader)
    assert b"output/rest.mp3" in shown
    assert not re.search(rb"\x1b\[[0-9;]*m", shown)
    if env["TERM"] == "dumb":
        assert b"\x1b" not in shown and b"\r" not in shown.replace(b"\r\n", b"")
