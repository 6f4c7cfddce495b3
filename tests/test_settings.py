"""What may be written for each setting, and what is told where it is something else."""

from __future__ import annotations

from dataclasses import fields

import pytest

from voiceguide.settings import SETTINGS, Settings, setting_names


def test_every_setting_has_a_row_and_a_field() -> None:
    assert sorted(SETTINGS) == sorted(setting_names())
    assert {each.field for each in SETTINGS.values()} == {each.name for each in fields(Settings)}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("voice", " en-gb ", "en-gb"),
        ("pace", "slow", 1.25),
        ("pace", " FAST", 0.75),
        ("pace", "1.1", 1.1),
        ("breath", "4, 6", (4000, 6000)),
        ("breath", "0.5,30", (500, 30_000)),
        ("hold", ".5", 0.5),
        ("rate", "104.6", 105),
        ("range", "High", "high"),
        ("optional", "yes", True),
        ("swell", "Off", False),
        ("guidance", "brief", "brief"),
        ("chime", "Bell", "bell"),
        ("chime", "./Bell", "./Bell"),
        ("bed", "music.flac", "music.flac"),
        ("bed-level", "10", 10.0),
        ("loudness", "-19.5", -19.5),
        ("voice-treatment", "warm", "warm"),
    ],
)
def test_what_is_written_has_its_value(name: str, text: str, value: object) -> None:
    read = SETTINGS[name].read(text)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "bad", "told"),
    [
        ("voice", " ", "voice needs a name, such as en-us"),
        ("pace", "quick", "pace is slow, normal, fast or a factor such as 1.25, not 'quick'"),
        ("pace", "11", "pace is a factor from 0.1 to 10, not 11"),
        ("hold", "nan", "hold is a factor such as 0.5 or 2, not 'nan'"),
        ("breath", "4", "breath is two lengths in seconds, in and out, such as 4,6 — not '4'"),
        ("breath", "4,x", "breath is two lengths in seconds, such as 4,6, not 'x'"),
        ("breath", "4,31", "each half of a breath is 0.5 to 30 seconds long, not 4,31"),
        ("breath", "4000,6000", "each half of a breath is 0.5 to 30 seconds long, not 4000,6000"),
        ("rate", "1e9", "rate is words a minute, such as 120, not '1e9'"),
        ("rate", "99.6", "rate is 100 to 250 words a minute, not 99.6"),
        ("range", "middle", "range is low, mid or high, not 'middle'"),
        ("optional", "maybe", "optional is yes or no, not 'maybe'"),
        ("bed", "rian", "bed is rain, waves, drone, brown, none or a sound file, not 'rian'"),
        ("bed", "", "bed is rain, waves, drone, brown, none or a sound file, not ''"),
        ("chime", "gong", "chime is bowl, bell, none or a sound file, not 'gong'"),
        ("bed-level", "5", "bed-level is 10 to 40 LU under the speech, not 5"),
        ("bed-level", "nan", "bed-level is 20, not 'nan'"),
        ("loudness", "-9", "loudness is -30 to -14 LUFS, not -9"),
        ("loudness", "loud", "loudness is -18, not 'loud'"),
        ("voice-treatment", "cold", "voice-treatment is none or warm, not 'cold'"),
    ],
)
def test_settings_out_of_range_are_refused(name: str, bad: str, told: str) -> None:
    with pytest.raises(ValueError) as caught:
        SETTINGS[name].read(bad)
    assert str(caught.value) == told
