"""What heads a column, names a field or labels an amount: "Sets", "hold_seconds", "Rest:"."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from voiceguide.english.doses import find_dose
from voiceguide.english.numbers import NUMBER_WORD

Column = Literal[
    "name", "steps", "tip", "caution", "note", "number",
    "dose", "sets", "reps", "hold", "time", "work", "rest", "sides", "tempo",
]  # fmt: skip
DOSED = ("dose", "sets", "reps", "hold", "time", "work", "rest", "sides", "tempo")

_FLAGS = re.IGNORECASE | re.VERBOSE
_COLUMNS: dict[Column, re.Pattern[str]] = {
    "number": re.compile(r"^(?:\#|no|nr|number|order|id|index|step\s(?:no|number)|s/?n)$", _FLAGS),
    "name": re.compile(
        r"""^(?:the\s)?(?:(?:exercise|pose|stretch|move|movement|asana|drill|posture|activity|position)s?
        (?:\s(?:name|title))?|name|title|what)$""",
        _FLAGS,
    ),
    "steps": re.compile(
        r"""^(?:how(?:\sto(?:\sdo\s(?:it|this))?)?|instructions?|directions?|description|steps?|technique|method|execution|
        details?|what\sto\sdo|procedure|text|guide|explanation|(?:key\s)?actions?)$""",
        _FLAGS,
    ),
    "tip": re.compile(r"^(?:(?:form\s|coaching\s|pro\s)?(?:tips?|cues?|hints?)|focus)$", _FLAGS),
    "caution": re.compile(
        r"^(?:cautions?|warnings?|precautions?|safety|avoid|contra-?indications?)$", _FLAGS
    ),
    "sets": re.compile(
        r"^(?:(?:no|number|\#)\s(?:of\s)?)?(?:sets|set\scount|rounds\sof\ssets)$", _FLAGS
    ),
    "reps": re.compile(
        r"^(?:(?:no|number|\#)\s(?:of\s)?)?(?:reps?|repetitions?|repeats?|times|count|rep\scount|rounds)$",
        _FLAGS,
    ),
    "hold": re.compile(
        r"^(?:hold|holds|holding|breaths)(?:\s(?:times?|for|duration|length))?$", _FLAGS
    ),
    "time": re.compile(
        r"^(?:time|duration|length|how\slong|interval)(?:\s(?:per|each)\sexercise)?$", _FLAGS
    ),
    "work": re.compile(r"^(?:work|on|active)(?:\s(?:time|duration|interval))?$", _FLAGS),
    "rest": re.compile(
        r"""^(?:rests?|off|recovery|breaks?|pause)(?:\s(?:times?|period|interval|duration))?
        (?:\s(?:between|after)(?:\s(?:each\s)?(?P<between>sets?|reps?|repetitions|exercises?))?)?$""",
        _FLAGS,
    ),
    "sides": re.compile(
        r"""^(?:(?:both\s|each\s|per\s|two\s)?sides?|(?:each|per)\s(?:leg|arm)|bilateral|unilateral
        |is\s(?:unilateral|bilateral))$""",
        _FLAGS,
    ),
    "tempo": re.compile(r"^(?:tempo|cadence|pace)$", _FLAGS),
    "dose": re.compile(
        r"""^(?:dose|dosage|prescription|volume|amount|how\s(?:many|much|often)|
        sets?\s?(?:x|×|/|&|and|of|\s)\s?(?:reps?|repetitions|times?|duration)|reps?\s?(?:/|or|&|and)\s?(?:time|duration|hold|sets)|
        (?:time|duration|hold|sets)\s?(?:/|or|&)\s?(?:reps?|time|sets|breaths))$""",
        _FLAGS,
    ),
    "note": re.compile(r"^(?:notes?|comments?|remarks?)$", _FLAGS),
}  # fmt: skip
_UNIT = re.compile(
    r"[\s(\[,]+(?:in\s)?(?P<unit>s|secs?|seconds?|m|mins?|minutes?|breaths?)[)\].]?$", re.IGNORECASE
)
_NOTHING = re.compile(r"^(?:[-–—.*]*|n\.?/?a\.?|none|null|nil|no|false|0|0\s?s|~)$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:^|(?<=[\s,;|•·/]))(?P<label>(?:sets|reps?|repetitions?|repeats?|rounds|hold(?:\s(?:time|for))?|duration|time|breaths"
    r"|rest(?:\sbetween\s\w+)?|work|sides?|tempo|dose|dosage)(?:\s\([a-z]+\))?)\s?(?:[:=]|\s[–-])\s?",
    re.IGNORECASE,
)
_ONE = rf"(?:\d+(?:\.\d+)?|{NUMBER_WORD})"
AMOUNT = rf"{_ONE}(?:\s?(?:-|–|—|to|or)\s?{_ONE})?"
BARE = re.compile(rf"^{AMOUNT}$", re.IGNORECASE)
COUNT = re.compile(
    rf"^(?:x\s?)?(?P<amount>{AMOUNT})\s?(?:x|×|sets?|reps?\.?|repetitions?|times|rounds)?$",
    re.IGNORECASE,
)
BOTH = re.compile(
    r"""^(?:(?:on|for)\s)?(?:both|each|every|two|2|yes|true|y|✓|bilateral|unilateral|alternating|l\s?[/&+]\s?r|r\s?[/&+]\s?l
    |left\s(?:and|&|/)\sright|right\s(?:and|&|/)\sleft)(?:\s(?P<noun>side|leg|arm|direction)s?)?$""",
    _FLAGS,
)


class Heading(NamedTuple):
    """What a column's head or a field's name says: its kind, and the unit of its bare numbers."""

    column: Column
    unit: str = ""
    between: str = ""


def heading_of(words: str) -> Heading | None:
    """Tell what stands under "Hold (sec)", "rest_between_sets" or "repCount"; None if unknown."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)
    words = " ".join(re.sub(r"[_*`:?]+|-(?=\w)", " ", words).split()).strip(" .")
    unit = _UNIT.search(words)
    name = words[: unit.start()] if unit else words
    for column, pattern in _COLUMNS.items():
        if match := pattern.match(name):
            between = match.groupdict().get("between") or ""
            named = (unit["unit"] if unit else "") or (
                "breaths" if "breath" in name.lower() else ""
            )
            return Heading(column, named.lower(), between.lower())
    return None


def is_nothing(value: str) -> bool:
    """Tell an empty cell, or one that says so: "-", "n/a"."""
    return bool(_NOTHING.match(value.strip()))


def labelled_amounts(words: str) -> list[tuple[Heading, str]]:
    """Read a line that only labels amounts, as "Sets: 3" or "Reps: 10 | Hold: 5 s"; else []."""
    found = list(_LABEL.finditer(words))
    if not found or found[0].start():
        return []
    ends = [match.start() for match in found[1:]] + [len(words)]
    values = [
        (heading_of(match["label"]), words[match.end() : end].strip(" .,;|•·/"))
        for match, end in zip(found, ends, strict=True)
    ]
    return (
        [
            (heading, value)
            for heading, value in values
            if heading and heading.column in DOSED and (BARE.match(value) or _is_amount(value))
        ]
        if all(heading for heading, _ in values)
        else []
    )


def _is_amount(value: str) -> bool:
    return bool(find_dose(value) or COUNT.match(value) or BOTH.match(value))
