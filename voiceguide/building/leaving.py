"""What leads out of a hold, and whether a stretch of parts leaves the listener in one."""

from __future__ import annotations

from collections.abc import Sequence

from voiceguide.building.pacing import Pacing
from voiceguide.building.turn import is_led
from voiceguide.routine import Part

# Judgement: out of a shorter hold the body comes by itself with the next round.
_SHORTEST_S = 5


def is_meanwhile(part: Part) -> bool:
    """Tell whether a part that stands after a hold is meant during it.

    "Hold for 30 seconds. Tip: flex your foot.", or "Keep your back flat."
    """
    if part.role == "tip":
        return part.kind != "hold"
    return part.kind == "plain" and part.meaning.meanwhile


def in_order(parts: Sequence[Part]) -> list[Part]:
    """Put what is meant during a hold before it: its words would only be heard after it."""
    ordered: list[Part] = []
    at: int | None = None
    for part in parts:
        if part.kind == "hold":
            at = len(ordered)
        elif at is not None and is_meanwhile(part):
            ordered.insert(at, part)
            at += 1
            continue
        else:
            at = None
        ordered.append(part)
    return ordered


def left_in_a_hold(
    parts: Sequence[Part], pacing: Pacing, *, resting: bool = False, between: bool = False
) -> bool:
    """Tell whether parts end in a hold that nothing leads out of.

    "Release to center. Stay for one breath." is no such hold: its way out has come before it.
    To rest is to hold something only in a ``resting`` pose. ``between`` rounds or sides a short
    hold needs no words, nor one that the next pass leads out of at its start.
    """
    led = [p for p in parts if is_led(p, pacing) and p.role not in ("caution", "tip")]
    held = next((at for at in reversed(range(len(led))) if led[at].kind == "hold"), None)
    if held is None or any(part.meaning.leads_out for part in led[held + 1 :]):
        return False
    hold = led[held]
    if not resting and (hold.role == "way out" or not _is_held(hold, led[:held])):
        return False
    if between and (_is_short(hold) or led[0].role == "way out"):
        return False
    before = [part for part in led[:held] if not is_meanwhile(part)]
    return not before or before[-1].role != "way out"


def _is_held(hold: Part, before: Sequence[Part]) -> bool:
    if hold.meaning.stillness == "breathing":
        # "Sit. Breathe for a minute." holds nothing; with a limb in place it is a pose.
        return any(part.meaning.shapes for part in before)
    return hold.meaning.stillness == "held"


def _is_short(hold: Part) -> bool:
    # As written: what is said must not change with the pace.
    duration = hold.duration
    return duration is None or (
        duration.unit == "s" and (duration.high or duration.low) < _SHORTEST_S
    )
