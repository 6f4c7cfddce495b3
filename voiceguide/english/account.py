r"""The account of a sentence: each word that measures, and what else it could be a measure of.

The law that reading keeps is that no such word falls through: it is led, it is known as a measure
of something else ("2 inches", "both hands", "step 2", "on all fours"), or it is told. Here are the
words, and the measures by their own nouns and units; whether one was led only reading knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from voiceguide.english.body import SIDED, forms
from voiceguide.english.phrases import Phrases, words_in_digits, words_of

What = Literal["a number", "a time", "a side", "a repetition", "a rest"]

_GROUPS = {
    "SIDED": f"side sides direction directions way ways glute glutes hamstring hamstrings"
    f" {forms(SIDED)}",
    "ADJECTIVE": """left right top bottom front back upper lower bent straight folded rolled large
        small long thick thin firm light heavy big other whole inner outer hind square main
        different simple basic easy more few middle""",
    "NOUN": """inch inches in cm centimeter centimeters centimetre centimetres mm meter meters
        metre metres km mile miles yard yards feet foot ft handbreadth handbreadths hand’s hand's
        degree degrees ° percent % kg kilo kilos lb lbs pound pounds gram grams ml liter liters
        litre litres year years month months week weeks day days people step steps point points
        corner corners part parts quarter quarters half halves line lines layer layers blanket
        blankets block blocks pillow pillows cushion cushions towel towels strap straps bolster
        bolsters chair chairs mat mats brick bricks book books ball balls bottle bottles weight
        weights dumbbell dumbbells band bands finger fingers thumb thumbs toe toes leg legs arm
        arms hand hands knee knees elbow elbows hip hips heel heels ankle ankles shoulder
        shoulders side sides palm palms wrist wrists calf calves thigh thighs shin shins forearm
        forearms buttock buttocks vertebra vertebrae bone bones ear ears eye eyes muscle muscles
        joint joints position positions variation variations option options way ways direction
        directions pose poses exercise exercises stretches movement movements action actions level
        levels station stations fist fists fistwidth fistwidths width widths length lengths ends
        edge edges o’clock o'clock am pm""",
    "NAMED": """step steps level phase stage week day part number no figure fig page chapter
        lesson exercise position warrior type grade pose stretch variation option version note
        chakra series round""",
    "DASH": "- – — ‒ ~",
}

_WORDS: Phrases[What] = Phrases(
    {
        "a time": ["half? a|an|the minute|hour", "a|an|the second !<any>", "a breath"],
        "a side": [
            "on|for|to|with|per each|every|both {SIDED}",
            "on|for|to|with|per the other|opposite {SIDED}",
            "each|every|per {SIDED}",
            "/ side|leg|arm",
            "e / s",
            "both|all sides",
            "each|ea .* > <final>",
            "bilateral~",
            "the other|opposite side",
            "switch|swap|change|mirror|altern~ <any>?",
        ],
        "a rest": [
            "rest|rests|resting between",
            "between|after each? set|sets|rep|reps|round|rounds|exercise|exercises",
        ],
        "a repetition": [
            "every other|second|third time|round|rep|set",
            "repeat~|twice|thrice|times|rep|reps|repetition|repetitions|rounds|set|sets",
        ],
        "a number": ["<ratio>|<clock>|<n>"],
    },
    _GROUPS,
)

_MANY = "<n>|both|each|every|all|a|an"
# What measures something else: lengths, angles, limbs, props, names, what sounds like a count.
_MEASURES = Phrases(
    {
        "of something else": [
            *(
                f"{many} -* {of}{{ADJECTIVE}}* {noun}"
                for many in (_MANY, f"{_MANY} {{DASH}}|/|to|or|and <n>")
                for of in ("", "of your|the ")
                for noun in (
                    "{NOUN}",
                    "per cent",
                    "sit|sitting bone|bones",
                    "hour|hours before|after",
                    "third|thirds !time|round|rep|set",
                    "end|lot|lots of",
                    "more inch~|cent~",
                )
            ),
            "{NAMED} #? <n> -|–|to|and|& <n>",
            "{NAMED} .? #? <n>",
            "c|l|s|t <n> -|–|/ c|l|s|t? <n>",
            "c|l|s|t <n>",
            "all fours",
            "no|any|some|every|each one",
            "one",
            "90 / 90",
            "90/90",
            "half|quarter|third way|moon|lotus|pigeon|lord|boat|bend|lift|kneel~|circle~|turn",
            "halfway",
            "at|in two",
            "figure|number -? of? -? four|eight|4|8",
            "three|two -? legged|point|part",
            "<n> -? legged|point|part|way|sided|inch|foot|degree|angle",
            "<n> -? minute routine|session|practice|video|stretch",
            "<year>",
            "<n> x|× <n> cm|inch|in",
            "<n> <n> -? {NOUN} {NOUN}",
            "<n> out of <n>",
            "repeat <n> -|–|—|to|through <n> > ,? <n>|twice|thrice",
            "<n> st|nd|rd|th !time|round|rep|set <any>",
            "count to",
            "'|’|‘ <n> - to - <n>",
        ]
    },
    _GROUPS,
)
_SIDE_MEASURES = Phrases(
    {
        "no other side": [
            "each|every|either|both {SIDED} > in !turn",
            "each|every|either|both {SIDED} > of|on|at|up|down|are|is|flat|should|with|to|together"
            "|toward~|against|firmly|as|and",
            "to|on both sides of",
            "each side of",
            "mirror > <within>* front|look|your|yourself",
            "in a|the mirror",
            "change|changing position|anything|speed|in",
            "change|changing the angle",
            "change|changing your breath~|grip|mind",
            "switch off|on",
            "the other side of",
            "opposite side of",
            "both|two sides of",
            "with the|your other|opposite hand|arm|leg|foot",
            "to the|one other|opposite side|direction",
        ],
        "no repetition": [
            "at the same time|times",
            "at all time|times",
            "sometimes",
            "set up|your|the|aside|down",
            "rest your|the|on|in|here|it",
            "<n> times as|a|per|longer|further|faster|bigger|larger",
            "<n> times the width|length|size",
            "a? few times",
            "altern~ fashion|manner|pattern|your|between",
            "<start> <n> .|) <any>",
            "a|the set of",
            "this|that|which is|makes one|a|1 set|round|rep|repetition",
            "that's|that’s one|a|1 set|round|rep|repetition",
            "round|rounds your|it|them|the|off|and|out|up|forward|over|to",
            "no need <within>*",
            "switch|switching between|movements",
            "one more time",
        ],
    },
    _GROUPS,
)

