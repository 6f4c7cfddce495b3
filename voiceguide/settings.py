"""The values that front matter and command line share: what may be written, what it means."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, Literal

from voiceguide.routine import Settings

PACES = {"slow": 1.25, "normal": 1.0, "fast": 0.75}
"""Factors on breath, movement and pauses: 10, 8 and 6 seconds a breath."""

MOST_BREATH_S = 30
SLOWEST, FASTEST = 100, 250
"""Spoken words a minute: espeak's own floor is near 100, and above 250 no one follows."""


def parse_pace(text: str) -> float:
    """Read ``slow``, ``normal``, ``fast`` or a factor such as 1.25 (slower); ValueError if not."""
    word = text.strip().lower()
    return PACES[word] if word in PACES else _factor(text, "pace", "slow, normal, fast or 1.25")


def parse_hold(text: str) -> float:
    """Read a factor on every hold, such as 0.5 or 2; ValueError if it is none."""
    return _factor(text, "hold", "0.5 or 2")


def parse_breath(text: str) -> tuple[int, int]:
    """Read ``IN,OUT`` in seconds into milliseconds; ValueError if it is not that."""
    parts = text.replace(" ", "").split(",")
    if len(parts) != 2:
        raise ValueError(
            f"breath is two lengths in seconds, in and out, such as 4,6 — not {text!r}"
        )
    seconds = [_number(part, "breath", "4,6") for part in parts]
    if any(not 0.5 <= length <= MOST_BREATH_S for length in seconds):
        raise ValueError(
            f"each half of a breath is 0.5 to {MOST_BREATH_S} seconds long, not {text}"
        )
    return round(seconds[0] * 1000), round(seconds[1] * 1000)


def parse_rate(text: str) -> int:
    """Read a rate in spoken words a minute; ValueError if it is none that can be followed."""
    rate = _number(text, "rate", "120")
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
    word = text.strip().lower()
    if word in ("yes", "true", "on", "1"):
        return True
    if word in ("no", "false", "off", "0"):
        return False
    raise ValueError(f"optional is yes or no, not {text!r}")


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
}
"""What reads each setting, under its name in front matter."""


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
    given = {name: kept[name] for name in PARSERS if kept.get(name) is not None}
    return Settings(**{name: PARSERS[name](_written(value)) for name, value in given.items()})


def _written(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case [float() | int() as inhale, float() | int() as exhale]:
            return f"{inhale / 1000},{exhale / 1000}"
        case str() | int() | float():
            return str(value)
    raise ValueError(f"{value!r:.40} is no setting")


def _factor(text: str, name: str, example: str) -> float:
    factor = _number(text, name, example)
    if not 0.1 <= factor <= 10:
        raise ValueError(f"{name} is a factor from 0.1 to 10, not {text}")
    return factor


def _number(text: str, name: str, example: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{name} is written as in {example}, not {text!r}")
    return number
