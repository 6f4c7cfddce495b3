"""Whether an article is a movement routine at all; one about something else is refused."""

from __future__ import annotations

from dataclasses import dataclass

from voiceguide.importing.purpose import OTHER_MATTERS, asks, moves, times
from voiceguide.problems import VoiceguideError, fail

LEAST_SHARE = 0.5
"""The share of steps that must speak of the listener's body, posture or breath."""


def check_topic(name: str, title: str, steps: list[str]) -> None:
    """Refuse an article whose steps do not lead a body. Raises `VoiceguideError`."""
    reason = reason_against(title, steps)
    if reason:
        raise refuse(name, reason)


def refuse(name: str, reason: str) -> VoiceguideError:
    """Make the error that an article is refused with."""
    hint = (
        "an article to import has steps that move the body, such as "
        '"Lie on your back and hug your knees. Hold for 30 seconds."'
    )
    return fail(f"{name} does not read like a movement routine: {reason}", hint)


def reason_against(title: str, steps: list[str]) -> str:
    """Tell why steps under a title are no movement routine, or give ""."""
    if not steps:
        return "no steps to follow were found in it"
    moving = sum(map(moves, steps))
    # A step that is nothing but a time leads whatever the others lead.
    still = sum(not moves(step) and not times(step) for step in steps)
    other = max((_told(matter, title, steps) for matter in OTHER_MATTERS), key=lambda o: o.steps)
    quoted = ", ".join(f"“{word}”" for word in other.words[:4])
    # One strange word is no other matter: a step at a time can name a pan, a wheel, a screen.
    mostly = 2 * other.steps >= len(steps) and len(other.words) > 2
    mostly = mostly or (other.in_title and 3 * other.steps >= len(steps))
    if mostly or other.steps > moving:
        return f"it speaks of {other.matter} ({quoted})"
    if moving < LEAST_SHARE * (moving + still) or not moving:
        if other.steps:
            return f"it speaks of {other.matter} ({quoted})"
        return f"of its {len(steps)} steps, {moving} speak of the body or the breath"
    if not any(asks(step) or times(step) for step in steps):
        return "it tells about movement, and asks for none"
    return ""


@dataclass(frozen=True, slots=True)
class _Other:
    """Another matter: how many steps speak of it, in which words."""

    matter: str
    steps: int
    words: list[str]
    in_title: bool


def _told(matter: str, title: str, steps: list[str]) -> _Other:
    pattern = OTHER_MATTERS[matter]
    found = [[m.group().lower() for m in pattern.finditer(step)] for step in steps]
    words = list(dict.fromkeys(word for each in found for word in each))
    return _Other(matter, sum(map(bool, found)), words, bool(pattern.search(title)))
