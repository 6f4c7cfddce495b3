"""Chimes: soft, in their time, without a click, at their level."""

from __future__ import annotations

import math
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from voiceguide.audio.clip import SAMPLE_RATE, TARGET_LUFS
from voiceguide.audio.loudness import loudness
from voiceguide.problems import VoiceguideError
from voiceguide.settings import CHIMES_MS
from voiceguide.soundscape import chime_synth as chimes


def floats(samples: bytes) -> np.ndarray:
    return np.frombuffer(samples, "<i2") / 32768


def test_the_chimes_to_be_asked_for_are_those_that_can_be_made_with_their_lengths() -> None:
    lengths = {name: chime.length_ms for name, chime in chimes.CHIMES.items()}
    assert {**lengths, "none": 0} == CHIMES_MS


ALL = {
    "bowl": (lambda: chimes.strike("bowl"), 4008, 7),
    "bell": (lambda: chimes.strike("bell"), 3000, 7),
    "bowl in": (lambda: chimes.breath("bowl", rising=True), 1512, 10),
    "bowl out": (lambda: chimes.breath("bowl", rising=False), 1512, 10),
    "bell in": (lambda: chimes.breath("bell", rising=True), 1512, 10),
    "bell out": (lambda: chimes.breath("bell", rising=False), 1512, 10),
    "bowl tick": (lambda: chimes.tick("bowl"), 240, 13),
    "bell tick": (lambda: chimes.tick("bell"), 240, 13),
}


@pytest.mark.parametrize("name", ALL)
def test_a_chime_fits_its_time_begins_softly_and_ends_in_nothing(name: str) -> None:
    make, length_ms, under = ALL[name]
    samples = make()
    sound = floats(samples)
    assert chimes.clip_of(samples).length_ms == length_ms
    assert abs(sound[0]) < 1e-4
    assert np.abs(sound[-48:]).max() < 1e-4
    # A click is a jump: nothing changes faster than its own highest tone lets it.
    assert np.abs(np.diff(sound)).max() < 0.2 * np.abs(sound).max()
    assert max(loudness(samples).blocks) == pytest.approx(TARGET_LUFS - under, abs=0.3)


@pytest.mark.parametrize("name", ["bowl", "bell"])
def test_a_strike_only_dies_away(name: str) -> None:
    sound = floats(chimes.strike(name))
    parts = [np.sqrt(np.mean(part**2)) for part in np.array_split(sound, 8)]
    assert all(later < earlier for earlier, later in pairwise(parts))
    assert parts[-1] < parts[0] / 30


def pitch(sound: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.argmax(spectrum) * SAMPLE_RATE / len(sound))


def test_the_breath_rises_in_and_falls_out() -> None:
    quarter = SAMPLE_RATE // 4
    for name in ("bowl", "bell"):
        rising = floats(chimes.breath(name, rising=True))
        falling = floats(chimes.breath(name, rising=False))
        late = slice(int(0.6 * SAMPLE_RATE), int(1.2 * SAMPLE_RATE))
        assert pitch(rising[late]) > 1.3 * pitch(rising[:quarter])
        assert pitch(falling[late]) < pitch(falling[:quarter]) / 1.3


def write(path: Path, sound: np.ndarray, rate: int = 22_050) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(np.round(sound * 32767).astype("<i2").tobytes())
    return path


def test_a_chime_of_the_users_is_cut_and_levelled(tmp_path: Path) -> None:
    ring = 0.05 * np.sin(2 * math.pi * 600 * np.arange(22_050) / 22_050)
    silence = np.zeros(22_050)
    samples = chimes.from_file(write(tmp_path / "a.wav", np.concatenate([silence, ring, silence])))
    assert len(samples) // 2 == pytest.approx(SAMPLE_RATE, rel=0.02)
    assert max(loudness(samples).blocks) == pytest.approx(TARGET_LUFS - 7, abs=0.3)
    assert np.abs(floats(samples)[-10:]).max() < 0.01


def test_what_is_no_chime_is_told(tmp_path: Path) -> None:
    (tmp_path / "words.wav").write_text("words")
    write(tmp_path / "silent.wav", np.zeros(9000))
    write(tmp_path / "long.wav", np.full(22_050 * 30, 0.1))
    for name, told in (
        ("words.wav", "can't be read"),
        ("silent.wav", "holds no sound"),
        ("long.wav", "longer than 20 seconds"),
        ("nowhere.wav", "can't be read"),
    ):
        with pytest.raises(VoiceguideError, match=told):
            chimes.from_file(tmp_path / name)
