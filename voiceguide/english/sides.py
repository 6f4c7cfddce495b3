"""The other side in words: "switch sides", "repeat on the other leg", "each side"."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from voiceguide.english.body import LIMBS, PAIRED, either, forms, singular, singulars
from voiceguide.english.numbers import in_digits
from voiceguide.english.pattern import Pattern
from voiceguide.english.phrases import Phrases, words_of

_NOUN = rf"(?P<noun>sides?|directions?|ways?|ends?|positions?|{either(PAIRED)})\b"
_OTHERS = "other|opposite|second|reverse|alternate|remaining|left|right"
_OTHER = rf"(?:{_OTHERS})"
_SAME = r"(?:it|this|that|the\s(?:same|stretch|exercise|pose|movement))"
# "The leading leg" is one of two by what it does.
_ROLES = "(?:lead|leading|front|back|top|working|standing|supporting)"
_AGAIN = rf"""(?:repeat\w*|(?:do|perform)\w*\s{_SAME}|(?:the\s)?same|switch\w*|chang\w+|swap\w*|
    alternat\w+|continue|move\son)"""
_MOVES = r"""(?:twist|turn|rotate|bend|lean|reach|look|tilt|move|roll|circle|swing|go|stretch|
    change|drop|lower)"""
_THEN = r"^(?:(?:and|then|now|next|finally)[\s,]+)*"
_SIDE = (
    # repeat (all that) on the other leg; do the same with the left
    Pattern(rf"""\b{_AGAIN}\b(?:[^.;]*?[\s,])??(?:on|with|for|to|using|in|over|towards?)\s
            (?:the|your|its|that|an)?\s?(?:\w+\s)?{_OTHER}\s{_NOUN}"""),
    Pattern(
        rf"""\b(?!(?:continue|move\son)\sto\b){_AGAIN}\b(?:[^.;,]*?\s)??(?:on|with|for|to|using)\s(?:the|your)\s
            (?:left|right|other|opposite)\b(?!\s(?:\w+\s)?(?:of|and\b))""",
        "repeat|do|perform|same|switch|chang|swap|alternat|continue|move",
        "left|right|other|opposite",
    ),
    # then do the other hand; work the left hip in the same manner
    Pattern(
        rf"""\b(?:do|work|stretch|exercise|then)\s(?:the|your)\s(?:other|opposite)\s{_NOUN}
            (?=[\s.,;!]*$)""",
        "other|opposite",
    ),
    Pattern(rf"""\b{_OTHER}\s{_NOUN}\s(?:in\s)?the\ssame\s(?:manner|way)""", "same"),
    # then twist to the other side; face the other way and repeat
    Pattern(
        rf"""\b(?:then|now|and|next)\b(?:\s\w+){{0,2}}\s{_MOVES}(?:\s[\w’']+){{0,4}}?
            \s(?:to|in|towards?|on)\s(?:the|your)\s(?:other|opposite)\s
            (?P<noun>sides?|directions?|way)\b""",
        "other|opposite",
    ),
    Pattern(
        r"\b(?:other|opposite)\s(?P<noun>ways?|sides?|directions?)\s(?:and|to)\srepeat\b",
        "other|opposite",
        "repeat",
    ),
    # switch sides, then change arms, switch which leg is on top, reverse direction
    Pattern(
        rf"""(?<!with\s)\b(?:(?:switch|change|swap|alternate)(?:ing)?|swapping)\s(?:the\s|your\s|to\s)?
            (?:position\sof\s(?:the|your)\s)?{_NOUN}""",
        "switch|change|swap|alternate",
    ),
    Pattern(
        rf"\b(?:switch|chang|swap|alternat)(?:e|ing)\s(?:the|your)\s{_ROLES}\s{_NOUN}",
        "switch|chang|swap|alternat",
    ),
    Pattern(
        r"""\b(?:switch|change|swap|reverse)\s(?:which\s|the\s(?:cross|clasp|grip|crossing|position|
            interlace|lead|leading|feet|legs|arms|stance)\b)[^.;]*""",
        "switch|change|swap|reverse",
    ),
    Pattern(
        r"(?:^|,\s|\bthen\s|\band\s)(?:switch|reverse|change\sover|swap)(?=[\s.!]*$)",
        "switch|reverse|change|swap",
    ),
    Pattern(
        r"""\b(?:reverse|change|switch|alternate)\s(?:the\s|your\s)?
            (?:(?P<noun>directions?)|circles?|rotation|legs\sand\s\w+)\b""",
        "reverse|change|switch|alternate",
    ),
    Pattern(r"\breverse\s(?:the\s)?(?:motion|movement)(?=[\s.,;!]*$)", "reverse"),
    Pattern(
        r"\b(?:circl\w+|rotat\w+|roll\w*|go|repeat\w*|move\w*)\b[^.;]*\bthe\sother\s(?P<noun>way)\b",
        "other",
    ),
    Pattern(
        r"""\b(?:repeat\w*|circl\w+|rotat\w+|roll\w*|do)\b[^.;]*
            \bin\s(?:the\s)?(?:other|opposite|reverse|each|both)\s(?P<noun>directions?)\b""",
        "direction",
    ),
    # three times on each side; 30 seconds per leg; hold each side for ...; stretch each thigh
    Pattern(
        r"""\b(?:on|for|to|per|with|in)?\s?(?:each|every)\s(?P<noun>sides?|legs?|arms?|ways?|directions?)\b
            (?!\s(?:of|with\s(?:the|your)))""",
        "each|every",
    ),
    Pattern(r"\b(?:on|for|to|per)\s(?:each\s)?(?P<noun>foot|hand)\b(?=[\s.,;!]*$)", "foot|hand"),
    Pattern(
        rf"\b(?:stretch|work|exercise|do)\s(?:each|both)\s{_NOUN}",
        "each|both",
        "stretch|work|exercise|do",
    ),
    Pattern(r"\b(?:per|a)\s(?P<noun>side|leg|arm|foot|hand|direction)\b(?=[\s.,;!)]*$)"),
    Pattern(
        r"""\b(?:repeat\w*|times?|reps?|repetitions?|seconds?|minutes?|breaths?|do\s(?:this|it))\b
            [^.;,]*?\b(?:on|for|with|in)\sboth\s(?P<noun>sides|legs|arms|directions)\b""",
        "both",
        "repeat|time|rep|second|minute|breath|do",
    ),
    # both sides, twice; sides: both; 2x each; L + R
    Pattern(rf"{_THEN}both\s(?P<noun>sides|legs|arms|directions|ways)(?=\s*[.,;!]|\s*$)", "both"),
    Pattern(
        r"\bsides?:\s?(?:both|each|left\sand\sright)\b|\d\0*\s?[x×]\s?each(?=[\s.,;!]*$)",
        "both|each|left",
    ),
    Pattern(
        r"^(?:L\s?[+/&]\s?R|R\s?[+/&]\s?L|left\sand\sright|right\sand\sleft)[\s.!]*$", "left|+|/|&"
    ),
)
_MORE_SIDES = (
    # do the right leg first, then the left
    Pattern(
        r"\b(?P<one>right|left)\b[^.;]*?\b(?P<noun>sides?|legs?|arms?|foot|hand|knee|hip)?\b[^.;]*\bfirst\b[^.;]*\bthen\b[^.;]*\b(?:left|right|other)\b",
        "first",
        "then",
    ),
    # mirror this on the left; do the mirror image
    Pattern(
        rf"\b(?:mirror|reverse|copy)\s(?:this|it|that|all\sof\s(?:this|it)|everything|the\s\w+)?\s?(?:on|to|for|with)\s(?:the|your)\s{_OTHER}(?:\s{_NOUN})?",
        "mirror|reverse|copy",
    ),
)
_LAST = ".|!|,* <final>"
_OTHER_ONE = f"the|your? {{OTHER}} {{NOUN}} {_LAST}"
# Whole sentences that only say so.
_ONLY_SIDES = Phrases(
    {
        "the other side": [
            # carry out with the opposite leg; once more on the other side
            f"<start> and|then|now* carry it|this? out on|with|for|to {_OTHER_ONE}",
            f"<start> and|then|now* perform|work|go|again|and on|with|for|to {_OTHER_ONE}",
            f"<start> and|then|now* once more on|with|for|to {_OTHER_ONE}",
            "<start> and|then|now|repeat|again|,* on|with|for the|your? {OTHER} {NOUN}?"
            f" {_LAST}",
            # then the left; repeat L; now left; same on the left; switch to the other one
            f"<start> {{LINK}}+ the|your? left|right|l|r|other {_LAST}",
            f"<start> {{LINK}}+ the|your? other one {_LAST}",
            f"<start> {{LINK}}* do|work|try the|your left|right side|leg|arm|foot|hand? {_LAST}",
            "<start> {LINK}* repeat|same on|for|with? the|your? left|right|l|r|other one?"
            f" {_LAST}",
            f"<start> {{LINK}}* switch|change to the|your? left|right|l|r|other one? {_LAST}",
            # give the left foot the same treatment; what you did on the right, now do on the left
            "<start> {LINK}* give|show the|your {OTHER} {NOUN} the same <any>* .|!* <final>",
            "<start> what|whatever|all|everything you did to|on|with the|your? {OTHER} {NOUN}? ,?"
            " you? now|then?"
            f" do|repeat to|on|with the|your? {{OTHER}} {{NOUN}}? {_LAST}",
            # turn to the other side for as long
            "<start> {LINK}* {TURN} to|in the other|opposite side|way|direction"
            f" for just? as long {_LAST}",
            "<start> {LINK}* {TURN} to|in the other|opposite side|way|direction"
            f" for the same <any>* {_LAST}",
            # left side next; the other leg as well
            f"<start> the|your? {{OTHER}} {{NOUN}} next|now|too|afterwards {_LAST}",
            f"<start> the|your? {{OTHER}} {{NOUN}} as well {_LAST}",
            f"<start> the|your? {{OTHER}} {{NOUN}} after that {_LAST}",
            # right, then left; do the right leg, and then the left
            "<start> do|first|work* the? right|left side|leg|arm? ,* and? then the? left|right"
            f" side|leg|arm? {_LAST}",
            f"<start> and|then|now|next|finally|,* on|to|with|for? {_OTHER_ONE}",
        ],
        "the other way round": [
            f"<start> and|then|now* repeat|again? all? the other way round|around {_LAST}",
            f"<start> and|then|now* do it|this all? the other way round|around {_LAST}",
        ],
    },
    {
        "OTHER": _OTHERS.replace("|", " "),
        "NOUN": f"side sides direction directions way ways end ends position positions"
        f" {forms(PAIRED)}",
        "TURN": "turn twist rotate bend lean reach look tilt roll",
        "LINK": "and then now next ,",
    },
)
_NO_OTHER = Pattern(
    r"(?:\b(?:no\sneed|not\sneed|need\snot|not\snecessary|unnecessary|without\s(?:doing|repeating)|instead\sof|half\s?way|midway)|n[’']t\s(?:need|have))\b",
)
_EACH_LIMB = Pattern(
    rf"""\W*(?:(?:and|then|now|next|slowly|gently)[\s,]+)*
        (?!(?:with|on|for|to|in|hold|stay|keep|of|from|at|do|by|stretch|work|exercise)\b)[a-z]+(?:ly)?
        (?:\s(?:up|down|out|in|back|and\s\w+))?\s(?P<each>each|every)\s(?P<noun>{singulars(PAIRED)})\b""",
    "each|every",
)
_EACH = Pattern(
    r"""(?:\b(?:on|with|for|to|in)\s)?\b(?:each|every|per|a(?=\sside\b))\s
        (?:sides?|legs?|arms?|feet|foot|hands?|thighs?|ways?|directions?)\b|\b(?:on|for)\sboth\ssides\b""",
    "each|every|per|side",
)
_DOING = Pattern(
    r"""\b(?:repeat\w*|do|done|perform\w*|hold\w*|stay\w*|times?|reps?|repetitions?|sets?|rounds?|
        seconds?|secs?|minutes?|mins?|breaths?|twice|once|complete|switch\w*|alternat\w+|circles?|
        stretch|work|aim|\d+)\b|\ds\b""",
)
_KEEP = r"\bkeep\s(?:on\s)?(?:alternat|swapp|switch|chang)ing\b"
_ALTERNATE = Pattern(rf"\balternat(?:e|ing|ely|es)\b|{_KEEP}", "alternat|keep")
_ALTERNATE_SIDES = Pattern(
    rf"""(?:\balternat(?:e|ing)|{_KEEP})\s(?:between\s)?(?:the\s|your\s)?(?:{_ROLES}\s)?
        (?:sides?|legs?|arms?|feet|foot|hands?|knees?|directions?|right\sand\sleft|left\sand\sright)\b""",
    "alternat|keep",
)
_NAMED = Pattern(
    r"\b(?:left|right)\b|\b[lr]\s(?:foot|leg|arm|hand|knee|side|hip|elbow|heel|shoulder|ankle|wrist)\b"
)
_ONE_LIMB = Pattern(
    rf"""\b(?:one|a|an|your\s(?:top|bottom|front|back|lead|leading|working|free|outside|inside|upper)|
        the\s(?:top|bottom|front|back|lower|first|other)|either|each|that|same|opposite|first)
        \s(?:\w+\s)?(?:side|{singulars(PAIRED)})\b
        |\bone\s(?:of\syour\s|is\s|in\sfront\b)
        |\b(?:your|the)\s(?:(?:lower|upper|straight|bent|raised|lifted)\s)?(?:{singulars(LIMBS)})\b""",
)
_BOTH_IN_ONE = Pattern(r"\b(?:left\sand\sright|right\sand\sleft)\b", "left", "right")
# Without one of these no other side is asked for; most sentences have none.
_HINT = Pattern(
    r"""repeat|switch|chang|swap|alternat|revers|same|other|opposite|each|every|both|per\s|\ba\s(?:side|leg|arm|foot|hand)|
        sides?:|l\s?[+/&]|r\s?[+/&]|left\sand|right\sand|(?:left|right|second)\s\w+[\s.!]*$""",
)
# And without one of these, none in fewer words: "then the left", "repeat L".
_NAMES_ONE = Pattern(rf"\b(?:{_OTHERS}|l|r)\b")
_CHANGING = frozenset(f"direction directions way ways {forms(PAIRED)}".split())
_MEANT = {"way": "direction", "end": "side", "position": "side"}


class SideWords(NamedTuple):
    """Words that ask for the other side, at ``start`` to ``end``; ``noun`` is what changes.

    ``each`` tells "three times on each side" from "repeat on the other side".
    """

    start: int
    end: int
    noun: str
    each: bool


@lru_cache(512)  # asked of a sentence and of its pieces, which often are the same
def find_side(words: str, *, whole: bool = True) -> SideWords | None:
    """Give the words of a sentence or clause that ask for the other side, or None.

    "The other leg" asks for it only as a ``whole`` sentence or after "then": in "extend one arm
    and the opposite leg" it does not.
    """
    hinted, named = bool(_HINT.search(words)), bool(_NAMES_ONE.search(words))
    if not (hinted or (named and whole)):
        return None
    words = in_digits(words)
    patterns: tuple[Pattern, ...] = _SIDE if hinted else ()
    if whole and named:
        patterns += _MORE_SIDES
    for pattern in patterns:
        match = pattern.search(words)
        if match is None:
            continue
        if _NO_OTHER.search(words):
            return None  # "there is no need to do the other side"
        each = bool(_EACH.search(match.group()))
        if each and not _DOING.search(words):
            continue  # "keep your weight on both legs"
        noun = one_of(match.groupdict().get("noun") or "side")
        return SideWords(match.start(), match.end(), noun, each)
    return _only_side(words) if whole and named else None


def _only_side(sentence: str) -> SideWords | None:
    """Read a sentence that only asks for the other side, as in "Then the left leg"."""
    words = words_of(sentence)
    found = _ONLY_SIDES.at(words, 0) if words else None
    if found is None:
        return None
    turned = found[0] == "the other way round"
    nouns = [] if turned else [word.text for word in words if word.text in _CHANGING]
    return SideWords(0, words[-1].end, one_of(nouns[-1] if nouns else "side"), each=False)


def each_limb(words: str) -> tuple[int, int, str] | None:
    """Find "each knee" where it is what a verb moves: "lift each knee 10 times", and its noun.

    Gives the place of "each".
    """
    found = _EACH_LIMB.match(words)
    return (*found.span("each"), one_of(found["noun"])) if found else None


def one_of(noun: str) -> str:
    """Give what changes in the singular: "legs" is leg, "feet" foot, "ways" direction."""
    noun = singular(noun.lower())
    return _MEANT.get(noun, noun)


def without_each(words: str) -> str:
    """Take "on each side" out of words that will be said on each side anyway."""
    return _EACH.sub("", words)


def alternates(words: str) -> bool:
    """Tell whether the words ask for one side and the other by turns."""
    return bool(_ALTERNATE.search(words))


def alternates_sides(words: str) -> bool:
    """Tell whether the words name the sides that take turns ("alternate legs")."""
    return bool(_ALTERNATE_SIDES.search(words))


def both_in_one(words: str) -> bool:
    """Tell whether one movement goes to both sides: "tap left and right"."""
    return bool(_BOTH_IN_ONE.search(words))


def names_limb(words: str) -> bool:
    """Tell whether words name a side or a single limb, so that a second side differs here."""
    return bool(_NAMED.search(words) or _ONE_LIMB.search(words))
