"""How long a body needs to do what a step says: from its words and where the body is."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import Literal

Posture = Literal["standing", "sitting", "kneeling", "lying"]


class Move(IntEnum):
    """A kind of movement, from the smallest to the largest."""

    NONE = 0
    SMALL = 1
    LIMB = 2
    FLOOR = 3
    STAND = 4
    PROP = 5


@lru_cache(4096)  # a routine is built several times over, for all that may be spoken of it
def movement(text: str, posture: Posture) -> tuple[Move, Posture]:
    """Give the largest kind of movement that a text asks for, and the posture it ends in."""
    if not text.strip():
        return Move.NONE, posture
    largest = Move.SMALL
    for sentence in _SENTENCE_END.split(text):
        if not _CONDITION.match(sentence):
            if any(not _offered(sentence, found) for found in _PROP.finditer(sentence)):
                largest = Move.PROP
            elif _moves_a_limb(sentence):
                largest = max(largest, Move.LIMB)
        for new in _postures(sentence):
            largest = max(largest, _between(posture, new))
            posture = new
    return largest, posture


def _between(old: Posture, new: Posture) -> Move:
    if old == new:
        return Move.SMALL
    return Move.STAND if "standing" in (old, new) else Move.FLOOR


def _words(listed: str) -> str:
    return "(?:" + "|".join(listed.split()) + ")"


_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")

# "If you would like to use blocks, place one ..." offers; nobody is made to wait for it.
_CONDITION = re.compile(r"\s*(if|when possible|optionally|you (may|might|can|could))\b", re.I)
# ("Slide a blanket under your head if you need it" is waited for: who needs it needs the time.)
_OFFER_BEFORE = re.compile(r"\b(feel free|may|might|can|could|option(al(ly)?)?|or)\b[^.;]*$", re.I)

_PROPS = _words(
    "blankets? towels? blocks? bolsters? cushions? pillows? straps? belts? bands? ropes? mats?"
    " rollers? roll balls? chairs? sticks? poles? broomsticks? bodybars? pins?"
)
# Between the verb and the prop only words that describe the prop: "place your hands on the mat"
# arranges nothing.
_DESCRIBED = _words(
    "a an the your one two both some another second third folded rolled rolled-up small large"
    " thick thin firm soft sturdy long short yoga exercise foam muscle massage tennis rolling"
    " resistance stretch hand bath beach blanket of or and tightly towel"
)
_PROP = re.compile(
    r"\b(?:(?:roll(?:ing)? up|fold(?:ing)?|unroll(?:ing)?|get|grab(?:bing)?|fetch(?:ing)?"
    r"|find(?:ing)?|arrang(?:e|ing)|plac(?:e|ing)|position(?:ing)?|set(?:ting)? up|slid(?:e|ing)"
    r"|tuck(?:ing)?|loop(?:ing)?|wrap(?:ping)?|stack(?:ing)?|us(?:e|ing)|put(?:ting)?|prepare"
    r"|lay(?:ing)?|drap(?:e|ing))"
    rf"(?:,? {_DESCRIBED})* {_PROPS}"
    rf"|(?:hold(?:ing)?|tak(?:e|ing)|have|bring(?:ing)?) (?:a|an)(?: {_DESCRIBED})* {_PROPS}"
    rf"|(?:on|over|onto) an? (?:folded|rolled|foam)(?: {_DESCRIBED})* {_PROPS})\b(?! of\b)",
    re.I,
)

_BODY = _words(
    "arms? hands? legs? knees? foot feet elbows? hips? pelvis buttocks torso chest shoulders? body"
    " head heels? ankles? fingers? palms? upper thighs? shins? forearms? wrists? back trunk"
)
_LIMB_VERB = _words(
    "step plac put bring extend lift rais cross bend straighten reach clasp interlac interlock"
    " stretch swing hook send curl pull push open walk slid hug grab grasp draw mov straddl thread"
    " wrap drop float kick hold circl shift incline flex arch round tilt"
)
_LIMB = re.compile(rf"\b{_LIMB_VERB}\w*\b[^.;]*?\b{_BODY}\b", re.I)
# Verbs that move the whole body, whatever follows.
_WHOLE = re.compile(
    r"\b(?:twist|turn|rotat|fold(?!ed)|lean|lower(?! (?:back|body|belly|ribs|legs?|half|spine)\b)"
    r"|releas|unwind|unclasp|switch|squat|lunge|return|let go"
    r"|com(?:e|ing) (?:out|up|down|back|to))",
    re.I,
)
# "Bring attention to the heart", "relax your shoulders", "place weight": no limb goes anywhere.
_STILL = re.compile(
    r"\b(bring|draw|shift|plac|put|mov|turn|return|send|hold)\w*"
    r"( (your|the|all|more|some|extra)){0,2}"
    r" (attention|awareness|focus|mind|gaze|eyes|breath|pressure|emphasis)\b[^.;,]*",
    re.I,
)


def _moves_a_limb(sentence: str) -> bool:
    moving = _STILL.sub("", sentence)
    return bool(_LIMB.search(moving) or _WHOLE.search(moving))


def _offered(sentence: str, found: re.Match[str]) -> bool:
    return bool(_OFFER_BEFORE.search(sentence[: found.start()]))


# What is said of a partner, as a comparison or as a second choice is not where the listener goes.
_NOT_THE_LISTENER = re.compile(
    r"\b(with |have |as )?(your |the |a )?(partner|assistant|helper)\b[^.;]*"
    r"|\b(as (if|though)|like|imagine|without|instead of|or|before)\b[^.,;]*",
    re.I,
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
_TO_SITTING = (
    r"\b(?:sit(?! (?:your|the|bones?)\b)(?! (?:back )?(?:on|onto) your heels)"
    r"|sitting(?! bones?)(?! (?:back )?(?:on|onto) your heels)|seated)\b"
)
_TO_STANDING = (
    r"\b(?:stand(?! (?:your|the|one|each)\b)|standing(?! (?:leg|foot|knee|hip|side)\b)"
    r"|(?:come|rise|get|jump)(?: (?:up|back))? (?:to|onto) your feet)\b"
)
_ALL: tuple[Posture, ...] = ("lying", "kneeling", "sitting", "standing")
_POSTURE = re.compile(
    f"(?P<lying>{_TO_LYING})|(?P<kneeling>{_TO_KNEELING})"
    f"|(?P<sitting>{_TO_SITTING})|(?P<standing>{_TO_STANDING})",
    re.I,
)


def _postures(sentence: str) -> list[Posture]:
    own = _NOT_THE_LISTENER.sub("", sentence)
    return [
        posture
        for found in _POSTURE.finditer(own)
        for posture in _ALL
        if found.lastgroup == posture
    ]
