"""What a voice's own rate means: an engine's figure is not real words a minute.

Each voice speaks one fixed paragraph at several of its rates, once; the trimmed speech is timed
and the result kept in the store. Words a minute are those within sentences: the pauses between
are not speech.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise

from voiceguide.audio.clip import SAMPLE_RATE, TARGET_LUFS, integrated
from voiceguide.cache import Store, key_of
from voiceguide.problems import fail
from voiceguide.speech.engine import Voice
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


@dataclass(frozen=True, slots=True)
class Calibration:
    """``speeds`` are (rate of the engine, real words a minute), rising.

    ``gain_db`` brings the voice's speech to the target loudness.
    """

    speeds: tuple[tuple[int, float], ...]
    gain_db: float

    def engine_rate(self, voice: Voice, rate_wpm: int) -> int:
        """Give the engine's rate that makes real words a minute.

        Raises VoiceguideError: the voice can't go so slow or so fast.
        """
        slowest, fastest = self.speeds[0], self.speeds[-1]
        if rate_wpm <= slowest[1] and rate_wpm >= slowest[1] * (1 - _TOLERANCE):
            return slowest[0]
        for (low, low_wpm), (high, high_wpm) in pairwise(self.speeds):
            if low_wpm <= rate_wpm <= high_wpm and low_wpm < high_wpm:
                part = (rate_wpm - low_wpm) / (high_wpm - low_wpm)
                return round(low + part * (high - low))
        raise fail(
            f"the voice {voice.name} can't speak {rate_wpm} words a minute",
            f"it speaks from {slowest[1]:.0f} to {fastest[1]:.0f}",
        )


def calibrate(voice: Voice, workers: Workers, store: Store, treatment: str = "none") -> Calibration:
    """Give the calibration of a voice so treated, from the store or by speaking the paragraph.

    Raises VoiceguideError: the voice does not speak, or the store can't be written.
    """
    key = key_of(
        {
            "engine": voice.engine,
            "version": voice.version,
            "voice": voice.id,
            "treatment": treatment,
            "paragraph": PARAGRAPH,
            "rates": voice.rates,
        }
    )
    kept = store.get("voices", key)
    if kept is not None:
        about = json.loads(kept)
        return Calibration(tuple((rate, wpm) for rate, wpm in about["speeds"]), about["gain_db"])
    made = _speak_paragraph(voice, workers, treatment)
    about = {"voice": voice.name, "speeds": made.speeds, "gain_db": made.gain_db}
    store.put("voices", key, json.dumps(about).encode())
    return made


def _speak_paragraph(voice: Voice, workers: Workers, treatment: str) -> Calibration:
    # The level is that of speech neither hurried nor drawn out.
    level_at = voice.rates[(len(voice.rates) - 1) // 2]
    requests: list[Measure] = [
        {
            "do": "measure",
            "words": text,
            "text": text,
            "voice": voice.id,
            "rate": rate,
            "level": rate == level_at,
            "treatment": treatment,
        }
        for rate in voice.rates
        for text in PARAGRAPH
    ]
    samples = dict.fromkeys(voice.rates, 0)
    blocks: list[float] = []
    for index, answer in workers.run(requests):
        samples[requests[index]["rate"]] += answer["samples"]
        blocks += answer["blocks"]
    words = sum(len(text.split()) for text in PARAGRAPH)
    speeds = tuple(
        (rate, round(words * 60 * SAMPLE_RATE / samples[rate], 2)) for rate in voice.rates
    )
    return Calibration(speeds, round(TARGET_LUFS - integrated(blocks), 2))
