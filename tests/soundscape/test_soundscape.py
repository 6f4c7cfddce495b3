"""Whole sessions with chimes and beds: what is heard, what is spoken anew, what is refused."""

from __future__ import annotations

import math
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from voiceguide.audio.clip import FRAME_MS, SAMPLE_RATE
from voiceguide.audio.decode import read_stereo
from voiceguide.audio.loudness import Meter
from voiceguide.audio.pcm import Samples
from voiceguide.loader import read_routine
from voiceguide.pipeline import Made, make, prepare
from voiceguide.planning import plan
from voiceguide.problems import VoiceguideError
from voiceguide.routine import Routine
from voiceguide.script import Breath, Cue, Script
from voiceguide.session.file import read_session
from voiceguide.settings import Settings
from voiceguide.soundscape.bed_levels import HalfBreath
from voiceguide.soundscape.over_bed import half_breaths
from voiceguide.timeline import lay_out

ROUTINE = """---
title: Two poses
---
## Seat

1. Sit down and close your eyes.
2. Inhale, and lift your right arm. Hold for 3 breaths.
3. Repeat on the other side.

## Rest

1. Lie down on your back.
2. Stay for 30 seconds.
"""


@pytest.fixture(scope="module")
def routine(tmp_path_factory: pytest.TempPathFactory) -> Routine:
    path = tmp_path_factory.mktemp("scripts") / "two.md"
    path.write_text(ROUTINE)
    return read_routine(path)


@pytest.fixture(scope="module")
def made(
    routine: Routine, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., tuple[Made, Samples]]:
    folder = tmp_path_factory.mktemp("made")
    kept: dict[Settings, tuple[Made, Samples]] = {}

    def once(**asked: object) -> tuple[Made, Samples]:
        settings = Settings(**asked)  # type: ignore[arg-type]
        if settings not in kept:
            session = make(routine, folder / f"{len(kept)}.mp3", settings)
            kept[settings] = session, np.concatenate(list(read_stereo(session.path)))
        return kept[settings]

    return once


def lufs(parts: list[Samples]) -> float:
    meter = Meter()
    for part in parts:
        meter.add(part)
    return meter.integrated()


def between(sound: Samples, start_ms: float, end_ms: float) -> Samples:
    return sound[round(start_ms * SAMPLE_RATE / 1000) : round(end_ms * SAMPLE_RATE / 1000)]


def speech(session: Made, sound: Samples) -> float:
    cues = [timed for timed in session.timeline.cues if timed.cue.say]
    return lufs([between(sound, timed.start_ms, timed.end_ms) for timed in cues])


