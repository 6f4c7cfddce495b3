"""Is this a movement routine at all? An article about something else is refused, with the reason."""

from __future__ import annotations

import re
from collections import Counter

from voiceguide.importing.words import OTHER_MATTERS, asks, may_move, moves, times
from voiceguide.problems import VoiceguideError, fail

LEAST_SHARE = 0.35
"""The share of steps that must speak of the listener's body, posture or breath."""


def check_topic(name: str, steps: list[str]) -> None:
    """Refuse an article whose steps do not lead a body. Raises `VoiceguideError`."""
    reason = reason_against(steps)
    if reason:
        raise refuse(name, reason)


def refuse(name: str, reason: str) -> VoiceguideError:
    """Make the error that an article is refused with."""
    hint = (
        "an article to import has steps that move the body, such as "
        '"Lie on your back and hug your knees. Hold for 30 seconds."'
    )
    return fail(f"{name} does not read like a movement routine: {reason}", hint)


def reason_against(steps: list[str]) -> str:
    """Tell why these steps are no movement routine, or give ""."""
    if not steps:
        return "no steps to follow were found in it"
    moving = [step for step in steps if moves(step)]
    found: Counter[str] = Counter()
    shown: dict[str, list[str]] = {}
    for step in steps:
        for matter, pattern in OTHER_MATTERS.items():
            words = list(dict.fromkeys(re.sub(r"\s+", " ", m.group()).lower() for m in pattern.finditer(step)))  # fmt: skip
            if words:
                # One odd word beside a body is no matter of its own: a bike wheel to hold, a pan of water.
                found[matter] += 2 if len(words) > 1 or not moves(step) else 1
                shown.setdefault(matter, []).extend(w for w in words if w not in shown.get(matter, []))  # fmt: skip
    share = len(moving) / len(steps)
    matter, weight = found.most_common(1)[0] if found else ("", 0)
    if weight >= 2 * len(moving) or (weight >= len(steps) and share < 0.7):
        quoted = ", ".join(f"“{word}”" for word in shown[matter][:4]) if matter else ""
        if quoted:
            return f"it speaks of {matter} ({quoted})"
    if share < LEAST_SHARE:
        if matter and weight:
            quoted = ", ".join(f"“{word}”" for word in shown[matter][:4])
            return f"it speaks of {matter} ({quoted})"
        return f"{len(moving)} of its {len(steps)} steps speak of the body or the breath"
    if not any(asks(step) or times(step) for step in steps if may_move(step)):
        return "it tells about movement, and asks for none"
    return ""
