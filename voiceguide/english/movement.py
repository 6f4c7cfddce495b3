"""How long a body needs to do what a step says: from its words and where the body is."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import Literal, NamedTuple

from voiceguide.english.body import ATTENTION, FINGERS, LARGE_PAIRED, OF_ATTENTION, TRUNK, either
from voiceguide.english.pattern import Pattern
from voiceguide.english.props import arranges, shown
from voiceguide.english.sentences import sentences_of

Posture = Literal["standing", "sitting", "kneeling", "lying", "on a chair"]


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

    ``changed`` is true from a change of side until a posture is taken for the new one.
    """

    posture: Posture = "standing"
    at_hand: frozenset[str] = frozenset()
    changed: bool = False


@lru_cache(4096)  # a routine is built several times over, for all that may be spoken of it
def movement(text: str, body: Body) -> tuple[Move, Body]:
    """Give the largest kind of movement that a text asks for, and where the body is after it."""
    if not text.strip():
        return Move.NONE, body
    largest = Move.SMALL
    chair = "chair" in body.at_hand
    for sentence in sentences_of(text):
        if not _CONDITION.match(sentence):
            fetched, used = arranges(sentence, body.at_hand)
            if fetched:
                largest = Move.PROP
            elif used or moves_a_limb(sentence):
                largest = max(largest, Move.LIMB)
            body = body._replace(at_hand=body.at_hand | shown(sentence))
        for new in _postures(sentence, body.posture):
            largest = max(largest, _between(body.posture, new, chair=chair))
            if new == body.posture and body.changed and _TAKEN_AGAIN.match(sentence):
                largest = max(largest, Move.FLOOR if new == "lying" else Move.LIMB)
                body = body._replace(changed=False)
            body = body._replace(posture=new)
        if _TO_SIT_UP.search(sentence):
            largest = max(largest, Move.FLOOR)
    return largest, body


def moves_a_limb(text: str) -> bool:
    """Tell whether words move a limb or more, wherever the body is."""
    moving = _STILL.sub("", text)
    return bool(_LIMB.search(moving) or _WHOLE.search(moving))


def _between(old: Posture, new: Posture, *, chair: bool) -> Move:
    if old == new:
        return Move.SMALL
    if {old, new} == {"on a chair", "standing"} and (chair or new == "standing"):
        return Move.LIMB
    return Move.STAND if {"standing", "on a chair"} & {old, new} else Move.FLOOR


def _words(listed: str) -> str:
    return "(?:" + "|".join(listed.split()) + ")"


# "If you would like to use blocks, place one ..." offers; nobody is made to wait for it.
_CONDITION = Pattern(r"\s*(if|when possible|optionally|you (may|might|can|could))\b", flags=re.I)
_BODY = f"(?:{either(f'{LARGE_PAIRED} {FINGERS} {TRUNK} palm buttock')})"
_LIMB_VERB = _words(
    "step plac put bring extend lift rais cross bend straighten reach clasp interlac interlock"
    " stretch swing hook send curl pull push open walk slid hug grab grasp draw mov straddl thread"
    " wrap drop float kick hold circl shift incline flex arch round tilt"
)
_LIMB = Pattern(rf"\b{_LIMB_VERB}\w*\b[^.;]*?\b{_BODY}\b")
# Verbs that move the whole body, whatever follows.
_WHOLE = Pattern(
    r"\b(?:twist|turn|rotat|fold(?!ed)|lean|lower(?! (?:back|body|belly|ribs|legs?|half|spine)\b)"
    r"|releas|unwind|unclasp|switch|squat|lunge|return|let go"
    r"|com(?:e|ing) (?:out|up|down|back|to))",
    flags=re.I,
)
# "Bring attention to the heart", "relax your shoulders", "place weight": no limb goes anywhere.
_STILL = Pattern(
    r"\b(bring|draw|shift|plac|put|mov|turn|return|send|hold)\w*"
    rf"{OF_ATTENTION}[^.;,]*",
    ATTENTION,
    flags=re.I,
)


