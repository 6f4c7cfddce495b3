import pytest

from voiceguide.building.pacing import Pacing, pacing_from
from voiceguide.routine import Duration, Rounds
from voiceguide.settings import Settings


@pytest.mark.parametrize(
    ("low", "high", "chosen"),
    [
        (3, 5, {"low": 3, "mid": 4, "high": 5}),
        (5, 7, {"low": 5, "mid": 6, "high": 7}),
        (2, 3, {"low": 2, "mid": 3, "high": 3}),
        (4, 4, {"low": 4, "mid": 4, "high": 4}),
        (3, None, {"low": 3, "mid": 3, "high": 3}),
    ],
)
def test_a_number_is_chosen_from_a_range(low, high, chosen):
    for choice, number in chosen.items():
        pacing = Pacing(range=choice)
        assert pacing.count(Duration(low, high, "breaths")) == number
        assert pacing.times(Rounds(low, high, 0, 1)) == number


def test_hold_scales_seconds_and_breaths_to_whole_ones_and_never_to_none():
    assert Pacing(hold=1.5).count(Duration(3, 3, "breaths")) == 5
    assert Pacing(hold=0.5).count(Duration(3, 3, "breaths")) == 2
    assert Pacing(hold=0.5).count(Duration(15, 15, "s")) == 8
    assert Pacing(hold=0.1).count(Duration(1, 1, "breaths")) == 1
    assert Pacing(hold=0.5).hold_ms(Duration(180, None, "s", "at least")) == 90_000


def test_hold_leaves_rounds_alone():
    assert Pacing(hold=2.0).times(Rounds(3, 3, 0, 1)) == 3


def test_pace_stretches_breaths_and_holds_in_breaths_but_not_holds_in_seconds():
    slow = Pacing(pace=1.25)
    assert (slow.half_ms("inhale"), slow.half_ms("exhale")) == (4375, 5625)
    assert slow.hold_ms(Duration(3, 3, "breaths")) == 30_000
    assert slow.hold_ms(Duration(30, 30, "s")) == 30_000


def test_a_written_breath_has_its_written_length():
    assert Pacing().half_ms("inhale", Duration(4, 4, "s")) == 4000
    assert Pacing(pace=1.5).half_ms("exhale", Duration(6, 6, "s")) == 9000


def test_settings_say_what_they_say_and_the_rest_is_usual():
    assert pacing_from(Settings()) == Pacing()
    asked = Settings(
        pace=1.25,
        breath=(4000, 6000),
        hold=0.5,
        rate=105,
        range="low",
        optional=True,
        guidance="brief",
    )
    assert pacing_from(asked) == Pacing(
        inhale_ms=4000,
        exhale_ms=6000,
        pace=1.25,
        hold=0.5,
        rate=105,
        range="low",
        optional=True,
        guidance="brief",
    )
