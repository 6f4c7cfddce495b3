"""One's own voice: a sheet with numbers, and files by their numbers."""

from __future__ import annotations

import wave
from pathlib import Path

import fake_voice
import pytest
from tones import tone

from voiceguide.audio.clip import integrated
from voiceguide.cache import Store
from voiceguide.problems import VoiceguideError
from voiceguide.speech.engines.recorded import SHEET, write_sheet
from voiceguide.speech.speak import check_words, speak
from voiceguide.speech.voices import find_voice, with_fallback

WORDS = ["Inhale.", "Exhale.", "Hold for three breaths."]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    assert write_sheet(folder, WORDS) == (0, [1, 2, 3])
    return folder


def record(path: Path, seconds: float = 1.2, level: float = 0.1) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(bytes(48_000) + tone(seconds, level) + bytes(48_000))


def test_a_sheet_keeps_its_numbers_and_gets_what_is_new(mine: Path):
    record(mine / "002.wav")
    assert write_sheet(mine, ["Rest.", "Hold for three breaths.", "exhale."]) == (1, [3, 4])
    lines = [line for line in (mine / SHEET).read_text().splitlines() if line[0] != "#"]
    assert lines == ["1. Inhale.", "2. Exhale.", "3. Hold for three breaths.", "4. Rest."]


def test_what_is_recorded_is_used_and_the_rest_spoken_by_another(mine: Path, tmp_path: Path):
    record(mine / "1.wav")
    record(mine / "02.wav", seconds=0.4, level=0.01)
    voice = with_fallback(find_voice(f"recorded:{mine}"), fake_voice.voice())
    assert voice.name == f"recorded:{mine}"
    store = Store(tmp_path / "cache")
    clips = speak(WORDS, voice, 120, store)
    assert clips["Inhale."].samples / 48_000 == pytest.approx(1.2, abs=0.02)
    assert clips["Exhale."].samples / 48_000 == pytest.approx(0.4, abs=0.02)
    alone = speak(WORDS[2:], fake_voice.voice(), 120, store, refused)
    assert alone[WORDS[2]] == clips[WORDS[2]]
    # As loud as all else, the one that is too short for the usual measure, too.
    clip = clips["Inhale."]
    assert integrated(clip.loudness.within(clip.samples)) == pytest.approx(-19, abs=0.3)
    assert integrated(clips["Exhale."].loudness.blocks) == pytest.approx(-20, abs=1.5)


def refused(words: str, anew: bool) -> None:
    assert not anew, f"{words} was spoken again"


def test_one_sentence_mended_is_one_file_replaced(mine: Path, tmp_path: Path):
    store = Store(tmp_path / "cache")
    for number in (1, 2, 3):
        record(mine / f"{number}.wav", 1 + number / 10)
    speak(WORDS, find_voice(f"recorded:{mine}"), 120, store)
    record(mine / "2.wav", 2)
    anew = []
    clips = speak(
        WORDS,
        find_voice(f"recorded:{mine}"),
        140,
        store,
        lambda words, new: anew.append(words) if new else None,
    )
    assert anew == ["Exhale."]
    assert clips["Exhale."].samples / 48_000 == pytest.approx(2, abs=0.02)


def test_what_is_missing_is_told_by_its_number(mine: Path):
    record(mine / "1.wav")
    with pytest.raises(VoiceguideError) as caught:
        check_words([*WORDS, "Rest."], find_voice(f"recorded:{mine}"))
    first, second = caught.value.problems
    assert first.message == f"recorded:{mine} lacks 2, 3"
    assert "--fallback" in first.hint
    assert second.message == f'recorded:{mine} has no number for 1 sentence: "Rest."'


def test_a_silent_recording_is_told_with_its_file(mine: Path, tmp_path: Path):
    for number in (1, 2, 3):
        record(mine / f"{number}.wav", level=0 if number == 2 else 0.1)
    with pytest.raises(
        VoiceguideError, match=r'(?s)"Exhale\." could not .*2\.wav: .*no sound.*record 2\.wav anew'
    ):
        speak(WORDS, find_voice(f"recorded:{mine}"), 120, Store(tmp_path / "cache"))


def test_a_file_that_is_no_sound_is_told(mine: Path, tmp_path: Path):
    (mine / "1.mp3").write_text("no sound")
    with pytest.raises(VoiceguideError, match=r"1\.mp3: .*can't be read as sound"):
        speak(["Inhale."], find_voice(f"recorded:{mine}"), 120, Store(tmp_path / "cache"))


def test_two_files_for_a_number_are_told(mine: Path):
    record(mine / "1.wav")
    record(mine / "01.wav")
    with pytest.raises(VoiceguideError, match="are both sentence 1"):
        find_voice(f"recorded:{mine}")


def test_a_folder_without_a_sheet_is_told(tmp_path: Path):
    with pytest.raises(VoiceguideError, match=r"no sentences\.txt.*\nhint: voiceguide record"):
        find_voice(f"recorded:{tmp_path}")


def test_a_fallback_goes_with_recordings_only():
    with pytest.raises(VoiceguideError, match="says all by itself"):
        with_fallback(find_voice("system"), find_voice("system"))


def test_a_file_can_not_have_recordings_opened(mine: Path):
    with pytest.raises(VoiceguideError, match="a file asks for it"):
        find_voice(f"recorded:{mine}", by_hand=False)


def test_any_kind_of_file_will_do(mine: Path, tmp_path: Path):
    pytest.importorskip("soundfile").write(
        str(mine / "1.flac"), [[0.1 * (-1) ** (at // 40)] * 2 for at in range(44_100)], 44_100
    )
    clip = speak(["Inhale."], find_voice(f"recorded:{mine}"), 120, Store(tmp_path / "c"))["Inhale."]
    assert clip.samples / 48_000 == pytest.approx(1, abs=0.02)
