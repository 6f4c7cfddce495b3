"""A voice for tests: a tone whose length and pitch follow from the text, always the same.

It rises and falls as syllables do, which follows from the text as well.

`voice` gives one to pass to `voiceguide.speech.speak.speak`. Worker processes import this module
by its name. What the fake does besides speaking is told in its engine's name, as words:

    count PATH   add a line to a file for each text spoken
    hang PATH    hang for ever, once: where PATH does not exist, which is then made
    flood PATH   write file upon file into its folder for as long as that is there
    crash PATH   end the process by a signal, once in the same way; without PATH, every time
    refuse       answer each text with an error
    mute         write a file with nothing but silence
    fault HOW    spoil what begins with "Hug": say "other TEXT" instead, "cut" its file, or "noise"
    once PATH    cut the file of the first text, where PATH does not exist, which is then made
"""

import hashlib
import itertools
import math
import os
import random
import signal
import struct
import time
import wave
import zlib
from functools import cache
from pathlib import Path

from voiceguide.speech.engine import Pace, Voice

RATE = 22_050
SYLLABLE_MS = 180
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
        hit = self.what == "fault" and text.startswith("Hug")
        if hit and self.path.startswith("other "):
            text = self.path.removeprefix("other ")
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
        waves = RATE * speech_ms(text, pace.rate) // 1000 // wave_length
        tone = b"".join(
            _wave(wave_length, round(height * level)) for level in levels(text, waves, wave_length)
        )
        silence = bytes(2 * (RATE // 4))
        with wave.open(str(self.file), "wb") as sound:
            sound.setparams((1, 2, RATE, 0, "NONE", ""))
            sound.writeframes(silence + tone + silence)
        self.spoil(hit)
        return self.file

    def spoil(self, hit: bool) -> None:
        how, whole = self.path, self.file.read_bytes()
        if self.what == "once" and not Path(self.path).exists():
            Path(self.path).touch()
            hit, how = True, "cut"
        if hit and how == "cut":
            self.file.write_bytes(whole[: len(whole) // 2])
        if hit and how == "noise":
            self.file.write_bytes(whole[:44] + random.Random(1).randbytes(len(whole) - 44))


def levels(text: str, waves: int, wave_length: int) -> list[float]:
    """Level of each wave, from 0.05 to 1: the text decides how loud each syllable is."""
    each = max(1, SYLLABLE_MS * RATE // 1000 // wave_length)
    found = []
    for number in range(waves):
        syllable, place = divmod(number, each)
        # Not by a checksum: of two texts of one length, all of them may be equal.
        chosen = hashlib.sha256(f"{syllable} {text}".encode()).digest()[0] / 255
        loud = 10 ** (-0.6 * chosen) if syllable else 1
        found.append(max(0.05, loud * math.sin(math.pi * (place + 0.5) / each) ** 2))
    return found


@cache
def _wave(length: int, height: int) -> bytes:
    samples = (round(height * math.sin(2 * math.pi * sample / length)) for sample in range(length))
    return struct.pack(f"<{length}h", *samples)


def open_engine(name: str, folder: Path) -> FakeEngine:
    return FakeEngine(name, folder)
