r"""The account of a sentence: each word that measures, and what else it could be a measure of.

The law that reading keeps is that no such word falls through: it is led, it is known as a measure
of something else ("2 inches", "both hands", "step 2", "on all fours"), or it is told. Here are the
words, and the measures by their own nouns and units; whether one was led only reading knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from voiceguide.english.body import SIDED, either
from voiceguide.english.numbers import NUMBER, in_digits
from voiceguide.english.pattern import Pattern

What = Literal["a number", "a time", "a side", "a repetition", "a rest"]

_SIDED = f"sides?|directions?|ways?|{either(SIDED)}|glutes?|hamstrings?"
_WHAT: dict[str, What] = {
    "t": "a time",
    "s": "a side",
    "r": "a repetition",
    "p": "a rest",
    "n": "a number",
}
# The first letter of each group tells what it is; the longer ways to say a thing come first.
_WORDS = Pattern(
    rf"""(?P<t1>\b(?:an?|half\san?|the)\s(?:minute|hour|second(?=\W|$)(?!\s\w))\b|\ba\sbreath\b)
    |(?P<s1>\b(?:on|for|to|with|per)\s(?:each|every|both|the\sother|the\sopposite)\s(?:{_SIDED})\b)
    |(?P<s2>\b(?:each|every|per)\s(?:{_SIDED})\b|/\s?(?:side|leg|arm)\b|\be/s\b)
    |(?P<s3>\b(?:both|two|all)\ssides\b|\b(?:each|ea)[\s.]*$|\bbilateral\w*\b)
    |(?P<s4>\b(?:the\sother|the\sopposite)\sside\b|\b(?:switch|swap|change|mirror)\b(?:\s\w+)?)
    |(?P<s5>\balternat\w+\b(?:\s\w+)?)
    |(?P<p1>\brest(?:s|ing)?\sbetween|\b(?:between|after)\s(?:each\s)?(?:sets?|reps?|rounds?|exercises?)\b)
    |(?P<r2>\bevery\s(?:other|second|third)\s(?:time|round|rep|set)\b)
    |(?P<r1>\b(?:repeat\w*|twice|thrice|times|reps?|repetitions?|rounds|sets?)\b)
    |(?P<n1>\d+:\d+|\d+/\d+|(?<![\w.]){NUMBER})"""
)

_LENGTHS = (
    r"inch(?:es)?|in\.?(?=\s|$)|cm|centimet(?:er|re)s?|mm|met(?:er|re)s?|km|miles?|yards?|feet|foot|ft|hand(?:s|[’']s|breadths?)?"
    r"|degrees?|°|percent|%|per\scent|kg|kilos?|lbs?|pounds?|grams?|ml|lit(?:er|re)s?|years?|months?|weeks?|days?|people|steps?"
    r"|hours?\s(?:before|after)|points?|corners?|parts?|thirds?(?!\s(?:time|round|rep|set)\b)|quarters?|halves|lines?|layers?|blankets?|blocks?|pillows?"
    r"|cushions?|towels?|straps?|bolsters?|chairs?|mats?|bricks?|books?|balls?|bottles?|weights?|dumbbells?|bands?"
    r"|fingers?|thumbs?|toes?|legs?|arms?|hands?|knees?|elbows?|hips?|heels?|ankles?|shoulders?|sides?|palms?|wrists?"
    r"|calves|calf|thighs?|shins?|forearms?|buttocks?|sit(?:ting)?\sbones?|vertebrae?|bones?|ears?|eyes?|muscles?|joints?"
    r"|positions?|variations?|options?|ways?|directions?|poses?|exercises?|stretches|movements?|actions?|levels?|stations?"
    r"|fists?|fistwidths?|widths?|lengths?|end(?:s|\sof)|edges?|hips?-width|lots?\sof|more\s(?:inch\w*|cent\w*)|o[’']clock|am|pm"
)
_TO = r"(?:\s?[-–—‒~/]\s?|\s(?:to|or|and)\s)"
_MEASURES = Pattern(
    rf"""(?:{NUMBER}|\bboth\b|\beach\b|\bevery\b|\ball\b|\ban?\b)(?:{_TO}{NUMBER})?[\s\0-]*
        (?:(?:of\s(?:your|the)|left|right|top|bottom|front|back|upper|lower|bent|straight|folded|rolled|large|small|long
        |thick|thin|firm|light|heavy|big|other|whole|inner|outer|hind|square|main|different|simple|basic|easy|more|few|middle)\s)*
        (?:{_LENGTHS})(?![\w])
    |\b(?:step|steps|level|phase|stage|week|day|part|number|no\.?|figure|fig\.?|page|chapter|lesson|exercise|position|warrior
        |type|grade|pose|stretch|variation|option|version|note|chakra|series|round)\s?\#?{NUMBER}(?:\s?(?:-|–|to|and|&)\s?{NUMBER})?
    |\b[clst]\s?\d{{1,2}}(?:\s?[-–/]\s?[clst]?\d{{1,2}})?\b
    |\ball\sfours\b|\b(?:no|any|some|every|each)\s?one\b|\bone\s(?:another|at\sa\stime|by\sone)|\b90\s?/\s?90\b|\bone\b
    |\b(?:half|quarter|third)\s(?:way|moon|lotus|pigeon|lord|boat|bend|lift|kneel\w*|circle\w*|turn)\b|\bhalfway\b
    |\b(?:at|in)\stwo\b|\b(?:figure|number)[\s-](?:of[\s-])?(?:four|eight|4|8)\b|\bthree[\s-]?(?:legged|point|part)\b|\btwo[\s-](?:legged|point|part)\b
    |{NUMBER}[\s-](?:legged|point|part|way|sided|inch|foot|degree|angle|minute\s(?:routine|session|practice|video|stretch))
    |\b(?:19|20)\d\d\b|\b{NUMBER}\s?(?:x|×)\s?{NUMBER}\s?(?:cm|inch|in)\b|\bcount\sto\b"""
)
_SIDE_MEASURES = Pattern(
    rf"""\b(?:each|every|either|both)\s(?:{_SIDED})\b(?=\s(?:of|in(?!\sturn)|on|at|up|down|are|is|flat|should|with|to|together|toward\w*|against|firmly|as|and)\b)
    |\b(?:to|on)\sboth\ssides\sof\b|\beach\sside\sof\b|\bmirror\b(?=[^.]*\b(?:front|look|your(?:self)?)\b)|\bin\s(?:a|the)\smirror\b
    |\bchang(?:e|ing)\s(?:position|anything|the\sangle|speed|in|your\s(?:breath\w*|grip|mind))\b|\bswitch\s(?:off|on)\b|\b(?:the\sother|opposite)\sside\sof\b
    |\b(?:both|two)\ssides\sof\b|\bat\s(?:the\ssame|all)\stimes?\b|\bsometimes\b|\bset\s(?:up|your|the|aside|down)\b|\brest\s(?:your|the|on|in|here|it)\b
    |{NUMBER}[\s\0]*times\s(?:as|a|per|the\s(?:width|length|size)|longer|further|faster|bigger|larger)\b|\ba\sfew\stimes\b|\bfew\stimes\b|\balternat\w+\s(?:fashion|manner|pattern|your|between)\b
    |^\d{{1,3}}[.)]|['’]\w+-to-\w+|\b(?:a|the)\sset\sof\b|\bround\s(?:your|the|off|and|out|up|forward|over)\b|\brounds?\s(?:your|it|them|the)\b|\bno\sneed\b[^.]*|\bround\sto\b|\bswitch(?:ing)?\s(?:between|movements)\b|\bwith\s(?:the|your)\s(?:other|opposite)\s(?:hand|arm|leg|foot)\b|\bto\s(?:the|one)\s(?:other|opposite)\s(?:side|direction)\b|\bone\smore\stime\b"""
)


