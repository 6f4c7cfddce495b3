"""A session's sound over a bed: from its timeline to the stereo frames of its MP3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from voiceguide.audio.clip import FRAME_MS, MONO_FRAME_BYTES, Clip, frame_at, frames_for, samples_at
from voiceguide.audio.flac import samples_of
from voiceguide.audio.mp3_frames import info_frame
from voiceguide.audio.pcm import Pcm, as_pcm
from voiceguide.cache import Store
from voiceguide.soundscape.bed_levels import HalfBreath, Shape, SoundSpan, levels
from voiceguide.soundscape.bed_loop import Loop
from voiceguide.soundscape.bed_mix import Bed, MixedSound, mixed, summed
from voiceguide.timeline import Timed, Timeline


@dataclass(frozen=True, slots=True)
class Bedding:
    """What lies under a session, and how: a loop, its levels, whether it swells with the breath.

    ``speech_lufs`` is the loudness of the speech in stereo, to which the levels refer.
    """

    loop: Loop
    shape: Shape
    speech_lufs: float
    swell: bool = False


def sound_over_bed(
    timeline: Timeline, clips: Mapping[str, Clip], bedding: Bedding, store: Store
) -> Iterator[bytes]:
    """Give the MP3 without its tag, piece by piece."""
    samples = samples_at(timeline.length_ms)
    yield info_frame(samples, stereo=True)
    length = frames_for(samples)
    sounds, bed = _laid_out(length, timeline, clips, bedding, store)
    yield from mixed(length, sounds, bed, store)


def samples_over_bed(
    timeline: Timeline, clips: Mapping[str, Clip], bedding: Bedding, store: Store
) -> Iterator[Pcm]:
    """Give the session's samples, in stereo, piece by piece: exactly as long as it was laid out."""
    samples = samples_at(timeline.length_ms)
    length = frames_for(samples)
    sounds, bed = _laid_out(length, timeline, clips, bedding, store)
    for piece in summed(length, sounds, bed):
        yield as_pcm(piece[:samples])
        samples -= len(piece)


def _laid_out(
    length: int,
    timeline: Timeline,
    clips: Mapping[str, Clip],
    bedding: Bedding,
    store: Store,
) -> tuple[list[MixedSound], Bed]:
    sounds, spans = [], []
    for timed in timeline.cues:
        if not timed.cue.sound:
            continue
        clip = clips[timed.cue.sound]
        first = frame_at(timed.start_ms)
        last = first + len(clip.frames) // MONO_FRAME_BYTES
        sounds.append(MixedSound(first, last, clip.key, clip.sound, partial(_read, clip, store)))
        spans.append(SoundSpan(first, last, in_breath=bedding.swell and _breathes(timed)))
    breaths = half_breaths(timeline) if bedding.swell else []
    plan = levels(length, spans, breaths, bedding.shape)
    return sounds, Bed(bedding.loop, plan, bedding.speech_lufs)


def half_breaths(timeline: Timeline) -> list[HalfBreath]:
    """Give every breath that is led, and those of holds that are counted in breaths."""
    found: list[HalfBreath] = []
    until = 0
    for timed in timeline.cues:
        breath = timed.cue.breath
        if timed.cue.kind in ("inhale", "exhale"):
            rising = timed.cue.kind == "inhale"
            found.append(_half(timed.start_ms, timed.end_ms, rising=rising))
        elif breath is not None:
            # A reminder divides a hold into several cues; the breath goes on through them.
            at = max(timed.start_ms, until)
            place = (breath.at_ms + at - timed.start_ms) % (breath.in_ms + breath.out_ms)
            while at < timed.end_ms:
                rising = place < breath.in_ms
                left = (breath.in_ms if rising else breath.in_ms + breath.out_ms) - place
                found.append(_half(at, at + left, rising=rising))
                at += left
                place = breath.in_ms if rising else 0
            until = at
    return found


def _read(clip: Clip, store: Store) -> NDArray[np.float32]:
    samples = np.frombuffer(samples_of(clip, store), "<i2")
    return (samples / np.float32(32768)).astype(np.float32)


def _breathes(timed: Timed) -> bool:
    return timed.cue.kind in ("inhale", "exhale") or timed.cue.breath is not None


def _half(start_ms: int, end_ms: int, *, rising: bool) -> HalfBreath:
    return HalfBreath(start_ms / FRAME_MS, end_ms / FRAME_MS, rising)
