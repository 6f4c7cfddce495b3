"""Samples as PyAV's frames and back, and through its filters. The modules of audio share it.

It loads no numpy, and takes or gives arrays all the same: a process that speaks needs none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import av.error
import av.filter
from av.audio.frame import AudioFrame

from voiceguide.audio.clip import SAMPLE_RATE

if TYPE_CHECKING:
    from voiceguide.audio.pcm import Samples


def mono_frame(samples: bytes, form: str = "s16") -> AudioFrame:
    """Give 16-bit samples as one frame; ``form`` is "s16", or "s16p" as LAME wants them."""
    frame = AudioFrame(format=form, layout="mono", samples=len(samples) // 2)
    frame.sample_rate = SAMPLE_RATE
    frame.planes[0].update(samples)
    return frame


def mono_samples(frame: AudioFrame) -> bytes:
    """Give the 16-bit samples of a frame with one channel."""
    # A plane may be longer than what is in it.
    return bytes(frame.planes[0])[: frame.samples * 2]


def stereo_frame(sound: Samples) -> AudioFrame:
    """Give samples of two channels as one frame of floats."""
    frame = AudioFrame(format="fltp", layout="stereo", samples=len(sound))
    frame.sample_rate = SAMPLE_RATE
    for plane, channel in zip(frame.planes, sound.T, strict=True):
        plane.update(channel.tobytes())
    return frame


def filtered(samples: bytes, *chain: tuple[str, str]) -> Iterator[AudioFrame]:
    """Put mono samples through FFmpeg's filters, each a name and its arguments."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=SAMPLE_RATE, format="s16", layout="mono")
    filters = [graph.add(name, arguments) for name, arguments in chain]
    back = graph.add("aformat", f"sample_fmts=s16:sample_rates={SAMPLE_RATE}:channel_layouts=mono")
    graph.link_nodes(source, *filters, back, graph.add("abuffersink")).configure()
    source.push(mono_frame(samples))
    source.push(None)
    yield from pulled(graph)


def pulled(graph: av.filter.Graph) -> Iterator[AudioFrame]:
    """Give the frames that are ready at the end of a graph of filters."""
    while True:
        try:
            frame = graph.pull()
        except (av.error.EOFError, av.error.BlockingIOError):
            return
        if isinstance(frame, AudioFrame):
            yield frame
