"""A voice for tests: a tone whose length and pitch follow from the text, always the same.

`voice` gives one to pass to `voiceguide.speech.speak.speak`. Worker processes import this module
by its name. What the fake does besides speaking is told in its engine's name, as words:

    count PATH   add a line to a file for each text spoken
    hang PATH    hang for ever, once: where PATH does not exist, which is then made
    flood PATH   write file upon file into its folder for as long as that is there
    crash PATH   end the process by a signal, once in the same way; without PATH, every time
    refuse       answer each text with an error
    mute         write a file with nothing but silence
"""

import itertools
import math
import os
import signal
import struct
import time
import wave
import zlib
from pathlib import Path

from voiceguide.speech.engine import Pace, Voice

RATE = 22_050
DIAL = (80, 88, 100, 130, 200, 320)


def voice(what: str = "") -> Voice:
    engine = f"fake {what}".strip()
    return Voice("fake", "en", "A tone", "tone", engine, __name__, "fake 1", DIAL)


def speech_ms(text: str, rate: float) -> int:
    """Length of the tone: about ``rate`` words a minute, at five letters a word and a space."""
    return max(120, len(text) * 60_000 // (round(rate) * 53 // 10))


class FakeEngine:
    def __init__(self, name: str, folder: Path) -> None:
        _, self.what, self.path = (*name.split(" ", 2), "", "")[:3]
        self.file = folder / "tone.wav"

    def voices(self) -> list[tuple[str, str, str]]:
        return [("tone", "A tone", "en")]

    def say(self, text: str, voice: str, pace: Pace) -> Path:
        assert voice == "tone"
        if not text:
            raise OSError("there is nothing to say")
        if self.what == "refuse":
            raise OSError("not today")
        if self.what == "count":
            with Path(self.path).open("a") as log:
                log.write(f"{text}\n")
        if self.what == "flood":
            Path(self.path).touch()
            for number in itertools.count():
                self.file.with_name(f"{number}.wav").touch()
        if self.what in ("hang", "crash") and not (self.path and Path(self.path).exists()):
            if self.path:
                Path(self.path).touch()
            if self.what == "crash":
                os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
            while True:
                time.sleep(60)
        height = 0 if self.what == "mute" else 9000
        wave_length = 50 + zlib.crc32(text.encode()) % 60
        one_wave = [
            round(height * math.sin(2 * math.pi * sample / wave_length))
            for sample in range(wave_length)
        ]
        waves = RATE * speech_ms(text, pace.rate) // 1000 // wave_length
        tone = struct.pack(f"<{wave_length}h", *one_wave) * waves
        silence = bytes(2 * RATE // 4)
        with wave.open(str(self.file), "wb") as sound:
            sound.setparams((1, 2, RATE, 0, "NONE", ""))
            sound.writeframes(silence + tone + silence)
        return self.file


def open_engine(name: str, folder: Path) -> FakeEngine:
    return FakeEngine(name, folder)
