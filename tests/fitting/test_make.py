"""A session is as long as was asked for when it is heard, not only when it is planned."""

from __future__ import annotations

from pathlib import Path

import pytest

from voiceguide import library
from voiceguide.building import builder
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.fitting.fit import WITHIN_MS
from voiceguide.loader import read_routine
from voiceguide.pipeline import make
from voiceguide.planning import plan, planned
from voiceguide.problems import VoiceguideError
from voiceguide.session.file import read_session
from voiceguide.settings import Settings

ROUTINE = library.shipped() / "middle-back.md"


def test_what_is_made_lasts_as_long_as_was_asked_for(tmp_path: Path) -> None:
    routine = read_routine(ROUTINE)
    usual = make(routine, tmp_path / "usual.mp3").timeline.length_ms
    for wanted in (usual + 60_000, usual + 100_000, usual - 20_000):
        made = make(routine, tmp_path / "s.mp3", Settings(length=wanted))
        assert abs(made.timeline.length_ms - wanted) <= WITHIN_MS
        assert made.timeline.measured and made.steps


def test_made_again_from_itself_it_is_the_same_and_speaks_nothing(tmp_path: Path) -> None:
    made = make(read_routine(ROUTINE), tmp_path / "s.mp3", Settings(length="25m"))
    again = make(read_routine(made.path), tmp_path / "again.mp3")
    assert (again.spoken, again.timeline) == (0, made.timeline)
    assert read_session(made.path).settings["length"] == 1_500_000
    slower = make(read_routine(made.path), tmp_path / "slow.mp3", Settings(pace=1.1))
    assert abs(slower.timeline.length_ms - 1_500_000) <= WITHIN_MS


def test_a_length_takes_few_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan with a length is as quick as without: reading takes as long as 20 builds."""
    routine = read_routine(ROUTINE)
    builds: list[object] = []
    really = builder.build
    monkeypatch.setattr(
        "voiceguide.planning.build", lambda *given: builds.append(given) or really(*given)
    )
    for wanted in range(22, 28):
        builds.clear()
        assert planned(routine, Settings(length=wanted)).steps
        assert len(builds) <= 10


def test_without_a_length_nothing_is_otherwise() -> None:
    routine = read_routine(ROUTINE)
    usual = plan(routine)
    same = planned(routine, Settings(length=usual.length_ms))
    assert (same.timeline, same.steps) == (usual, ())


def test_what_only_estimates_can_not_reach_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a length can be had is for speech as measured to tell."""
    routine = read_routine(library.shipped() / "wrists-and-hands.md")
    usual = make(routine, tmp_path / "s.mp3").timeline.length_ms
    really = estimate_speech_ms
    # A plan that takes each sentence for longer can't be so short.
    monkeypatch.setattr(
        "voiceguide.planning.estimate_speech_ms", lambda words, rate: really(words, rate) + 400
    )
    with pytest.raises(VoiceguideError, match="the shortest it can is"):
        plan(routine, Settings(length=usual))
    made = make(routine, tmp_path / "s.mp3", Settings(length=usual))
    assert abs(made.timeline.length_ms - usual) <= WITHIN_MS
    # What is far off is told before a word is spoken.
    monkeypatch.setattr("voiceguide.speech.speak.speak", None)
    with pytest.raises(VoiceguideError, match="can't last 5:00:00"):
        make(routine, tmp_path / "s.mp3", Settings(length="5h"))
