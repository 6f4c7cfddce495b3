"""Workers start early, are kept from one session to the next, and are no more than pay."""

from __future__ import annotations

from pathlib import Path

import fake_voice
import pytest

from voiceguide.audio import parallel
from voiceguide.cache import Store
from voiceguide.loader import read_routine
from voiceguide.pipeline import make, prepare, run
from voiceguide.problems import VoiceguideError
from voiceguide.settings import Settings
from voiceguide.speech import crew as crews
from voiceguide.speech import pool, voices
from voiceguide.speech.crew import Crew, workers_for
from voiceguide.speech.engine import Work
from voiceguide.speech.speak import lacking, speak

ROUTINE = "## Neck roll\n1. Sit tall.\n2. Let your right ear sink. Hold for 2 seconds.\n"
WORDS = ["Inhale.", "Exhale."]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the engines of all workers, in the order that they are started."""
    engines: list[str] = []
    really = pool.Worker.__init__

    def note(worker: pool.Worker, driver: str, engine: str) -> None:
        engines.append(engine)
        really(worker, driver, engine)

    monkeypatch.setattr(pool.Worker, "__init__", note)
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    return engines


@pytest.fixture
def routine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(voices, "find_voice", lambda *_, **__: fake_voice.voice())
    path = tmp_path / "neck.md"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


def test_they_start_before_a_session_is_ready_to_be_spoken(
    routine: Path, started: list[str], monkeypatch: pytest.MonkeyPatch
):
    from voiceguide.soundscape import soundscape

    really = soundscape.chimes_of
    before: list[int] = []

    def chimes_of(*asked):
        before.append(len(started))
        return really(*asked)

    monkeypatch.setattr(soundscape, "chimes_of", chimes_of)
    with Crew() as crew:
        job = prepare(read_routine(routine), routine.with_name("s.mp3"), crew=crew)
        assert before == [2]
        run(job)
        # None is started again; with the only session they are gone.
        assert len(started) == 2 and not crew._workers
    make(read_routine(routine), routine.with_name("again.mp3"))
    assert len(started) == 2


def test_they_go_on_to_the_next_session(started: list[str], tmp_path: Path):
    voice, store = fake_voice.voice(), Store(tmp_path)
    with Crew() as crew:
        for words in (WORDS, ["Rest.", "Rise."]):
            crew.awaits(lacking(words, voice, 120, store))
        speak(WORDS, voice, 120, store, crew=crew)
        assert crew._workers
        speak(["Rest.", "Rise."], voice, 120, store, crew=crew)
        assert not crew._workers
    assert len(started) == 2


def test_they_end_with_a_run_that_fails(routine: Path, started: list[str]):
    with pytest.raises(VoiceguideError, match="not a folder"), Crew() as crew:
        prepare(read_routine(routine), routine / "s.mp3", crew=crew)
    assert not crew._workers
    assert started


def test_what_is_kept_awaits_no_worker(started: list[str], tmp_path: Path):
    voice, store = fake_voice.voice(), Store(tmp_path)
    speak(WORDS, voice, 120, store)
    started.clear()
    with Crew() as crew:
        crew.awaits(lacking(WORDS, voice, 120, store))
        speak(WORDS, voice, 120, store, crew=crew)
    assert started == []


@pytest.mark.parametrize(
    ("work", "sentences", "free_mb", "count"),
    [
        (Work(memory_mb=260, pays_from=8), 200, None, 4),
        (Work(memory_mb=260, pays_from=8), 200, 100_000, 4),
        # One that sleeps leaves room for another.
        (Work(sleeps=True), 200, 100_000, 5),
        # Few sentences pay for few workers, and there is always one.
        (Work(memory_mb=260, pays_from=8), 17, 100_000, 2),
        (Work(memory_mb=260, pays_from=8), 3, 100_000, 1),
        # Two fit into four fifths of what is free; into next to nothing, one.
        (Work(memory_mb=260), 200, 700, 2),
        (Work(memory_mb=260), 200, 40, 1),
    ],
)
def test_as_many_as_pay_and_fit(
    work: Work, sentences: int, free_mb: float | None, count: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(parallel, "cores", lambda: 4)
    monkeypatch.setattr(crews, "_free_mb", lambda: free_mb)
    assert workers_for(work, sentences) == count


BROKEN = "raise ImportError('DLL load failed while importing onnxruntime_pybind11_state')\n"


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, natural: None) -> None:
    """Let what the natural voice runs on be installed, and not load."""
    del natural
    (tmp_path / "onnxruntime.py").write_text(BROKEN)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "neck.md").write_text(ROUTINE, encoding="utf-8")


@pytest.mark.usefixtures("broken")
def test_the_system_speaks_where_the_natural_voice_does_not_load(tmp_path: Path):
    with Crew() as crew:
        job = prepare(read_routine(tmp_path / "neck.md"), tmp_path / "s.mp3", crew=crew)
        assert job.voice == voices.find_voice("system")
        assert "DLL load failed" in job.trouble
        assert run(job).spoken == len(job.words)
    assert read_routine(tmp_path / "s.mp3").settings.voice == job.voice.name
    assert make(read_routine(tmp_path / "s.mp3"), tmp_path / "again.mp3").spoken == 0


@pytest.mark.usefixtures("broken")
def test_who_named_it_is_told(tmp_path: Path):
    with pytest.raises(VoiceguideError, match=r"^heart: .*not start: DLL load failed"):
        make(read_routine(tmp_path / "neck.md"), tmp_path / "s.mp3", Settings(voice="heart"))
    assert not (tmp_path / "s.mp3").exists()
