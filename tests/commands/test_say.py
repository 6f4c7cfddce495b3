"""``voiceguide say``: a voice to hear."""

from __future__ import annotations

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
        (["Hello."], 2, "--out"),
        (["Hello.", "--out", "a.ogg"], 2, ".wav or .mp3"),
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
