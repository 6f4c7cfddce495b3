"""What a voice at fault gives is refused with the words it was to say, and never kept."""

from __future__ import annotations

import json
import random
import struct
import wave
from array import array
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import fake_voice
import pytest

from voiceguide.audio import clip as clips
from voiceguide.audio.clip import SAMPLE_RATE, Clip
from voiceguide.cache import Store, entries
from voiceguide.english.speech_length import speech_bounds_ms
from voiceguide.problems import VoiceguideError
from voiceguide.speech import judge as judging
from voiceguide.speech.engine import Pace
from voiceguide.speech.fits import Fits, could_be, fits_of, unusual_of
from voiceguide.speech.judge import BadSoundError, check_whole, judge
from voiceguide.speech.lexicon import BUILT_IN
from voiceguide.speech.speak import speak
from voiceguide.speech.twins import Said, twin_of

TEXT = "Hug your left thigh in."
WPM = 120
Samples = array


def spoken(tmp_path: Path, text: str = TEXT) -> Samples:
    """Give what the fake voice says, at 48 kHz."""
    path = fake_voice.open_engine("fake", tmp_path).say(text, "tone", Pace(WPM))
    from voiceguide.audio.decode import read_samples

    return array("h", read_samples(path))


@pytest.fixture
def good(tmp_path: Path) -> Samples:
    return spoken(tmp_path)


FITS = Fits(*speech_bounds_ms(TEXT, WPM), ends_silent=True)
RANDOM = random.Random(1)


def noise(sound: Samples) -> Samples:
    return array("h", (RANDOM.randrange(-9000, 9000) for _ in sound))


def low_noise(sound: Samples) -> Samples:
    """Noise in a band so low that a sample is like the one before it."""
    level, made = 0.0, array("h")
    for _ in sound:
        level += 0.1 * (RANDOM.uniform(-20000, 20000) - level)
        made.append(round(level))
    return made


def silence(seconds: float) -> Samples:
    return array("h", bytes(2 * int(seconds * SAMPLE_RATE)))


