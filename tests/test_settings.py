"""What may be written for each setting, and what is told where it is something else."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide import VoiceguideError
from voiceguide.settings import SETTINGS, Settings, override, setting_names


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
        ("count", "Tones", "tones"),
        ("chime", "Bell", "bell"),
        ("chime", "./Bell", "./Bell"),
        ("bed", "music.flac", "music.flac"),
        ("pace", "1.5x", 1.5),
        ("pace", "x 1.5", 1.5),
        ("pace", "150%", 1.5),
        ("hold", "50 %", 0.5),
        ("hold", "2×", 2.0),
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
        ("pace", "1500%", "pace is a factor from 0.1 to 10, not 1500%"),
        ("pace", "0x", "pace is a factor from 0.1 to 10, not 0x"),
        (
            "hold",
            "30s",
            "hold is a factor on all there are, such as 0.5 or 2, not '30s'; "
            "to change one of them, edit the routine",
        ),
        ("hold", "nan", "hold is a factor such as 0.5 or 2, not 'nan'"),
        ("breath", "4", "breath is two lengths in seconds, in and out, such as 4,6 — not '4'"),
        ("breath", "4,x", "breath is two lengths in seconds, such as 4,6, not 'x'"),
        ("breath", "4,31", "each half of a breath is 0.5 to 30 seconds long, not 4,31"),
        ("breath", "4000,6000", "each half of a breath is 0.5 to 30 seconds long, not 4000,6000"),
        ("rate", "1e9", "rate is words a minute, such as 120, not '1e9'"),
        ("rate", "99.6", "rate is 100 to 250 words a minute, not 99.6"),
        ("range", "middle", "range is low, mid or high, not 'middle'"),
        ("optional", "maybe", "optional is yes or no, not 'maybe'"),
        ("count", "aloud", "count is words, tones or none, not 'aloud'"),
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


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("pace", "slow", 1.25),
        ("pace", 2, 2.0),
        ("breath", (4, 6), (4000, 6000)),
        ("breath", (3.5, 4.5), (3500, 4500)),
        ("breath", (4000, 6000), (4000, 6000)),
        ("breath", [500, 30_000], (500, 30_000)),
        ("breath", (0.5, 30), (500, 30_000)),
        ("breath", "4,6", (4000, 6000)),
        ("rate", 119.6, 120),
        ("rate", "105", 105),
        ("optional", "no", False),
        ("guidance", "Minimal", "minimal"),
        ("chime", "BELL", "bell"),
        ("bed", Path("sea/waves.flac"), str(Path("sea/waves.flac"))),
        ("bed_level", 25, 25.0),
        ("loudness", -18, -18.0),
    ],
)
def test_what_python_gives_is_read_as_on_the_command_line(
    name: str, given: object, kept: object
) -> None:
    value = getattr(Settings(**{name: given}), name)
    assert (value, type(value)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("voice", 5),
        ("voice", ""),
        ("pace", 0.0),
        ("pace", -1.0),
        ("pace", math.nan),
        ("pace", [1]),
        ("pace", True),
        ("hold", math.inf),
        ("hold", 10**400),
        ("breath", (0, 4500)),
        ("breath", (3500, -1)),
        ("breath", (31, 499)),
        ("breath", (4,)),
        ("breath", (4, None)),
        ("breath", 4),
        ("rate", 0),
        ("rate", int),
        ("range", ("low", "high")),
        ("optional", 2),
        ("guidance", "brieff"),
        ("count", "loud"),
        ("chime", b"bowl"),
        ("bed", {}),
        ("bed_level", 41),
        ("swell", "perhaps"),
        ("loudness", 0),
        ("voice_treatment", "hot"),
    ],
)
def test_what_no_session_can_have_is_told_at_once(name: str, bad: object) -> None:
    with pytest.raises(VoiceguideError) as caught:
        Settings(**{name: bad})
    (problem,) = caught.value.problems
    assert name.replace("_", "-") in problem.message
    assert problem.hint == f"mend it, or leave {name} out"


def test_all_that_is_wrong_is_told_in_the_words_of_the_command_line() -> None:
    with pytest.raises(VoiceguideError) as caught:
        Settings(guidance="brieff", rate=9)  # type: ignore[arg-type]
    assert sorted(problem.message for problem in caught.value.problems) == [
        "guidance is full, brief or minimal, not 'brieff'",
        "rate is 100 to 250 words a minute, not 9",
    ]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=4,
)


@given(st.sampled_from([each.name for each in fields(Settings)]), anything)
def test_settings_are_good_or_an_error_and_stay_what_they_are(name: str, value: object) -> None:
    try:
        settings = Settings(**{name: value})
    except VoiceguideError:
        return
    assert replace(settings) == settings
    assert override(Settings(), settings) == settings


def test_settings_show_what_is_set() -> None:
    assert repr(Settings()) == "Settings()"
    assert repr(Settings(pace="slow", breath=(4, 6))) == "Settings(pace=1.25, breath=(4000, 6000))"
