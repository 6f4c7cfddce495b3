"""What a voice's own rate means: an engine's figure is not real words a minute.

Each voice speaks one fixed paragraph at several of its rates, once; the trimmed speech is timed
and the result kept in the store. Words a minute are those within sentences: the pauses between
are not speech.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from itertools import pairwise

from voiceguide.audio.clip import SAMPLE_RATE, TARGET_LUFS, integrated
from voiceguide.cache import Store, key_of
from voiceguide.problems import fail
from voiceguide.speech.claims import made_once
from voiceguide.speech.engine import Pace, Voice
from voiceguide.speech.pool import Workers
from voiceguide.speech.requests import Measure

PARAGRAPH = (
    "Come to stand with your feet a little apart and your arms resting at your sides.",
    "Inhale, and slowly lift both arms up over your head.",
    "Exhale, soften your knees, and fold forward only as far as is comfortable.",
    "Hold for four breaths.",
    "Let your head hang, and feel the back of your legs grow longer with every breath.",
    "Now press into your feet and roll up slowly, one bone at a time.",
)
_TOLERANCE = 0.03
MOST_STRETCH = 1.07
"""How far a sound may be stretched or pressed: by 7 % it costs nothing that judges hear
(Distill-MOS 4.33 as against 4.33), by 60 % it does (4.17).
"""


@dataclass(frozen=True, slots=True)
class Calibration:
    """``speeds`` are (setting of the voice's dial, real words a minute), rising; () for no dial.

    ``gain_db`` brings the voice's speech to the target loudness; None where that is not known,
    and each clip is measured on its own.
    """

    speeds: tuple[tuple[float, float], ...] = ()
    gain_db: float | None = None

    def pace(self, voice: Voice, rate_wpm: int) -> Pace:
        """Give the pace that makes real words a minute; any, of a voice that has but one.

        Raises VoiceguideError: the voice can't go so slow or so fast.
        """
        if not self.speeds:
            return Pace(0)
        found = self._step(rate_wpm) if voice.stepped else self._between(rate_wpm)
        if found is None:
            slowest, fastest = self.speeds[0][1], self.speeds[-1][1]
            raise fail(
                f"the voice {voice.name} can't speak {rate_wpm} words a minute",
                f"it speaks from {slowest:.0f} to {fastest:.0f}",
            )
        return found

    def _step(self, rate_wpm: int) -> Pace | None:
        """Give the nearest step, and what is left to stretch."""
        step, wpm = min(self.speeds, key=lambda speed: abs(math.log(speed[1] / rate_wpm)))
        stretch = wpm / rate_wpm
        return Pace(step, stretch) if 1 / MOST_STRETCH <= stretch <= MOST_STRETCH else None

    def _between(self, rate_wpm: int) -> Pace | None:
        """Give what lies between two settings."""
        slowest = self.speeds[0]
        if rate_wpm <= slowest[1] and rate_wpm >= slowest[1] * (1 - _TOLERANCE):
            return Pace(slowest[0])
        for (low, low_wpm), (high, high_wpm) in pairwise(self.speeds):
            if low_wpm <= rate_wpm <= high_wpm and low_wpm < high_wpm:
                part = (rate_wpm - low_wpm) / (high_wpm - low_wpm)
                return Pace(low + part * (high - low))
        return None


def calibrate(voice: Voice, workers: Workers, store: Store, treatment: str = "none") -> Calibration:
    """Give the calibration of a voice so treated.

    It is what is known of the voice, or from the store, or measured by speaking the paragraph.

    Raises VoiceguideError: the voice does not speak, or the store can't be written.
    """
    if voice.known:
        return Calibration(voice.known.speeds, voice.known.gains_db[treatment])
    if not voice.dial:
        return Calibration()
    key = key_of(
        {
            "engine": voice.engine,
            "version": voice.version,
            "voice": voice.id,
            "treatment": treatment,
            "paragraph": PARAGRAPH,
            "rates": voice.dial,
        }
    )

    def kept() -> Calibration | None:
        block = store.get("voices", key)
        if block is None:
            return None
        about = json.loads(block)
        return Calibration(tuple((rate, wpm) for rate, wpm in about["speeds"]), about["gain_db"])

    def make() -> Calibration:
        made = _speak_paragraph(voice, workers, treatment)
        about = {"voice": voice.name, "speeds": made.speeds, "gain_db": made.gain_db}
        store.put("voices", key, json.dumps(about).encode())
        return made

    return made_once(store.folder, key, kept, make)


def _speak_paragraph(voice: Voice, workers: Workers, treatment: str) -> Calibration:
    # The level is that of speech neither hurried nor drawn out.
    level_at = voice.dial[(len(voice.dial) - 1) // 2]
    requests: list[Measure] = [
        {
            "do": "measure",
            "words": text,
            "by": voice.name,
            "mend": voice.mend,
            "text": text,
            "voice": voice.id,
            "rate": rate,
            "stretch": 1.0,
            "level": rate == level_at,
            "treatment": treatment,
        }
        for rate in voice.dial
        for text in PARAGRAPH
    ]
    samples = dict.fromkeys(voice.dial, 0)
    blocks: list[float] = []
    for index, answer in workers.run(requests):
        samples[requests[index]["rate"]] += answer["samples"]
        blocks += answer["blocks"]
    words = sum(len(text.split()) for text in PARAGRAPH)
    speeds = tuple(
        (rate, round(words * 60 * SAMPLE_RATE / samples[rate], 2)) for rate in voice.dial
    )
    return Calibration(speeds, round(TARGET_LUFS - integrated(blocks), 2))
