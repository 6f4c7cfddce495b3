"""How the value of a setting is read, by its kind: of a text, or of what is a value already.

A kind that takes something gives a reader. Each raises ValueError, in words for whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from os import PathLike, fspath
from typing import Any

HALF_BREATH_S = (0.5, 30)
FACTORS = (0.1, 10)
LENGTHS_MS = (30_000, 360_000_000)
"""How long a session can be asked to be: half a minute to 100 hours."""
READY_S = (0, 600)

Kind = Callable[[str, object], Any]
"""Gives the value of the setting of this name: of a text, or of what is a value already.

Raises ValueError, in words for whoever wrote it: it is none of this kind.
"""


def choice(*words: str) -> Kind:
    """Give the kind of a setting that is one of these words."""

    def read(name: str, given: object) -> str:
        if _word(given) not in words:
            raise _refused(name, f"{', '.join(words[:-1])} or {words[-1]}", given)
        return _word(given)

    return read


def yes_or_no(name: str, given: object) -> bool:
    """Read whether something is to be."""
    if isinstance(given, bool):
        return given
    if _word(given) in ("yes", "true", "on", "1"):
        return True
    if _word(given) in ("no", "false", "off", "0"):
        return False
    raise _refused(name, "yes or no", given)


def number(least: float, most: float, unit: str, wanted: str, *, whole: bool = False) -> Kind:
    """Give the kind of a setting that is a number in a range."""

    def read(name: str, given: object) -> float:
        figure = _figure(name, wanted, given)
        if not least <= figure <= most:
            raise ValueError(f"{name} is {least} to {most} {unit}, not {given}")
        return round(figure) if whole else float(figure)

    return read


def factor(wanted: str, words: Mapping[str, float]) -> Kind:
    """Give the kind of a setting that is a factor, or one of the words for some."""
    least, most = FACTORS

    def read(name: str, given: object) -> float:
        word = _word(given)
        if word in words:
            return words[word]
        figure = _figure(name, wanted, _as_factor(name, word) or given)
        if not least <= figure <= most:
            raise ValueError(f"{name} is a factor from {least} to {most}, not {given}")
        return float(figure)

    return read


def _as_factor(name: str, word: str) -> str:
    """Give the factor of "1.5x" or "150%" as a plain figure, "" where it is neither.

    Raises ValueError: it is a length, which no factor is.
    """
    if re.fullmatch(r"[0-9.]+ ?[x×]|[x×] ?[0-9.]+", word):
        return word.strip("x× ")
    if re.fullmatch(r"[0-9]{1,5} ?%", word):
        return f"{int(word.rstrip('% ')) / 100}"
    if re.fullmatch(r"[0-9.]+ ?(?:s|sec|secs|seconds?|m|min|mins|minutes?|breaths?)", word):
        raise ValueError(
            f"{name} is a factor on all there are, such as 0.5 or 2, not {word!r}; "
            "to change one of them, edit the routine"
        )
    return ""


def breath(name: str, given: object) -> tuple[int, int]:
    """Read the two halves of a breath, in milliseconds."""
    halves = given.replace(" ", "").split(",") if isinstance(given, str) else given
    if not isinstance(halves, (list, tuple)) or len(halves) != 2:
        raise ValueError(
            f"{name} is two lengths in seconds, in and out, such as 4,6 — not {given!r}"
        )
    least_s, most_s = HALF_BREATH_S
    inhale_ms, exhale_ms = (_half_ms(name, half) for half in halves)
    if not all(1000 * least_s <= ms <= 1000 * most_s for ms in (inhale_ms, exhale_ms)):
        raise ValueError(
            f"each half of a {name} is {least_s} to {most_s} seconds long, not {given}"
        )
    return round(inhale_ms), round(exhale_ms)


def _half_ms(name: str, half: object) -> float:
    """Read seconds, or a number of milliseconds: no half of a breath could be either."""
    figure = _figure(name, "two lengths in seconds, such as 4,6", half)
    is_ms = figure > HALF_BREATH_S[1] and not isinstance(half, str)
    return figure if is_ms else 1000 * figure


def length(name: str, given: object) -> int:
    """Read how long a session is to be, in milliseconds."""
    wanted = "a length such as 20m or 20:00"
    least_ms, most_ms = LENGTHS_MS
    if isinstance(given, str):
        ms = _written_ms(given.strip().lower())
        if ms is None:
            raise _refused(name, wanted, given)
    else:
        figure = _figure(name, wanted, given)
        # No session is so many minutes long, nor so few milliseconds.
        ms = figure if figure >= least_ms else 60_000 * figure
    if not least_ms <= ms <= most_ms:
        raise ValueError(f"{name} is half a minute to 100 hours, not {given}")
    return round(ms)


def _written_ms(given: str) -> float | None:
    """Read "20" (minutes), "20m", "1h 30m", "90s", "20 minutes", "20:00" or "1:20:00"."""
    if re.fullmatch(r"[0-9]{1,4}(?::[0-5][0-9]){1,2}", given):
        parts = [float(part) for part in given.split(":")]
        hours, minutes, seconds = parts if len(parts) == 3 else [0.0, *parts]
        return 1000 * (3600 * hours + 60 * minutes + seconds)
    figure = r"([0-9]{1,6}(?:\.[0-9]{1,3})?)"
    if re.fullmatch(figure, given):
        return 60_000 * float(given)
    units = (r"h(?:ours?|rs?)?", r"m(?:in(?:ute)?s?)?", r"s(?:ec(?:ond)?s?)?")
    found = re.fullmatch(" ?".join(rf"(?:{figure} ?{unit})?" for unit in units), given)
    if not given or found is None:
        return None
    hours, minutes, seconds = (float(each or 0) for each in found.groups())
    return 1000 * (3600 * hours + 60 * minutes + seconds)


def ready(name: str, given: object) -> int:
    """Read a time to get ready, in seconds."""
    wanted = "some seconds, such as 20s"
    seconds = given
    if isinstance(given, str) and not given.strip().replace(".", "", 1).isdecimal():
        written_ms = _written_ms(given.strip().lower())
        if written_ms is None:
            raise _refused(name, wanted, given)
        seconds = written_ms / 1000
    figure = _figure(name, wanted, seconds)
    if not READY_S[0] <= figure <= READY_S[1]:
        raise ValueError(f"{name} is {READY_S[0]} to {READY_S[1]} seconds, not {given}")
    return round(figure)


def name_of(example: str) -> Kind:
    """Give the kind of a setting that is a name."""

    def read(name: str, given: object) -> str:
        if not isinstance(given, str) or not given.strip():
            raise ValueError(f"{name} needs a name, such as {example}")
        return given.strip()

    return read


def name_or_file(*names: str) -> Kind:
    """Give the kind of a setting that is one of these names, or the path of a sound file."""

    def read(name: str, given: object) -> str:
        if isinstance(given, PathLike):
            given = fspath(given)
        if not isinstance(given, str):
            raise _refused(name, f"{', '.join(names)} or a sound file", given)
        word = given.strip()
        if word.lower() in names:
            return word.lower()
        if not any(mark in word for mark in "./\\"):
            raise _refused(name, f"{', '.join(names)} or a sound file", given)
        return word

    return read


def _word(given: object) -> str:
    return given.strip().lower() if isinstance(given, str) else ""


def _figure(name: str, wanted: str, given: object) -> float:
    # Plain digits only: float() would take nan, 1e999, 1_0 and digits of other scripts.
    if isinstance(given, str):
        if re.fullmatch(r"-?(?:[0-9]*\.?[0-9]+|[0-9]+\.)", given.strip()):
            return float(given)
    elif isinstance(given, (int, float)) and not isinstance(given, bool):
        return given
    raise _refused(name, wanted, given)


def _refused(name: str, wanted: str, given: object) -> ValueError:
    return ValueError(f"{name} is {wanted}, not {given!r}")
