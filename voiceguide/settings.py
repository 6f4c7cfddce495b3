"""The values that front matter and command line share: what may be written, what it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

PACES = {"slow": 1.25, "normal": 1.0, "fast": 0.75}
"""Factors on breath, movement and pauses: 10, 8 and 6 seconds a breath."""

MOST_BREATH_S = 30
CHIMES_MS = {"bowl": 4008, "bell": 3000, "none": 0}
"""How long each strike lasts; whole frames of 24 ms."""
BREATH_CHIME_MS = 1512
USUAL_CHIME = "bowl"
USUAL_BED_LEVEL = 20.0
"""WCAG 1.4.7: what lies under speech is at least 20 dB quieter."""
BEDS = ("rain", "waves", "drone", "brown", "none")
BED_LEVELS = (10, 40)
"""LU under the speech: listeners want at least 10, and 40 is hardly there."""
LOUDNESS_LUFS = (-30, -14)
"""What platforms and broadcasters ask for lies between -24 and -14."""
SLOWEST, FASTEST = 100, 250
"""Spoken words a minute: espeak's own floor is near 100, and above 250 no one follows."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a routine's front matter, or the command line, asks for; None where it says nothing.

    Breath in milliseconds (in, out); ``rate`` in spoken words a minute; ``pace`` and ``hold``
    are factors, more is longer. ``chime`` and ``bed`` are names or paths of sound files;
    ``bed_level`` is how many LU the bed stays under the speech, ``loudness`` that of the speech
    in LUFS.
    """

    voice: str | None = None
    pace: float | None = None
    breath: tuple[int, int] | None = None
    hold: float | None = None
    rate: int | None = None
    range: Literal["low", "mid", "high"] | None = None
    optional: bool | None = None
    guidance: Literal["full", "brief", "minimal"] | None = None
    chime: str | None = None
    bed: str | None = None
    bed_level: float | None = None
    swell: bool | None = None
    loudness: float | None = None
    voice_treatment: Literal["none", "warm"] | None = None


def parse_pace(text: str) -> float:
    """Read ``slow``, ``normal``, ``fast`` or a factor such as 1.25 (slower); ValueError if not."""
    word = text.strip().lower()
    return (
        PACES[word]
        if word in PACES
        else _factor(text, "pace", "slow, normal, fast or a factor such as 1.25")
    )


def parse_hold(text: str) -> float:
    """Read a factor on every hold, such as 0.5 or 2; ValueError if it is none."""
    return _factor(text, "hold", "a factor such as 0.5 or 2")


def parse_breath(text: str) -> tuple[int, int]:
    """Read ``IN,OUT`` in seconds into milliseconds; ValueError if it is not that."""
    parts = text.replace(" ", "").split(",")
    if len(parts) != 2:
        raise ValueError(
            f"breath is two lengths in seconds, in and out, such as 4,6 — not {text!r}"
        )
    seconds = [_number(part, "breath", "two lengths in seconds, such as 4,6") for part in parts]
    if any(not 0.5 <= length <= MOST_BREATH_S for length in seconds):
        raise ValueError(
            f"each half of a breath is 0.5 to {MOST_BREATH_S} seconds long, not {text}"
        )
    return round(seconds[0] * 1000), round(seconds[1] * 1000)


def parse_rate(text: str) -> int:
    """Read a rate in spoken words a minute; ValueError if it is none that can be followed."""
    rate = _number(text, "rate", "words a minute, such as 120")
    if not SLOWEST <= rate <= FASTEST:
        raise ValueError(f"rate is {SLOWEST} to {FASTEST} words a minute, not {text}")
    return round(rate)


def parse_range(text: str) -> Literal["low", "mid", "high"]:
    """Read which number of a range to choose; ValueError if it is not low, mid or high."""
    word = text.strip().lower()
    for choice in ("low", "mid", "high"):
        if word == choice:
            return choice
    raise ValueError(f"range is low, mid or high, not {text!r}")


def parse_guidance(text: str) -> Literal["full", "brief", "minimal"]:
    """Read how much is said; ValueError if it is not full, brief or minimal."""
    word = text.strip().lower()
    for choice in ("full", "brief", "minimal"):
        if word == choice:
            return choice
    raise ValueError(f"guidance is full, brief or minimal, not {text!r}")


def parse_optional(text: str) -> bool:
    """Read yes or no; ValueError if it is neither."""
    return _yes_or_no(text, "optional")


def parse_swell(text: str) -> bool:
    """Read yes or no; ValueError if it is neither."""
    return _yes_or_no(text, "swell")


def parse_chime(text: str) -> str:
    """Read the name of a chime, or the path of a sound file; ValueError where there is neither."""
    return _named_or_file(text, "chime", tuple(CHIMES_MS))


def parse_bed(text: str) -> str:
    """Read the name of a bed, or the path of a sound file; ValueError where there is neither."""
    return _named_or_file(text, "bed", BEDS)


def parse_bed_level(text: str) -> float:
    """Read how many LU the bed stays under the speech; ValueError if that is out of range."""
    least, most = BED_LEVELS
    level = _number(text, "bed-level", "20")
    if not least <= level <= most:
        raise ValueError(f"bed-level is {least} to {most} LU under the speech, not {text}")
    return level


def parse_loudness(text: str) -> float:
    """Read the loudness of speech in LUFS, such as -18; ValueError if it is out of range."""
    least, most = LOUDNESS_LUFS
    level = _number(text, "loudness", "-18")
    if not least <= level <= most:
        raise ValueError(f"loudness is {least} to {most} LUFS, not {text}")
    return level


def parse_voice_treatment(text: str) -> Literal["none", "warm"]:
    """Read how the voice is treated; ValueError if it is not none or warm."""
    word = text.strip().lower()
    for choice in ("none", "warm"):
        if word == choice:
            return choice
    raise ValueError(f"voice-treatment is none or warm, not {text!r}")


def parse_voice(text: str) -> str:
    """Read the name of a voice; whether there is such a voice is seen when it is asked to speak."""
    if not text.strip():
        raise ValueError("voice needs a name, such as en-us")
    return text.strip()


PARSERS: dict[str, Callable[[str], Any]] = {
    "voice": parse_voice,
    "pace": parse_pace,
    "breath": parse_breath,
    "hold": parse_hold,
    "rate": parse_rate,
    "range": parse_range,
    "optional": parse_optional,
    "guidance": parse_guidance,
    "chime": parse_chime,
    "bed": parse_bed,
    "bed-level": parse_bed_level,
    "swell": parse_swell,
    "loudness": parse_loudness,
    "voice-treatment": parse_voice_treatment,
}
"""What reads each setting, under its name in front matter."""


def field_of(name: str) -> str:
    """Give the field of `Settings` that has a setting of this name."""
    return name.replace("-", "_")


def override(settings: Settings, over: Settings) -> Settings:
    """Lay settings over others: what ``over`` leaves at None stays as it was."""
    given = {
        field.name: value
        for field in fields(over)
        if (value := getattr(over, field.name)) is not None
    }
    return replace(settings, **given)


def from_plain(kept: Mapping[str, Any]) -> Settings:
    """Make settings of plain data, such as JSON gives, as strictly as of what a person writes.

    Raises ValueError: a value that front matter could not have.
    """
    given = {name: kept.get(field_of(name)) for name in PARSERS}
    read = {
        field_of(name): PARSERS[name](_written(value))
        for name, value in given.items()
        if value is not None
    }
    return Settings(**read)


def _written(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case [float() | int() as inhale, float() | int() as exhale]:
            return f"{inhale / 1000},{exhale / 1000}"
        case str() | int() | float():
            return str(value)
    raise ValueError(f"{value!r:.40} is no setting")


def _yes_or_no(text: str, name: str) -> bool:
    word = text.strip().lower()
    if word in ("yes", "true", "on", "1"):
        return True
    if word in ("no", "false", "off", "0"):
        return False
    raise ValueError(f"{name} is yes or no, not {text!r}")


def _named_or_file(text: str, name: str, names: Sequence[str]) -> str:
    word = text.strip()
    if word.lower() in names:
        return word.lower()
    if not word or not any(mark in word for mark in "./\\"):
        raise ValueError(f"{name} is {', '.join(names)} or a sound file, not {text!r}")
    return word


def _factor(text: str, name: str, choices: str) -> float:
    factor = _number(text, name, choices)
    if not 0.1 <= factor <= 10:
        raise ValueError(f"{name} is a factor from 0.1 to 10, not {text}")
    return factor


def _number(text: str, name: str, choices: str) -> float:
    # Plain digits only: float() would take nan, 1e999, 1_0 and digits of other scripts.
    if not re.fullmatch(r"-?(?:[0-9]*\.?[0-9]+|[0-9]+\.)", text.strip()):
        raise ValueError(f"{name} is {choices}, not {text!r}")
    return float(text)
