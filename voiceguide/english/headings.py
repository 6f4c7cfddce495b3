"""What a pose's heading says besides its name.

A dose: "Pigeon (each side)", "Forward fold - 45 sec", "Plank 3x30s"; or that it is optional.
"""

from __future__ import annotations

from voiceguide.english.doses import find_dose
from voiceguide.english.pattern import Pattern

_QUIET = Pattern(r"\s*[(\[]\s*(?:quiet|silent|in\ssilence)\s*[)\]]\s*$", "quiet|silen")
_BRACKETED = Pattern(r"\s*[(\[](?P<dose>[^()\[\]]+)[)\]]\s*$", flags=0)
_PARTED = Pattern(r"\s*(?:\s[–—-]\s|[:,|·•]\s)\s*(?P<dose>[^:,|·•–—]+?)\s*$", flags=0)
_TIMES = Pattern(
    r"\s+(?P<dose>(?:[x×]\s?\d[\w\s]*|\d+\s?[x×]\s?\d+\s?\w*(?:[\s/]\w+)*|\d+\s?[x×]))\s*$"
)
_ALONE = Pattern(
    r"\s+(?P<dose>\d+(?:\s?[-–]\s?\d+)?\s?(?:s|sec|secs|seconds|min|mins|minutes|reps|times|breaths)\b[\s\w/]*)$"
)
_OPTIONAL = Pattern(
    r"\s*(?:[(\[]\s*optional(?:ly)?\s*[)\]]|\s[–—-]\s+optional|,\s*optional)\s*$"
    r"|^optional\s*[:–—-]\s*(?=\S)",
    "optional",
)


def option_in(name: str) -> tuple[int, int] | None:
    """Find where a heading says that its pose is optional: "Pigeon (optional)"."""
    found = _OPTIONAL.search(name)
    return found.span() if found and found.span() != (0, len(name)) else None


def quiet_in(name: str) -> int | None:
    """Find where a name ends that a mark for quiet follows: "Balance [quiet]"; None without."""
    found = _QUIET.search(name)
    return found.start() if found and found.start() else None


def dose_in(name: str) -> tuple[int, int, int] | None:
    """Find the dose at a heading's end: where the name ends, and from where to where the dose is.

    A bare number is part of a name ("Warrior 2").
    """
    small = name.lower()
    if not any(mark.isdigit() for mark in name) and "side" not in small and "(" not in name:
        return None
    for pattern in (_BRACKETED, _PARTED, _TIMES, _ALONE):
        found = pattern.search(name)
        if found is None or not found.start() or found["dose"].strip().isdigit():
            continue
        if find_dose(found["dose"]) is not None:
            return found.start(), found.start("dose"), found.end("dose")
    return None
