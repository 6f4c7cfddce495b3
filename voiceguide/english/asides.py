"""Amounts in a sentence that are no instruction for now: for other days, other people, said twice.

"If you can hold for 60 seconds, move on", "(up to 60 seconds if you can)", "30 seconds, i.e. five
slow breaths", "ice for 15 minutes afterwards". Each is a stretch of the sentence that is kept for
the reader and not led; what stands beside it is read without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from voiceguide.english.numbers import NUMBER, in_digits
from voiceguide.english.pattern import Pattern

Why = Literal["another day", "said twice", "another level"]

_LENGTH = (
    rf"(?:{NUMBER}[\s\0-]*|\ban?[\s-]+)(?:(?:deep|slow|full|long|easy)\s)*"
    r"(?:s\b|secs?\b|seconds?\b|m\b|mins?\b|minutes?\b|hours?\b|breaths?\b|counts?\b|heartbeats?\b|″|\")"
)
_AMOUNT = Pattern(
    rf"{_LENGTH}|{NUMBER}\0*\s?(?:more\s)?(?:[x×]|times|reps?|repetitions|sets?|rounds|cycles)\b|\d:[0-5]\d"
    rf"|{NUMBER}\0*\s(?:(?:on|for|with)\s)?(?:each|per)\s(?:side|leg|arm|foot|hand)\b"
    rf"|\b(?:start|begin|work(?:ing)?\sup)\s(?:with|at|to)\s{NUMBER}"
)
_TIME = Pattern(rf"{_LENGTH}|\d:[0-5]\d")
_BRACKET = Pattern(r"[(][^()]*[)]", "(")
_ONE_SIDE = Pattern(r"\b(?:each|per)\b")

# "Too easy? Hold for 60 seconds.", "New to this? Do 5."
_ASKED = (
    r"(?:too\s\w+|not\s(?:enough|there)|(?:want|need)\s(?:more|less|a\s\w+|an\s\w+)|new\sto|can[’']?t|cannot"
    r"|struggling|(?:find|feel)ing\s(?:this|it|that)|(?:is|feels?)\s(?:this|it|that)\stoo)\b[^?.]*"
)

# A sentence that begins so speaks of another time or of other people.
_NOT_NOW = Pattern(
    rf"""^\W*(?:(?:and|but|or|so|then|also|eventually|later|gradually)[\s,]+)*(?:
        (?:if|unless|should\syou)\b
        |(?:when|once|as\ssoon\sas|after)\b[^,.]*\b(?:easy|easier|easily|comfortabl\w+|stronger
            |used\sto|too\slight|able\sto|master\w*|you\scan\b|no\slonger|progress|more\sflexible)
        |(?:studies|research|science|experts?|trials)\b
        |(?:most|many|some|few|other|older|younger)\s(?:people|of\sus|adults|patients|students|runners|athletes)
        |(?:people|patients|athletes)\b
        |(?:you|it)\s(?:will|should|may|might|can)\s(?:feel|notice|start\sto|take)
        |(?:it\stakes|eventually|over\sthe\s(?:next|coming))\b
        |(?:aim|hope|plan)\sto\s(?:be|hold|reach|build|get|work)\b
        |(?:build|work)\s(?:your\sway\s)?(?:up|towards?)\b(?![^.]*\b(?:repetitions|reps|times)\b)
        |(?:week|day|month|phase|stage|level)s?\s(?:[2-9]|two|three|four|five)\b
        |from\s(?:week|day|month)\b
        |(?:add|increase)\b[^.]*\b(?:each|every|per|a)\s(?:day|week|month|session|time)\b
        |to\s(?:progress\b|(?:make|get|keep)\s(?:it|this|that|things|the\s\w+)\s(?:\w+\s)?(?:harder|easier|challenging|difficult|simpler|gentler|deeper))
        |(?:for|as)\s(?:an?\s|more\sof\san?\s|some\s)?(?:\w+\s)?(?:challenge|progression|regression|(?:harder|easier|gentler|advanced)\s(?:version|variation|option))\b
        |{_ASKED}[?]
        |(?:wait|allow|leave)\b[^.]*\b(?:after|before|between)\b
        |(?:ice|apply\sice|use\san?\sice|heat|apply\sheat)\b
    )""",
    "if|unless|should|when|once|soon|after|stud|research|scien|expert|trial|people|us|adults"
    "|patient|runner|athlete|will|may|might|can|takes|over|eventual|aim|hope|plan|build"
    "|work|week|day|month|phase|stage|level|add|increase|wait|allow|leave|ice|heat"
    "|progress|harder|easier|challeng|difficult|simpler|gentler|deeper|gression|version|variation"
    "|option|?",
)
_CONDITION = Pattern(rf"^\W*(?:and\s|or\s|but\s)?{_ASKED}[?]$", "?")
_IN_TIME = Pattern(r"^\W*(?:(?:and|but|so|then)\s)*(?:in|over)\stime\b", "time")
_ANYWHERE = Pattern(
    r"""\b(?:afterwards?|before\syou\s(?:start|begin)|between\s(?:sessions|workouts|practices)
        |after\s(?:a\s|your\s|the\s|each\s)?(?:meals?|eating|shower|bath|workout|exercis\w+|last\smeal))\b""",
    "after|before|between",
)
_OFTEN = Pattern(
    rf"""(?:[,;]?\s*\b(?:at\sleast\s|up\sto\s|about\s)?(?:once|twice|{NUMBER}(?:\s?[-–—]\s?{NUMBER}|\s(?:to|or)\s{NUMBER})?\0*\s?(?:times?|x|sessions?|days?))[\s,]*)?
        (?:(?<!of\s)(?<!half\s)(?<!for\s)\b(?:an?|per|each|every)\s(?:single\s|other\s|few\s)?(?:day|week|morning|evening|night|hour)s?\b|/\s?(?:day|week)\b|\bdaily\b|\bweekly\b
        |\bevery\s{NUMBER}(?:\s(?:to|or)\s{NUMBER})?\0*\s(?:hours|days|weeks))
        |[,;]?\s*\b(?:for|over|during|within)\s(?:the\s)?(?:(?:first|next|coming|last)\s)(?:{NUMBER}|few|couple\sof)?[\s\0]*(?:hours|days|weeks|months)\b[^.,;]*
        |[,;]?\s*\bfor\s(?:{NUMBER})[\s\0-]*(?:(?:to|or|-|–)[\s\0]*{NUMBER}[\s\0]*)?(?:days|weeks|months)\b""",
    "day|week|morning|evening|night|hour|month|daily",
)
_ONLY_OFTEN = Pattern(
    r"^[\W\0]*(?:(?:please|do|repeat|practi[sc]e|perform|use|frequency|sessions|this|these|it|them|the|all|exercises?|stretch\w*|routine|sequence|pose|should|be|done|at|for|of|and|to|in)[\W\0]*)*$"
)
_SESSION = Pattern(
    r"^\W*(?:practi[sc]e|exercise|walk|train|do\s(?:this|these|it|them|the\sexercises?|your\sexercises?)|go\sfor)\b"
)
# A label before the colon names who or when it is for; the first level is led, others are not.
_LEVEL = Pattern(
    r"""^\W*(?P<level>(?:(?:for|if\syou\sare|if\syou[’']re)\s(?:an?\s|the\s|more\s)?)?
        (?:beginners?|novices?|new(?:comers?)?|starters?|intermediates?|advanced|experts?|experienced|easier|harder
        |regression|progression|modification|modified|variation|option|alternative|challenge|stronger
        |level\s\w+|week\s\w+|weeks\s[^:,]{1,12}|phase\s\w+|stage\s\w+)
        (?:\s(?:option|version|variation|level|people|students?|yogis?|stretch|to\s(?:this|it|yoga)))?)\s?(?:[:,–—]|-\s)\s*""",
    "beginner|novice|new|starter|intermediate|advanced|expert|experienced|easier|harder|gression"
    "|modif|variation|option|alternative|challenge|stronger|level|week|phase|stage",
    ":|,|–|—|-",
)
_LEVEL_NAMES = Pattern(
    r"^\W*(?:for\s)?(?:\w+\s)?(?:advanced|intermediate|expert|experienced|level|week|phase|stage)",
    "advanced|intermediate|expert|experienced|level|week|phase|stage",
)
_FIRST_LEVEL = Pattern(
    r"beginner|novice|new|starter|(?:level|week|phase|stage)\s(?:1|one|a)\b|weeks\s(?:1|one)\b"
)
# A clause that begins so, or has this in it, speaks of another time.
_ASIDE_BEGINS = Pattern(
    r"""\b(?:instead\sof|rather\sthan|(?:and\s|but\s|,\s)not\s(?:for\s)?(?=\d)|until\syou\s(?:can|are|have(?!\sdone)|reach)\b|before\sprogress|and\sadd\b|adding\b|add\b
        |increas\w+\s(?:it|this|by|to|the\s(?:time|hold|length|number))|build(?:ing)?\s(?:up\s)?(?:to|towards)|work(?:ing)?\s(?:up\s)?(?:to|towards)|progress(?:ing)?\sto)""",
    "instead|rather|not|until|progress|add|increas|build|work",
)
_ASIDE_WITHIN = Pattern(
    r"""\b(?:if\syou|if\sit|for\sa\s(?:deeper|stronger|bigger|greater)|for\smore\sof|as\syou\s(?:get|become|grow|improve)
        |(?:from|in|by|after|for|during)\s(?:the\s)?(?:first\s|second\s|next\s)?(?:few\s)?(?:week|month|days|phase)s?\b
        |once\syou|when\s(?:you|it|this)\b[^,]*(?:easy|easier|can|stronger)|over\stime|eventually|later\son
        |advanced|experienced|beginners|everyone\selse|the\sothers|a\sday|per\sday|each\sday|each\sweek|a\sweek)""",
    "if|deeper|stronger|bigger|greater|more|as|week|month|day|phase|once|when|time|eventually|later"
    "|advanced|experienced|beginners|else|others",
)
_OTHERS = Pattern(
    r"\b(?:if\syou|advanced|experienced|beginners|everyone\selse|the\sothers)\b",
    "if|advanced|experienced|beginners|else|other",
)
_SAID_TWICE = Pattern(
    rf"""(?:,\s*|\s)(?:(?P<same>i\.?e\.?,?|that\sis,?|that[’']s|=|equals|which\sis|makes)|or|about)\s(?:about\s|around\s|roughly\s)?(?={_LENGTH})"""
)
_TOTAL = Pattern(
    rf"""(?:,\s*)?\bwhich\s(?:makes|is|gives|comes\sto)\s(?:about\s)?(?:an?\s)?{_LENGTH}
        |(?:,\s*)?(?:for|=|that\sis|makes|making|which\smakes)\s(?:about\s|a\s|an\s|one\s)*(?:{_LENGTH}|{NUMBER}[\s-]minute)[^.,;]*
        \b(?:in\s(?:all|total)|altogether|total|(?<!breath\s)cycle|circuit|session|of\swork)\b|,?\s*{_LENGTH}[^.,;]*\b(?:in\s(?:all|total)|altogether)\b""",
    "total|all|altogether|cycle|circuit|session|work|which",
)
_BOUNDARY = Pattern(
    r"[,;]\s|\s[–—-]\s|\s(?=[(])|(?<=[)])\s|\s(?=(?:and\sadd|until|instead\sof|rather\sthan)\b)"
    r"|\s(?=or\b[^,;.]*\bif\syou\b)"
)


class Aside(NamedTuple):
    """A stretch of a sentence that is not led now, and why."""

    start: int
    end: int
    why: Why


def level_of(words: str) -> tuple[int, bool] | None:
    """Find a label for a level ("Beginners: …"): its length, and whether it is the first level."""
    found = _LEVEL.match(words)
    if found is None:
        return None
    return found.end(), bool(_FIRST_LEVEL.search(found["level"]))


def speaks_of_level(words: str) -> bool:
    """Tell a level ("Advanced: …") from a variant that anyone may take ("Easier: …")."""
    return bool(_LEVEL_NAMES.match(words))


def is_condition(words: str) -> bool:
    """Tell "Too easy?": the next sentence is for those who say yes."""
    return bool(_CONDITION.match(words))


def asides(words: str) -> list[Aside]:
    """Give the stretches of a sentence whose amounts are not for now, in order."""
    small = in_digits(words)
    if not _AMOUNT.search(small):
        return []
    if _NOT_NOW.search(small) or _IN_TIME.search(small) or _ANYWHERE.search(small):
        return [Aside(0, len(words), "another day")]
    often = [Aside(*match.span(), "another day") for match in _OFTEN.finditer(small)]
    if often and _SESSION.search(small) and _TIME.search(small):
        return [Aside(0, len(words), "another day")]  # "practise for 5 minutes, twice a day"
    for each in often:
        small = small[: each.start] + " " * (each.end - each.start) + small[each.end :]
    if often and _ONLY_OFTEN.match(small):
        return [Aside(0, len(words), "another day")]  # "do this 3 times a day"
    found = sorted([*often, *_within(small)])
    kept: list[Aside] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _within(small: str) -> Iterator[Aside]:
    outside = _BRACKET.sub(lambda bracket: " " * len(bracket.group()), small)
    for bracket in _BRACKET.finditer(small):
        if not _AMOUNT.search(bracket.group()) or not _AMOUNT.search(outside):
            continue
        if _TIME.search(bracket.group()) and not _TIME.search(outside):
            continue
        first = _TIME.search(outside)
        if _ONE_SIDE.search(bracket.group()) and first:
            yield Aside(first.start(), first.end(), "said twice")  # "2 minutes (1 each side)"
        else:
            why: Why = "another day" if _ASIDE_WITHIN.search(bracket.group()) else "said twice"
            yield Aside(*bracket.span(), why)
    if sum(1 for _ in _AMOUNT.finditer(outside)) > 1:
        yield from _said_twice(outside)
    yield from _in_clauses(outside)


def _in_clauses(outside: str) -> Iterator[Aside]:
    """Give the clauses after the first amount that speak of other days or of other levels."""
    start = 0
    amounts = 0
    others = False
    for boundary in [*_BOUNDARY.finditer(outside), None]:
        end = boundary.start() if boundary else len(outside)
        clause = outside[start:end]
        if _AMOUNT.search(clause):
            begins = _ASIDE_BEGINS.search(clause)
            if (
                begins
                and _AMOUNT.search(clause, begins.start())
                and (amounts or start + begins.start())
            ):
                yield Aside(start + begins.start(), end, "another day")
            elif amounts and _ASIDE_WITHIN.search(clause):
                yield Aside(
                    start, end, "another level" if _OTHERS.search(clause) else "another day"
                )
            elif others:
                yield Aside(start, end, "another level")  # "everyone else, stay for 8 breaths"
            else:
                amounts += 1
            others = False
        else:
            others = bool(amounts and _OTHERS.search(clause))
        start = boundary.end() if boundary else end


def _said_twice(words: str) -> Iterator[Aside]:
    """Give what says an amount again: "30 seconds, i.e. five breaths", "4 minutes in all"."""
    first = _AMOUNT.search(words)
    for total in _TOTAL.finditer(words):
        if first and first.start() < total.start():
            yield Aside(*total.span(), "said twice")
    for twice in _SAID_TWICE.finditer(words):
        before = _TIME.search(words[: twice.start()])
        after = _TIME.search(words, twice.end())
        if not before or not after:
            continue
        if twice["same"] or ("breath" in before.group()) != ("breath" in after.group()):
            yield Aside(twice.start(), after.end(), "said twice")
