"""How loud samples are, by ITU-R BS.1770: all of a clip, or a sound as its parts come."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import av.filter

from voiceguide.audio.av_frames import filtered, pulled, stereo_frame
from voiceguide.audio.clip import BLOCK_SAMPLES, SAMPLE_RATE, SILENT_LUFS, Loudness

if TYPE_CHECKING:
    from voiceguide.audio.pcm import Samples


def loudness(samples: bytes) -> Loudness:
    """Measure mono samples of 16 bits: 400 ms blocks, 100 ms apart, and the true peak.

    They are measured as they stand in a session, with silence before and after.
    """
    tail = 4 * BLOCK_SAMPLES - (len(samples) // 2) % BLOCK_SAMPLES
    padded = bytes(3 * BLOCK_SAMPLES * 2) + samples + bytes(tail * 2)
    blocks, peak = _measured(padded, "peak=true")
    return Loudness(tuple(blocks[3:]), 20 * math.log10(peak) if peak > 0 else -math.inf)


def blocks_within(samples: bytes) -> Sequence[float]:
    """Measure the blocks of `loudness` that lie wholly within the samples, without the peak.

    Finding true peaks takes three times as long as all the rest.
    """
    blocks, _ = _measured(samples, "")
    return blocks[3:]


def _measured(samples: bytes, more: str) -> tuple[list[float], float]:
    """Give the blocks in LUFS, and the true peak, full scale at 1."""
    blocks: list[float] = []
    peak = 0.0
    for frame in filtered(samples, ("ebur128", f"metadata=1:{more}")):
        measured = frame.metadata
        if "lavfi.r128.M" in measured:
            block = float(measured["lavfi.r128.M"])
            # Rounding leaves "nan" where the sum of a silent block falls under zero.
            blocks.append(SILENT_LUFS if math.isnan(block) else max(block, SILENT_LUFS))
            peak = max(peak, float(measured.get("lavfi.r128.true_peak", "0")))
    return blocks, peak


class Meter:
    """Measures the integrated loudness of a stereo sound as its parts come."""

    def __init__(self) -> None:
        self._graph: Any = av.filter.Graph()
        self._source = self._graph.add_abuffer(
            sample_rate=SAMPLE_RATE, format="fltp", layout="stereo"
        )
        meter = self._graph.add("ebur128", "metadata=1")
        end = self._graph.add("abuffersink")
        self._graph.link_nodes(self._source, meter, end).configure()
        self._lufs = -math.inf

    def add(self, sound: Samples) -> None:
        """Measure a further part."""
        for start in range(0, len(sound), SAMPLE_RATE):
            self._source.push(stereo_frame(sound[start : start + SAMPLE_RATE]))
            self._pull()

    def integrated(self) -> float:
        """End the sound, and give its loudness in LUFS."""
        self._source.push(None)
        self._pull()
        return self._lufs

    def _pull(self) -> None:
        for frame in pulled(self._graph):
            self._lufs = float(frame.metadata.get("lavfi.r128.I", self._lufs))
