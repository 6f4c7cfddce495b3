"""The words of a part as a voice will say them."""

from __future__ import annotations

import re

from voiceguide.english.pattern import Pattern
from voiceguide.english.sides import without_each

GERUND = r"(?!(?:br|sw|spr|cl|fl|sl|str|w|r)ing\b)\w+ing"
"""Pattern of "holding", "keeping", but not of "bring" and "swing"."""

_IMPERATIVES = dict(
    pair.split(":")
    for pair in "holding:hold staying:stay remaining:remain pausing:pause resting:rest "
    "relaxing:relax keeping:keep maintaining:maintain breathing:breathe sustaining:sustain "
    "stopping:stop waiting:wait lingering:linger taking:take sitting:sit lying:lie standing:stand "
    "stretching:stretch repeating:repeat continuing:continue counting:count".split()
)
_FIRST_WORD = Pattern(r"^\W*(\w+)")
_CHOSEN_BY_LISTENER = Pattern(
    r"(?:for\s)?as\slong\sas\s(?:you\s(?:like|want|wish|can)|is\scomfortable|(?:it\s)?feels?\s\w+)"
    r"[\s,]*(?:\b(?:but|and|or)\s)?(?:preferably|ideally)?\s?|\b(?:preferably|ideally)\s",
    "long|preferably|ideally",
)
_EACH_TIME = Pattern(r"\s(?:each|every)\stime\b", "time")
_STILL = (
    r"hold|stay|here|there|remain|pause|rest|pose|position|stretch|it|this|relax|wait|sit|lie|stand"
)
_BARE_NUMBER = Pattern(rf"\b(?P<word>{_STILL})(?P<gap>,?\s)\{{\}}")
_ADJECTIVE = Pattern(r"(?:\b(?:a|an|the|your|one)\s)?\{\}[\s-](?:hold|pause|stretch|rest)\b")
_DEPENDENT = Pattern(
    rf"^(?:{GERUND}|with|from|as|when|while|if|to|in|on|for|once|after|using|now|then|next|and|so|first|"
    r"slowly|gently|inhale|exhale)\b",
)
_GOES_ON = Pattern(
    r"\s*(?:(?:and\s)?then\b|(?:and\s)?(?:back|return|lower)\b|(?:and\s|or\s)?(?:your\s|the\s)?\w+(?:\s\w+)?\s*(?:,|and\b|$|[.!]))",
)
_CLAUSE_END = Pattern(r"\s*(?:[,;:(]|\s[–—-]\s|—|\s(?:until|so\sthat)\b)", flags=0)


_LEFT_OVER = Pattern(r"[\s,]+(?:and|then|but|or)[\s.]*$")


def sentence_of(words: str) -> str:
    """Make a clause a sentence: a capital at its start, one mark at its end."""
    words = re.sub(r"\s+([.,;:!?])", r"\1", re.sub(r"\s+", " ", words)).lstrip("•*· ")
    words = _LEFT_OVER.sub("", words).strip(" ,;:–—-")
    if words.startswith("(") and words.rstrip(".").endswith(")") and words.count("(") == 1:
        words = words.rstrip(".")[1:-1]
    if not any(mark.isalnum() or mark == "{" for mark in words):
        return ""
    words = words[0].upper() + words[1:]
    return words if words[-1] in ".!?…" or words[-2:] in ('."', ".”", ".)") else f"{words}."


def first_clause(words: str) -> str:
    """Give the shortest start of a sentence that still says what to do.

    "Lift your hips, then lower them" is one movement, and "hips, knees, and chest" one list.
    """
    start = 0
    for match in _CLAUSE_END.finditer(words):
        clause = words[start : match.start()].strip()
        if (
            len(clause.split()) > 1
            and not _DEPENDENT.match(clause)
            and not _GOES_ON.match(words, match.end())
        ):
            return sentence_of(words[: match.start()])
        start = match.end()
    return sentence_of(words)


def hold_words(before: str, length: str, after: str) -> str:
    """Give what leads a hold, with ``{}`` where its length is said: "Stay at center for {}.".

    ``length`` are the author's words for it, between those ``before`` and ``after`` it.
    """
    before = re.sub(r"\b[\w-]+\s?(?:[x×]|sets?\sof|rounds?\sof)\s$", "", before)
    if re.match(r"\s*(?:breath|inhal)", length, re.IGNORECASE):
        before += "take " if before.strip() else "Take "
    after = re.sub(r"^(?:\s?[x×]\s?\d+|\sat\sa\stime)\b", "", after)
    text = f"{before.replace(':', ' ')}{{}}{after}"
    text = "Hold for {}" if _ADJECTIVE.search(text) else text
    text = _EACH_TIME.sub("", without_each(_CHOSEN_BY_LISTENER.sub("", text)))
    first = _FIRST_WORD.match(text)
    if first and first[1].lower() in _IMPERATIVES:
        text = _IMPERATIVES[first[1].lower()] + text[first.end() :]
    text = _BARE_NUMBER.sub(r"\g<word>\g<gap>for {}", text.strip())
    if text.startswith("{}"):
        text = f"Hold for {text}"
    elif re.match(r"for\s\{\}[\s.]*$", text, re.IGNORECASE):
        text = "Hold for {}"
    return sentence_of(text)
