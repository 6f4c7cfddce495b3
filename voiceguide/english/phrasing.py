"""The author's words as a voice will say them: clauses as sentences, and what leads a hold."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from voiceguide.english.numbers import in_words
from voiceguide.english.pattern import Pattern
from voiceguide.english.sides import without_each
from voiceguide.english.wording import HOLD

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
_EACH_TIME = Pattern(
    r"\s(?:each|every)\s(?:time|lift|rep|repetition|raise|squeeze|press|one|stretch|bridge|lunge)\b",
    "each|every",
)
_STILL = (
    r"hold|stay|here|there|remain|pause|rest|pose|position|stretch|it|this|relax|wait|sit|lie|stand"
)
_EFFORT = "push|press|pull|squeeze|tense|tighten|contract|clench|release|relax|plank|lean"
_BARE_NUMBER = Pattern(rf"\b(?P<word>{_STILL}|^(?:{_EFFORT}))(?P<gap>,?\s)\{{\}}")
_ADJECTIVE = Pattern(r"(?:\b(?:a|an|the|your|one)\s)?\{\}[\s-](?:hold|pause|stretch|rest)\b")
_DEPENDENT = Pattern(
    rf"^(?:{GERUND}|with|from|as|when|while|if|to|in|on|for|once|after|using|now|then|next|and|so|first|"
    r"slowly|gently|inhale|exhale)\b",
)
_GOES_ON = Pattern(
    r"\s*(?:(?:and\s)?then\b|(?:and\s)?(?:back|return|lower)\b|(?:and\s|or\s)?(?:your\s|the\s)?\w+(?:\s\w+)?\s*(?:,|and\b|$|[.!]))",
)
_CLAUSE_END = Pattern(r"\s*(?:[,;:](?!\d)|\(|\s[–—-]+\s|—|\s(?:until|so\sthat)\b)", flags=0)
_LEFT_OVER = Pattern(r"(?:[\s,]+(?:and|then|but|or))+[\s.]*$")
# What is left of a sentence whose meaning was taken out: "Then." says nothing.
_ONLY_LINKS = Pattern(
    r"(?:(?:and|then|now|next|but|or|so|also|with|for|to|of|before|after|while|as|each|every)\b\W*)+"
)
# "Plank/side plank", "left / right": a voice would say "slash". Numbers keep it: "90/90".
_SLASH = Pattern(r"(?<=[^\W\d_]{2})\s?/\s?(?=[^\W\d_]{2})", "/")
_AND_OR = Pattern(r"\band\s?/\s?or\b", "/")
_WITH = Pattern(r"\bw/(?P<out>o\b)?\s?", "w/")
_GERUND_FIRST = Pattern(
    r"^(?P<adverbs>(?:(?:then|now|\w+ly)[\s,]+)*)(?P<verb>(?!bring\b|swing\b)\w+ing)\b", "ing"
)
_YOU_FIRST = Pattern(r"^you\s(?!(?:will|can|may|might|should|are|have)\b)(?=[a-z])", "you")
# Their stem has lost its e: "releasing" is to release.
_STEMS_WITH_E = tuple(
    "releas mov tak plac com rais chang hal continu squeez eas clos mak driv glid slid rotat "
    "exchang reduc bounc rid unlac stabiliz stabilis relocat hing".split()
)
_BREATH_WORD = Pattern(r"\b(inhal|exhal|breath)")
_BREATH_LEAD_IN = Pattern(
    r"(?:(?:inhal\w*|exhal\w*|breath(?:e|ing)?|in|out|on|with|as|at|to|and|then|now|next|take|an?"
    r"|the|your|each|every|you|deep(?:ly)?|long|slow(?:ly)?|gently)\W*)+",
)
# "2. Bridge", "Bridge (supported)" and "Bridge 2.".
_NUMBERED = Pattern(r"^\s*(?:#\s*)?\d+\s*[.):]\s+(?=\D)", flags=0)
_BRACKETS = Pattern(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]\s*")
_LAST_NUMBER = Pattern(r"(?<= )\d{1,3}$", flags=0)


@lru_cache(4096)  # a plan is built anew at each turn of a dial, of the same sentences
def sentence_of(words: str) -> str:
    """Make a clause a sentence: a capital at its start, one mark at its end."""
    words = re.sub(r"\s+([.,;:!?])", r"\1", re.sub(r"\s+", " ", words)).lstrip("•*· ")
    words = _LEFT_OVER.sub("", _without_slashes(words)).strip(" ,;:–—-")
    if _ONLY_LINKS.fullmatch(words):
        return ""
    if words.startswith("(") and words.rstrip(".").endswith(")") and words.count("(") == 1:
        words = words.rstrip(".")[1:-1]
    if not any(mark.isalnum() or mark == "{" for mark in words):
        return ""
    words = words[0].upper() + words[1:]
    return words if words.rstrip("\"')]’”").endswith((".", "!", "?", "…")) else f"{words}."


def _without_slashes(words: str) -> str:
    if "/" not in words:
        return words
    words = _WITH.sub(lambda found: "without " if found["out"] else "with ", words)
    return _SLASH.sub(" or ", _AND_OR.sub("or", words))


def as_order(words: str) -> str:
    """Make an order of what follows "before": "gently lowering down" is "gently lower down"."""
    words = _YOU_FIRST.sub("", words)
    found = _GERUND_FIRST.match(words)
    if found is None:
        return words
    return f"{found['adverbs']}{_stem(found['verb'])}{words[found.end() :]}"


def _stem(gerund: str) -> str:
    known = _IMPERATIVES.get(gerund.lower())
    if known:
        return known
    stem = gerund[:-3]
    if stem.endswith(_STEMS_WITH_E):
        return f"{stem}e"
    doubled = stem[-1:] == stem[-2:-1] and stem[-1:] not in "lsz"
    return stem[:-1] if doubled else stem


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


def breath_clause(text: str) -> str:
    """Give the sentence of a breath up to the end of its first clause that says what to do."""
    ends = [found.start() for found in _CLAUSE_END.finditer(text)]
    if not ends:
        return sentence_of(text)
    lead_in = text[: ends[0]]
    # "On an inhale, reach up, ...": the lead-in alone is no clause.
    if _BREATH_LEAD_IN.fullmatch(lead_in):
        return sentence_of(text[: ends[1]] if len(ends) > 1 else text)
    return sentence_of(lead_in if _BREATH_WORD.search(lead_in) else text)


def name_words(name: str) -> str:
    """Give a pose's name as it is spoken: "Bridge (low) 2." is "Bridge, low, two"."""
    name = "".join(mark for mark in name if unicodedata.category(mark) not in ("So", "Sk", "Cf"))
    name = _NUMBERED.sub("", name)
    name = _without_slashes(name)
    name = _BRACKETS.sub(lambda found: f", {found[1].strip()}, ", name)
    name = re.sub(r"\s+", " ", name).replace(" ,", ",")
    name = re.sub(r",(?=\s*[,.!?;:])", "", name).strip(" .,;:…—–-")
    name = _LAST_NUMBER.sub(lambda found: in_words(int(found[0])), name)
    return name if any(mark.isalnum() for mark in name) else ""


