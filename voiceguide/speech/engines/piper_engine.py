"""Speak with Piper. The one place that knows it; runs in a worker process.

Its phonemizer is an espeak-ng of its own: never in one process with another's, which a worker
with one engine in it can't be.
"""

from __future__ import annotations

import wave
from pathlib import Path

import onnxruntime
from piper import PiperVoice, SynthesisConfig

from voiceguide.speech.engine import Pace


class PiperEngine:
    """One voice of Piper, for the life of one process and one thread of it."""

    def __init__(self, model: Path, folder: Path) -> None:
        """Load a model with one thread: more cost more than they give."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        made = onnxruntime.InferenceSession
        # Piper has no argument for it.
        onnxruntime.InferenceSession = lambda path, **_: made(
            path, options, providers=["CPUExecutionProvider"]
        )
        try:
            self._voice = PiperVoice.load(model)
        finally:
            onnxruntime.InferenceSession = made
        self._file = folder / "speech.wav"

    def say(self, text: str, voice: str, pace: Pace) -> Path:
        """Speak into a file and give its path; the next sentence takes its place.

        Raises OSError: there is nothing in the text that it can say.
        """
        del voice
        parts = [*self._voice.synthesize(text, SynthesisConfig(length_scale=1 / pace.rate))]
        sound = b"".join(part.audio_int16_bytes for part in parts)
        if not sound:
            raise OSError("there is nothing in it that this voice can say")
        with wave.open(str(self._file), "wb") as file:
            file.setparams((1, 2, parts[0].sample_rate, 0, "NONE", ""))
            file.writeframes(sound)
        return self._file


def open_engine(name: str, folder: Path) -> PiperEngine:
    """Start an engine: the function that a worker looks for in the module a voice names."""
    return PiperEngine(Path(name.removeprefix("piper ")), folder)
