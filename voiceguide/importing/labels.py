"""Headings that name no pose but tell what stands below: "How to do it", "Benefits:"."""

from __future__ import annotations

import re
from typing import Literal

from voiceguide.english.numbers import NUMBER_WORD
from voiceguide.english.repeats import find_repeat
from voiceguide.english.sides import find_side
from voiceguide.english.times import find_times

Label = Literal["steps", "benefit", "caution", "tip", "needs", "variation", "talk", "group"]

_FLAGS = re.IGNORECASE | re.VERBOSE
_LABELS: dict[Label, re.Pattern[str]] = {
    "steps": re.compile(
        r"""^(?:how\sto(?:\s(?:do|perform|practi[cs]e|get\sinto)(?:\s(?:it|this|the\s\w+))?)?|how\sit[’']?s\sdone|instructions?|directions?|
        steps?|the\ssteps|step[\s-]by[\s-]step(?:\s\w+)?|what\sto\sdo|technique|method|execution|do\sit|do\sthis|to\sdo(?:\sit)?|action|
        movement|the\smovement|set[\s-]?up(?:\sposition)?|position|starting\sposition|start(?:ing)?|getting\sinto\s(?:it|the\spose)|
        get\sinto\s(?:it|the\spose)|(?:getting|coming|to\scome)\sout(?:\sof\s(?:it|the\spose))?|to\s(?:exit|release|finish)|finish|exit)$""",
        _FLAGS,
    ),
    "benefit": re.compile(
        r"""^(?:(?:the\s|key\s|health\s)?benefits?(?:\sof\b.*)?|why(?:\sit\s(?:works|helps)|\sdo\sit|\sit[’']s\s\w+|\syou\b.*|\sthis\b.*)?|good\sfor|
        great\sfor|(?:muscles?|areas?|body\sparts?)(?:\s(?:worked|targeted|used|stretched|involved))?|targets?|targeted\s\w+|works|what\sit\s(?:does|works|helps).*|
        purpose|effects?|goal|aim|focus|difficulty|level|also\s(?:known|called)\sas|sanskrit(?:\sname)?)$""",
        _FLAGS,
    ),
    "caution": re.compile(
        r"""^(?:cautions?|warnings?|safety(?:\s\w+|\s(?:and|&)\s\w+)?|precautions?|contra-?indications?|avoid(?:\sif)?|important|
        (?:do\snot|don[’']t)\sdo\sthis\sif|skip\s(?:it|this)?\s?if|who\sshould\s(?:avoid|skip).*|take\scare|be\scareful|
        things\sto\s(?:watch|avoid)|common\smistakes|mistakes\sto\savoid|watch\sout(?:\sfor)?|before\syou\s(?:start|begin)|safety\sfirst)$""",
        _FLAGS,
    ),
    "tip": re.compile(
        r"""^(?:tips?|(?:form|pro|beginner[’']?s?|quick|alignment|helpful|teacher[’']?s?|expert|extra)\s(?:tips?|cues?|pointers?|notes?)|
        hints?|cues?|pointers?|alignment|form|remember|keep\sin\smind|notes?)$""",
        _FLAGS,
    ),
    "needs": re.compile(
        r"""^(?:equipment(?:\sneeded)?|props?(?:\sneeded)?|what\syou(?:[’']ll|\swill)?\sneed|you(?:[’']ll|\swill)?\sneed|materials|
        gear|required(?:\sequipment)?|preparation)$""",
        _FLAGS,
    ),
    "variation": re.compile(
        r"""^(?:(?:variations?|modif(?:y|ications?|ied)|adaptations?|options?|progressions?|regressions?|alternatives?|advanced|
        make\sit\s(?:easier|harder)|(?:easier|harder|deeper|gentler)(?:\s\w+)?|to\smake\sit\s.*|too\s(?:easy|hard)\??|
        for\s(?:beginners|more|a\sdeeper).*|if\sthis\sis\stoo\s.*|take\sit\sfurther|level\sup|challenge)(?:\s(?:and|&|or|/)\s\w+)?)$""",
        _FLAGS,
    ),
    "talk": re.compile(
        r"""^(?:overview|introduction|intro|about(?:\s(?:this|the)\b.*)?|background|what\sis\b.*|description|welcome|getting\sstarted|
        history|evidence|the\sscience.*|causes?|symptoms|duration|time|frequency|how\s(?:often|long|many).*)$""",
        _FLAGS,
    ),
}
_GROUP = re.compile(
    r"""^(?:the\s|my\s|our\s|your\s)?(?:\d+\s|best\s|top\s|basic\s|gentle\s|easy\s|simple\s|\w+\s)*
    (?:stretches|exercises|poses|moves|movements|asanas|workout|routine|sequence|session|practice|program(?:me)?|flow|
    warm[\s-]?up|cool[\s-]?down)
    (?:\s(?:to|for|that|you|in|of|at|on|after|before|with)\b.*)?$""",
    _FLAGS,
)
_OPENING = re.compile(r"^(?P<label>[A-Z][\w’' -]{2,40}?)\s?:\s+(?=\S)")
_DOSE = re.compile(r"\s*(?:\((?P<dose>[^()]{2,40})\)|\s[–—-]\s(?P<after>[^()]{2,40}))\s*$")
_NUMBER = rf"(?:\d+|{NUMBER_WORD})"

