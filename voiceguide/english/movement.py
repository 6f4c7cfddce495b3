"""What a sentence asks of a body: which posture, which prop, a limb or less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from voiceguide.english.body import ATTENTION, FINGERS, LARGE_PAIRED, OF_ATTENTION, TRUNK, either
from voiceguide.english.pattern import Pattern
from voiceguide.english.props import handled, shown
from voiceguide.english.sentences import sentences_of
from voiceguide.english.starting import position_words
from voiceguide.routine import Action, Posture


def actions_of(text: str) -> tuple[Action, ...]:
    """Give what each sentence of a text asks of a body."""
    return tuple(map(_action, sentences_of(text)))


def moves_a_limb(text: str) -> bool:
    """Tell whether words move a limb or more, wherever the body is."""
    moving = _STILL.sub("", text)
    return bool(_LIMB.search(moving) or _WHOLE.search(moving))


def shapes(text: str) -> bool:
    """Tell whether words put the body into a shape that it has to leave."""
    return moves_a_limb(_HAND_ON.sub("", text))


def _action(sentence: str) -> Action:
    action = Action(
        postures=tuple(_postures(sentence)),
        anew=bool(_TAKEN_AGAIN.match(sentence)),
        sits_up=bool(_TO_SIT_UP.search(sentence)),
    )
    if action.postures:
        action = action._replace(position=position_words(sentence))
    if _CONDITION.match(sentence):
        return action
    return action._replace(
        moves_limb=moves_a_limb(sentence),
        props=tuple(handled(sentence)),
        shows=shown(sentence),
    )


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
_HAND_ON = Pattern(r"\bhands? on your (?:\w+ )?(?:belly|chest|ribs|heart|stomach)\b", flags=re.I)

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
_ALL: tuple[Posture, ...] = ("lying", "kneeling", "standing")
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


def _postures(sentence: str) -> Iterator[Posture | Literal["seated"]]:
    own = _NOT_THE_LISTENER.sub("\0", sentence)
    for found in _POSTURE.finditer(own):
        if found["sitting"]:
            yield _seat(own)
        else:
            yield next(posture for posture in _ALL if found[posture])


def _seat(sentence: str) -> Posture | Literal["seated"]:
    """Tell a chair from the floor, and from "sit tall", which may be on either."""
    if _ON_A_CHAIR.search(sentence):
        return "on a chair"
    on_the_floor = _ON_THE_FLOOR.search(_FEET_ON_THE_FLOOR.sub("", sentence))
    return "sitting" if on_the_floor else "seated"
