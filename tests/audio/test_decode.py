import struct
from pathlib import Path

import pytest
from tones import tone

from voiceguide.audio.clip import SAMPLE_RATE
from voiceguide.audio.decode import length_s, read_samples


def test_a_file_that_is_no_sound_is_refused(tmp_path: Path):
    (tmp_path / "text.wav").write_text("not sound")
    with pytest.raises(OSError):
        read_samples(tmp_path / "text.wav")
    with pytest.raises(OSError):
        read_samples(tmp_path / "missing.wav")


def test_a_title_in_letters_of_any_kind_is_no_fault_of_the_sound(tmp_path: Path):
    sound = tone(0.2)
    form = struct.pack("<HHIIHH", 1, 1, SAMPLE_RATE, 2 * SAMPLE_RATE, 2, 16)
    title = b"INFO" + _chunk(b"INAM", b"Caf\xe9\0")  # Latin-1, as old tools write it
    chunks = [_chunk(b"fmt ", form), _chunk(b"LIST", title), _chunk(b"data", sound)]
    path = tmp_path / "cafe.wav"
    path.write_bytes(_chunk(b"RIFF", b"WAVE" + b"".join(chunks)))
    assert read_samples(path) == sound
    assert length_s(path) == pytest.approx(0.2)


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
