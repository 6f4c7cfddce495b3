"""Rounds in words: "repeat 5-7 times", "3 sets of 10", "two more times", "repeat steps 2-4"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from voiceguide.english.numbers import (
    BETWEEN,
    FROM_TWO,
    HAS_NUMBER,
    NUMBER,
    NUMBER_WORD,
    in_digits,
    value,
    whole,
)
from voiceguide.english.pattern import Pattern
from voiceguide.english.roles import OPTIONAL

ASSUMED_ROUNDS = 5
"""Rounds for "a number of repetitions": our own judgement, the low end of usual advice."""

_TIMES = r"(?:times?|repetitions?|reps?\b\.?|rounds?|repeats?|circuits?|cycles?(?!\sof\sbreath))"
# What is counted in movements: "ten circles each way".
_MOVED = (
    "circles|turns|rolls|lifts|raises|nods|tilts|pumps|presses|squeezes|swings|bends|taps|slides|"
    "rocks|rotations|twists|shrugs|pulses|curls|dips|squats|kicks|pushes|pulls|punches"
)
_MOVES = rf"(?:{_MOVED}|slow\sones)\b"
_AGAIN = r"(?:\s(?:more|additional|further|other|extra))?"
_SOFT = r"""(?:(?:about|around|approximately|at\sleast|up\sto|a\stotal\sof|between|another|
    an\sadditional)\s)?"""
_COUNT = rf"""(?P<low>{NUMBER})(?:(?:{BETWEEN}|\sand\s)(?P<high>{NUMBER}))?
    (?P<more>\s?\+|\sor\smore)?"""
_TIME_UNIT = r"\s?(?:(?:seconds?|secs?|minutes?|mins?|s|deep|full|slow|breaths?)\b|″|”|\"|'')"

_SETS = Pattern(
    rf"""(?P<sets>{NUMBER})(?:{BETWEEN}(?P<sets2>{NUMBER}))?
        (?:\s?[x×]\s?|\s(?:sets?|rounds)\s(?:of|x)\s)
        {_COUNT}(?!(?:{BETWEEN}{NUMBER})?{_TIME_UNIT}|\d|{BETWEEN}\d)(?:\s{_TIMES})?""",
    "set|round|x|×",
)
_TIMED_SETS = Pattern(
    rf"{_COUNT}\s?(?:[x×]|(?:sets?|rounds?)\s(?:of|x))\s?(?={NUMBER})", "set|round|x|×"
)
_ONLY_SETS = Pattern(rf"{_SOFT}{_COUNT}(?P<again>{_AGAIN})\ssets?\b", "set")
_TIMES_OVER = Pattern(
    rf"""{_SOFT}(?:(?P<another>another|an\sadditional)\s)?{_COUNT}(?P<again>{_AGAIN})
        (?:\s(?:slow|full|complete|controlled|total|gentle|smooth))?[\s-]{_TIMES}""",
    "time|rep|round|circuit|cycle",
)
_VERB = r"""(?:repeat|do|done|perform|complete|continue|practi[cs]e|go|run\sthrough|cycle|make|
    aim\s(?:for|to\sdo))"""
_N_MOVES = Pattern(
    rf"""(?:\b{_VERB}\s|^){_SOFT}{_COUNT}(?P<again>{_AGAIN})\s
        (?:(?:slow|big|small|gentle|full|large|wide)\s)*{_MOVES}""",
    f"{_MOVED}|ones",
)
# Repeat: 3; 30 s x 3; 2x each; complete 3 on each side
_LABELLED = Pattern(
    rf"\b(?:repetitions|reps|repeats?|sets|rounds)\s?:\s?{_COUNT}(?:\stimes)?\b", ":"
)
_X_AFTER = Pattern(
    rf"""(?<=[a-z.″"”])\s[x×]\s?{_COUNT}(?!\d|{_TIME_UNIT})|\b{_SOFT}(?P<low2>{NUMBER})(?:{BETWEEN}(?P<high2>{NUMBER}))?\s?[x×](?=[\s.,;!]|$)(?!\s\d)""",
    "x|×",
)
_N_EACH = Pattern(
    rf"\b{_VERB}\s{_SOFT}{_COUNT}(?=\s(?:on\s|for\s|to\s|with\s|in\s)?(?:each|per|every|both)\b)",
    "each|per|every|both",
)
# Do 6; start with 5; make it 10
_N_ALONE = Pattern(
    rf"^\W*(?:(?:and|then|now|so|next|please)\s)*(?:do|perform|complete|make\sit|start\s(?:with|at)|begin\swith"
    rf"|aim\sfor)\s{_SOFT}{_COUNT}(?:\s(?:and|but))?[\s.!,;]*$",
    "do|perform|complete|make|start|begin|aim",
)
_N_MORE = Pattern(rf"\b{_VERB}\b[^,;]{{0,30}}?\s(?P<low>{NUMBER})\smore\b(?!\s[a-z])", "more")
_MARK = Pattern(rf"[x×]?\s?{_COUNT}\s?[x×]?")
_WORDS = {
    Pattern(rf"\b{_VERB}\b[^.;]*?\b(?P<often>thrice|twice\smore)\b", "thrice|twice"): 3,
    Pattern(rf"(?:\b{_VERB}\b[^.;]*?\b|^)(?P<often>twice)\b(?:(?<!^twice)|[\s.!]*$)", "twice"): 2,
    Pattern(
        r"""(?P<often>\b(?:once|one\stime)\s(?:more|again)\b|\bone\smore\s(?:time|round|repetition|rep)\b|
            \brepeat\s(?:(?:it|(?:this|that|the)(?:\s\w+)?)\s)?(?:again|once)\b)""",
        "once|one|again",
    ): 2,
}
_VAGUE = Pattern(
    r"""\b(?:a\snumber\sof|the\s
        (?:recommended|desired|required|prescribed|given|same|full|suggested)\s(?:amount|number)\sof|
        multiple|many|as\smany|some|the\s(?:desired|recommended|required))\s
        (?:times|repetitions|reps|rounds|repeats|circuits|cycles|sets)\b|
        \brepeat\b[^.;,]*\bas\s
        (?:many\stimes\sas|often\sas|desired|needed|necessary|prescribed|required)\b""",
    "of|as|many|multiple|some|desired|recommended|required",
    "times|rep|rounds|circuits|cycles|sets",
)
_STEPS = Pattern(r"\bsteps?\s(?P<from>\d+)(?:\s*(?:-|–|—|to|through|and|&)\s*(?P<to>\d+))?", "step")
_NUMBERED = Pattern(
    rf"\brepeat\s(?P<from>\d+)\s?[-–—]\s?(?P<to>\d+)(?=,?\s(?:{NUMBER}\s|twice|thrice))",
    "repeat",
    "-|–|—",
)
_FROM = Pattern(r"\bfrom\s(?:the\s(?:top|beginning|start)|step\s(?P<from>\d+))", "from")
_PLAIN_REPEAT = Pattern(
    r"""^(?:(?:and|then|now|next|finally|slowly|gently|simply|you\s(?:can|may)|continue\sto)[\s,]+)*
        repeat\b(?:[\s,]+(?:the|this|that|these|all|entire|whole|full|same|movements?|sequence|exercise|
        stretch|steps?|pose|flow|series|cycle|process|motion|action|circle|both|sides|legs|arms|once|
        again|from|top|beginning|start|it|above|through|and|to|slowly|
        (?:(?<=steps\s)|(?<=step\s)|(?<=and\s))\d+(?:\s?[-–—]\s?\d+)?))*[\s.!]*$""",
    "repeat",
)
# "about 3 times as far", "twice a day", "one round takes": no rounds.
_NOT_AFTER = Pattern(
    r"""\s?(?:as\b(?!\s(?:you|many))|(?:a|per|each|every)\s(?:day|week|morning|evening|hour)|
        daily|weekly|the\s(?:width|length|size)|longer|further|faster|equals?\b|is\b|takes?\b|lasts?\b)"""
)
_NOT_BEFORE = Pattern(r"\b(?:at|equals|is)\s$")
_TO_ONE = Pattern(r"\b(?:to\scomplete|completes|makes|finishes|(?:this|that)(?:\sis|[’']s))\s$")
# 20 in total; 10 each leg, alternating
_ALTOGETHER = Pattern(
    rf"(?:^|(?<=[\s,])){_COUNT}(?:\s(?:in\s(?:total|all)|altogether)\b"
    r"|(?=\s(?:each|per)\s(?:side|leg|arm|foot|hand|way|direction)\b[\s,]*alternating))",
    "total|all|altogether|alternating",
)
_ONLY_AGAIN = Pattern(
    rf"""^(?:(?:and|then|now|next|finally|slowly|gently|please|you\s(?:can|may|should)|try\sto|for|
        complete|work|keep)[\s,]+)*
        (?:immediately\s)?(?:repeat|reps|sets|rounds|go\son|carry\son|do|perform|complete|continu|practi[cs]e|go\sthrough|run\sthrough|
        alternat|cycle|aim|x|×|\d|{NUMBER_WORD}|once|twice|a\s|the\s|
        several|hold)"""
)
_MOVES_WITH = Pattern(
    rf"{_MOVES}\s(?:with|of|using|forwards?|backwards?|from|to)\b", f"{_MOVED}|ones"
)
# Without one of these there are no rounds; most sentences have none, and are soon done with.
_HINT = Pattern(
    r"\d|times?\b|rep|sets?\b|rounds?\b|twice|thrice|once|circuits?\b|cycles?\b|each\b|both\b|more\b|"
    rf"\b(?:{FROM_TWO})\b",
)
_LOOSE = Pattern(r"\b(?:a\sfew|several|a\scouple\sof)\s(?:\w+\s)?times\b", "times")
_LOOSE_VERB = Pattern(rf"\b(?:{_VERB}|sequence|this|it)\b")
_PER_DAY = Pattern(
    rf"""(?:(?:^|(?<=[\s,;]))(?:do\s(?:this|it|these|the\s\w+)|repeat|practi[cs]e|frequency:|
        sessions:)[\s,]*)?
        (?:(?:\b(?:once|twice)|{_SOFT}{NUMBER}(?:{BETWEEN}{NUMBER})?\s?(?:times?|x|sessions?|days?)?)
        [\s,]*(?:(?:an?|per|each|every)\s(?:day|week|morning|evening|night)|/\s?(?:day|week)|daily|weekly)
        |\bdaily|\bevery\s(?:day|{NUMBER}\shours))
        (?:\s(?:while|at|in|for|or\sas|during)\b[^.;,]*)?(?=\s*(?:[.,;!)]|$))""",
    "day|dai|week|morning|evening|night|hour",
)
_BOTH = Pattern(r"\bboth\s(?:sides|legs|arms)\b|\bsequence\b|\bcycle\b", "both|sequence|cycle")


class Repeat(NamedTuple):
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

    def halved(self) -> Repeat:
        """Give the rounds of each side where these are of both."""
        high = None if self.high is None else max(1, -(-self.high // 2))
        return self._replace(low=max(1, -(-self.low // 2)), high=high)


@lru_cache(512)  # asked of a sentence and of its pieces, which often are the same
def find_repeat(words: str) -> Repeat | None:
    """Give the rounds that a sentence or clause asks for, or None."""
    if not _HINT.search(words):
        return None
    words = OPTIONAL.sub(lambda match: " " * len(match.group()), words)
    if _LOOSE.search(words) and not _LOOSE_VERB.search(words):
        return None  # "pedal your feet a few times" is an action, done as one likes
    words = in_digits(words)
    found = _counted(words) or _in_words(words) or _vague(words)
    if found is None:
        return None
    both = bool(re.search(r"\brepeat", words, re.IGNORECASE) and _BOTH.search(words))
    return Repeat(
        found.start, found.end, found.low, found.high, found.assumed, named_steps(words), both
    )


def per_day(words: str) -> tuple[int, int] | None:
    """Find how often a day or week all of this is to be done: nothing to lead now."""
    match = _PER_DAY.search(in_digits(words))
    return match.span() if match else None


def is_action(words: str) -> bool:
    """Tell "raise your arms 10 times" from "repeat 10 times": what to do, too, is in the words."""
    return not _ONLY_AGAIN.match(words) or bool(_MOVES_WITH.search(words))


def steps_at(words: str) -> tuple[int, int] | None:
    """Find where words name steps by number: "steps 2 and 3"."""
    match = _STEPS.search(words)
    return match.span() if match else None


def named_steps(words: str) -> tuple[int, int | None] | None:
    """Give the first and last step (None: the one before) that the words name by number."""
    if start := _FROM.search(words):
        return int(start["from"] or 1), None
    if steps := _STEPS.search(words) or _NUMBERED.search(words):
        return int(steps["from"]), int(steps["to"] or steps["from"])
    return None


def find_mark(words: str) -> Repeat | None:
    """Give the rounds of a mark such as ``5x`` or ``x5``."""
    # in_digits() makes no x and takes none away.
    match = _MARK.fullmatch(in_digits(words.strip())) if re.search("[x×]", words) else None
    if not match:
        return None
    return _repeat(match, *_count(match))


def _counted(words: str) -> Repeat | None:
    if not HAS_NUMBER.search(words):
        return None
    if match := _SETS.search(words):
        low, high = _count(match)
        sets = value(match["sets"])
        sets_high = value(match["sets2"]) if match["sets2"] else sets
        return _repeat(match, low * sets, None if high is None else high * sets_high)
    for pattern in (_TIMED_SETS, _LABELLED, _X_AFTER):
        if match := pattern.search(words):
            return _repeat(match, *_count(match))
    for pattern in (_TIMES_OVER, _ONLY_SETS, _N_MOVES, _N_EACH):
        for match in pattern.finditer(words):
            # "10 times a day" is how often, "20 pumps every hour" how many.
            often = pattern is not _N_MOVES and _NOT_AFTER.match(words, match.end())
            one = value(match["low"]) == 1 and _TO_ONE.search(words, 0, match.start())
            if not one and not often and not _NOT_BEFORE.search(words, 0, match.start()):
                found = _repeat(match, *_count(match), more=_is_more(match))
                # "Make 10 circles with your foot" is also what to do: only the number is taken.
                only = match.span("low") if pattern is _N_MOVES and not match["high"] else None
                return found._replace(start=only[0], end=only[1]) if only else found
    if match := _ALTOGETHER.search(words):
        return _repeat(match, *_count(match))
    # Only where that is all: most sentences are longer, and need not wait for it.
    if len(words.strip()) < 30 and (match := _N_ALONE.match(words)):
        return _repeat(match, *_count(match))
    if match := _N_MORE.search(words):
        return _repeat(match, *_count(match), more=1)
    return None


def _is_more(match: re.Match[str]) -> int:
    """Count the round that went before "3 more times" and "another 3 times"."""
    group = match.groupdict()
    return int(bool(group.get("again") or "another" in match.group().lower()))


def _in_words(words: str) -> Repeat | None:
    for pattern, rounds in _WORDS.items():
        match = pattern.search(words)
        if match and not _NOT_AFTER.match(words, match.end()):
            return Repeat(*match.span("often"), rounds, rounds)
    return None


def _vague(words: str) -> Repeat | None:
    if match := _VAGUE.search(words):
        return Repeat(match.start(), match.end(), ASSUMED_ROUNDS, ASSUMED_ROUNDS, assumed=True)
    if match := _PLAIN_REPEAT.search(words):
        return Repeat(match.start(), match.end(), 2, 2, assumed=True)
    return None


def _count(match: re.Match[str]) -> tuple[float, float | None]:
    group = match.groupdict()
    low = value(group["low"] or group.get("low2") or "")
    if group.get("more"):
        return low, None
    high = group.get("high") or group.get("high2")
    return low, value(high) if high else low


def _repeat(match: re.Match[str], low: float, high: float | None, more: int = 0) -> Repeat:
    top = None if high is None else whole(high) + more
    return Repeat(match.start(), match.end(), whole(low) + more, top)