def middle(sound: Samples) -> int:
    """Where the loudest sample of its second half is."""
    return max(range(len(sound) // 2, len(sound)), key=sound.__getitem__)


FAULTS: dict[str, tuple[Callable[[Samples], Samples], str]] = {
    "cut to a third": (lambda sound: sound[: len(sound) // 3], "broke off|at least"),
    "cut within a word": (lambda sound: sound[: middle(sound)], "broke off|at least"),
    "only its beginning": (lambda sound: sound[:24000] + silence(0.5), "at least"),
    "sixty times": (lambda sound: sound * 60, "at most|fell silent"),
    "twice": (lambda sound: sound[12000:-12000] * 2 + silence(0.2), "at most"),
    "noise": (noise, "noise"),
    "noise of a low band": (low_noise, "never changes|broke off"),
    "half of it noise": (lambda sound: sound[:60000] + noise(sound[60000:]), "noise"),
    "a direct current": (lambda sound: array("h", [8000]) * len(sound), "swing"),
    "an offset": (lambda sound: array("h", (each // 4 + 8000 for each in sound)), "swing"),
    "a click": (lambda _: silence(1) + array("h", [32767]) * 20 + silence(1), "click|swing"),
    "a hum": (
        lambda sound: array("h", [9000] * 240 + [-9000] * 240) * (len(sound) // 480),
        "never",
    ),
    "silence in it": (lambda sound: sound[:36000] + silence(3) + sound[36000:], "fell silent"),
    "silence alone": (lambda sound: silence(len(sound) / SAMPLE_RATE), "no sound"),
    "nothing": (lambda _: array("h"), "no sound"),
}


def test_what_is_said_passes_with_its_shape(good: Samples):
    shape = judge(good.tobytes(), FITS)
    assert max(shape) == chr(ord("0") + 48)
    assert abs(len(shape) * judging.SHAPE_MS - fake_voice.speech_ms(TEXT, WPM)) < 60


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_not_said_is_told(good: Samples, fault: str):
    spoil, why = FAULTS[fault]
    with pytest.raises(BadSoundError, match=why):
        judge(spoil(good).tobytes(), FITS)


def test_a_voice_of_ones_own_may_take_its_time_and_end_as_it_likes(good: Samples):
    voice = fake_voice.voice()._replace(dial=())
    fits = fits_of(TEXT, TEXT, voice, WPM, BUILT_IN)
    judge((good * 3)[: -12000 - 4800].tobytes(), fits)
    for fault in ("noise", "a direct current", "a click", "silence alone"):
        with pytest.raises(BadSoundError):
            judge(FAULTS[fault][0](good).tobytes(), fits)


def test_words_that_are_not_english_or_said_in_a_way_of_ones_own_may_take_any_time():
    french = fake_voice.voice()._replace(language="fr", engine="espeak")
    assert fits_of(TEXT, TEXT, french, WPM, BUILT_IN) == Fits(ends_silent=True)


@pytest.mark.parametrize("text", ["日本 pose", "½ «pose»", "x" * 70, "Relax 🧘 now.", "SMR"])
def test_what_may_be_spelt_or_named_has_room(text: str):
    bounds = speech_bounds_ms(text, WPM)
    assert bounds.least_ms == 0
    assert bounds.most_ms >= 400 * len(text)


def wav(path: Path, samples: bytes) -> bytes:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22050, 0, "NONE", ""))
        file.writeframes(samples)
    return path.read_bytes()


def test_a_file_shorter_than_its_head_says_is_cut(tmp_path: Path):
    path = tmp_path / "a.wav"
    whole = wav(path, bytes(20000))
    check_whole(path)
    for size in (len(whole) - 1, len(whole) // 2, 44):
        path.write_bytes(whole[:size])
        with pytest.raises(OSError, match="cut short"):
            check_whole(path)
    # What is written into a pipe can't tell its length.
    for told in (0, 0x7FFFF000, 0xFFFFFFFF):
        path.write_bytes(whole[:40] + struct.pack("<I", told) + whole[44:15000])
        check_whole(path)
    path.write_bytes(b"FORM" + struct.pack(">I", 5000) + b"AIFF" + bytes(100))
    with pytest.raises(OSError, match="cut short"):
        check_whole(path)


def test_two_texts_do_not_sound_the_same(tmp_path: Path):
    one, other = "Lie down softly.", "Hug your left thigh in."
    shape = judge(spoken(tmp_path, one).tobytes(), Fits())
    heard = {"one": Said(one, shape)}
    assert twin_of(Said(other, shape), heard) == "one"
    later = "00" + "".join(chr(ord(letter) - at % 2) for at, letter in enumerate(shape[:-1]))
    assert twin_of(Said(other, later), heard) == "one"
    assert twin_of(Said(other, judge(spoken(tmp_path, other).tobytes(), Fits())), heard) is None
    # Texts that read alike may sound alike, as may figures and the shortest words.
    for alike in ("Lie down, softly", "Lay down softly.", "2.", "To.", "Lie down 4 times 44 44 44"):
        assert twin_of(Said(alike, shape), heard) is None


SAID = ["Hug your left thigh in.", "Lie down softly.", "Come to stand."]


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("other Lie down softly.", "sounds the same as"),
        ("other a", "at least"),
        ("cut", "cut short"),
        ("noise", "noise"),
    ],
)
def test_a_voice_at_fault_is_refused_by_the_words_and_nothing_of_it_kept(
    fault: str, why: str, tmp_path: Path
):
    store = Store(tmp_path)
    with pytest.raises(VoiceguideError, match=why) as caught:
        speak(SAID, fake_voice.voice(f"fault {fault}"), WPM, store)
    assert SAID[0] in str(caught.value)
    for entry in entries(tmp_path):
        if entry.path.parts[-3] == "clips":
            about = json.loads(entry.path.read_bytes().split(b"\n")[1])
            assert about["shape"]
    mended = speak(SAID, fake_voice.voice(), WPM, store)
    assert len({clip.frames for clip in mended.values()}) == len(SAID)


def test_a_fault_that_goes_away_is_mended_unseen(tmp_path: Path):
    voice = fake_voice.voice(f"once {tmp_path / 'flag'}")
    got = speak(SAID, voice, WPM, Store(tmp_path / "cache"))
    assert len({clip.samples for clip in got.values()}) == len(SAID)


def old(clip: Clip, store: Store) -> None:
    """Keep a clip as it was kept before clips were judged."""
    store.put("clips", clip.key, replace(clip, shape="", sound="").to_bytes())


def test_a_clip_from_before_that_is_not_its_words_is_spoken_anew_and_no_other(
    tmp_path: Path,
):
    store, voice = Store(tmp_path), fake_voice.voice()
    right = speak(SAID, voice, WPM, store)
    short = speak(["In."], voice, WPM, store)["In."]
    old(replace(short, key=right[SAID[0]].key), store)
    old(right[SAID[1]], store)
    steady = clips.Loudness((-19.0,) * len(right[SAID[2]].loudness.blocks), -3.0)
    assert not could_be(replace(right[SAID[2]], shape="", loudness=steady), FITS)
    anew = []
    again = speak(SAID, voice, WPM, store, lambda said, new: anew.append(said * new))
    assert [said for said in anew if said] == [SAID[0]]
    assert {said: clip.frames for said, clip in again.items()} == {
        said: clip.frames for said, clip in right.items()
    }


def test_of_ones_own_voice_an_unusual_length_is_told():
    loudness = clips.Loudness((-19.0,), -3.0)
    lengths = {"Come to stand.": 1300, "Inhale.": 700, "Exhale.": 700, "Sit tall.": 800}
    lengths |= {"Look over your left shoulder.": 2400, "Let your shoulders drop down.": 300}
    said = {text: Clip(b"", ms * 48, loudness) for text, ms in lengths.items()}
    told = [*unusual_of(said, "recorded:mine")]
    assert [problem.severity for problem in told] == ["warning"]
    assert "Let your shoulders drop down." in told[0].message
    assert "recorded:mine" in told[0].message
