import json
import os
import subprocess
import sys
from pathlib import Path

import fake_voice
import pytest

from voiceguide.audio.clip import (
    FRAME_MS,
    MONO_FRAME_BYTES,
    Clip,
    clip_from,
    frames_for,
    integrated,
)
from voiceguide.cache import Store
from voiceguide.problems import VoiceguideError
from voiceguide.speech import speak as speaking
from voiceguide.speech.calibration import PARAGRAPH, Calibration
from voiceguide.speech.engine import Pace
from voiceguide.speech.speak import check_words, speak
from voiceguide.speech.voices import find_voice

WORDS = ["Inhale.", "Exhale.", "Hold for three breaths.", "Now the left side."]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


class Counted:
    """A fake voice that writes down what it speaks, but for the calibration paragraph."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.voice = fake_voice.voice(f"count {log}")

    def spoken(self) -> list[str]:
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return sorted(line for line in lines if line not in PARAGRAPH)


@pytest.fixture
def counted(tmp_path: Path) -> Counted:
    return Counted(tmp_path / "log")


def test_each_of_the_words_is_spoken_once_ever(store: Store, counted: Counted):
    told: list[tuple[str, bool]] = []
    first = speak(WORDS * 2, counted.voice, 120, store, lambda *clip: told.append(clip))
    assert sorted(told) == sorted((words, True) for words in WORDS)
    assert list(first) == WORDS
    told.clear()
    again = speak(reversed(WORDS), counted.voice, 120, store, lambda *clip: told.append(clip))
    assert again == first
    assert told == [(words, False) for words in reversed(WORDS)]
    assert counted.spoken() == sorted(WORDS)


def test_only_what_changed_is_spoken_anew(store: Store, counted: Counted):
    speak(WORDS, counted.voice, 120, store)
    speak([*WORDS[:-1], "Now the right side."], counted.voice, 120, store)
    assert counted.spoken() == sorted([*WORDS, "Now the right side."])


def test_a_calibration_is_made_once(store: Store, counted: Counted):
    speak(["Inhale."], counted.voice, 120, store)
    speak(["Inhale."], counted.voice, 140, store)
    assert counted.log.read_text().count(PARAGRAPH[0]) == len(fake_voice.DIAL)


def test_a_damaged_calibration_is_made_again(store: Store, counted: Counted):
    speak(["Inhale."], counted.voice, 120, store)
    (kept,) = (path for path in (store.folder / "voices").rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-1])
    speak(["Exhale."], counted.voice, 120, store)
    assert counted.log.read_text().count(PARAGRAPH[0]) == 2 * len(fake_voice.DIAL)


def test_a_damaged_clip_is_spoken_again_and_no_other(store: Store, counted: Counted):
    first = speak(WORDS, counted.voice, 120, store)
    kept = sorted(path for path in (store.folder / "clips").rglob("*") if path.is_file())
    kept[0].write_bytes(kept[0].read_bytes()[:-1])
    anew: list[str] = []
    again = speak(WORDS, counted.voice, 120, store, lambda words, new: anew.append(words * new))
    assert again == first
    assert len([words for words in anew if words]) == 1


def test_rate_and_voice_shape_the_sound(store: Store):
    voice, other = fake_voice.voice(), fake_voice.voice("another")
    slow = speak(WORDS, voice, 105, store)
    fast = speak(WORDS, voice, 140, store)
    assert all(slow[words].samples > fast[words].samples for words in WORDS)
    told: list[bool] = []
    speak(WORDS, other, 105, store, lambda _, anew: told.append(anew))
    assert all(told)


def test_a_clip_is_whole_frames_with_room_for_all_of_its_sound(store: Store):
    for clip in speak(WORDS, fake_voice.voice(), 120, store).values():
        count = len(clip.frames) // MONO_FRAME_BYTES
        assert len(clip.frames) == count * MONO_FRAME_BYTES
        assert count == frames_for(clip.samples)
        assert clip.length_ms == count * FRAME_MS
        assert 0 < clip.length_ms - clip.samples / 48 < 2 * FRAME_MS
        assert clip.loudness.peak <= -1
        assert clip_from(clip.to_bytes()).frames == clip.frames


@pytest.mark.parametrize("block", [b"", b"{}\n", b"[]\n", b"1\n", b"\xff\n", b'{"samples": 1}\n'])
def test_what_is_no_clip_is_refused(block: bytes):
    with pytest.raises(ValueError):
        clip_from(block)


def test_a_clip_with_a_frame_too_few_is_refused(store: Store):
    clip: Clip = speak(["Inhale."], fake_voice.voice(), 120, store)["Inhale."]
    with pytest.raises(ValueError):
        clip_from(clip.to_bytes()[:-MONO_FRAME_BYTES])


def test_all_that_cannot_be_said_is_told_at_once_and_nothing_spoken(store: Store, counted: Counted):
    words = ["Inhale.", "...", "\0", "a" * 2001]
    with pytest.raises(VoiceguideError) as caught:
        speak(words, counted.voice, 120, store)
    assert len(caught.value.problems) == 3
    assert counted.spoken() == []
    assert not store.folder.exists()
    check_words(["Inhale."], counted.voice)


def test_a_voice_that_fails_stops_the_work_and_names_the_words(store: Store):
    with pytest.raises(VoiceguideError, match="not today"):
        speak(WORDS, fake_voice.voice("refuse"), 120, store)


def test_a_rate_that_no_voice_speaks_is_told_before_anything_is_spoken(
    store: Store, counted: Counted
):
    with pytest.raises(VoiceguideError, match="words a minute"):
        speak(WORDS, counted.voice, 20, store)
    assert not counted.log.exists()


def test_a_rate_that_this_voice_does_not_speak_is_told_with_its_range():
    voice = fake_voice.voice()
    shape = Calibration(((80, 110.0), (100, 120.0), (200, 220.0)), 0.0)
    assert shape.pace(voice, 120) == Pace(100)
    assert shape.pace(voice, 170) == Pace(150)
    assert shape.pace(voice, 108) == Pace(80)
    for rate in (100, 221):
        with pytest.raises(VoiceguideError, match="from 110 to 220"):
            shape.pace(voice, rate)


def test_a_voice_that_ignores_its_rate_divides_by_nothing():
    shape = Calibration(((80, 150.0), (100, 150.0), (200, 150.0)), 0.0)
    with pytest.raises(VoiceguideError, match="from 150 to 150"):
        shape.pace(fake_voice.voice(), 160)


def test_a_store_that_cannot_be_written_is_told_before_anything_is_spoken(
    tmp_path: Path, counted: Counted
):
    (tmp_path / "file").touch()
    with pytest.raises(VoiceguideError, match="VOICEGUIDE_CACHE"):
        speak(WORDS, counted.voice, 120, Store(tmp_path / "file"))
    assert not counted.log.exists()


RUN = """
import sys, json, hashlib
sys.path[:0] = {paths!r}
import fake_voice
from pathlib import Path
from voiceguide.speech.speak import speak
from voiceguide.cache import Store
clips = speak({words!r}, fake_voice.voice(), 120, Store(Path({folder!r})))
print(json.dumps({{w: hashlib.sha256(c.to_bytes()).hexdigest() for w, c in clips.items()}}))
"""


def test_two_runs_at_once_on_one_store_are_both_right(tmp_path: Path):
    words = [f"Hold for {number} breaths." for number in range(12)]
    program = RUN.format(
        paths=[path for path in sys.path if path], words=words, folder=str(tmp_path / "cache")
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) for _ in range(2)
    ]
    told = [json.loads(run.communicate(timeout=120)[0]) for run in runs]
    assert told[0] == told[1]
    assert list(told[0]) == words
    alone = speak(words, fake_voice.voice(), 120, Store(tmp_path / "cache"), refused)
    assert list(alone) == words


def refused(words: str, anew: bool) -> None:
    assert not anew, f"{words} was spoken again"


def test_speaking_from_the_store_loads_no_sound_library(tmp_path: Path, store: Store):
    speak(WORDS, fake_voice.voice(), 120, store)
    program = RUN.format(
        paths=[path for path in sys.path if path], words=WORDS, folder=str(store.folder)
    )
    program += "\nheavy = {'av', 'pydub', 'pyttsx3', 'numpy', 'click'} & set(sys.modules)\n"
    program += "assert not heavy, heavy\n"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path, env=os.environ)


@pytest.mark.skipif(sys.platform != "linux", reason="voices of espeak-ng")
@pytest.mark.parametrize("name", ["en-us", "en-gb+f3"])
def test_the_real_voice_speaks_at_real_words_a_minute(
    name: str, tmp_path_factory: pytest.TempPathFactory
):
    store = Store(tmp_path_factory.mktemp("real"))
    words = [
        "Lie down on your back, bend your knees, and rest your feet flat on the floor.",
        "Inhale, and draw your right knee in towards your chest.",
        "Stay for three breaths.",
        "Feel the back of the leg lengthen, and let your shoulders sink, soft and heavy.",
        "Exhale, and gently lower the leg.",
    ]
    anew: list[bool] = []
    for rate in (110, 120, 140):
        clips = speak(words, find_voice(name), rate, store, lambda _, new: anew.append(new))
        minutes = sum(clip.samples for clip in clips.values()) / 48_000 / 60
        assert sum(len(said.split()) for said in words) / minutes == pytest.approx(rate, rel=0.1)
        for clip in clips.values():
            assert integrated(clip.loudness.within(clip.samples)) == pytest.approx(-19, abs=0.3)
            assert clip.loudness.peak <= -1
    assert all(anew)
    again = speak(words, find_voice(name), 140, store, refused)
    assert again == clips


def test_what_shapes_the_sound_is_in_the_key(monkeypatch: pytest.MonkeyPatch, store: Store):
    voice = fake_voice.voice()
    told: list[bool] = []
    speak(["Inhale."], voice, 120, store)
    speak(
        ["Inhale."], voice._replace(version="fake 2"), 120, store, lambda _, new: told.append(new)
    )
    monkeypatch.setattr(speaking, "PROCESSING", 0)
    speak(["Inhale."], voice, 120, store, lambda _, new: told.append(new))
    assert told == [True, True]