# At the end of a clause: "swing slowly, each leg", "kick with each leg in turn".
_ASKS = Phrases(
    {
        "asked": [
            "on|for|with? each|every|per {SIDED} > <end>",
            "on|for|with? each|every|per {SIDED} > in turn <end>",
            "on|for|with? each|every|per {SIDED} > alternately <end>",
            "both sides > <end>",
            "both sides > in turn <end>",
            "both sides > alternately <end>",
        ]
    },
    _GROUPS,
)
_NOT_EACH = ("in", "of", "under")
_NOT_ASKED_AFTER = {"each": _NOT_EACH, "every": _NOT_EACH, "per": _NOT_EACH, "both": ("to", "of")}


class Measure(NamedTuple):
    """A word that measures, at ``start`` to ``end`` of a sentence, and what kind of word it is."""

    start: int
    end: int
    what: What


def measuring(sentence: str) -> list[Measure]:
    """Give the words of a sentence that measure, in order, without overlap."""
    words = words_in_digits(sentence)
    return [
        Measure(words[first].start, words[after - 1].end, what)
        for what, first, after in _WORDS.find(words)
    ]


def other_measures(sentence: str) -> list[tuple[int, int]]:
    """Give the stretches that measure something that is not led: lengths, angles, limbs, names."""
    # "One" is a number in digits, and a word in "hold this one".
    return [
        span
        for words in dict.fromkeys((words_of(sentence), words_in_digits(sentence)))
        for phrases in (_MEASURES, _SIDE_MEASURES)
        for span in phrases.every(words)
    ]


def measures_in(sentence: str) -> list[tuple[int, int]]:
    """Give the stretches in which a number measures something that is not led: "2 inches"."""
    numbers = [each for each in measuring(sentence) if each.what in ("a number", "a time")]
    if not numbers:
        return []
    spans = sorted(set(other_measures(sentence)), key=lambda span: (span[0], -span[1]))
    found: list[tuple[int, int]] = []
    for span in spans:
        measured = any(_lies_in(each, [span]) for each in numbers)
        if measured and (not found or span[0] >= found[-1][1]):
            found.append(span)
    return found


def unaccounted(
    sentence: str, measures: Iterable[Measure], taken: Sequence[tuple[int, int]]
) -> Iterator[Measure]:
    """Give what of a sentence's ``measures`` is neither ``taken`` nor measures something else."""
    left = [each for each in measures if not _lies_in(each, taken)]
    others = other_measures(sentence) if left else []
    for each in left:
        # "Each leg" measures by its own noun, and may still ask for both.
        if each.what == "a side" and _asks_from(sentence, each.start):
            if not _lies_in(each, _SIDE_MEASURES.every(words_in_digits(sentence))):
                yield each
        elif not _lies_in(each, others):
            yield each


def _asks_from(sentence: str, start: int) -> bool:
    """Tell whether a clause from a place on ends with the sides that something is done on."""
    words = words_of(sentence)
    for at, word in enumerate(words):
        if word.start >= start and _ASKS.at(words, at):
            before = words[at - 1].text if at else ""
            if before not in _NOT_ASKED_AFTER.get(word.text, ()):
                return True
    return False


def _lies_in(each: Measure, covered: Iterable[tuple[int, int]]) -> bool:
    return any(start <= each.start < end or start < each.end <= end for start, end in covered)
