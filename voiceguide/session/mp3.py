"""A session's sound as MP3: clips' frames copied to their places with silence between.

Nothing is encoded here. A session over a bed is in `voiceguide.soundscape.over_bed`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from voiceguide.audio.clip import MONO_FRAME_BYTES, Clip, frame_at, frames_for, samples_at
from voiceguide.audio.mp3_frames import SILENT_FRAME, info_frame
from voiceguide.timeline import Timeline

_SILENCE = SILENT_FRAME * 1024


def sound_of(timeline: Timeline, clips: Mapping[str, Clip]) -> Iterator[bytes]:
    """Give the MP3 without its tag, piece by piece.

    Each clip stands at the frame nearest to its cue's start, with silence elsewhere. ``timeline``
    is laid out with the clips' own lengths.
    """
    samples = samples_at(timeline.length_ms)
    yield info_frame(samples)
    at = 0
    for timed in timeline.cues:
        if not timed.cue.sound:
            continue
        clip = clips[timed.cue.sound]
        start = frame_at(timed.start_ms)
        if start < at or clip.length_ms > timed.end_ms - timed.start_ms:
            raise RuntimeError(f"internal error: {timed.cue.sound!r} does not fit in its cue")
        yield from _silence(start - at)
        yield clip.frames
        at = start + len(clip.frames) // MONO_FRAME_BYTES
    yield from _silence(frames_for(samples) - at)


def _silence(count: int) -> Iterator[bytes]:
    blocks, rest = divmod(count * MONO_FRAME_BYTES, len(_SILENCE))
    for _ in range(blocks):
        yield _SILENCE
    yield _SILENCE[:rest]
