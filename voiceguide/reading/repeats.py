"""Rounds in words: "repeat 5-7 times", "3 sets of 10", "two more times", "repeat steps 2-4"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from voiceguide.reading.numbers import BETWEEN, NUMBER, in_digits, value
from voiceguide.reading.roles import OPTIONAL

ASSUMED_ROUNDS = 5
"""Rounds for "a number of repetitions": our own judgement, the low end of usual advice."""

_TIMES = r"(?:times?|repetitions?|reps?\b\.?|rounds?|repeats?|circuits?|cycles?(?!\sof\sbreath))"
_AGAIN = r"(?:\s(?:more|additional|further|other|extra))?"
_SOFT = r"(?:(?:about|around|approximately|at\sleast|up\sto|a\stotal\sof|between|another|an\sadditional)\s)?"
_COUNT = (
    rf"(?P<low>{NUMBER})(?:(?:{BETWEEN}|\sand\s)(?P<high>{NUMBER}))?(?P<more>\s?\+|\sor\smore)?"
)

_SETS = re.compile(
    rf"(?P<sets>{NUMBER})(?:{BETWEEN}(?P<sets2>{NUMBER}))?(?:\s?[x×]\s?|\s(?:sets?|rounds)\s(?:of|x)\s)"  # noqa: RUF001
    rf"{_COUNT}(?!\s?(?:seconds?|secs?|minutes?|mins?|s|deep|full|slow|breaths?)\b)(?:\s{_TIMES})?",
    re.IGNORECASE,
)
_TIMED_SETS = re.compile(
    rf"{_COUNT}\s?(?:[x×]|(?:sets?|rounds?)\s(?:of|x))\s?(?={NUMBER})",
    re.IGNORECASE,
)
_ONLY_SETS = re.compile(rf"{_SOFT}{_COUNT}(?P<again>{_AGAIN})\ssets?\b", re.IGNORECASE)
_TIMES_OVER = re.compile(
    rf"{_SOFT}(?:(?P<another>another|an\sadditional)\s)?{_COUNT}(?P<again>{_AGAIN})"
    rf"(?:\s(?:slow|full|complete|controlled|total|gentle|smooth))?[\s-]{_TIMES}",
    re.IGNORECASE,
)
_VERB = r"(?:repeat|do|perform|complete|continue|practi[cs]e|go|run\sthrough|cycle)"
_MARK = re.compile(rf"[x×]?\s?{_COUNT}\s?[x×]?", re.IGNORECASE)  # noqa: RUF001
_N_MORE = re.compile(
    rf"\b{_VERB}\b[^,;]{{0,30}}?\s(?P<low>{NUMBER})\smore\b(?!\s[a-z])", re.IGNORECASE
)
_WORDS = {
    re.compile(rf"\b{_VERB}\b[^.;]*?\b(?:thrice|twice\smore)\b", re.IGNORECASE): 3,
    re.compile(rf"\b{_VERB}\b[^.;]*?\btwice\b", re.IGNORECASE): 2,
    re.compile(
        r"\b(?:once|one\stime)\s(?:more|again)\b|\bone\smore\s(?:time|round|repetition|rep)\b|"
        r"\brepeat\s(?:(?:it|(?:this|that|the)(?:\s\w+)?)\s)?(?:again|once)\b",
        re.IGNORECASE,
    ): 2,
}
_VAGUE = re.compile(
    r"\b(?:a\snumber\sof|the\s(?:recommended|desired|required|prescribed|given|same|full|suggested)"
    r"\s(?:amount|number)\sof|multiple|many|as\smany|some|the\s(?:desired|recommended|required))\s"
    r"(?:times|repetitions|reps|rounds|repeats|circuits|cycles|sets)\b|"
    r"\brepeat\b[^.;,]*\bas\s(?:many\stimes\sas|often\sas|desired|needed|necessary|prescribed|required)\b",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"\bsteps?\s(?P<from>\d+)(?:\s*(?:-|–|—|to|through|and|&)\s*(?P<to>\d+))?",  # noqa: RUF001
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\bfrom\s(?:the\stop|the\sbeginning|the\sstart|step\s(?P<from>\d+))", re.IGNORECASE
)
_PLAIN_REPEAT = re.compile(
    r"^(?:(?:and|then|now|next|finally|slowly|gently|simply|you\s(?:can|may)|continue\sto)[\s,]+)*repeat\b"
    r"(?:[\s,]+(?:the|this|that|these|all|entire|whole|full|same|movements?|sequence|exercise|stretch|"
    r"steps?|pose|flow|series|cycle|process|motion|action|circle|both|sides|legs|arms|once|again|"
    r"from|top|beginning|start|it|above|through|and|to|slowly|\d+(?:\s?[-–—]\s?\d+)?))*[\s.!]*$",  # noqa: RUF001
    re.IGNORECASE,
)
# "about 3 times as far", "twice a day", "at the same time": no rounds.
_NOT_AFTER = re.compile(
    r"\s?(?:as\b(?!\s(?:you|many))|(?:a|per|each|every)\s(?:day|week|session|morning|evening|hour)|"
    r"daily|weekly|the\s(?:width|length|size)|longer|further|faster|equals?\b|is\b|takes?\b|lasts?\b)",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(r"\b(?:same|this|each|the|at|equals|is)\s$", re.IGNORECASE)
_BOTH = re.compile(r"\bboth\s(?:sides|legs|arms)\b|\bsequence\b|\bcycle\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often, found at ``start`` to ``end``: ``low`` to ``high`` (None: or more) rounds in all.

    ``steps`` are the first and last step numbers where the words name them.
    """

    start: int
    end: int
    low: int
    high: int | None
    assumed: bool = False
    steps: tuple[int, int | None] | None = None
    whole: bool = False


