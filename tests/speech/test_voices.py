import sys
from importlib import metadata

import pytest

from voiceguide.problems import VoiceguideError
from voiceguide.speech.voices import (
    check_rate,
    engine_version,
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


def test_the_versions_are_those_that_are_installed():
    version = engine_version("espeak")
    assert f"pyttsx3 {metadata.version('pyttsx3')}" in version
    if sys.platform == "linux":
        assert f"espeakng-loader {metadata.version('espeakng-loader')}" in version
