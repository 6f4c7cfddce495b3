import sys
from importlib import metadata

import pytest

from voiceguide.problems import VoiceguideError
from voiceguide.speech.engines import espeak, piper, system
from voiceguide.speech.voices import (
    check_rate,
    find_voice,
    list_variants,
    list_voices,
)

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="voices of espeak-ng")


@on_linux
def test_the_default_is_american_english():
    assert find_voice() == find_voice("en-us")
    assert find_voice().id == "gmw/en-US"


@on_linux
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("en-us", "gmw/en-US"),
        ("EN_US", "gmw/en-US"),
        (" en-gb ", "gmw/en"),
        ("gmw/en-US", "gmw/en-US"),
        ("English (America)", "gmw/en-US"),
        ("en", "gmw/en"),
        ("en-us+f3", "gmw/en-US+f3"),
        ("en-gb+F3", "gmw/en+f3"),
        ("en-us+mr serious", "gmw/en-US+Mr serious"),
    ],
)
def test_voices_are_found_by_what_a_person_types(typed: str, found: str):
    assert find_voice(typed).id == found


@on_linux
@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("en-uss", "en-us"),
        ("en-us+f33", "en-us+f3"),
        ("british", "did you mean en-gb?"),
        ("American", "en-us"),
        ("Samantha", "without one, "),
        ("en-us+", "voiceguide voices"),
        ("", "voiceguide voices"),
        ("???", "voiceguide voices"),
        ("en-us\0", "en-us"),
    ],
)
def test_an_unknown_voice_is_told_with_the_nearest(typed: str, hint: str):
    with pytest.raises(VoiceguideError) as caught:
        find_voice(typed)
    assert f'no voice is named "{typed}"' in str(caught.value)
    assert hint in str(caught.value)


@on_linux
def test_every_listed_voice_is_found_by_its_name():
    voices = list_voices()
    assert len({voice.name for voice in voices}) == len(voices) > 100
    assert all(find_voice(voice.name) == voice for voice in voices[::20])
    assert "f3" in list_variants()


@pytest.mark.parametrize("rate", [100, 105, 120, 140, 250])
def test_sane_rates_pass(rate: int):
    check_rate(rate)


@pytest.mark.parametrize("rate", [-1, 0, 99, 251, 10**9])
def test_other_rates_are_told_with_the_range(rate: int):
    with pytest.raises(VoiceguideError, match="from 100 to 250"):
        check_rate(rate)


@on_linux
def test_the_versions_are_those_that_are_installed():
    version = find_voice().version
    assert f"pyttsx3 {metadata.version('pyttsx3')}" in version
    assert f"espeakng-loader {metadata.version('espeakng-loader')}" in version


@pytest.fixture
def without_espeak(monkeypatch: pytest.MonkeyPatch):
    """Stand on a system that has voices of its own: give a function that says which."""
    monkeypatch.setattr(espeak, "data_folder", lambda: None)
    monkeypatch.setattr(piper, "is_installed", lambda: False)

    def has(*voices: tuple[str, str, str]) -> None:
        monkeypatch.setattr(system, "_asked", lambda _: list(voices))

    return has


def test_voices_of_the_system_have_names_that_can_be_typed(without_espeak):
    without_espeak(
        ("TTS_DAVID", "Microsoft David Desktop - English (United States)", "en-us"),
        ("TTS_ZIRA", "Microsoft Zira Desktop - English (United States)", "en-us"),
        ("TTS_ZIRA_2", "Microsoft Zira - English (United States)", "en-us"),
    )
    assert [voice.name for voice in list_voices()] == ["david", "tts_zira_2", "zira"]
    assert find_voice().name == "zira"
    assert find_voice("Microsoft David Desktop - English (United States)").id == "TTS_DAVID"
    with pytest.raises(VoiceguideError, match="did you mean zira"):
        find_voice("zirra")
    assert list_variants() == []
    with pytest.raises(VoiceguideError, match="no voice is named"):
        find_voice("zira+f3")


def test_the_usual_voice_of_the_system_is_english_if_it_can_be(without_espeak):
    french = ("1", "Amelie", "fr-ca")
    without_espeak(french, ("2", "Fred", "en-gb"), ("3", "Junior", "en-us"))
    assert find_voice().name == "junior"
    without_espeak(french)
    assert find_voice().name == "amelie"


@pytest.mark.parametrize("name", [None, "en-us"])
def test_a_system_without_voices_is_told(without_espeak, name: str | None):
    without_espeak()
    with pytest.raises(VoiceguideError, match="this system has no voice"):
        find_voice(name)


def test_without_hibari_pyttsx3_speaks_and_heart_is_offered():
    assert find_voice() == find_voice("system")
    with pytest.raises(VoiceguideError, match=r"heart.* is not installed\nhint: pip install"):
        find_voice("heart")
