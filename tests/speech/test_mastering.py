"""What a clip is like: trimmed, at its level, under its ceiling."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tones import decoded, tone

from voiceguide.audio.clip import DECODER_SKIP, SAMPLE_RATE, Voicing, integrated
from voiceguide.audio.loudness import loudness
from voiceguide.audio.mp3_frames import SILENT_FRAME
from voiceguide.speech.mastering import (
    AudioSegment,
    NoSoundError,
    detect_leading_silence,
    make_clip,
    quiet_ms,
)

pytestmark = pytest.mark.usefixtures("encoder")


@pytest.mark.parametrize("before_ms", [0, 3, 250])
@pytest.mark.parametrize("level", [0.02, 0.3, 0.9])
def test_a_clip_begins_with_its_sound_at_its_level(before_ms: int, level: float, tmp_path: Path):
    silence = bytes(before_ms * SAMPLE_RATE // 1000 * 2)
    clip, _ = make_clip(silence + tone(1.5, level) + bytes(SAMPLE_RATE), 0, Voicing())
    assert clip.samples / SAMPLE_RATE == pytest.approx(1.5, abs=0.015)
    assert integrated(clip.loudness.within(clip.samples)) == pytest.approx(-19, abs=0.2)
    played = decoded(tmp_path / "s.mp3", clip.frames + SILENT_FRAME * 4)[DECODER_SKIP:]
    first = next(at for at, sample in enumerate(played) if abs(sample) > 100)
    assert first < SAMPLE_RATE * 0.006
    # Both ends are silence, so that no joint clicks.
    assert abs(played[0]) <= 20
    assert all(abs(sample) <= 20 for sample in played[clip.samples : clip.samples + 200])


def test_peaks_stay_under_the_ceiling_after_decoding(tmp_path: Path):
    """A click on quiet speech would be far over full scale at the level of speech."""
    sound = bytearray(tone(2, level=0.05))
    for at in range(20_000, 80_000, 9000):
        sound[at : at + 40] = struct.pack("<20h", *[30_000, -30_000] * 10)
    clip, _ = make_clip(bytes(sound), 0, Voicing())
    played = decoded(tmp_path / "s.mp3", clip.frames + SILENT_FRAME * 4)
    assert loudness(played.tobytes()).peak <= -1
    assert clip.loudness.peak <= -1


def test_a_short_clip_takes_the_gain_of_its_voice():
    quiet = integrated(loudness(tone(0.5, 0.05)).blocks)
    clip, _ = make_clip(tone(0.5, 0.05), 6, Voicing())
    assert integrated(clip.loudness.blocks) == pytest.approx(quiet + 6, abs=0.2)


@pytest.mark.parametrize("samples", [b"", bytes(2), bytes(SAMPLE_RATE), tone(0.5, 0.0005)])
def test_nothing_to_be_heard_is_an_error(samples: bytes):
    with pytest.raises(NoSoundError):
        make_clip(samples, 0, Voicing())


@given(
    st.lists(st.tuples(st.integers(0, 2000), st.sampled_from([0, 3, 40, 300, 9000])), max_size=8),
    st.sampled_from([-60.0, -45.0, -20.0]),
)
def test_silence_is_counted_as_by_the_millisecond(parts: list[tuple[int, int]], below: float):
    """As many as pydub counts, which looks at each."""
    noise = (struct.pack("<2h", height, -height) * (count // 2) for count, height in parts)
    sound = AudioSegment(b"".join(noise), sample_width=2, frame_rate=SAMPLE_RATE, channels=1)
    assert quiet_ms(sound, below) == detect_leading_silence(sound, below, chunk_size=1)
