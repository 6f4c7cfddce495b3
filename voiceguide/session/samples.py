"""A session's samples: what files are made of that hold no MP3.

They are the clips' own, as they were before MP3, at the places that the timeline gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from voiceguide.audio.clip import Clip, samples_at
from voiceguide.audio.flac import samples_of
from voiceguide.audio.pcm import Pcm, silence
from voiceguide.cache import Store
from voiceguide.timeline import Timeline


def samples_of_session(
    timeline: Timeline, clips: Mapping[str, Clip], store: Store
) -> Iterator[Pcm]:
    """Give a session without a bed, mono, piece by piece: exactly as long as it was laid out."""
    at = 0
    for timed in timeline.cues:
        if timed.cue.sound:
            start = samples_at(timed.start_ms)
            yield from silence(start - at)
            sound = np.frombuffer(samples_of(clips[timed.cue.sound], store), "<i2")
            yield sound[:, None]
            at = start + len(sound)
    yield from silence(samples_at(timeline.length_ms) - at)
