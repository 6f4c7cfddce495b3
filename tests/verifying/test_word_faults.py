"""A session is held against its words, not only against the clips that it was made of."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import fake_voice
import numpy as np
import pytest

from voiceguide.audio.clip import Clip
from voiceguide.cache import Store
from voiceguide.problems import VoiceguideError
from voiceguide.script import Cue, Script
from voiceguide.session.containers import Material
from voiceguide.session.file import read_session, write_session
from voiceguide.session.manifest import Origin, measures_of
from voiceguide.speech.speak import speak
from voiceguide.timeline import lay_out
from voiceguide.verifying.measure import BIN_MS
from voiceguide.verifying.verdict import verify
from voiceguide.verifying.word_faults import check_measures, of_steady, of_words

SAID = ["Hug your left thigh in toward your chest.", "Lie down softly.", "In."]


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Clip]:
    return speak(SAID, fake_voice.voice(), 120, Store(tmp_path_factory.mktemp("cache")))


def session_of(path: Path, clips: dict[str, Clip], **settings: object) -> Path:
    cues = [cue for said in clips for cue in (Cue("say", said), Cue("pause", length_ms=1000))]
    script = Script("S", (), tuple(cues))
    timeline = lay_out(script, lambda said: clips[said].length_ms, measured=True)
    origin = Origin("## A\n", (), settings, measures_of(timeline, clips))
    write_session(path, Material(timeline, clips, None, Store()), origin)
    return path


def faults(path: Path) -> list[str]:
    return [fault.message for fault in verify(path).faults]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"voice": "en-us"}, True),
        ({"voice": "heart", "rate": 120}, True),
        ({}, True),
        ({"voice": "command:x"}, False),
        ({"voice": "recorded:mine"}, False),
        ({"voice": "fr-fr"}, False),
    ],
)
def test_a_sound_too_short_or_too_long_for_its_words_is_found(clips, tmp_path, settings, told):
    assert faults(session_of(tmp_path / "good.mp3", clips, **settings)) == []
    wrong = {SAID[0]: clips[SAID[2]], SAID[2]: clips[SAID[0]]}
    found = faults(session_of(tmp_path / "wrong.mp3", wrong, **settings))
    assert any(f'"{SAID[0][:40]}" is too short' in message for message in found) == told
    assert any(f'"{SAID[2]}" is too long' in message for message in found) == told


def test_two_texts_of_one_sound_are_found(clips, tmp_path):
    path = session_of(tmp_path / "s.mp3", {SAID[0]: clips[SAID[0]], SAID[1]: clips[SAID[0]]})
    assert any("sounds the same as" in fault.message for fault in of_words(read_session(path)))


def test_a_sound_that_never_changes_is_found():
    sound = SimpleNamespace(spoken=True, label='"In."')
    placed = [SimpleNamespace(sound=sound, start_ms=0, end_ms=2000)]
    steady = np.random.default_rng(1).normal(0.01, 0.001, 2000 // BIN_MS).astype(np.float32)
    speech = steady * np.abs(np.sin(np.arange(len(steady)) / 8)) ** 4
    assert len([*of_steady(placed, SimpleNamespace(power=steady))]) == 1
    assert not [*of_steady(placed, SimpleNamespace(power=speech))]


@pytest.mark.parametrize("samples", [1, 10**15])
def test_a_length_that_cannot_be_is_damage(clips, tmp_path, samples):
    path = session_of(tmp_path / "s.mp3", {SAID[0]: clips[SAID[0]]})
    session = read_session(path)
    check_measures(session)
    measures = {
        name: each._replace(samples=samples) for name, each in session.origin.measures.items()
    }
    with pytest.raises(ValueError, match="another length"):
        check_measures(session._replace(origin=session.origin._replace(measures=measures)))


def test_a_sound_longer_than_its_cue_is_damage(clips, tmp_path, monkeypatch):
    path = session_of(tmp_path / "s.mp3", {SAID[0]: clips[SAID[0]]})
    session = read_session(path)
    cue = session.timeline.cues[0]
    short = session.timeline._replace(cues=(cue._replace(end_ms=cue.start_ms + 5),))
    monkeypatch.setattr(
        "voiceguide.verifying.verdict.read_session", lambda _: session._replace(timeline=short)
    )
    with pytest.raises(VoiceguideError, match="longer than its cue"):
        verify(path)
