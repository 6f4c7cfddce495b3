import math
import struct
import sys
from array import array
from pathlib import Path

import pytest

from voiceguide.audio import lame
from voiceguide.audio import mp3_mono as frames
from voiceguide.audio.clip import (
    DECODER_SKIP,
    FRAME_BYTES,
    FRAME_SAMPLES,
    RATE,
    Voicing,
    frames_for,
    integrated,
)
from voiceguide.audio.mp3_frames import SILENT_FRAME
from voiceguide.speech.mastering import NoSoundError, make_clip


@pytest.fixture(autouse=True, params=["quick", "PyAV"])
def encoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold both encoders to the same laws."""
    if request.param == "PyAV":
        monkeypatch.setattr(lame, "quick", lambda: None)
    elif lame.quick() is None:
        pytest.skip("PyAV's own LAME is quick, or the only one")


def tone(seconds: float, level: float = 0.25, hertz: float = 440) -> bytes:
    """A sine with 5 ms fades, so that it begins and ends in silence."""
    count = int(seconds * RATE)
    edge = RATE // 200
    return struct.pack(
        f"<{count}h",
        *(
            round(
                32767
                * level
                * math.sin(2 * math.pi * hertz * sample / RATE)
                * min(1, sample / edge, (count - sample) / edge)
            )
            for sample in range(count)
        ),
    )


def decoded(path: Path, stream: bytes) -> array:
    """Decode bare frames: no header tells the decoder to skip its delay, so all of it comes."""
    path.write_bytes(stream)
    return array("h", frames.read_samples(path))


def test_a_clip_takes_the_frames_that_its_sound_needs_and_each_stands_alone():
    for count in (1, 46, 47, 48, 1152, 1199, 1200, 50_000):
        encoded = frames.encode(bytes(2 * count))
        assert len(encoded) == frames_for(count) * FRAME_BYTES
        for at in range(0, len(encoded), FRAME_BYTES):
            frame = encoded[at : at + FRAME_BYTES]
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
        count, other = len(one) // FRAME_BYTES, len(two) // FRAME_BYTES
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


def test_loudness_is_that_of_the_standard():
    """A sine of 997 Hz at 0 dBFS has -3.01 LUFS by ITU-R BS.1770."""
    measured = frames.loudness(tone(3, level=0.1, hertz=997))
    assert integrated(measured.within(3 * RATE)) == pytest.approx(-23.01, abs=0.1)
    assert len(measured.within(3 * RATE)) == 27
    assert measured.peak == pytest.approx(-20, abs=0.1)
    # 400 ms blocks each 100 ms: those that hold a part of the sound only come first and last.
    assert len(measured.blocks) == pytest.approx(34, abs=1)
    assert max(measured.blocks) < -22.9


def test_blocks_within_are_those_that_silence_around_does_not_change():
    for seconds in (0.2, 0.4, 1.23, 2.0):
        sound = tone(seconds, level=0.1)
        measured = frames.loudness(sound)
        assert tuple(frames.blocks_within(sound)) == measured.within(len(sound) // 2)
        quieter = measured.lowered(6)
        assert quieter.peak == pytest.approx(measured.peak - 6)
        assert len(quieter.blocks) == len(measured.blocks)
        assert min(quieter.blocks) >= -70
        assert max(quieter.blocks) == pytest.approx(max(measured.blocks) - 6)


def test_silence_and_little_have_a_loudness_too():
    assert integrated(frames.loudness(b"").blocks) == -70
    assert frames.loudness(bytes(2)).peak == -math.inf
    assert integrated(frames.loudness(bytes(2 * RATE)).blocks) == -70
    assert integrated(()) == -70


def test_quiet_blocks_do_not_count():
    assert integrated([-20, -20, -70]) == pytest.approx(-20)
    assert integrated([-20, -20, -20, -45]) == pytest.approx(-20)


def test_a_file_that_is_no_sound_is_refused(tmp_path: Path):
    (tmp_path / "text.wav").write_text("not sound")
    with pytest.raises(OSError):
        frames.read_samples(tmp_path / "text.wav")
    with pytest.raises(OSError):
        frames.read_samples(tmp_path / "missing.wav")


@pytest.mark.parametrize("before_ms", [0, 3, 250])
@pytest.mark.parametrize("level", [0.02, 0.3, 0.9])
def test_a_clip_begins_with_its_sound_at_its_level(before_ms: int, level: float, tmp_path: Path):
    silence = bytes(before_ms * RATE // 1000 * 2)
    clip, _ = make_clip(silence + tone(1.5, level) + bytes(RATE), 0, Voicing())
    assert clip.samples / RATE == pytest.approx(1.5, abs=0.015)
    assert integrated(clip.loudness.within(clip.samples)) == pytest.approx(-19, abs=0.2)
    played = decoded(tmp_path / "s.mp3", clip.frames + SILENT_FRAME * 4)[DECODER_SKIP:]
    first = next(at for at, sample in enumerate(played) if abs(sample) > 100)
    assert first < RATE * 0.006
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
    assert frames.loudness(played.tobytes()).peak <= -1
    assert clip.loudness.peak <= -1


def test_a_short_clip_takes_the_gain_of_its_voice():
    quiet = integrated(frames.loudness(tone(0.5, 0.05)).blocks)
    clip, _ = make_clip(tone(0.5, 0.05), 6, Voicing())
    assert integrated(clip.loudness.blocks) == pytest.approx(quiet + 6, abs=0.2)


@pytest.mark.parametrize("samples", [b"", bytes(2), bytes(RATE), tone(0.5, 0.0005)])
def test_nothing_to_be_heard_is_an_error(samples: bytes):
    with pytest.raises(NoSoundError):
        make_clip(samples, 0, Voicing())


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
