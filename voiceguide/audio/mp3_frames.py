"""The bytes of an MP3 that no encoder makes: the silent frame and the frame that tells the length.

Frames are MPEG-1 layer III, 48 kHz, with 64 kb/s for each channel: mono as
`voiceguide.audio.mp3_mono` makes them, or in stereo as `voiceguide.audio.mp3_stereo` does.
"""

from __future__ import annotations

import struct

from voiceguide.audio.clip import (
    FRAME_SAMPLES,
    MONO_FRAME_BYTES,
    STEREO_FRAME_BYTES,
    frames_for,
)

_MONO_HEADER, _STEREO_HEADER = bytes.fromhex("fffb54c4"), bytes.fromhex("fffb9464")
_MONO_SIDE_INFO_BYTES, _STEREO_SIDE_INFO_BYTES = 17, 32

SILENT_FRAME = _MONO_HEADER + bytes(MONO_FRAME_BYTES - len(_MONO_HEADER))
"""A frame whose side information says that there is nothing in it: decoders give exact zeros."""

_ENCODER_DELAY = 576
_BIT_RATE = 64
_CONSTANT_BIT_RATE = 1
_HAS_ALL = 0b1111  # frame count, byte count, table, quality


def info_frame(samples: int, *, stereo: bool = False) -> bytes:
    """Give the first frame of a file: how long it is, to the sample, and where to seek.

    It has the fields of LAME's tag, with which players leave out what the encoder added before
    and after the sound. LAME's checksum of the music is left at 0, as unknown.
    """
    channels = 2 if stereo else 1
    frame_bytes = STEREO_FRAME_BYTES if stereo else MONO_FRAME_BYTES
    count = frames_for(samples)
    music = (count + 1) * frame_bytes
    padding = count * FRAME_SAMPLES - _ENCODER_DELAY - samples
    # Byte offsets at each hundredth of the time, in 256ths of the file; this frame comes first.
    table = bytes(
        min(255, (frame_bytes + percent * count * frame_bytes // 100) * 256 // music)
        for percent in range(100)
    )
    tag = b"".join(
        [
            _STEREO_HEADER if stereo else _MONO_HEADER,
            bytes(_STEREO_SIDE_INFO_BYTES if stereo else _MONO_SIDE_INFO_BYTES),
            b"Info",
            struct.pack(">III", _HAS_ALL, count, music),
            table,
            struct.pack(">I", 0),  # quality: not told
            b"LAME3.100",
            bytes([_CONSTANT_BIT_RATE, 0]),  # no low-pass told
            bytes(8),  # peak and gains: not told
            bytes([0, channels * _BIT_RATE]),
            (_ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
            bytes(4),  # noise shaping, gain, preset: not told
            struct.pack(">IH", music, 0),
        ]
    )
    return (tag + struct.pack(">H", _crc(tag))).ljust(frame_bytes, b"\0")


def _crc(tag: bytes) -> int:
    """Give the CRC-16 (polynomial x^16 + x^15 + x^2 + 1, bits reversed) of LAME's tag."""
    crc = 0
    for byte in tag:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
