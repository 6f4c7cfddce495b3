"""How long a chime's file says it is, and what a plan tells of one that is no chime."""

from __future__ import annotations

import math
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from voiceguide.audio.clip import FRAME_MS
from voiceguide.loader import read_routine
from voiceguide.pipeline import make
from voiceguide.planning import plan
from voiceguide.problems import VoiceguideError
from voiceguide.routine import Routine
from voiceguide.settings import CHIMES_MS, USUAL_CHIME, Settings
from voiceguide.soundscape.chime_file import length_ms
from voiceguide.timeline import Timeline

CODECS = {
    "wav": "pcm_s16le",
    "aiff": "pcm_s16be",
    "flac": "flac",
    "mp3": "libmp3lame",
    "m4a": "aac",
    "opus": "libopus",
    "mkv": "libopus",
}
SECONDS = 2


def write(path: Path, codec: str, seconds: float = SECONDS) -> Path:
    """Write a tone, in whatever the path ends in."""
    tone = 0.2 * np.sin(2 * math.pi * 500 * np.arange(int(seconds * 48_000)) / 48_000)
    whole = av.AudioFrame.from_ndarray(tone[None].astype(np.float32), format="fltp", layout="mono")
    whole.sample_rate, whole.pts = 48_000, 0
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=48_000, layout="mono")
        context = stream.codec_context
        resampler = av.AudioResampler(context.format, "mono", 48_000, context.frame_size or 1152)
        for part in (whole, None):
            for frame in resampler.resample(part):
                container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@pytest.fixture
def routine(tmp_path: Path) -> Routine:
    path = tmp_path / "two.md"
    path.write_text("## Seat\n1. Sit down.\n\n## Rest\n1. Lie down.\n2. Stay for 10 seconds.\n")
    return read_routine(path)


def chime_ms(timeline: Timeline) -> int:
    lengths = {t.end_ms - t.start_ms for t in timeline.cues if t.cue.kind == "chime"}
    assert len(lengths) == 1
    return lengths.pop()


@pytest.mark.parametrize("kind", CODECS)
def test_a_header_tells_the_length(kind: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"ding.{kind}", CODECS[kind])
    # What is not known here has the usual length until it is made.
    wanted = CHIMES_MS[USUAL_CHIME] if kind == "mkv" else SECONDS * 1000
    assert length_ms(path) == pytest.approx(wanted, abs=60)


@pytest.mark.parametrize("kind", ["wav", "mkv"])
def test_a_session_has_the_chime_as_measured(kind: str, routine: Routine, tmp_path: Path) -> None:
    settings = Settings(chime=str(write(tmp_path / f"ding.{kind}", CODECS[kind])))
    session = make(routine, tmp_path / "s.mp3", settings)
    measured = chime_ms(session.timeline)
    assert measured % FRAME_MS == 0
    assert measured == pytest.approx(SECONDS * 1000, abs=2 * FRAME_MS)
    if kind == "wav":
        assert chime_ms(plan(routine, settings)) == pytest.approx(measured, abs=2 * FRAME_MS)


def test_silence_around_a_chime_is_planned_but_not_made(routine: Routine, tmp_path: Path) -> None:
    path = tmp_path / "ding.wav"
    ring = 9000 * np.sin(np.arange(22_050) / 12)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes(np.pad(ring, 22_050).astype("<i2").tobytes())
    settings = Settings(chime=str(path))
    assert chime_ms(plan(routine, settings)) == 3000
    session = make(routine, tmp_path / "s.mp3", settings)
    assert chime_ms(session.timeline) == pytest.approx(1000, abs=2 * FRAME_MS)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("words.txt", "can't be read: there is no sound in it"),
        ("words.wav", "can't be read: there is no sound in it"),
        ("words.mp3", "can't be read: there is no sound in it"),
        ("empty.flac", "can't be read: there is no sound in it"),
        ("nowhere.wav", "can't be read: No such file"),
        (".", "can't be read"),
        ("long.wav", "longer than 20 seconds"),
    ],
)
def test_a_plan_tells_what_is_no_chime(
    name: str, told: str, routine: Routine, tmp_path: Path
) -> None:
    for ending in ("txt", "wav", "mp3"):
        (tmp_path / f"words.{ending}").write_text("these are words\n" * 100)
    (tmp_path / "empty.flac").touch()
    write(tmp_path / "long.wav", "pcm_s16le", 21)
    with pytest.raises(VoiceguideError, match=told) as raised:
        plan(routine, Settings(chime=str(tmp_path / name)))
    (problem,) = raised.value.problems
    assert problem.message.startswith("the chime")
    assert problem.hint
