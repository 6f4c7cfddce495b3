"""Loudness and peaks, by the standard."""

import math

import pytest
from tones import tone

from voiceguide.audio.clip import SAMPLE_RATE, integrated
from voiceguide.audio.loudness import blocks_within, loudness


def test_loudness_is_that_of_the_standard():
    """A sine of 997 Hz at 0 dBFS has -3.01 LUFS by ITU-R BS.1770."""
    measured = loudness(tone(3, level=0.1, hertz=997))
    assert integrated(measured.within(3 * SAMPLE_RATE)) == pytest.approx(-23.01, abs=0.1)
    assert len(measured.within(3 * SAMPLE_RATE)) == 27
    assert measured.peak == pytest.approx(-20, abs=0.1)
    # 400 ms blocks each 100 ms: those that hold a part of the sound only come first and last.
    assert len(measured.blocks) == pytest.approx(34, abs=1)
    assert max(measured.blocks) < -22.9


def test_blocks_within_are_those_that_silence_around_does_not_change():
    for seconds in (0.2, 0.4, 1.23, 2.0):
        sound = tone(seconds, level=0.1)
        measured = loudness(sound)
        assert tuple(blocks_within(sound)) == measured.within(len(sound) // 2)
        quieter = measured.lowered(6)
        assert quieter.peak == pytest.approx(measured.peak - 6)
        assert len(quieter.blocks) == len(measured.blocks)
        assert min(quieter.blocks) >= -70
        assert max(quieter.blocks) == pytest.approx(max(measured.blocks) - 6)


def test_silence_and_little_have_a_loudness_too():
    assert integrated(loudness(b"").blocks) == -70
    assert loudness(bytes(2)).peak == -math.inf
    assert integrated(loudness(bytes(2 * SAMPLE_RATE)).blocks) == -70
    assert integrated(()) == -70


def test_quiet_blocks_do_not_count():
    assert integrated([-20, -20, -70]) == pytest.approx(-20)
    assert integrated([-20, -20, -20, -45]) == pytest.approx(-20)
