"""How fast a movement is done that is repeated: slowly, in quick steps, or up from a chair."""

from __future__ import annotations

from typing import NamedTuple

from voiceguide.english.numbers import HAS_NUMBER, NUMBER, in_digits
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


_PHASES = r"\d+(?:\s?[-–/:]\s?\d+){2,3}"
_UNIT = r"(?:[\s\0]*(?:seconds?|secs?|s|counts?|beats?)\b)"
_LED_BY = r"(?:[,;]?\s*\b(?:with|at|in)\sa\s|[,;]\s*)?"
# "tempo 3-1-3", "3-1-3 tempo"; "2 seconds up, 2 seconds down"; "20 squeezes, 2 s each".
_WRITTEN = (
    Pattern(rf"{_LED_BY}(?:\btempo(?:\sof)?\s?:?\s?{_PHASES}|\b{_PHASES}\stempo\b)", "tempo"),
    Pattern(
        rf"{_LED_BY}(?:\b(?:taking|over|for)\s)?\b(?:{NUMBER}{_UNIT}\s(?:on\sthe\sway\s)?up"
        rf"(?:,|\sand|,\sand)\s{NUMBER}{_UNIT}?\s(?:on\sthe\sway\s)?down"
        rf"|up\s(?:for|in|over)\s{NUMBER}{_UNIT}?(?:,|\sand|,\sand)\s"
        rf"down\s(?:for|in|over)\s{NUMBER}{_UNIT})\b",
        "up",
        "down",
    ),
    Pattern(
        rf"{NUMBER}\s(?:\w+\s){{0,2}}?(?!(?:holds|times|reps|repetitions|sets|rounds|planks|breaths"
        rf"|stretches)\b)\w+s(?P<written>,\s{NUMBER}{_UNIT}\s(?:each|per\srep\w*)\b)(?=\W*$)",
        "each|per",
        ",",
    ),
)
_FIGURE = Pattern(r"\d+")


class WrittenTempo(NamedTuple):
    """Words at ``start`` to ``end`` that tell how many seconds one repetition takes."""

    start: int
    end: int
    seconds: int


def find_tempo(words: str) -> WrittenTempo | None:
    """Find how long one repetition takes, all its phases together, where it is written."""
    small = in_digits(words)
    if len(HAS_NUMBER.findall(small)) < 2:
        return None  # each way to write it has two numbers or more
    for pattern in _WRITTEN:
        if found := pattern.search(small):
            name = "written" if "written" in found.groupdict() else 0
            seconds = sum(map(int, _FIGURE.findall(found[name])))
            return WrittenTempo(*found.span(name), seconds) if seconds else None
    return None


_COUNTS = Pattern(
    rf"\bcount(?:ing)?\s(?:slowly\s)?(?:up\s)?to\s(?P<one>{NUMBER})\s(?:as|while|on\sthe\sway)\b[^.;]*?"
    rf",?\s(?:and|then)\s(?:then\s)?(?:count\s)?(?:again\s)?to\s(?P<two>{NUMBER})\s(?:as|while|on\sthe\sway)\b[^.,;]*",
    "count",
)


def counted_tempo(words: str) -> WrittenTempo | None:
    """Find "count to five as you lift, and to five as you lower": said as it stands, and kept."""
    found = _COUNTS.search(in_digits(words))
    if found is None:
        return None
    seconds = sum(int(_FIGURE.findall(found[name])[0]) for name in ("one", "two"))
    return WrittenTempo(*found.span(), seconds) if seconds else None


def tempo_of(text: str) -> TempoKind:
    """Tell how fast the words want a movement done; "" where they do not."""
    if _SIT_TO_STAND.search(text):
        return "sit to stand"
    if _SLOW.search(text):
        return "slow"
    return "quick" if _QUICK.search(text) else ""
