"""What is to be lossless is made of the voice as it was spoken, whatever the store has lost."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import fake_voice
import pytest

from voiceguide import pipeline, planning
from voiceguide.audio import clip as clips
from voiceguide.audio.clip import SOUNDS
from voiceguide.audio.decode import read_samples
from voiceguide.audio.flac import samples_of
from voiceguide.cache import Store, clear, entries, keep_under
from voiceguide.pipeline import make
from voiceguide.problems import VoiceguideError
from voiceguide.reading.reader import understand
from voiceguide.session.sample import write_sample
from voiceguide.settings import Settings
from voiceguide.speech.speak import speak

WORDS = ["Inhale.", "Come to stand."]
ROUTINE = "## Neck\n\n1. Sit tall. Hold for 2 seconds.\n2. Look up.\n"
MADE = {"s.flac": None, "s.wav": None, "s.m4b": None, "s.opus": None, "s.mp3": "brown"}
"""What is made of samples, with its bed."""


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Let all be made from a store of one's own, with a voice that says the same each time."""
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("voiceguide.speech.voices.find_voice", lambda *_, **__: fake_voice.voice())
    return Store()


def made(path: Path) -> bytes:
    path.parent.mkdir(exist_ok=True)
    settings = Settings(chime="none", bed=MADE.get(path.name))
    make(understand(ROUTINE, "neck.md"), path, settings)
    return read_samples(path)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Make one of each; give the store that is then full, and what they sound like."""
    folder = tmp_path_factory.mktemp("clean")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICEGUIDE_CACHE", str(folder / "cache"))
        patch.setattr("voiceguide.speech.voices.find_voice", lambda *_, **__: fake_voice.voice())
        return folder / "cache", {name: made(folder / "output" / name) for name in MADE}


def spoil(store: Store, kind: str, how: str) -> None:
    for entry in entries(store.folder):
        if entry.path.parts[-3] == kind:
            if how == "gone":
                entry.path.unlink()
            else:
                block = bytearray(entry.path.read_bytes())
                block[-1] ^= 1
                entry.path.write_bytes(block)


@pytest.mark.parametrize("how", ["gone", "damaged"])
@pytest.mark.parametrize("name", MADE)
def test_a_session_of_samples_is_of_those_spoken(clean, name, how, tmp_path: Path, store: Store):
    full, sounds = clean
    shutil.copytree(full, store.folder)
    spoil(store, SOUNDS, how)
    for kind in ("packets", "mixed"):
        shutil.rmtree(store.folder / kind, ignore_errors=True)
    assert made(tmp_path / "after" / name) == sounds[name]


def test_an_mp3_alone_needs_no_samples(tmp_path: Path, store: Store):
    first = make(understand(ROUTINE, "neck.md"), tmp_path / "a.mp3", Settings(chime="none"))
    spoil(store, SOUNDS, "gone")
    again = make(understand(ROUTINE, "neck.md"), tmp_path / "b.mp3", Settings(chime="none"))
    assert first.spoken
    assert not again.spoken


def test_a_wav_to_hear_a_voice_by_is_of_its_samples(tmp_path: Path, store: Store):
    path = tmp_path / "hear.wav"
    write_sample(path, WORDS[:1], fake_voice.voice(), 120, store)
    clip = speak(WORDS[:1], fake_voice.voice(), 120, store)[WORDS[0]]
    samples = samples_of(clip, store)
    assert read_samples(path)[: len(samples)] == samples


def test_samples_of_another_take_are_not_those_of_a_clip(store: Store):
    voice = fake_voice.voice()
    speak(WORDS, voice, 120, store)
    one, other = speak(WORDS, voice, 120, store).values()
    # As where two processes speak the same words at once, and each keeps one part last.
    sound = store.get(SOUNDS, other.key)
    assert sound is not None
    store.put(SOUNDS, one.key, sound)
    anew = []
    speak(WORDS, voice, 120, store, lambda said, new: anew.append(said * new), whole=True)
    assert sorted(anew) == ["", "Inhale."]


def test_a_clip_from_before_is_not_spoken_anew_and_tells_its_samples_from_then_on(
    store: Store, monkeypatch
):
    voice = fake_voice.voice()
    with monkeypatch.context() as before:
        before.setattr(clips, "_name_of", lambda _: "")
        old = speak(WORDS, voice, 120, store)
    anew = []
    for _ in range(2):
        new = speak(WORDS, voice, 120, store, lambda _, is_new: anew.append(is_new), whole=True)
    assert not any(anew)
    assert [clip.frames for clip in new.values()] == [clip.frames for clip in old.values()]
    assert all(clip.sound for clip in speak(WORDS, voice, 120, store).values())


def test_clips_in_use_keep_their_samples(store: Store):
    speak(WORDS, fake_voice.voice(), 120, store)
    for entry in entries(store.folder):
        os.utime(entry.path, (0, time.time() - 7200))
    speak(WORDS[:1], fake_voice.voice(), 120, store)
    keep_under(store.folder, 0)
    assert sorted(entry.path.parts[-3] for entry in entries(store.folder)) == ["clips", SOUNDS]


def test_what_another_process_takes_away_meanwhile_is_made_again(
    clean, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
):
    lay_out = planning.lay_out
    taken = [True, True, False]

    def clearing(script, *of, measured: bool):
        if measured and taken.pop(0):
            clear(store.folder)
        return lay_out(script, *of, measured=measured)

    for module in (planning, pipeline):
        monkeypatch.setattr(module, "lay_out", clearing)
    assert made(tmp_path / "after" / "s.flac") == clean[1]["s.flac"]
    taken += [True] * 9
    before = (tmp_path / "after" / "s.flac").read_bytes()
    with pytest.raises(VoiceguideError, match="taken out of"):
        made(tmp_path / "after" / "s.flac")
    assert (tmp_path / "after" / "s.flac").read_bytes() == before