# At the end of a clause: "swing slowly, each leg", "kick with each leg in turn".
_ASKS = Pattern(
    rf"""(?:(?:\b(?:on|for|with)\s)?(?<!in\s)(?<!of\s)(?<!under\s)\b(?:each|every|per)\s(?:{_SIDED})
        |(?<!to\s)(?<!of\s)\bboth\ssides)
        (?:\sin\sturn|\salternately)?(?=\s*(?:[.,;!]|$))""",
    "each|every|both|per",
)


class Measure(NamedTuple):
    """A word that measures, at ``start`` to ``end`` of a sentence, and what kind of word it is."""

    start: int
    end: int
    what: What


def measuring(words: str) -> list[Measure]:
    """Give the words of a sentence that measure, in order, without overlap."""
    small = in_digits(words)
    return [
        Measure(match.start(), match.end(), _WHAT[(match.lastgroup or "")[0]])
        for match in _WORDS.finditer(small)
    ]


def other_measures(words: str) -> list[tuple[int, int]]:
    """Give the stretches that measure something that is not led: lengths, angles, limbs, names."""
    # "One" is a number in digits, and a word in "hold this one".
    return [
        match.span()
        for text in dict.fromkeys((words, in_digits(words)))
        for pattern in (_MEASURES, _SIDE_MEASURES)
        for match in pattern.finditer(text)
    ]


def unaccounted(
    words: str, measures: Iterable[Measure], taken: Sequence[tuple[int, int]]
) -> Iterator[Measure]:
    """Give what of a sentence's ``measures`` is neither ``taken`` nor measures something else."""
    left = [each for each in measures if not _lies_in(each, taken)]
    others = other_measures(words) if left else []
    for each in left:
        # "Each leg" measures by its own noun, and may still ask for both.
        if each.what == "a side" and _ASKS.search(words, each.start):
            sided = [match.span() for match in _SIDE_MEASURES.finditer(in_digits(words))]
            if not _lies_in(each, sided):
                yield each
        elif not _lies_in(each, others):
            yield each


def _lies_in(each: Measure, covered: Iterable[tuple[int, int]]) -> bool:
    return any(start <= each.start < end or start < each.end <= end for start, end in covered)
