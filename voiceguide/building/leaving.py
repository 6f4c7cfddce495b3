"""What leads out of a hold, and whether a stretch of parts leaves the listener in one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voiceguide.building.pacing import Pacing
from voiceguide.building.turn import is_led
from voiceguide.english.movement import moves_a_limb
from voiceguide.english.pattern import Pattern
from voiceguide.english.positions import is_meanwhile as english_is_meanwhile
from voiceguide.english.positions import leads_out
from voiceguide.routine import Part

# Judgement: out of a shorter hold the body comes by itself with the next round.
_SHORTEST_S = 5

_FIRST = r"^\W*(?:(?:and|then|now|next|finally|slowly|gently|carefully|to finish)\W+)*"

# "Lower for four seconds": the time of a movement out, and no hold.
_OUT_FOR = Pattern(
    _FIRST + r"(?:releas|return|lower|relax|rest|unroll|let go|roll (?:back )?(?:down|up)"
    r"|com(?:e|ing) (?:back|out)|go back|sit (?:back )?up|stand (?:back )?up)",
    flags=re.I,
)
_HOLDING = Pattern(r"\b(?:hold|stay|remain|keep|paus|into|here|position|posture|stretch)")
# Time that is filled with breathing or movement: nothing is held.
_MOTIONS = (
    "repeat|alternat|walk|march|jog|rock|sway|swing|circl|roll|rotat|shak|bounc|puls|pedal|wiggl"
    "|massag|rub|tap|swirl|wav|step|skip|jump|switch|mov|flow|nod"
)
_MOVING = Pattern(
    _FIRST + r"(?:keep (?:on )?(?:going|(?!hold|breath|stretch|press|push|pull|relax|sitt|ly|look"
    r"|lift|reach|stand|squeez|lean)\w+ing)\b"
    r"|continu\w*(?! (?:to )?(?:hold|stay|stretch|press|push|pull|lean|reach|breathing into))"
    rf"|{_MOTIONS}|run\b"
    r"|finish\w* by\b)|\b(?:side to side|back and forth|up and down|in circles|to and fro)\b",
    f"keep|continu|run|finish|side|forth|down|fro|{_MOTIONS}",
    flags=re.I,
)
_BREATHING = Pattern(_FIRST + r"breath(?!e? (?:here|there|into)\b)", flags=re.I)
_HAND_ON = Pattern(r"\bhands? on your (?:\w+ )?(?:belly|chest|ribs|heart|stomach)\b", flags=re.I)


def leaves(part: Part) -> bool:
    """Tell whether a part leads out of a hold."""
    return part.role == "way out" or leads_out(part.text)


def is_meanwhile(part: Part) -> bool:
    """Tell whether a part that stands after a hold is meant during it.

    "Hold for 30 seconds. Tip: flex your foot.", or "Keep your back flat."
    """
    if part.role == "tip":
        return part.kind != "hold"
    return part.kind == "plain" and english_is_meanwhile(part.text) and not leaves(part)


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
    if held is None or any(map(leaves, led[held + 1 :])):
        return False
    hold = led[held]
    if not resting and (hold.role == "way out" or not _is_held(hold, led[:held])):
        return False
    if between and (_is_short(hold) or led[0].role == "way out"):
        return False
    before = [part for part in led[:held] if not is_meanwhile(part)]
    return not before or before[-1].role != "way out"


def _is_held(hold: Part, before: Sequence[Part]) -> bool:
    if _BREATHING.match(hold.text):
        # "Sit. Breathe for a minute." holds nothing; with a limb in place it is a pose.
        return any(moves_a_limb(_HAND_ON.sub("", part.text)) for part in before)
    if _HOLDING.search(hold.text) and not _MOVING.match(hold.text):
        return True
    return not (_OUT_FOR.match(hold.text) or _MOVING.search(hold.text))


def _is_short(hold: Part) -> bool:
    # As written: what is said must not change with the pace.
    duration = hold.duration
    return duration is None or (
        duration.unit == "s" and (duration.high or duration.low) < _SHORTEST_S
    )
