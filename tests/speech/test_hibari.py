"""The natural voice: how it is found, how it keeps to its rate, and that nothing is fetched."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from voiceguide.audio.parallel import cores
from voiceguide.building.builder import build, vocabulary
from voiceguide.building.pacing import pacing_from
from voiceguide.cache import Store
from voiceguide.library import shipped
from voiceguide.loader import read_routine
from voiceguide.pipeline import make
from voiceguide.problems import VoiceguideError
from voiceguide.settings import Settings
from voiceguide.speech.calibration import MOST_STRETCH, Calibration
from voiceguide.speech.engine import Voice
from voiceguide.speech.engines import hibari
from voiceguide.speech.lexicon import for_engine
from voiceguide.speech.pool import NoAnswerError, Worker, Workers
from voiceguide.speech.speak import check_words, clip_key, speak
from voiceguide.speech.voices import find_voice, list_offers, list_voices

ROUTINE = """\
## Neck roll
1. Sit tall.
2. Let your right ear sink. Hold for 2 seconds.
"""


pytestmark = pytest.mark.usefixtures("natural")


@pytest.fixture
def heart() -> Voice:
    return find_voice("heart")


def test_it_is_the_usual_voice_where_it_is_installed(heart: Voice):
    assert find_voice() == heart
    assert heart.about.natural
    assert "heart" in [voice.name for voice in list_voices()]
    assert not find_voice("system").about.natural


def test_a_voice_that_would_have_to_be_got_is_offered_and_never_fetched(
    heart: Voice, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(socket, "socket", None)
    assert "emma" not in [voice.name for voice in list_voices()]
    assert {offer.name for offer in list_offers()} >= {"emma", "fable", "fenrir", "kore"}
    with pytest.raises(VoiceguideError, match=r"emma.* is not installed\nhint: .*voices get emma"):
        find_voice("emma")
    # Where the file went away meanwhile, too: the engine is given a path, and looks nowhere else.
    with (
        Worker(heart.driver, "hibari emma") as worker,
        pytest.raises(NoAnswerError, match=r"\.onnx"),
    ):
        worker.ask(request(""), 60)


def request(text: str) -> dict[str, object]:
    return {
        "do": "clip", "words": text, "text": text, "voice": "heart", "rate": 0.56, "stretch": 1.0,
        "gain_db": 7.4, "lufs": -19, "treatment": "none",
    }  # fmt: skip


def test_a_text_without_sound_is_an_error(heart: Voice):
    with Worker(heart.driver, heart.engine) as worker:
        for text in ("", "🧘", "吸"):
            with pytest.raises(NoAnswerError, match="nothing in it"):
                worker.ask(request(text), 60)
        # Goes on as before, and gives the same for the same.
        assert worker.ask(request("Inhale."), 60) == worker.ask(request("Inhale."), 60)


@pytest.mark.parametrize("words", ["Вдох.", "吸气", "Breathe in. Выдох.", "שאיפה"])
@pytest.mark.parametrize("name", ["heart", "en-us"])
def test_another_script_is_refused_before_anything_is_spoken(name: str, words: str):
    with pytest.raises(VoiceguideError, match=r"can't read"):
        check_words([words, "Inhale."], find_voice(name))


def test_what_latin_letters_are_is_no_matter_of_accents(heart: Voice):
    check_words(["Adho mukha śvānāsana, ½ a minute, 45°, naïve, ﬁrst, 2ª."], heart)


def test_a_voice_of_that_script_reads_it():
    check_words(["Вдох."], find_voice("ru"))


def test_a_session_made_twice_from_nothing_has_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    routine = tmp_path / "neck.md"
    routine.write_text(ROUTINE, encoding="utf-8")
    made = []
    for name in ("one", "two"):
        monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / f"cache {name}"))
        settings = Settings(voice="heart", rate=130)
        made.append(make(read_routine(routine), tmp_path / name / "s.mp3", settings))
    assert made[0].spoken == made[1].spoken > 3
    assert made[0].path.read_bytes() == made[1].path.read_bytes()


def test_a_session_is_made_again_with_the_voice_inside_it(tmp_path: Path):
    routine = tmp_path / "neck.md"
    routine.write_text(ROUTINE, encoding="utf-8")
    make(read_routine(routine), tmp_path / "s.mp3", Settings(voice="system"))
    again = make(read_routine(tmp_path / "s.mp3"), tmp_path / "again.mp3")
    assert again.spoken == 0


def test_it_speaks_at_real_words_a_minute(heart: Voice):
    """At 130, which lies between two of its steps and is stretched."""
    assert heart.known
    pace = Calibration(heart.known.speeds, 0).pace(heart, 130)
    assert pace.stretch == pytest.approx(1.04, abs=0.01)
    routine = read_routine(shipped() / "middle-back.md")
    pacing = pacing_from(routine.settings)
    words = vocabulary(build(routine, pacing), routine, pacing)
    asked: list[Any] = [
        {
            "do": "measure", "words": said, "text": for_engine(said, heart),
            "voice": heart.id, "rate": pace.rate, "stretch": pace.stretch, "level": False,
            "treatment": "none",
        }
        for said in words
    ]  # fmt: skip
    with Workers(heart.driver, heart.engine, cores()) as workers:
        samples = sum(answer["samples"] for _, answer in workers.run(asked))
    spoken = sum(len(said.split()) for said in words)
    assert spoken * 60 * 48_000 / samples == pytest.approx(130, rel=0.02)


def test_a_first_session_measures_nothing(heart: Voice, tmp_path: Path):
    speak(["Inhale."], heart, 120, Store(tmp_path))
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {"claims", "clips", "sounds", "unfinished"}


def test_every_rate_is_within_reach_of_a_step(heart: Voice):
    assert heart.known
    shape = Calibration(heart.known.speeds, 0)
    for rate in range(100, 251):
        assert 1 / MOST_STRETCH <= shape.pace(heart, rate).stretch <= MOST_STRETCH
    with pytest.raises(VoiceguideError, match="it speaks from 80 to 267"):
        shape.pace(heart, 300)


def test_frames_are_stretched_to_the_length_that_is_asked_for():
    np = pytest.importorskip("numpy")
    from voiceguide.speech.engines.hibari_engine import stretched

    rise = np.arange(40, dtype=np.float32)
    pitch = np.where(rise < 20, 0, 200 + rise).astype(np.float32)
    lines = [np.tile(rise, (3, 1)) for _ in range(4)]
    for by in (0.95, 1.0, 1.05):
        *curves, phase, height = stretched(lines, lines[0], pitch, by)
        assert {each.shape for each in (*curves, phase)} == {(3, round(40 * by))}
        assert (curves[0][:, 0] == 0).all() and (curves[0][:, -1] == 39).all()
        assert set(phase.ravel()) <= set(rise)
        # No pitch between none and some.
        assert all(each == 0 or each >= 220 for each in height)


def test_another_model_is_another_key(
    heart: Voice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("VOICEGUIDE_VOICES", str(tmp_path))
    model = tmp_path / hibari.registry()["emma"]["file"]
    model.write_bytes(b"one")
    first = find_voice("emma")
    assert first.known is None
    model.write_bytes(b"other")
    assert keys(first) != keys(find_voice("emma"))
    assert keys(heart) != keys(first)


def keys(voice: Voice) -> str:
    from voiceguide.audio.clip import Voicing

    return clip_key("Inhale.", voice, 120, Voicing())


def test_a_broken_model_is_told_with_the_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("VOICEGUIDE_VOICES", str(tmp_path))
    (tmp_path / hibari.registry()["emma"]["file"]).write_bytes(b"no model")
    with pytest.raises(VoiceguideError) as caught:
        speak(["Inhale."], find_voice("emma"), 120, Store(tmp_path / "cache"))
    told = str(caught.value)
    assert "emma: the speech engine does not start" in told
    assert "voices get emma" in told
