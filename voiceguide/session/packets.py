"""A session's sound as packets of AAC or Opus: each clip's are encoded once, kept and copied.

As with MP3, only what was never encoded before is; silence is copies of one packet. A clip stands
at the packet nearest to its cue's start. Clips that are too near to each other for silence to come
between them are encoded together, at the distance they have.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from functools import partial
from itertools import repeat

import numpy as np

from voiceguide.audio.clip import Clip, samples_at
from voiceguide.audio.flac import samples_of
from voiceguide.audio.parallel import Task, in_order
from voiceguide.audio.pcm import Pcm, silence
from voiceguide.cache import Store, key_of
from voiceguide.problems import fail
from voiceguide.session.codecs import Codec, decode, encode
from voiceguide.timeline import Timeline

PACKETS_VERSION = 1
"""To be raised when a run is put together or encoded differently, whatever its `Codec` says."""

# Silence before and after, from which an encoder comes and to which it goes.
_LEAD, _TAIL = 4, 4
_SETTLED = 20
_ERROR = 0.5
"""Most error against a sound, as `voiceguide.speech.mastering` has it for MP3."""


@dataclass(frozen=True, slots=True)
class Run:
    """Clips encoded together: the first packet, and each clip with its place in samples."""

    first: int
    clips: tuple[tuple[int, Clip], ...]

    @property
    def samples(self) -> int:
        """Samples to the end of the last clip."""
        at, clip = self.clips[-1]
        return at + clip.samples


def packets_of(
    timeline: Timeline, clips: Mapping[str, Clip], codec: Codec, store: Store
) -> Iterator[bytes]:
    """Give all packets of a session without a bed, mono."""
    quiet = _silent(codec)
    at = 0
    runs = runs_of(timeline, clips, codec)
    encoded = in_order(_task(run, codec, store) for run in runs)
    for run, packets in zip(runs, encoded, strict=True):
        yield from repeat(quiet, run.first - at)
        yield from packets
        at = run.first + len(packets)
    yield from repeat(quiet, codec.packets_for(samples_at(timeline.length_ms)) - at)


def runs_of(timeline: Timeline, clips: Mapping[str, Clip], codec: Codec) -> list[Run]:
    """Put each clip at the packet nearest to its cue's start, or in a run with the one before."""
    runs: list[Run] = []
    begun = 0
    for timed in timeline.cues:
        if not timed.cue.sound:
            continue
        clip = clips[timed.cue.sound]
        start = samples_at(timed.start_ms)
        first = (start + codec.packet // 2) // codec.packet
        if runs and first < runs[-1].first + codec.packets_for(runs[-1].samples):
            runs[-1] = replace(runs[-1], clips=(*runs[-1].clips, (start - begun, clip)))
        else:
            runs.append(Run(first, ((0, clip),)))
            begun = start
    return runs


def _task(run: Run, codec: Codec, store: Store) -> Task[list[bytes]]:
    clips = [(at, clip.key, clip.sound) for at, clip in run.clips]
    key = key_of({"codec": astuple(codec), "clips": clips, "version": PACKETS_VERSION})
    return Task(partial(_kept, key, run, codec, store), key)


def _kept(key: str, run: Run, codec: Codec, store: Store) -> list[bytes]:
    kept = store.get("packets", key)
    if kept is not None:
        packets = _unpacked(kept)
        if len(packets) == codec.packets_for(run.samples):
            return packets
    sound = np.zeros((run.samples, 1), np.int16)
    for at, clip in run.clips:
        part = np.frombuffer(samples_of(clip, store), "<i2")
        sound[at : at + len(part), 0] += part
    packets = _alone(sound, codec)
    store.put("packets", key, b"".join(struct.pack("<H", len(each)) + each for each in packets))
    return packets


def _alone(sound: Pcm, codec: Codec) -> list[bytes]:
    """Encode sound with silence around it, and decode it once: it is what was put in."""
    wanted = codec.packets_for(len(sound))
    padding = (wanted + _TAIL) * codec.packet - len(sound)
    packets = list(encode([*silence(_LEAD * codec.packet), sound, *silence(padding)], codec, 1))
    heard = decode(packets, codec, 1)[_LEAD * codec.packet :][: len(sound)].astype(np.float32)
    if len(heard) < len(sound) or np.std(heard - sound) > _ERROR * np.std(sound):
        raise fail(f"{codec.name} did not give the sound that was put in", "make an .mp3")
    return packets[_LEAD : _LEAD + wanted]


def _silent(codec: Codec) -> bytes:
    """Give the packet that an encoder gives for silence once it knows nothing else."""
    return list(encode(silence(_SETTLED * codec.packet), codec, 1))[_SETTLED // 2]


def _unpacked(block: bytes) -> list[bytes]:
    packets, at = [], 0
    while at + 2 <= len(block):
        (size,) = struct.unpack_from("<H", block, at)
        packets.append(block[at + 2 : at + 2 + size])
        at += 2 + size
    return packets
