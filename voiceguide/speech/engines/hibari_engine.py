"""Speak with hibari. The one place that knows it; runs in a worker process.

Its bytes are the same each time: one thread, noise from a fixed seed. Nothing is downloaded: a
model is the one in hibari's wheel, or a file that is there.
"""

from __future__ import annotations

import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
from hibari import SAMPLE_RATE, Hibari
from hibari.dsp import synth
from hibari.g2p import G2P

from voiceguide.speech.engine import Pace
from voiceguide.speech.engines.hibari import registry
from voiceguide.speech.shelf import voices_folder

_SEED = 0

Frames = npt.NDArray[np.float32]


class HibariEngine:
    """One voice of hibari, for the life of one process and one thread of it."""

    def __init__(self, voice: str, folder: Path) -> None:
        """Load a voice's model, and beside it what makes phonemes of words."""
        about = registry()[voice]
        # Without a path hibari would download what is not in its wheel.
        model = None if about.get("bundled") else str(voices_folder() / about["file"])
        self._file = folder / "speech.wav"
        # Words become phonemes by tables that need no model: both are read at once.
        with ThreadPoolExecutor(1) as beside:
            reading = beside.submit(G2P, british=about["british"])
            # It calls this no sooner than it is asked to speak.
            phonemes = lambda words: reading.result()(words)  # noqa: E731, PLW0108
            self._hibari = Hibari(voice=voice, model=model, threads=1, g2p=phonemes)

    def say(self, text: str, voice: str, pace: Pace) -> Path:
        """Speak into a file and give its path; the next sentence takes its place.

        Raises OSError: there is nothing in the text that it can say.
        """
        del voice
        noise = np.random.default_rng(_SEED)
        ids = map(self._hibari.ids, self._hibari.phonemize(text))
        parts = [self._spoken(each, pace, noise) for each in ids if len(each) > 2]
        if not parts:
            raise OSError("there is nothing in it that this voice can say")
        sound = np.clip(np.concatenate(parts), -1, 1) * 32767
        with wave.open(str(self._file), "wb") as file:
            file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
            file.writeframes(sound.astype("<i2").tobytes())
        return self._file

    def _spoken(self, ids: list[int], pace: Pace, noise: np.random.Generator) -> Frames:
        asked = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([pace.rate], np.float32)}
        *curves, phase, pitch = (each[0] for each in self._hibari.sess.run(None, asked))
        frames = stretched(curves, phase, pitch, pace.stretch)
        sound: Frames = synth(*frames, noise)
        return sound


def stretched(curves: list[Frames], phase: Frames, pitch: Frames, by: float) -> list[Frames]:
    """Lay what the model gives for each frame of 12.5 ms on more frames, or on fewer.

    ``curves`` and ``phase`` are (bins, frames), ``pitch`` is (frames). What is loud and how high
    goes in straight lines from frame to frame; a phase, and the edge of a voiced sound, jump.
    """
    count = len(pitch)
    wanted = max(1, round(count * by))
    if wanted == count:
        return [*curves, phase, pitch]
    at = np.linspace(0, count - 1, wanted, dtype=np.float32)
    low = np.floor(at).astype(np.intp)
    high = np.minimum(low + 1, count - 1)
    near = np.rint(at).astype(np.intp)
    part = at - low
    voiced = (pitch[low] > 0) & (pitch[high] > 0)
    between = pitch[low] * (1 - part) + pitch[high] * part
    return [
        *(
            np.ascontiguousarray(each[:, low] * (1 - part) + each[:, high] * part)
            for each in curves
        ),
        np.ascontiguousarray(phase[:, near]),
        np.where(voiced, between, pitch[near]).astype(np.float32),
    ]


def open_engine(name: str, folder: Path) -> HibariEngine:
    """Start an engine: the function that a worker looks for in the module a voice names."""
    return HibariEngine(name.removeprefix("hibari "), folder)
