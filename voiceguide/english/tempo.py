"""How fast a movement is done that is repeated: slowly, in quick steps, or up from a chair."""

from __future__ import annotations

from voiceguide.english.pattern import Pattern
from voiceguide.routine import TempoKind

_SIT_TO_STAND = Pattern(
    r"\bsit[\s-]to[\s-]stands?\b|\bsit\b[^.]*\bstand\b|\bstand\b[^.]*\bsit\b|\bstand\sup\b",
    "stand",
)
_SLOW = Pattern(r"\b(?:slow(?:ly)?|unhurried(?:ly)?|as\sslow)\b", "slow|unhurried")
_QUICK = Pattern(
    r"\b(?:puls\w+|tap(?:s|ping)?|march\w*|jog\w*|clap\w*|flutter\w*|quick(?:ly)?"
    r"|step(?:s|ping)?\s(?:in\splace|on\sthe\sspot|(?:from\s)?side\sto\sside))\b",
    "puls|tap|march|jog|clap|flutter|quick|step",
)


def tempo_of(text: str) -> TempoKind:
    """Tell how fast the words want a movement done; "" where they do not."""
    if _SIT_TO_STAND.search(text):
        return "sit to stand"
    if _SLOW.search(text):
        return "slow"
    return "quick" if _QUICK.search(text) else ""
