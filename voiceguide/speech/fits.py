"""How long a voice may take for its words, and clips from the store held against that.

What judges a sound as it is spoken is in `judge`. Of clips that were kept before there was that,
only their lengths and loudness are looked at, which costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from voiceguide.audio.clip import SAMPLE_RATE, SILENT_LUFS, Clip
from voiceguide.english.speech_length import estimate_speech_ms, speech_bounds_ms
from voiceguide.problems import Problem
from voiceguide.speech.engine import Voice
from voiceguide.speech.lexicon import Lexicon

_ANY_MS = 1e9

_END_IN_SILENCE = ["espeak"], ["hibari"], ["piper"]
"""Engines whose every sentence was seen to end in silence, 61 dB under its peak and more."""

_MASTERED_MS = 60
"""How much shorter or longer a clip may be than what was judged: by its fades, or its room."""

_WHOLE_BLOCKS = slice(3, -4)
_STEADY_BLOCKS, _STEADY_LU = 8, 0.8

_USUAL_WPM = 120
_MANY = 5
_SHORTER, _LONGER, _MORE_MS = 0.55, 1.9, 500


class Fits(NamedTuple):
    """What a sound must fit: its length, its longest pause, and whether its end must be silent.

    Times are in milliseconds.
    """

    least_ms: float = 0.0
    most_ms: float = _ANY_MS
    pause_ms: float = _ANY_MS
    ends_silent: bool = False


def fits_of(said: str, text: str, voice: Voice, rate_wpm: int, lexicon: Lexicon) -> Fits:
    """Give what a voice must keep to that reads ``text`` to say some words.

    A voice without a dial, such as a program or recordings, goes at a pace of its own, and may end
    as it likes. Other languages, and words that the person gave a sound of their own, may take any
    time.
    """
    if not voice.dial:
        return Fits()
    silent = voice.engine.split()[:1] in _END_IN_SILENCE
    if not voice.language.startswith("en") or lexicon.kept_for([said]):
        return Fits(ends_silent=silent)
    bounds = [speech_bounds_ms(said, rate_wpm)]
    if voice.notation in ("plain", "respelled"):
        bounds.append(speech_bounds_ms(text, rate_wpm))
    least, most, pause = zip(*bounds, strict=True)
    return Fits(min(least), max(most), max(pause), ends_silent=silent)


def could_be(clip: Clip, fits: Fits) -> bool:
    """Tell whether a clip that was not judged when it was made can be words that fit so."""
    length_ms = clip.samples * 1000 / SAMPLE_RATE
    if not fits.least_ms - _MASTERED_MS <= length_ms <= fits.most_ms + _MASTERED_MS:
        return False
    if not fits.ends_silent:
        return True
    loud = clip.loudness.blocks[_WHOLE_BLOCKS]
    return len(loud) < _STEADY_BLOCKS or max(loud) - max(min(loud), SILENT_LUFS) > _STEADY_LU


def unusual_of(clips: Mapping[str, Clip], voice: str) -> Iterator[Problem]:
    """Tell what a voice of that name took unusually long or short for, beside its other words."""
    from statistics import median  # slow to load, for voices that few have

    shares = {
        said: clip.samples * 1000 / SAMPLE_RATE / estimate
        for said, clip in clips.items()
        if (estimate := estimate_speech_ms(said, _USUAL_WPM))
    }
    usual = median(shares.values()) if len(shares) >= _MANY else 1.0
    for said, share in shares.items():
        expected = usual * estimate_speech_ms(said, _USUAL_WPM)
        length_ms = share / usual * expected
        if not _SHORTER * expected <= length_ms <= _LONGER * expected + _MORE_MS:
            length = "short" if length_ms < expected else "long"
            yield Problem(
                f'"{said[:60]}" is unusually {length}: {voice} took {length_ms / 1000:.1f} '
                f"seconds for it, where {expected / 1000:.1f} are to be expected",
                "hear whether it is what was to be said",
                severity="warning",
            )
