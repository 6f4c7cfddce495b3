"""``voiceguide say``: a voice to hear."""

from __future__ import annotations

import os
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from mutagen.mp3 import MP3

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("short")


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
        (["Hello.", "--out", "a.ogg"], 2, ".wav or .mp3"),
        (["--ipa", "ˈɑːsənə", "--out", "a.wav"], 1, "can't be told sounds"),
        (["Hello.", "--out", "a.wav", "--rate", "9"], 2, "--rate"),
        (["Hello.", "--out", "a.wav", "--voice", "en-uz"], 1, "en-u"),
        (["", "--out", "a.wav"], 1, "nothing to say"),
        ([" … ", "--out", "a.wav"], 1, "can be spoken"),
        (["word " * 2000, "--out", "a.wav"], 1, "too long"),
        (["Hello.", "--out", "scripts/short.md/a.wav"], 1, "not a folder"),
    ],
)
def test_what_cannot_be_said_is_told(run: Run, words: list[str], status: int, told: str):
    result = run("say", *words)
    assert (result.exit_code, told in result.stderr) == (status, True), result.stderr
    assert not Path("a.wav").exists()


@pytest.mark.usefixtures("natural")
def test_sounds_are_said_as_they_are_written(run: Run):
    assert run("say", "--ipa", "/ʃəvˈɑːsənə/", "--out", "a.wav", "--voice", "heart").exit_code == 0
    assert run("say", "Savasana.", "--out", "b.wav", "--voice", "heart").exit_code == 0
    assert Path("a.wav").read_bytes() == Path("b.wav").read_bytes()
    result = run("say", "--ipa", "ʃə!", "--out", "c.wav", "--voice", "heart")
    assert result.exit_code == 1 and '"!" is no sound' in result.stderr


def test_a_lexicon_here_is_heard(run: Run):
    Path("lexicon.toml").write_text('psoas = "a very long way to say it"')
    run("say", "Psoas.", "--out", "long.wav")
    Path("lexicon.toml").unlink()
    run("say", "Psoas.", "--out", "short.wav")
    assert Path("long.wav").stat().st_size > 1.5 * Path("short.wav").stat().st_size


@pytest.mark.skipif(os.name != "posix", reason="a player that is a script")
def test_without_a_file_it_is_played(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    result = run("say", "Hello.")
    assert result.exit_code == 0 and result.stdout.startswith("hear.wav: ")
    assert Path("hear.wav").stat().st_size > 10_000
    (tmp_path / "bin").mkdir()
    player = tmp_path / "bin" / "aplay"
    player.write_text(
        f'#!/bin/sh\n[ "$1" = -q ] && read -r head < "$2" ; echo "$2" > {tmp_path}/played\n'
    )
    player.chmod(0o755)
    assert run("say", "Hello.").exit_code == 0
    played = (tmp_path / "played").read_text().strip()
    assert played.endswith(".wav") and not Path(played).exists()
    player.write_text("#!/bin/sh\necho no device >&2; exit 3\n")
    result = run("say", "Hello.")
    assert result.exit_code == 1 and "aplay can't play it: no device" in result.stderr