def find_repeat(words: str) -> Repeat | None:
    """Give the rounds that a sentence or clause asks for, or None."""
    words = in_digits(OPTIONAL.sub(lambda match: " " * len(match.group()), words))
    found = _counted(words) or _in_words(words) or _vague(words)
    if found is None:
        return None
    both = bool(re.search(r"\brepeat", words, re.IGNORECASE) and _BOTH.search(words))
    return Repeat(
        found.start, found.end, found.low, found.high, found.assumed, named_steps(words), both
    )


def named_steps(words: str) -> tuple[int, int | None] | None:
    """Give the first and last step (None: the one before) that the words name by number."""
    if start := _FROM.search(words):
        return int(start["from"] or 1), None
    if steps := _STEPS.search(words):
        return int(steps["from"]), int(steps["to"] or steps["from"])
    return None


def find_mark(words: str) -> Repeat | None:
    """Give the rounds of a mark such as ``5x`` or ``x5``."""
    match = _MARK.fullmatch(in_digits(words.strip()))
    if not match or not re.search("[x×]", words):  # noqa: RUF001
        return None
    return _repeat(match, *_count(match))


def _counted(words: str) -> Repeat | None:
    if match := _SETS.search(words):
        low, high = _count(match)
        sets = value(match["sets"])
        sets_high = value(match["sets2"]) if match["sets2"] else sets
        return _repeat(match, low * sets, None if high is None else high * sets_high)
    if match := _TIMED_SETS.search(words):
        return _repeat(match, *_count(match))
    for match in _TIMES_OVER.finditer(words):
        if _NOT_AFTER.match(words, match.end()):
            continue
        if _NOT_BEFORE.search(words, 0, match.start()):
            continue
        low, high = _count(match)
        more = (
            1
            if match["again"] or match["another"] or " another " in f" {match.group().lower()} "
            else 0
        )
        return _repeat(match, low + more, None if high is None else high + more)
    if (match := _ONLY_SETS.search(words)) and not _NOT_AFTER.match(words, match.end()):
        low, high = _count(match)
        more = 1 if match["again"] else 0
        return _repeat(match, low + more, None if high is None else high + more)
    if match := _N_MORE.search(words):
        low = value(match["low"])
        return _repeat(match, low + 1, low + 1)
    return None


def _in_words(words: str) -> Repeat | None:
    for pattern, rounds in _WORDS.items():
        match = pattern.search(words)
        if match and not _NOT_AFTER.match(words, match.end()):
            return Repeat(match.start(), match.end(), rounds, rounds)
    return None


def _vague(words: str) -> Repeat | None:
    if match := _VAGUE.search(words):
        return Repeat(match.start(), match.end(), ASSUMED_ROUNDS, ASSUMED_ROUNDS, assumed=True)
    if match := _PLAIN_REPEAT.search(words):
        return Repeat(match.start(), match.end(), 2, 2, assumed=True)
    return None


def _count(match: re.Match[str]) -> tuple[Fraction, Fraction | None]:
    low = value(match["low"])
    if match["more"]:
        return low, None
    return low, value(match["high"]) if match["high"] else low


def _repeat(match: re.Match[str], low: Fraction, high: Fraction | None) -> Repeat:
    top = None if high is None else math.ceil(high)
    return Repeat(match.start(), match.end(), math.ceil(low), top)
