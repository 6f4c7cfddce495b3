"""Beds and chimes out of files with pictures in them: films, and music with its cover."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from voiceguide.audio import mp3_stereo as stereo
from voiceguide.audio.clip import FRAME_SAMPLES, SAMPLE_RATE
from voiceguide.cache import Store
from voiceguide.loader import read_routine
from voiceguide.pipeline import prepare
from voiceguide.problems import VoiceguideError
from voiceguide.settings import Settings
from voiceguide.soundscape import bed_loop as loops
from voiceguide.soundscape import chime_synth as chimes
from voiceguide.speech import pool as workers

SECONDS = 4
PITCH = 480


def write(path: Path, picture: str, audio: str = "", *, cover: bool = False) -> Path:
    """Write a tone of 4 s behind a black picture, which FFmpeg knows as a cover or as a film."""
    with av.open(str(path), "w") as container:
        shown: Any = container.add_stream(picture, rate=1)
        shown.width = shown.height = 32
        shown.pix_fmt = {"mpeg4": "yuv420p", "png": "rgb24", "mjpeg": "yuvj420p"}[picture]
        if cover:
            shown.disposition = av.stream.Disposition.attached_pic
        heard: Any = (
            container.add_stream(audio, rate=SAMPLE_RATE, layout="stereo") if audio else None
        )
        black = np.zeros((32, 32, 3), np.uint8)
        for second in range(1 if cover else SECONDS):
            frame = av.VideoFrame.from_ndarray(black, format="rgb24").reformat(format=shown.pix_fmt)
            frame.pts = second
            container.mux(shown.encode(frame))
        container.mux(shown.encode(None))
        if heard:
            tone = 0.2 * np.sin(
                2 * math.pi * PITCH * np.arange(SECONDS * SAMPLE_RATE) / SAMPLE_RATE
            )
            whole = av.AudioFrame.from_ndarray(
                np.stack([tone, tone]).astype(np.float32), format="fltp", layout="stereo"
            )
            whole.sample_rate, whole.pts = SAMPLE_RATE, 0
            codec = heard.codec_context
            resampler = av.AudioResampler(
                codec.format, "stereo", SAMPLE_RATE, codec.frame_size or 1152
            )
            for part in (whole, None):
                for frame in resampler.resample(part):
                    container.mux(heard.encode(frame))
            container.mux(heard.encode(None))
    return path


PICTURES = {
    "film.mkv": {"picture": "mpeg4", "audio": "flac"},
    "film.mp4": {"picture": "mpeg4", "audio": "aac"},
    "still.mp4": {"picture": "png", "audio": "aac"},
    "cover.mp4": {"picture": "png", "audio": "aac", "cover": True},
    "cover.flac": {"picture": "png", "audio": "flac", "cover": True},
    "cover.mp3": {"picture": "mjpeg", "audio": "libmp3lame", "cover": True},
}


@pytest.fixture(params=PICTURES)
def pictured(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = write(tmp_path / request.param, **PICTURES[request.param])
    with av.open(str(path)) as container:
        kinds = [stream.type for stream in container.streams]
        assert sorted(kinds) == ["audio", "video"]
        assert kinds[0] == "video" or "cover" in path.name
    return path


def pitch(sound: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.argmax(spectrum) * SAMPLE_RATE / len(sound))


def test_a_bed_is_the_sound_beside_the_picture(pictured: Path, tmp_path: Path):
    loop = loops.loop_of(str(pictured), Store(tmp_path / "store"))
    # A quarter of it is faded into its beginning.
    assert loop.length == pytest.approx(0.75 * SECONDS * SAMPLE_RATE / FRAME_SAMPLES, abs=6)
    heard = stereo.decode(loop.variants[0])
    assert pitch(heard[SAMPLE_RATE // 2 : 3 * SAMPLE_RATE // 2, 0]) == pytest.approx(PITCH, abs=2)


def test_a_chime_is_the_sound_beside_the_picture(pictured: Path):
    sound = np.frombuffer(chimes.from_file(pictured), "<i2") / 32768
    assert len(sound) == pytest.approx(SECONDS * SAMPLE_RATE, rel=0.02)
    assert pitch(sound[SAMPLE_RATE : 2 * SAMPLE_RATE]) == pytest.approx(PITCH, abs=2)


@pytest.mark.parametrize("what", ["bed", "chime"])
def test_a_picture_without_sound_is_told_before_any_speech(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delattr(workers.subprocess, "Popen")
    (tmp_path / "rest.md").write_text("## Rest\n1. Lie down.\n")
    mute = write(tmp_path / "mute.mp4", "mpeg4")
    with pytest.raises(VoiceguideError, match=f"the {what} .*mute.mp4 can't be read") as raised:
        routine = read_routine(tmp_path / "rest.md")
        prepare(routine, tmp_path / "x.mp3", Settings(**{what: str(mute)}))
    (problem,) = raised.value.problems
    assert "there is no sound in it" in problem.message
    assert problem.hint
