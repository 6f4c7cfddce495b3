"""Sound files of any kind, decoded to samples at 48 kHz."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import av.error
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer

from voiceguide.audio.av_frames import mono_samples
from voiceguide.audio.clip import SAMPLE_RATE

if TYPE_CHECKING:
    # A process that speaks decodes its voice's files, and loads no numpy.
    from voiceguide.audio.pcm import Samples

# FFmpeg looks through a WAV's samples for other formats, which takes longer than all the rest.
_PROBE = {"max_probe_packets": "1"}

# What is written in a file besides its sound may be in any letters; from 19 on PyAV minds none.
_ANY_LETTERS: Any = {"metadata_errors": "replace"} if int(av.__version__.split(".")[0]) < 19 else {}


def open_sound(path: Path, **options: str) -> InputContainer:
    """Open a sound file with FFmpeg, which gets nothing but files: a list of addresses is none.

    Raises FFmpegError, which most often is an OSError.
    """
    # By its protocol, or a colon in a file's name would name another.
    only_files = {"protocol_whitelist": "file", **options}
    container: InputContainer = av.open(f"file:{path}", options=only_files, **_ANY_LETTERS)
    return container


def read_samples(path: Path) -> bytes:
    """Decode a file that is nothing but sound (WAV, AIFF, MP3) to mono samples of 16 bits.

    Raises OSError: the file is missing, broken or has no sound in it.
    """
    parts: list[bytes] = []
    try:
        with open_sound(path, **_PROBE) as container:
            if not container.streams.audio:
                raise OSError(f"no sound in {path}")
            resampler = AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
            for frame in container.decode(audio=0):
                parts += map(mono_samples, resampler.resample(frame))
            parts += map(mono_samples, resampler.resample(None))
    except av.error.FFmpegError as problem:
        raise OSError(str(problem)) from problem
    return b"".join(parts)


def read_stereo(path: Path) -> Iterator[Samples]:
    """Decode the sound of a file, whatever else is in it, to two channels, block by block.

    Raises OSError: the file is missing, broken or has no sound in it.
    """
    try:
        with open_sound(path) as container:
            if not container.streams.audio:
                raise OSError("there is no sound in it")
            resampler = AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE)
            for frame in container.decode(audio=0):
                yield from map(_stereo_samples, resampler.resample(frame))
            yield from map(_stereo_samples, resampler.resample(None))
    except av.error.FFmpegError as problem:
        raise OSError(problem.strerror or str(problem)) from problem


def length_s(path: Path) -> float | None:
    """Give the length that a sound file tells of itself, in seconds; None where it tells none.

    Raises OSError: the file is missing, broken or has no sound in it.
    """
    try:
        with open_sound(path) as container:
            if not container.streams.audio:
                raise OSError("there is no sound in it")
            stream = container.streams.audio[0]
            if stream.duration is not None and stream.time_base is not None:
                return float(stream.duration * stream.time_base)
            return container.duration / av.time_base if container.duration is not None else None
    except av.error.FFmpegError as problem:
        raise OSError(problem.strerror or str(problem)) from problem


def _stereo_samples(frame: AudioFrame) -> Samples:
    return frame.to_ndarray().T.astype("float32", copy=False)