def test_a_chime_rings_at_each_pose_and_side_within_its_cue(made) -> None:
    session, sound = made()
    cues = session.timeline.cues
    chimes = [at for at, timed in enumerate(cues) if timed.cue.kind == "chime"]
    assert [cues[at + 1].cue.say for at in chimes] == [
        "Seat.",
        "Now the left side.",
        "And last, Rest.",
    ]
    for at in chimes:
        ring = between(sound, cues[at].start_ms, cues[at].end_ms)
        assert np.abs(ring[: SAMPLE_RATE // 2]).max() > 0.03
        assert (
            np.abs(
                ring[
                    -SAMPLE_RATE * 3 * FRAME_MS // 2000 - 200 : -SAMPLE_RATE * 3 * FRAME_MS // 2000
                ]
            ).max()
            < 0.002
        )
    silent, sound = made(chime="none")
    assert not [timed for timed in silent.timeline.cues if timed.cue.kind == "chime"]


def test_without_a_bed_silence_is_nothing(made) -> None:
    session, sound = made()
    for timed in session.timeline.cues:
        if timed.cue.kind == "hold" and not timed.cue.say:
            inside = between(sound, timed.start_ms + 30, timed.end_ms - 40)
            assert not inside.any()


def test_a_bed_lies_under_the_voice_and_speaks_nothing_anew(made) -> None:
    plain, _ = made()
    session, sound = made(bed="rain")
    assert session.spoken == 0
    assert [(t.start_ms, t.end_ms) for t in session.timeline.cues] == [
        (t.start_ms, t.end_ms) for t in plain.timeline.cues
    ]
    assert len(sound) == session.timeline.length_ms * SAMPLE_RATE // 1000
    assert speech(session, sound) == pytest.approx(-16, abs=0.5)
    holds = [t for t in session.timeline.cues if t.cue.kind == "hold" and not t.cue.say]
    quiet = [between(sound, t.start_ms + 4000, t.end_ms - 800) for t in holds]
    assert lufs(quiet) == pytest.approx(-30, abs=0.7)
    assert np.abs(sound[:240]).max() < 0.001
    assert np.abs(sound[-240:]).max() < 0.001


def test_a_bed_can_be_further_away_and_the_speech_at_another_level(made) -> None:
    session, sound = made(bed="rain", bed_level=30.0, loudness=-20.0)
    assert speech(session, sound) == pytest.approx(-20, abs=0.5)
    holds = [t for t in session.timeline.cues if t.cue.kind == "hold" and not t.cue.say]
    quiet = [between(sound, t.start_ms + 4000, t.end_ms - 800) for t in holds]
    assert lufs(quiet) == pytest.approx(-44, abs=0.7)


def test_sentences_are_as_loud_as_each_other(made) -> None:
    session, sound = made()
    cues = [t for t in session.timeline.cues if t.cue.say and t.end_ms - t.start_ms > 1100]
    levels = [lufs([between(sound, t.start_ms, t.end_ms)]) for t in cues]
    assert len(levels) > 5
    assert max(levels) - min(levels) <= 1


def test_plain_speech_has_the_level_that_was_asked_for(made) -> None:
    # One channel is measured as it is: read on both, each has half of its power.
    assert speech(*made()) == pytest.approx(-19, abs=0.5)
    assert speech(*made(loudness=-23.0)) == pytest.approx(-23, abs=0.5)


def test_a_warm_voice_has_less_edge_and_the_same_level(made) -> None:
    def edge(session: Made, sound: Samples) -> float:
        cues = [timed for timed in session.timeline.cues if timed.cue.say]
        whole = np.concatenate([between(sound, t.start_ms, t.end_ms)[:, 0] for t in cues])
        power = np.abs(np.fft.rfft(whole)) ** 2
        pitch = np.fft.rfftfreq(len(whole), 1 / SAMPLE_RATE)
        return 10 * math.log10(power[pitch > 4000].sum() / power[pitch < 1000].sum())

    plain, warm = made(), made(voice_treatment="warm")
    assert speech(*warm) == pytest.approx(-19, abs=0.5)
    assert edge(*plain) - 6 < edge(*warm) < edge(*plain) - 2


def test_a_swell_leads_through_the_breaths_of_a_hold(made) -> None:
    session, sound = made(bed="waves", swell=True)
    first = next(
        at for at, timed in enumerate(session.timeline.cues) if timed.cue.breath is not None
    )
    breath, start = session.timeline.cues[first].cue.breath, session.timeline.cues[first].start_ms
    assert breath == Breath(3500, 4500, 3500), "after a breath in, it begins with the breath out"

    def level(at_ms: int) -> float:
        part = between(sound, start + at_ms - 250, start + at_ms + 250)
        return 20 * math.log10(float(part.std()))

    # Out for 4.5 s, in for 3.5 s, out again.
    assert level(4500) < level(7900) - 3
    assert level(12_400) < level(8000) - 3


def test_breaths_go_on_through_the_words_of_a_hold() -> None:
    breath = Breath(3500, 4500)
    cues = [
        Cue("inhale", "In.", 3500, 0),
        Cue("hold", "", 12_000, 0, breath=breath),
        Cue("hold", "Last.", 4000, 0, breath=Breath(3500, 4500, 12_000)),
        Cue("hold", "", 9000, 0),
    ]
    timeline = lay_out(Script("", (), tuple(cues)), lambda _: 500, measured=True)
    found = half_breaths(timeline)
    assert [(round(each.first * FRAME_MS), each.rising) for each in found] == [
        (0, True),
        (3500, True),
        (7000, False),
        (11_500, True),
        (15_000, False),
    ]
    assert found[-1] == HalfBreath(15_000 / FRAME_MS, 19_500 / FRAME_MS, rising=False)


def test_another_pace_over_a_bed_speaks_nothing(made) -> None:
    made(bed="rain")
    session, _ = made(bed="rain", pace=1.25)
    assert session.spoken == 0


def test_sound_is_kept_in_the_session_and_made_again(made, tmp_path: Path) -> None:
    session, sound = made(bed="rain")
    again = make(read_routine(session.path), tmp_path / "again.mp3")
    assert read_session(again.path).origin.settings["bed"] == "rain"
    assert np.array_equal(np.concatenate(list(read_stereo(again.path))), sound)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"bed": "./nowhere.flac"}, "the bed nowhere.flac can't be read: No such file"),
        ({"bed": "./words.txt"}, "the bed words.txt can't be read"),
        ({"chime": "./words.txt"}, "the chime words.txt can't be read"),
        ({"chime": "./nowhere.wav"}, "the chime nowhere.wav can't be read: No such file"),
        ({"swell": True}, "there is no bed that could swell"),
    ],
)
def test_what_is_wrong_is_told_before_any_speech(
    asked: dict, told: str, routine: Routine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("words.txt").write_text("words")
    with pytest.raises(VoiceguideError, match=told.replace("(", "\\(")):
        prepare(routine, "x.mp3", Settings(**asked))


def test_a_chime_of_ones_own_takes_the_time_it_has(routine: Routine, tmp_path: Path) -> None:
    path = tmp_path / "ding.wav"
    ring = 0.3 * np.sin(2 * math.pi * 700 * np.arange(SAMPLE_RATE) / SAMPLE_RATE)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(np.round(ring * 32767).astype("<i2").tobytes())
    timeline = plan(routine, Settings(chime=str(path)))
    lengths = {t.end_ms - t.start_ms for t in timeline.cues if t.cue.kind == "chime"}
    assert len(lengths) == 1
    assert 1000 <= lengths.pop() <= 1100
    session = make(routine, tmp_path / "s.mp3", Settings(chime=str(path)))
    sound = np.concatenate(list(read_stereo(session.path)))
    first = next(t for t in session.timeline.cues if t.cue.kind == "chime")
    assert np.abs(between(sound, first.start_ms + 100, first.start_ms + 900)).max() > 0.03
