"""Lengths of time in words: "30 seconds to 1 minute", "3-5 deep breaths", "a count of ten"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from voiceguide.english.numbers import BETWEEN, HAS_NUMBER, NUMBER, in_digits, value, whole
from voiceguide.english.pattern import Pattern
from voiceguide.routine import Qualifier, Unit

_SECONDS = r"seconds?|secs?\b\.?|counts?|(?:heart[\s-]?)?beats?"
_MINUTES = r"minutes?|mins?\b\.?"
_HOURS = r"hours?|hrs?\b"
_CLOCK = rf"(?:{_SECONDS}|{_MINUTES}|{_HOURS})"
_ATTACHED = r"(?<=\d)(?:\s?s\b|m\b|min\b|sec\b|(?:″|''|”|\")(?=\W|$))"
_KIND_OF_BREATH = (
    r"(?:(?:full|complete|whole|deep|slow|long|big|gentle|easy|even|calm|calming|natural|normal|"
    r"relaxed|quiet|steady|conscious|mindful|belly|rhythmic|cleansing|nice|good|very|and|more|of)"
    r"[\s,]+)*"
)
_BREATHS = (
    rf"{_KIND_OF_BREATH}"
    r"(?:breathing\scycles?|breath\scycles?|breaths?|cycles\sof\sbreath(?:ing)?|"
    r"rounds\sof\sbreath(?:ing)?|respirations?|(?:ex|in)hal(?:es|ations)|out[\s-]?breaths)"
)
_UNIT = (
    rf"(?:{_ATTACHED}|[\s-]*(?:(?:full|whole|more|slow|long|additional|extra|further)\s)?"
    rf"(?:{_CLOCK}|{_BREATHS})\b(?!['’]s?\s(?:rest|break)))"
)

_AT_LEAST = (
    r"at\sleast|a\sminimum\sof|minimum(?:\sof)?|no(?:t)?\sless\sthan|more\sthan|longer\sthan"
)
_UP_TO = (
    r"up\sto|a\smaximum\sof|maximum(?:\sof)?|no(?:t)?\s(?:more|longer)\sthan|less\sthan|at\smost"
)
_ABOUT = r"about|around|approximately|approx\.?|roughly|nearly|close\sto|some|~"
_BEFORE = rf"(?:(?P<atleast>{_AT_LEAST})|(?P<upto>{_UP_TO})|(?P<about>{_ABOUT}))\s*"
_FILLER = (
    r"(?:(?:a|another|an\sadditional|a\sfurther|an\sextra|a\sfull|the\snext|"
    r"(?:a|one|the)\s(?:last|final)|between)\s)?"
)
_MORE = r"\s?\+|\s(?:or|and)\s(?:more|longer|so)"
_AFTER = (
    r"\s(?:or\s(?:more|longer|so)|and\s(?:more|longer)|(?:at\s)?minimum|at\sleast|at\smost|maximum|"
    r"max|plus)\b"
)

_RANGE = Pattern(
    rf"(?:{_BEFORE})?{_FILLER}(?P<low>{NUMBER})(?P<more>{_MORE})?(?P<unit1>{_UNIT})?"
    rf"(?:(?:{BETWEEN}|\sand\s)(?:(?:{_AT_LEAST}|{_UP_TO}|{_ABOUT})\s)?"
    rf"(?P<high>{NUMBER}|a(?=\sminute)))?(?P<more2>{_MORE})?"
    rf"(?P<half>\sand\sa\shalf(?=\s))?(?P<unit>{_UNIT})(?P<half2>\sand\sa\shalf\b)?(?P<after>{_AFTER})?"
)
_COMPOUND = Pattern(
    rf"(?:{_BEFORE})?(?P<minutes>{NUMBER}|\ba)(?:\s?m|[\s-]?(?:{_MINUTES}))(?:\s|,\s|\sand\s)?"
    rf"(?P<seconds>{NUMBER})(?:(?:\s?s|[\s-]?(?:{_SECONDS}))\b|(?=\s*(?:$|[.,;)]|and\b|then\b|each\b|per\b|on\b)))",
    "m",
)
_CLOCK_TIME = Pattern(
    rf"(?:{_BEFORE})?(?<![\d:])(?P<minutes>\d{{1,2}})(?::|\s?['′’]\s?)(?P<seconds>[0-5]\d)(?![\d:])"
    rf"(?:{BETWEEN}(?P<minutes2>\d{{1,2}})(?::|['′’])(?P<seconds2>[0-5]\d)(?![\d:]))?"
    r"(?:\s?(?:[\"″”]|''|mins?\b|minutes?\b|m\b))?(?!\s?(?:am|pm|o[’']clock)\b)",
    ":|'|′|’",
)
_SHARE = Pattern(
    rf"(?:{_BEFORE})?(?P<share>{NUMBER}|(?:an?|one)[\s\0]*(?:quarter|third|half)|(?:two|three|[23])[\s\0-]*(?:quarters|thirds))"
    rf"[\s\0]*of\ an?\s(?P<unit>{_MINUTES}|{_HOURS})\b",
    "of a",
    "minute|hour|min|hr",
)
_COUNTDOWN = Pattern(r"(?<![\d,])(?P<low>\d+)\0*(?:\s?(?:,|\.\.+|…|-|–)\s?\d+\0*)+(?![\d:])")
_SAME_UNIT = Pattern(
    rf"\bfor\s(?:about\s|another\s)?(?P<low>{NUMBER})(?:{BETWEEN}(?P<high>{NUMBER}))?(?=\s*(?:$|[.,;!)]|and\b|then\b))",
    "for",
)
_ARTICLE = Pattern(
    rf"(?:{_BEFORE})?\b(?P<half>half(?:\s(?:a|an))?|a\shalf|an?)(?:\sfull|\swhole|\ssingle)?[\s-]"
    rf"(?P<unit>{_MINUTES}|{_HOURS}|{_BREATHS})\b(?!\s(?:in|out)\b)"
    r"(?!['’]s\s(?:rest|break))(?P<half2>\sand\sa\shalf\b)?(?P<or>\s(?:or|to)\s2\0*)?(?P<after>"
    + _AFTER
    + ")?",
    "min|hour|hr|breath|respiration|hal",
)
_COUNT = Pattern(
    rf"(?:{_BEFORE})?(?:a\s)?(?:slow\s|steady\s)?count(?:ing)?(?:\s\w+ly)?(?:\sof|\s?to|\sup\sto)\s"
    rf"(?P<low>{NUMBER})(?:{BETWEEN}(?P<high>{NUMBER}))?(?P<after>{_AFTER})?",
    "count",
)
_BREATHE = Pattern(
    rf"\b(?:breathe|inhale\sand\sexhale|breathing)(?:\s(?:in\sand\sout|deeply|slowly|fully|here))*\s"
    rf"(?P<low>{NUMBER}|twice)(?:{BETWEEN}(?P<high>{NUMBER}))?(?:\stimes)?(?P<after>{_AFTER})?(?!\S*\w)",
    "breathe|breathing|inhale",
)

# Without these, words need not be tried for what takes longer to compile than they to read.
_NUMBERED = Pattern(r"[\d½¼¾]|twice")
_MINUTES_AND_MORE = Pattern(r"(?:[\d½¼¾⅓⅔\0]|\ba)[\s-]*m[\sa-z.,]*[\d½¼¾]")
_ONE_OR_HALF = Pattern(r"\b(?:an?|half)[\s-]")

# A time that is not a length to hold: how often, how soon, what an exercise "is" or "lasts".
_NOT_BEFORE = Pattern(
    r"\b(?:every|within|need\b[^.]*|the\sfirst|per|each|than|during\s(?:the|this|that|your)|the|this|that|"
    r"(?:is|are|was|lasts?|takes)(?:\s(?:about|around|usually|only|approximately))?)\s$"
)
_NOT_AFTER = Pattern(
    r"\s?(?:(?:a|per|each|every)\s(?:day|week|session|morning|evening|night)|daily|weekly|ago|"
    r"before\s(?:bed|meals?)|after\s(?:taking|your\s\w+ion|surgery|waking|getting|eating|exercis\w+|the\soperation)|"
    r"of\srest\b|per\s(?:movement|side\sper)|earlier|apart)\b",
    "day|week|session|morning|evening|night|daily|ago|before|after|rest|per|earlier|apart",
)
# Without one of these there is no length of time; most sentences have none.
_HINT = Pattern(
    r"\d\s?[s″”\"'’′m:]|sec|min|breath|hour|hr|count|beat|cycle|inhale\sand|respiration|hal(?:es|ations)|\d[\s,.…-]+\d"
)


class TimeSpan(NamedTuple):
    """A length of time found at ``start`` to ``end`` of a sentence."""

    start: int
    end: int
    low: int
    high: int | None
    unit: Unit
    qualifier: Qualifier
    manner: str = ""


@lru_cache(512)  # a sentence is asked as a whole, in pieces, and when its account is closed
def find_times(words: str) -> tuple[TimeSpan, ...]:
    """Give every length of time in a sentence that can be held, in order."""
    return tuple(_times(in_digits(words))) if _HINT.search(words) else ()


def _times(words: str) -> Iterator[TimeSpan]:
    taken = 0
    found = [
        span
        for pattern in _ways_to_say(words)
        for match in pattern.finditer(words)
        if (span := _read(pattern, match, words))
    ]
    # Of two that overlap, the one that begins first and, from there, the longest.
    last: TimeSpan | None = None
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= taken:
            taken = span.end
            last = span
            yield span
    # "Tense for 5 seconds, let go for 10": a unit left out is that of the one before.
    if last is not None and "for" in words[taken:].lower() and HAS_NUMBER.search(words, taken):
        for match in _SAME_UNIT.finditer(words):
            if match.start() >= taken:
                low, high = value(match["low"]), _maybe(match["high"])
                top = whole(low if high is None else high)
                qualifier: Qualifier = "range" if high not in (None, low) else "exactly"
                yield TimeSpan(
                    match.start("low"), match.end(), whole(low), top, last.unit, qualifier
                )


def _ways_to_say(words: str) -> Iterator[Pattern]:
    if _NUMBERED.search(words):
        yield _CLOCK_TIME
        if "2" in words and "1" in words:
            yield _COUNTDOWN
        if _MINUTES_AND_MORE.search(words):
            yield _COMPOUND
        yield from (_COUNT, _BREATHE, _RANGE)
    yield _SHARE
    if _ONE_OR_HALF.search(words):
        yield _ARTICLE


def _read(pattern: Pattern, match: re.Match[str], words: str) -> TimeSpan | None:
    start, end = match.span()
    start += len(match.group()) - len(match.group().lstrip())
    group = match.groupdict()
    before = _NOT_BEFORE.search(words, 0, start)
    if before and not _is_short_for_hold(before.group(), words[end:]):
        return None
    if _NOT_AFTER.match(words, end) or _is_ordinal(group, words, end):
        return None
    if pattern is _COUNTDOWN and not _counts_down(match.group()):
        return None
    low, high, unit = _amount(pattern, group)
    if unit == "breaths" and re.match(r"\s(?:in|out|at\sa\stime)\b", words[end:]) and high is None:
        return None  # "take one breath in" is a cue
    qualifier = _qualifier(group, low, high)
    top = None if qualifier == "at least" else whole(low if high is None else high)
    return TimeSpan(start, end, whole(low), top, unit, qualifier, _manner(group.get("unit") or ""))


def _manner(unit: str) -> str:
    """Take "full, deep" from "full, deep breaths"."""
    match = re.match(
        rf"[\s-]*(?P<manner>{_KIND_OF_BREATH})(?=breath|cycle|round)", unit, re.IGNORECASE
    )
    return match["manner"].removesuffix("more ").strip(" ,") if match else ""


def _is_short_for_hold(before: str, after: str) -> bool:
    """Tell "for the next" apart from "during the 20-second hold"."""
    return before.strip().lower() in ("the", "this", "that") and not re.match(
        r"[\s-]*(?:hold|stretch|pause|rest|mark|point)\b", after, re.IGNORECASE
    )


def _is_ordinal(group: dict[str, str | None], words: str, end: int) -> bool:
    """Tell "a second" and "one second blanket" (number two) from a length of time."""
    unit = (group.get("unit") or "").strip(" -").lower()
    amount = (group.get("low") or "").lower()
    return unit == "second" and value(amount) == 1 and bool(re.match(r"\s[a-z]", words[end:]))


def _amount(pattern: Pattern, group: dict[str, str | None]) -> tuple[float, float | None, Unit]:
    if pattern is _SHARE:
        return _share(group["share"] or "") * _unit(group["unit"] or "")[0], None, "s"
    if pattern is _CLOCK_TIME:
        top = int(group["minutes2"] or 0) * 60 + int(group["seconds2"] or 0)
        bottom = int(group["minutes"] or 0) * 60 + int(group["seconds"] or 0)
        return bottom, top or None, "s"
    if pattern is _COUNTDOWN:
        return value(group["low"] or ""), None, "s"
    if pattern is _COMPOUND:
        minutes, seconds = group["minutes"] or "", group["seconds"] or ""
        many = 1 if minutes.lower() == "a" else value(minutes)
        return many * 60 + value(seconds), None, "s"
    if pattern is _COUNT:
        return value(group["low"] or ""), _maybe(group["high"]), "s"
    if pattern is _BREATHE:
        low = group["low"] or ""
        return (
            (2.0 if low.lower() == "twice" else value(low)),
            _maybe(group["high"]),
            "breaths",
        )
    factor, unit = _unit(group["unit"] or "")
    half = 0.5 if group.get("half2") else 0.0
    if pattern is _ARTICLE:
        low_value = 0.5 if "half" in (group["half"] or "").lower() else 1.0
        high_value = 2.0 if group["or"] else None
        return (low_value + half) * factor, high_value and high_value * factor, unit
    half += 0.5 if group["half"] else 0.0
    first = _unit(group["unit1"])[0] if group["unit1"] else factor
    if group["high"] is None:
        return (value(group["low"] or "") + half) * factor, None, unit
    high = 1.0 if group["high"].lower() == "a" else value(group["high"])
    return value(group["low"] or "") * first, (high + half) * factor, unit


def _share(words: str) -> float:
    """Give the worth of "three quarters" or "a third"."""
    part = next((n for name, n in (("quarter", 4), ("third", 3), ("half", 2)) if name in words), 0)
    if not part:
        return value(words)
    many = value(words) if HAS_NUMBER.search(words) else 1.0
    return many / part


def _counts_down(words: str) -> bool:
    numbers = [int(each) for each in re.findall(r"\d+", words)]
    return len(numbers) > 2 and numbers == list(range(numbers[0], 0, -1))


def _maybe(words: str | None) -> float | None:
    return value(words) if words else None


def _unit(words: str) -> tuple[int, Unit]:
    name = words.strip(" -").lower()
    if "breath" in name or "respiration" in name or "hal" in name:
        return 1, "breaths"
    last = name.replace("heart", "").split()[-1].lstrip("-")
    return ({"m": 60, "h": 3600}.get(last[0], 1), "s")


def _qualifier(group: dict[str, str | None], low: float, high: float | None) -> Qualifier:
    more = " ".join((group.get(name) or "") for name in ("more", "more2", "after")).lower()
    if high is not None and high != low:
        return "range"
    if group.get("atleast") or re.search(r"\+|more|longer|minimum|at least|plus", more):
        return "at least"
    if group.get("upto") or re.search(r"most|max", more):
        return "up to"
    return "about" if group.get("about") or "so" in more else "exactly"
