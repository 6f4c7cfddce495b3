"""What is in the store of those who have made sessions must go on being found."""

import sys
from pathlib import Path
from typing import Any

import pytest

from voiceguide.audio.clip import Voicing
from voiceguide.speech.calibration import calibrate
from voiceguide.speech.speak import clip_key
from voiceguide.speech.voices import find_voice

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="voices of espeak-ng")

VERSION = "pyttsx3 2.99, espeakng-loader 0.2.4"


@pytest.mark.parametrize(
    ("name", "rate_wpm", "voicing", "key"),
    [
        (None, 120, Voicing(), "25e4aac6a41584fbeab637bb4d078535354e4f42"),
        ("fr", 105, Voicing(-16.0, "warm"), "05f0a37d66ff30105991bf30967c6037ae6ab476"),
    ],
)
def test_a_clip_keeps_its_key(name: str | None, rate_wpm: int, voicing: Voicing, key: str):
    voice = find_voice(name or "system")._replace(version=VERSION)
    assert clip_key("Close your eyes.", voice, rate_wpm, voicing) == key


@pytest.mark.parametrize(
    ("name", "treatment", "key"),
    [
        (None, "none", "a625db0de47b8751f229925ccd2e7c1ef432cc80"),
        ("en-gb+f3", "warm", "fc4418d19a7026382715f7e1b631ad6ca111ddec"),
    ],
)
def test_a_calibration_keeps_its_key(name: str | None, treatment: str, key: str, tmp_path: Path):
    class Kept:
        folder = tmp_path

        def get(self, kind: str, asked: str) -> bytes:
            assert (kind, asked) == ("voices", key)
            return b'{"speeds": [[80, 90.0], [320, 300.0]], "gain_db": 1.5}'

    workers: Any = None  # none is needed
    store: Any = Kept()
    voice = find_voice(name or "system")._replace(version=VERSION)
    assert calibrate(voice, workers, store, treatment).gain_db == 1.5
