"""How long a body needs for what a step asks of it: that depends on where the body is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from voiceguide.routine import CHAIR, Action, Posture


class Move(IntEnum):
    """A kind of movement, from the smallest to the largest."""

    NONE = 0
    SMALL = 1
    LIMB = 2
    FLOOR = 3
    STAND = 4
    PROP = 5


class Body(NamedTuple):
    """Where the body is: its posture, and the kinds of props it has at hand.

    ``changed`` is true from a change of side until a posture is taken for the new one;
    ``from_chair`` while one stands who sat on a chair before.
    """

    posture: Posture = "standing"
    at_hand: frozenset[str] = frozenset()
    changed: bool = False
    from_chair: bool = False


def movement(actions: Iterable[Action], body: Body) -> tuple[Move, Body]:
    """Give the largest kind of movement that is asked for, and where the body is after it."""
    largest = Move.NONE
    at_hand = body.at_hand
    for action in actions:
        largest = max(largest, _handling(action, body))
        body = body._replace(at_hand=body.at_hand | action.shows)
        for asked in action.postures:
            new = _seat(body) if asked == "seated" else asked
            chair = body.from_chair or CHAIR in at_hand
            largest = max(largest, _between(body.posture, new, chair=chair))
            if new == body.posture and body.changed and action.anew:
                largest = max(largest, Move.FLOOR if new == "lying" else Move.LIMB)
                body = body._replace(changed=False)
            sat = body.posture == "on a chair" or body.from_chair
            body = body._replace(posture=new, from_chair=sat and new == "standing")
        if action.sits_up:
            largest = max(largest, Move.FLOOR)
    return largest, body


def _handling(action: Action, body: Body) -> Move:
    fetched = [
        prop
        for prop in action.props
        if not prop.in_use and (prop.another or not prop.kinds <= body.at_hand)
    ]
    if fetched:
        return Move.PROP
    return Move.LIMB if action.props or action.moves_limb else Move.SMALL


def _seat(body: Body) -> Posture:
    """Give what one sits on: who sits on a chair, or stands up from it, does so again."""
    seated = body.posture == "on a chair" or (body.posture == "standing" and body.from_chair)
    return "on a chair" if seated else "sitting"


def _between(old: Posture, new: Posture, *, chair: bool) -> Move:
    if old == new:
        return Move.SMALL
    if {old, new} == {"on a chair", "standing"} and (chair or new == "standing"):
        return Move.LIMB
    return Move.STAND if {"standing", "on a chair"} & {old, new} else Move.FLOOR
