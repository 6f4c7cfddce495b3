"""The words that a dose is written in, cut into tokens: numbers, units, sides, rests and glue."""

from __future__ import annotations

from typing import NamedTuple

from voiceguide.english.body import EVERY, SIDED, forms
from voiceguide.english.phrases import Phrases, words_in_digits

_GROUPS = {
    "MOVE": """squat squats lift lifts raise raises circle circles turn turns roll rolls nod nods
        tilt tilts pump pumps presses squeezes swing swings bend bends tap taps slide slides
        rotation rotations twist twists shrug shrugs pulses curl curls dip dips kick kicks pushes
        lunge lunges marches crunches bridges clam clams rock rocks step steps jump jumps""",
    "NOUN": f"side sides direction directions way ways {forms(SIDED)}",
    "BODY": EVERY,
    "SMALL": "of and then with or to the a an in on at for x after before between by per each",
    "UNIT": f"""inches degrees centimeters centimetres millimetres meters metres feet pounds kilos
        kilograms grams percent steps points corners blankets pillows cushions towels straps blocks
        bands weights balls days weeks times minutes hours this his hers its always {EVERY}""",
    "PART": "set sets rep reps repetition repetitions round rounds",
    "PAIRS": f"sides directions {forms(SIDED)}",
    "SECOND": """second seconds sec secs count counts beat beats heartbeat heartbeats second's
        second’s""",
}
ALTERNATED = frozenset(_GROUPS["PAIRS"].split())
"""What takes turns: sides, legs, arms."""

# At one place the kind that is written first is taken.
_TOKENS = Phrases(
    {
        "clock": ["<clock> min|mins|minute|minutes|m?"],
        "number": ["<n>|<digits>"],
        "minute": [
            "minute|minutes|min|mins|minute's|minute’s '|’?",
            "m",
            "'|′|’",
        ],
        "second": ["{SECOND} '|’?", 's|″|"|”'],
        "hour": ["hour|hours|hr|hrs"],
        "breath": [
            "full|deep|slow|long|easy|calm|complete|steady* breath|breaths|respiration|respirations"
            "|exhales|inhales|exhalations|inhalations",
            "full|deep|slow|long|easy|calm|complete|steady* breath|breathing cycle|cycles",
        ],
        "label": [
            "rest|rests|break|pause|recovery between|after each|every? {PART} :|=",
            "sets|rep|reps|repetition|repetitions|round|rounds goal|target? :|=",
            "hold time|for? :|=",
            "rest|work|tempo|side|sides|duration|time :|=",
        ],
        "sets": ["set|sets", "lot|lots > of"],
        "reps": [
            "slow|total|full|complete|controlled|gentle|smooth|more* times|repetition|repetitions"
            "|rep|reps|round|rounds|repeats|circuit|circuits|cycle|cycles .?",
            "of these|those|them",
        ],
        "alternating": [
            "altern~ between? the|your? {PAIRS}",
            "altern~ between? the|your? side",
            "altern~ between? the|your? right|left and right|left",
            "altern~",
            "switch~|chang~|swap~ the|your? {PAIRS} each|every time|rep|repetition|round",
        ],
        "holds": ["holds|stretches|planks"],
        "moves": [
            f"slow|big|small|gentle|full|large|controlled* {move}"
            for move in (
                "sit -? to -? stand|stands",
                "push|press|sit|pull|step -? up|ups",
                "{MOVE}",
                "pushup|pushups|pressup|pressups|situp|situps",
                "{BODY} {MOVE}",
                "!{SMALL} <any> {MOVE}",
            )
        ]
        # "5 floats with each leg": whatever is counted on each side.
        + ["!{SMALL} !{UNIT} <plural> > on|with|for|to each|per|every {NOUN}"],
        "in_turn": ["in turn"],
        "each": [
            "each|every 1 !min|mins|minute|minutes|hour|breath|{SECOND}",
            "on|for|to|with|per|in|over? each|every|both|per",
            "on|for|to|with|per|in|over? ea .?",
        ],
        "each_side": [
            "e / s",
            "bilateral|bilaterally",
            "l|left +|&|/|and r|right",
            "r|right +|&|/|and l|left",
            "right|left side|leg|arm|foot|hand? first? ,? and? then the? left|right"
            " side|leg|arm|foot|hand?",
        ],
        "right": ["right|r"],
        "left": ["left|l"],
        "noun": ["{NOUN}"],
        "between": ["in? between", "after > each|every {PART}", "after > {PART}"],
        "rest": [
            "of? rest|rests|resting|break|breaks|breather|pause|pauses|recover|recovery|off",
        ],
        "work": ["of? work|on"],
        "hold": ["hold|holding|stay|keep|held"],
        "exercises": ["exercise|exercises|stretches|pose|poses|station|stations"],
        "in_all": ["in total|all", "altogether|total"],
        "plus": ["+", "or|and more"],
        "range": ["-|–|—|−|‑|‒|~|to|or|through"],
        "x": ["x|×"],
        "ratio": ["<ratio> !of|min|mins|minute|minutes|h|hr|hrs|hour|hours"],
        "often": ["once|twice|thrice"],
        "slash": ["/"],
        "comma": [",|;|.|<bar>|•|·"],
        "half": ["half"],
        "glue": [
            "at least",
            "at the top|bottom|end",
            "do|done|perform|complete|repeat|and|then|of|for|with|a|an|the|it|this|that|on|in|at|by"
            "|about|around|approximately|take|taking|now|your|have|minimum|only|make|go",
            "over",
            "repeat|complete|perform|frequency :|=",
            "please",
            "do as",
            "aim for",
            "approx .?",
            "up to",
            "followed by",
            "w /",
            ":|(|)|[|]|=",
        ],
    },
    _GROUPS,
)


MOST_TOKENS = 40
"""Of one dose: more is no shorthand that anyone writes."""


class Token(NamedTuple):
    """A stretch of a dose: its kind, where it is, and its words in small letters."""

    kind: str
    start: int
    end: int
    words: str


def tokens_of(sentence: str) -> list[Token] | None:
    """Cut words into the tokens of a dose, or give None where anything else is in them."""
    words = words_in_digits(sentence)
    tokens: list[Token] = []
    at = 0
    while at < len(words):
        found = _TOKENS.at(words, at)
        if found is None or len(tokens) == MOST_TOKENS:
            return None
        kind, after = found
        text = " ".join(word.text for word in words[at:after])
        tokens.append(Token(kind, words[at].start, words[after - 1].end, text))
        at = after
    return tokens