def work_phrase(text: str) -> str:
    """Say work with its own verb: "Hold for {} of squats." is "{} of squats."."""
    return text.replace("Hold for {} of ", "{} of ")


def hold_phrase(before: str, length: str, after: str) -> str:
    """Give what leads a hold, with ``{}`` where its length is said: "Stay at center for {}.".

    ``length`` are the author's words for it, between those ``before`` and ``after`` it.
    """
    before = re.sub(r"\b(?:\d+\s?|[\w-]+\s)(?:[x×]|sets?\sof|rounds?\sof)\s$", "", before)
    if re.match(r"\s*(?:breath|inhal)", length, re.IGNORECASE):
        before += "take " if before.strip() else "Take "
    after = re.sub(r"^(?:\s?[x×]\s?\d+|\sat\sa\stime)\b", "", after)
    text = f"{before.replace(':', ' ')}{{}}{after}"
    text = HOLD if _ADJECTIVE.search(text) else text
    text = _EACH_TIME.sub("", without_each(_CHOSEN_BY_LISTENER.sub("", text)))
    first = _FIRST_WORD.match(text)
    if first and first[1].lower() in _IMPERATIVES:
        text = _IMPERATIVES[first[1].lower()] + text[first.end() :]
    text = _BARE_NUMBER.sub(r"\g<word>\g<gap>for {}", text.strip())
    if text.startswith("{}"):
        text = HOLD.replace("{}.", text)
    elif re.match(r"for\s\{\}[\s.]*$", text, re.IGNORECASE):
        text = HOLD
    return sentence_of(text)
