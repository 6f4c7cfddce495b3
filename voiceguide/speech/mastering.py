"""From what a voice gave to a clip's samples: trimmed, levelled, faded. The one place with pydub.

-19 LUFS for mono speech is that of Apple Podcasts and AES TD1008. What changes the sound here
raises `voiceguide.speech.speak.PROCESSING`.
"""

from __future__ import annotations

import warnings

from voiceguide.audio import mp3_mono
from voiceguide.audio.av_frames import filtered, mono_samples
from voiceguide.audio.clip import (
    ENCODE_CEILING_DBTP,
    SAMPLE_RATE,
    TARGET_LUFS,
    Clip,
    Voicing,
    integrated,
)
from voiceguide.audio.loudness import blocks_within, loudness

with warnings.catch_warnings():
    # pydub looks for an ffmpeg program when imported; nothing here needs one.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment
    from pydub.silence import detect_leading_silence

# Judgement: a small room's early reflections, at times that share no factor.
_ROOM_MS = (7, 11, 13, 17, 23, 29, 31, 37)
_ROOM_LEVELS = (0.09, 0.075, 0.06, 0.05, 0.04, 0.03, 0.025, 0.02)

_SILENCE_BELOW_PEAK_DB = 48
_FAINT_DBFS = -60.0
_BLOCK_MS = 20
_FADE_IN_MS, _FADE_OUT_MS = 2, 10
_LEVEL_FROM_MS = 1000

_FULL_SCALE = 32767
_ERROR = 0.5
"""Most error against a sound, as amplitudes: -6 dB. In sentences measured it is -28 dB at worst;
with another sentence in place of this one, or this one a frame late, it is above 0 dB.
"""


class NoSoundError(Exception):
    """A voice gave nothing that can be heard."""


class BadClipError(Exception):
    """An encoded sentence does not sound as it should."""


def make_clip(samples: bytes, voice_gain_db: float | None, voicing: Voicing) -> tuple[Clip, bytes]:
    """Shape and encode the samples of one spoken sentence; give its samples as well.

    ``voice_gain_db`` brings sentences too short to be measured on their own (under a second) to
    `TARGET_LUFS`; where it is None, they are measured as if said again and again.

    Raises NoSoundError: there is nothing to be heard. Raises BadClipError: the encoder failed.
    """
    sound = (
        _trimmed(treated(samples, voicing.treatment)).fade_in(_FADE_IN_MS).fade_out(_FADE_OUT_MS)
    )
    if len(sound) >= _LEVEL_FROM_MS:
        gain = voicing.lufs - integrated(blocks_within(_raw(sound)))
    elif voice_gain_db is not None:
        gain = voice_gain_db + voicing.lufs - TARGET_LUFS
    else:
        again = _raw(sound) * (1 + _LEVEL_FROM_MS // len(sound))
        gain = voicing.lufs - integrated(blocks_within(again))
    if sound.max_dBFS + gain > ENCODE_CEILING_DBTP:
        sound = _segment(limited(_raw(sound), 10 ** ((ENCODE_CEILING_DBTP - gain) / 20)))
    shaped = sound.apply_gain(gain)
    levelled = loudness(_raw(shaped))
    over = levelled.peak - ENCODE_CEILING_DBTP
    if over > 0:
        # The limiter sees samples; a wave may rise higher between them.
        shaped, levelled = shaped.apply_gain(-over), levelled.lowered(over)
    raised = shaped.apply_gain(mp3_mono.ENCODER_LOSS_DB)
    clip = Clip(mp3_mono.encode(_raw(raised)), len(_raw(shaped)) // 2, levelled)
    _prove(clip, shaped)
    return clip, _raw(shaped)


def _prove(clip: Clip, sound: AudioSegment) -> None:
    """Decode a new clip once: in its place and at its level, it is the sound that was put in.

    Raises BadClipError: it is not.
    """
    heard = _segment(mp3_mono.decode(clip.frames)[: len(_raw(sound))])
    error = sound.overlay(heard.invert_phase())
    if len(heard) != len(sound) or heard.max >= _FULL_SCALE or error.rms > _ERROR * sound.rms:
        raise BadClipError("the encoder did not give the sound that was put in")


def speech(samples: bytes) -> bytes:
    """Give the speech in samples, trimmed but not levelled.

    Raises NoSoundError: there is nothing to be heard.
    """
    return _raw(_trimmed(samples))


def treated(samples: bytes, treatment: str) -> bytes:
    """Treat a voice, or leave it as it is."""
    return warmed(samples) if treatment == "warm" else samples


def limited(samples: bytes, ceiling: float) -> bytes:
    """Hold peaks under ``ceiling`` (0 to 1 of full scale), with 5 ms of look-ahead."""
    limiter = f"limit={ceiling:.6f}:attack=5:release=60:level=0:latency=1"
    return b"".join(map(mono_samples, filtered(samples, ("alimiter", limiter))))[: len(samples)]


def warmed(samples: bytes) -> bytes:
    """Make a voice warmer: more body, less edge, and a trace of a small room.

    The shelves bring the long-term spectrum of a formant voice nearer to that of people (Byrne
    and others, 1994), which falls faster above 3 kHz. The room is eight early reflections within
    40 ms, together about 17 dB under the voice; what they add to its end is kept.
    """
    taps = "|".join(map(str, _ROOM_MS)), "|".join(map(str, _ROOM_LEVELS))
    chain = [
        ("bass", "gain=2:frequency=220:width_type=q:width=0.6"),
        ("treble", "gain=-4.5:frequency=3800:width_type=q:width=0.6"),
        ("aecho", f"in_gain=1:out_gain=1:delays={taps[0]}:decays={taps[1]}"),
    ]
    return b"".join(map(mono_samples, filtered(samples, *chain)))


def _trimmed(samples: bytes) -> AudioSegment:
    """Cut the silence before and after the speech, leaving room for the fades.

    Raises NoSoundError: there is nothing to be heard.
    """
    whole = _segment(samples)
    if not samples or whole.max_dBFS < _FAINT_DBFS:
        raise NoSoundError("the voice gave no sound")
    quiet = whole.max_dBFS - _SILENCE_BELOW_PEAK_DB
    start = quiet_ms(whole, quiet)
    tail = quiet_ms(whole.reverse(), quiet)
    padded = whole + AudioSegment.silent(_FADE_OUT_MS, frame_rate=SAMPLE_RATE)
    return padded[max(0, start - 1) : len(whole) - tail + _FADE_OUT_MS // 2]


def quiet_ms(sound: AudioSegment, below: float) -> int:
    """Count the milliseconds at the beginning of which each is quieter than ``below``, in dBFS."""
    at = 0
    # What never rises so high is never so loud; it need not be looked at by the millisecond.
    while at < len(sound) and sound[at : at + _BLOCK_MS].max_dBFS < below:
        at += _BLOCK_MS
    return min(len(sound), at + int(detect_leading_silence(sound[at:], below, chunk_size=1)))


def _segment(samples: bytes) -> AudioSegment:
    return AudioSegment(data=samples, sample_width=2, frame_rate=SAMPLE_RATE, channels=1)


def _raw(segment: AudioSegment) -> bytes:
    return bytes(segment.raw_data)
