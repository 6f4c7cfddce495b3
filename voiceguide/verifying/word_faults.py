"""Whether what is heard can be the words: by its length, its rise and fall, and what else says it.

What a session keeps of its sounds is held against the words they are to say; the rest of
`verifying` holds the file against what it keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from voiceguide.audio.clip import BLOCK_SAMPLES, SAMPLE_RATE
from voiceguide.english.speech_length import estimate_speech_ms, speech_bounds_ms
from voiceguide.session.contents import Session
from voiceguide.session.manifest import SoundMeasure
from voiceguide.verifying.faults import Fault
from voiceguide.verifying.locate import Placed
from voiceguide.verifying.measure import BIN_MS, Measures

_USUAL_WPM = 120
_LEAST, _MOST, _FADES_MS = 0.8, 1.25, 100
"""Bounds are wider than where a sentence is spoken: it is not known here who speaks."""

_OWN = ("command:", "recorded:")
_LANGUAGE = re.compile(r"(?:\w+:)?([a-z]{2,3})(?:[-_]|$)", re.IGNORECASE)
_HEARD_DB, _STEADY_DB, _STEADY_MS = 40.0, 1.5, 400
_AS_LONG = 0.1


def check_measures(session: Session) -> None:
    """See that what a session keeps of its sounds fits together, and into their cues.

    Raises ValueError: it does not.
    """
    for name, measure in session.origin.measures.items():
        if len(measure.blocks) != measure.samples // BLOCK_SAMPLES + 4:
            raise ValueError(f"{name!r:.40} has another length than its loudness")
    for timed in session.timeline.cues:
        sound = session.origin.measures.get(timed.cue.sound)
        if sound and timed.end_ms - timed.start_ms < sound.samples * 1000 // SAMPLE_RATE:
            raise ValueError(f"{timed.cue.sound!r:.40} is longer than its cue")


def of_words(session: Session) -> Iterator[Fault]:
    """Find words that are said in a time in which no one can, or by the sound of others."""
    voice = str(session.settings.get("voice") or "")
    language = _LANGUAGE.match(voice)
    if own_voice(session) or (language and language[1].lower() != "en"):
        return
    rate = int(session.settings.get("rate") or _USUAL_WPM)
    sounds: dict[SoundMeasure, str] = {}
    told = set()
    for timed in session.timeline.cues:
        words = timed.cue.say
        measure = session.origin.measures.get(words)
        if not measure or words in told or _said_otherwise(words, session):
            continue
        told.add(words)
        length_ms = measure.samples * 1000 / SAMPLE_RATE
        least, most, _ = speech_bounds_ms(words, rate)
        if not least * _LEAST - _FADES_MS <= length_ms <= most * _MOST + _FADES_MS:
            wrong = "short" if length_ms < least else "long"
            yield Fault(timed.start_ms, f'"{words:.40}" is too {wrong}: {length_ms / 1000:.1f} s')
        twin = sounds.setdefault(measure, words)
        one, other = (estimate_speech_ms(each, rate) for each in (words, twin))
        if abs(one - other) > _AS_LONG * max(one, other):
            yield Fault(timed.start_ms, f'"{words:.40}" sounds the same as "{twin:.40}"')


def own_voice(session: Session) -> bool:
    """Tell whether a program or a person speaks, who may take as long as they like, or hum."""
    return str(session.settings.get("voice") or "").startswith(_OWN)


def _said_otherwise(words: str, session: Session) -> bool:
    """Tell whether a person gave a word of these a sound of its own, of any length."""
    small = words.lower()
    return any(word.lower() in small for word in session.origin.said)


def of_steady(found: Sequence[Placed], measures: Measures) -> Iterator[Fault]:
    """Find sounds in place of words that never change, where no bed is under them."""
    for each in found:
        power = measures.power[each.start_ms // BIN_MS : each.end_ms // BIN_MS]
        if not each.sound.spoken or len(power) * BIN_MS < _STEADY_MS:
            continue
        levels = 10 * np.log10(np.maximum(power, 1e-12))
        heard = levels[levels > levels.max() - _HEARD_DB]
        high, low = np.percentile(heard, [80, 20])
        if high - low < _STEADY_DB:
            message = f"what is heard in place of {each.sound.label} never changes: it is no speech"
            yield Fault(each.start_ms, message)
