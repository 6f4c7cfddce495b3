"""Holds of a length that is not said: "stay a while", "pause for a moment", "… and rest"."""

from __future__ import annotations

from typing import NamedTuple

from voiceguide.english.pattern import Pattern

# Judgement: a moment is about a second breath in; "a while" is what a stretch takes (ACSM).
_MOMENT_S, _MOMENTS_S, _WHILE_S, REST_S = 3, 4, 30, 10
_A_WHILE = r"a\s(?:little\s|short\s|good\s)?while(?:\slonger)?"
_A_MOMENT = r"a\s(?:little\s|brief\s|short\s)?(?:moment|bit)(?:\slonger)?"
_MOMENTS = r"(?:a\sfew|some|several|a\scouple\sof)\smoments"
_UNTIL = r"until\s(?:you|your|the|it|this|that|tension)\b[^.;]*"
_FIRST = r"\W*(?:(?:and|then|now|next|just|simply|gently|try\sto)[\s,]+)*"
_STAYS = Pattern(
    rf"""{_FIRST}(?:hold|stay|remain|rest|pause|linger|wait)
        (?:\s(?:it|this|that|here|there|still|quiet|quietly|in|the|your|pose|position|stretch|twist
        |fold|shape|like))*\s(?:for\s)?
        (?:(?P<moments>{_MOMENTS})|(?P<moment>{_A_MOMENT}|briefly)|(?P<while>{_A_WHILE}|{_UNTIL}))
        (?=\s*(?:[.,;!]|$)|\s(?:and|then|before)\b)""",
    "while|moment|bit|briefly|until",
    "hold|stay|remain|rest|pause|linger|wait",
)
_FOR = Pattern(
    rf"""\bfor\s(?:(?P<moments>{_MOMENTS})|(?P<moment>{_A_MOMENT})|(?P<while>{_A_WHILE}))
        (?=\s*(?:[.,;!]|$)|\s(?:and|then|before)\b)""",
    "while|moment|bit",
)
_RESTS = Pattern(
    rf"(?:{_FIRST}|.*,?\s(?:and\s|then\s)+)rest(?:\s(?:here|there))?[\s.!]*$",
    "rest",
)


_ONLY_RESTS = Pattern(rf"{_FIRST}rest\b", "rest")


class VagueTime(NamedTuple):
    """A hold, or a rest, whose words end at ``end`` of a sentence, and the seconds it is given.

    ``moves`` tells words that first move somewhere: "Hug your knees for a moment.".
    """

    end: int
    seconds: int
    rests: bool = False
    moves: bool = False


def find_vague(words: str) -> VagueTime | None:
    """Find a hold of a vague length, or a rest of none, that a sentence begins with or ends in."""
    stays = _STAYS.match(words)
    found = stays or _FOR.search(words)
    if found is not None:
        seconds = _WHILE_S if found["while"] else _MOMENT_S if found["moment"] else _MOMENTS_S
        return VagueTime(found.end(), seconds, moves=stays is None)
    found = _RESTS.match(words)
    if found is None:
        return None
    return VagueTime(len(words), REST_S, rests=True, moves=not _ONLY_RESTS.match(words))