_AMOUNT = rf"{_NUMBER}(?:\s?(?:-|–|to|or)\s?{_NUMBER})?"
_EACH = r"(?:on\s|for\s)?(?:each|per|every)\s(?P<noun>side|leg|arm|direction|foot|hand)"


def cut_dose(heading: str) -> tuple[str, str]:
    """Take "(3 minutes each side)" or "- 10 reps" off a heading: its name, and a sentence."""
    match = _DOSE.search(heading)
    words = (match["dose"] or match["after"]).strip() if match else ""
    sentence = dose_sentence(words)
    return (heading[: match.start()].strip(), sentence) if match and sentence else (heading, "")


def dose_sentence(words: str) -> str:
    """Write "30 seconds", "10 reps" or "8 per leg" as a sentence; "" for what is more or less."""
    words = re.sub(r"^(?:hold|stay)\s(?:for\s)?", "", words.strip(" .()"), flags=re.IGNORECASE)
    if len(words.split()) > 7 or not re.match(rf"\W?(?:\d|{NUMBER_WORD}|x)", words, re.I):
        return ""
    spans = find_times(words)
    if len(spans) == 1 and not find_repeat(words):
        side = find_side(words)
        rest = words[: spans[0].start] + words[spans[0].end : side.start if side else None]
        bare = not re.sub(r"\b(?:about|for|on|per|each|hold|x)\b|\W", "", rest)
        return f"Hold for {_on_each(words)}." if bare else ""
    if re.fullmatch(rf"{_AMOUNT}\s(?:reps?|repetitions|times|rounds)(?:\s.*side)?", words, re.I):
        return f"Repeat {re.sub(r'reps?|repetitions', 'times', _on_each(words), flags=re.I)}."
    each = re.fullmatch(rf"(?P<n>{_AMOUNT})\s{_EACH}", words, re.IGNORECASE)
    return f"Repeat {each['n']} times on each {each['noun']}." if each else ""


def _on_each(words: str) -> str:
    return re.sub(rf",?\s{_EACH}$", r" on each \g<noun>", words, flags=re.IGNORECASE)


def label_of(heading: str) -> Label | None:
    """Give what a heading says of the words below it, or None where it names a pose."""
    words = re.sub(r"^\W*\d{1,2}[.)]\s+", "", heading).strip(" :.!-–—")
    for label, pattern in _LABELS.items():
        if pattern.match(words):
            return label
    return "group" if _GROUP.match(words) else None


def cut_label(words: str) -> tuple[Label | None, str]:
    """Take "Benefits:" off a paragraph that opens with it; other openings stay."""
    match = _OPENING.match(words)
    label = label_of(match["label"]) if match else None
    if match is None or label is None or label == "group":
        return None, words
    return label, words[match.end() :]