# What is said of a partner, as a comparison or as a second choice is not where the listener goes.
_NOT_THE_LISTENER = Pattern(
    r"\b(with |have |as )?(your |the |a )?(partner|assistant|helper)\b[^.;]*"
    r"|\b(as (if|though)|like|imagine|without|instead of|or|before)\b[^.,;]*",
    flags=re.I,
)
_TO_LYING = (
    r"\b(?:(?:lie|lies|lying|laying|recline|lay(?! (?:your|the|a|an|both|one|it|each|out)\b))"
    r"|(?:com(?:e|ing)|get|roll|turn|lower|start|begin|rest)(?: (?!your|the)\w+){0,3} on(?:to)? "
    r"(?:your|one) (?:back|stomach|belly|front|(?:right |left |other )?side))\b"
)
_TO_KNEELING = (
    r"\b(?:all fours|hands and (?:your )?knees|hands knees|kneel(?:ing)?|tabletop"
    r"|sit(?:ting)? (?:back )?(?:on|onto) your heels"
    r"|(?:come|get|drop|rise|lower yourself)(?: (?:down|up))? (?:on|onto|to) (?:your|both) knees)\b"
)
# "Sit back with your hips", "sit back as if in a chair": the hips go back, and nobody sits.
_HINGE = r" (?:your hips )?back,? (?:and down )?(?:with|into a squat|into your hips|\0)"
_TO_SITTING = (
    r"\b(?:sit(?! (?:your|the|bones?)\b)(?!{heels}|{hinge})"
    r"|sitting(?! bones?)(?!{heels}|{hinge})|seated)\b"
).format(heels=r" (?:back )?(?:on|onto) your heels", hinge=_HINGE)
_TO_STANDING = (
    r"\b(?:stand(?! (?:your|the|one|each)\b)|standing(?! (?:leg|foot|knee|hip|side)\b)"
    r"|(?:come|rise|get|jump)(?: (?:up|back))? (?:to|onto) your feet)\b"
)
_ALL: tuple[Posture, ...] = ("lying", "kneeling", "sitting", "standing")
_POSTURE = Pattern(
    f"(?P<lying>{_TO_LYING})|(?P<kneeling>{_TO_KNEELING})"
    f"|(?P<sitting>{_TO_SITTING})|(?P<standing>{_TO_STANDING})",
    flags=re.I,
)
_ON_A_CHAIR = Pattern(
    r"\b(?:on|onto|in|into|of) (?:an?|the|your) (?:[\w-]+ ){0,3}"
    r"(?:chair|bench|stool|bed|sofa|couch)\b",
    "chair|bench|stool|bed|sofa|couch",
    flags=re.I,
)
_ON_THE_FLOOR = Pattern(
    r"\b(?:floor|mat|ground|blanket|cross-legged"
    r"|legs? (?:\w+ )?(?:straight|extended|out|long|in front))",
    flags=re.I,
)
_FEET_ON_THE_FLOOR = Pattern(r"\b(?:feet|foot|soles|heels)\b[^.;,]*\b(?:floor|ground)\b")
# On the other side "lie on your left side" is no small adjustment; "sit tall" still is one.
_TAKEN_AGAIN = Pattern(
    r"\W*(?:(?:now|then|again|this time)\W+)*"
    r"(?:lie|lay|sit|stand|kneel|roll|turn|come|get)\b(?! (?:up )?(?:tall|straight)\b)",
    flags=re.I,
)
_TO_SIT_UP = Pattern(
    r"\b(?:push|press|roll) (?:yourself )?(?:back )?up to (?:sit|a seat)", "up to ", flags=re.I
)


def _postures(sentence: str, before: Posture) -> list[Posture]:
    own = _NOT_THE_LISTENER.sub("\0", sentence)
    found = [
        posture for each in _POSTURE.finditer(own) for posture in _ALL if each.lastgroup == posture
    ]
    return [_seat(own, before) if posture == "sitting" else posture for posture in found]


def _seat(sentence: str, before: Posture) -> Posture:
    """Tell a chair from the floor; who sits on a chair does so until the floor is named."""
    if _ON_A_CHAIR.search(sentence):
        return "on a chair"
    if before == "on a chair" and not _ON_THE_FLOOR.search(_FEET_ON_THE_FLOOR.sub("", sentence)):
        return "on a chair"
    return "sitting"
