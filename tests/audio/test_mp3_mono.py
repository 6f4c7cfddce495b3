"""Frames of clips that stand alone, side by side, from either encoder."""

import sys
from array import array
from pathlib import Path

import pytest
from tones import decoded, tone

from voiceguide.audio import lame
from voiceguide.audio import mp3_mono as frames
from voiceguide.audio.clip import DECODER_SKIP, FRAME_SAMPLES, MONO_FRAME_BYTES, frames_for
from voiceguide.audio.mp3_frames import SILENT_FRAME

pytestmark = pytest.mark.usefixtures("encoder")


def test_a_clip_takes_the_frames_that_its_sound_needs_and_each_stands_alone():
    for count in (1, 46, 47, 48, 1152, 1199, 1200, 50_000):
        encoded = frames.encode(bytes(2 * count))
        assert len(encoded) == frames_for(count) * MONO_FRAME_BYTES
        for at in range(0, len(encoded), MONO_FRAME_BYTES):
            frame = encoded[at : at + MONO_FRAME_BYTES]
            assert frame[:4] == SILENT_FRAME[:4]
            # The first 9 bits of side information: bytes borrowed from earlier frames.
            assert frame[4] == 0
            assert frame[5] < 128


def test_the_silent_frame_is_exact_silence(tmp_path: Path):
    assert not any(decoded(tmp_path / "s.mp3", SILENT_FRAME * 50))


def test_frames_left_out_at_the_end_and_frames_side_by_side_lose_nothing(tmp_path: Path):
    """Two clips with no frame between them sound as the sum of the two alone."""
    path = tmp_path / "s.mp3"
    for seconds in (0.101, 0.207, 0.313):
        one, two = frames.encode(tone(seconds)), frames.encode(tone(0.2, hertz=700))
        count, other = len(one) // MONO_FRAME_BYTES, len(two) // MONO_FRAME_BYTES
        end = SILENT_FRAME * 4
        alone = decoded(path, SILENT_FRAME + one + SILENT_FRAME * other + end)
        after = decoded(path, SILENT_FRAME * (1 + count) + two + end)
        both = decoded(path, SILENT_FRAME + one + two + end)
        sums = [a + b for a, b in zip(alone, after, strict=True)]
        assert max(abs(a - b) for a, b in zip(both, sums, strict=True)) <= 1
        # And all of the first one's sound is there, where it belongs.
        start = FRAME_SAMPLES + DECODER_SKIP
        given = array("h", tone(seconds))
        played = alone[start : start + len(given)]
        error = sum((a - b) ** 2 for a, b in zip(given, played, strict=True))
        assert error < 0.01 * sum(a * a for a in given)
        # What follows its last frame is silent to the last bit.
        assert not any(alone[(1 + count) * FRAME_SAMPLES + DECODER_SKIP :])


@pytest.mark.skipif(
    sys.platform != "linux" or sys.version_info >= (3, 12), reason="where PyAV's LAME is slow"
)
def test_the_quick_encoder_is_found_and_gives_what_pyav_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    sound = tone(1.2) + bytes(4000) + tone(0.7, hertz=1234)
    monkeypatch.undo()
    quick = lame.quick()
    assert quick is not None
    one = decoded(tmp_path / "one.mp3", frames.encode(sound))
    monkeypatch.setattr(lame, "quick", lambda: None)
    two = decoded(tmp_path / "two.mp3", frames.encode(sound))
    assert len(one) == len(two)
    error = sum((a - b) ** 2 for a, b in zip(one, two, strict=True))
    assert error < 0.001 * sum(a * a for a in two)


def test_without_its_names_pyav_encodes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()
    lame.quick.cache_clear()
    monkeypatch.setattr(lame, "_FUNCTIONS", {"lame_of_another_name": []})
    assert lame.quick() is None
    monkeypatch.undo()
    lame.quick.cache_clear()
