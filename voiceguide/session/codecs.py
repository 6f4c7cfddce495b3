"""Sound in files that are no MP3: AAC in M4B, Opus in Ogg, FLAC, WAV. It knows PyAV.

A packet of AAC holds 1024 samples, one of Opus 960; each needs the one before it to sound, and no
more, so that runs of packets with silence around them can be copied like frames of MP3.
"""

from __future__ import annotations

import wave
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from voiceguide.audio.clip import SAMPLE_RATE
from voiceguide.audio.decode import open_sound
from voiceguide.audio.pcm import Pcm, blocks
from voiceguide.timeline import Chapter

_TIME_BASE = Fraction(1, SAMPLE_RATE)
_MS = Fraction(1, 1000)
_FULL_SCALE = 32768
_FLAC_SAMPLES, _FLAC_EFFORT = 4608, 5
_LANGUAGE = "eng"
"""Of what is spoken, as an MP4 has it beside its sound."""

_LAYOUTS = {1: "mono", 2: "stereo"}


@dataclass(frozen=True, slots=True)
class Codec:
    """How a format is encoded: FFmpeg's names, samples in a packet, samples of delay."""

    name: str
    container: str
    packet: int
    delay: int
    sample_format: str
    options: dict[str, str] = field(default_factory=dict)
    bit_rate: int = 64_000
    """Bits a second for each channel."""
    headroom_db: float = 0.3
    """What it adds to peaks, measured at most: sound goes in so much quieter."""

    def packets_for(self, samples: int) -> int:
        """Count the packets in which so many samples can be heard to their end."""
        return -(-(samples + self.delay) // self.packet)


# At this bit rate the fast coder comes 12 dB nearer to what was put in than the usual one (31.8 dB
# signal to noise over 6 min of speech, against 19.8), in a third of the time. Its shaping of noise
# in time (TNS) now and then makes a click, five times in these 6 min.
AAC = Codec(
    "aac", "ipod", 1024, 1024, "fltp", {"aac_coder": "fast", "aac_tns": "0", "aac_pns": "0"}
)
# Opus as it codes music, which predicts nothing over more than one packet.
OPUS = Codec("libopus", "opus", 960, 120, "s16", {"application": "lowdelay", "vbr": "constrained"})


def encode(pieces: Iterable[Pcm], codec: Codec, channels: int) -> Iterator[bytes]:
    """Encode samples, packet by packet, with as many packets as `Codec.packets_for` says."""
    encoder: Any = av.CodecContext.create(codec.name, "w")
    _shape(encoder, codec, channels)
    gain = np.float32(10 ** (-codec.headroom_db / 20))
    samples = 0
    for block in blocks(iter(pieces), codec.packet):
        quieter = np.rint(block * gain).astype(np.int16)
        for packet in encoder.encode(_frame(quieter, codec.sample_format, samples)):
            yield bytes(packet)
        samples += len(block)
    for packet in encoder.encode(None):
        yield bytes(packet)


def decode(packets: Sequence[bytes], codec: Codec, channels: int) -> Pcm:
    """Decode all packets of an encoding, to the samples from where those put in began."""
    encoder: Any = av.CodecContext.create(codec.name, "w")
    _shape(encoder, codec, channels)
    encoder.open()
    decoder: Any = av.CodecContext.create(codec.name.removeprefix("lib"), "r")
    decoder.extradata = encoder.extradata
    resampler = AudioResampler(format="s16p", layout=_LAYOUTS[channels], rate=SAMPLE_RATE)
    parts = [
        frame.to_ndarray()
        for packet in packets
        for given in decoder.decode(av.Packet(packet))
        for frame in resampler.resample(given)
    ]
    sound = np.concatenate(parts, axis=1).T.astype(np.int16, copy=False)
    # That of Opus knows the delay from the head of the stream and leaves it out.
    left_out = len(packets) * codec.packet - len(sound)
    return sound[codec.delay - left_out :]


def mux(  # noqa: PLR0913, PLR0917 - a file has so many parts
    path: Path,
    codec: Codec,
    channels: int,
    packets: Iterable[bytes],
    samples: int,
    chapters: Sequence[Chapter] = (),
) -> None:
    """Write packets into a file that plays so many samples; what is beyond is left out.

    Raises OSError: it can't be written.
    """
    # Else an Ogg stream gets a number by chance: the same session would not be the same bytes.
    same = {"fflags": "+bitexact"}
    with av.open(str(path), "w", format=codec.container, options=same) as container:
        stream: Any = container.add_stream(codec.name, rate=SAMPLE_RATE)
        _shape(stream.codec_context, codec, channels)
        stream.metadata["language"] = _LANGUAGE
        container.set_chapters(
            [
                {
                    "id": number,
                    "start": chapter.start_ms,
                    "end": chapter.end_ms,
                    "time_base": _MS,
                    "metadata": {"title": chapter.name},
                }
                for number, chapter in enumerate(chapters)
            ]
        )
        container.start_encoding()
        at = -codec.delay
        for block in packets:
            if at >= samples:
                break
            packet = av.Packet(block)
            packet.stream = stream
            packet.time_base = _TIME_BASE
            packet.pts = packet.dts = at
            packet.duration = min(codec.packet, samples - at)
            container.mux_one(packet)
            at += codec.packet


def write_flac(path: Path, pieces: Iterable[Pcm], channels: int) -> None:
    """Write samples as FLAC. Raises OSError: it can't be written."""
    with av.open(str(path), "w", format="flac") as container:
        stream: Any = container.add_stream("flac", rate=SAMPLE_RATE)
        stream.codec_context.layout = _LAYOUTS[channels]
        stream.codec_context.format = "s16"
        stream.codec_context.options = {"compression_level": str(_FLAC_EFFORT)}
        at = 0
        for block in blocks(iter(pieces), _FLAC_SAMPLES):
            container.mux(stream.encode(_frame(block, "s16", at)))
            at += len(block)
        container.mux(stream.encode(None))


def write_wav(path: Path, pieces: Iterable[Pcm], channels: int) -> None:
    """Write samples as WAV. Raises OSError: it can't be written."""
    # Of a file that it can't open itself, a wave complains once more when it is forgotten.
    with path.open("wb") as growing, wave.open(growing, "wb") as file:
        file.setparams((channels, 2, SAMPLE_RATE, 0, "NONE", ""))
        for piece in pieces:
            file.writeframes(np.ascontiguousarray(piece, "<i2").tobytes())


def chapters_in(path: Path) -> tuple[Chapter, ...]:
    """Read a file's chapters. Raises OSError: it can't be read."""
    with open_sound(path) as container:
        return tuple(
            Chapter(
                str(each["metadata"].get("title", "")),
                _ms(each["start"], each["time_base"]),
                _ms(each["end"], each["time_base"]),
            )
            for each in container.chapters()
        )


def length_of(path: Path) -> int:
    """Count the samples to the end of a file's last packet. Raises OSError: it can't be read."""
    end = 0
    with open_sound(path) as container:
        stream = container.streams.audio[0]
        for packet in container.demux(stream):
            if packet.pts is not None and packet.time_base is not None:
                end = round((packet.pts + (packet.duration or 0)) * packet.time_base * SAMPLE_RATE)
    return end


def _ms(time: int, base: Fraction | None) -> int:
    return round(time * (base or _MS) * 1000)


def _shape(context: Any, codec: Codec, channels: int) -> None:
    context.sample_rate = SAMPLE_RATE
    context.layout = _LAYOUTS[channels]
    context.format = codec.sample_format
    context.bit_rate = codec.bit_rate * channels
    context.time_base = _TIME_BASE
    context.options = codec.options


def _frame(block: Pcm, sample_format: str, at: int) -> AudioFrame:
    channels = block.shape[1]
    if sample_format == "fltp":
        samples: Any = np.ascontiguousarray(block.T.astype(np.float32) / _FULL_SCALE)
    else:
        samples = np.ascontiguousarray(block.reshape(1, -1))
    frame = AudioFrame.from_ndarray(samples, format=sample_format, layout=_LAYOUTS[channels])
    frame.sample_rate = SAMPLE_RATE
    frame.pts = at
    frame.time_base = _TIME_BASE
    return frame
