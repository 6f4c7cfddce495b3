"""Which words warn, which are a tip, and which may be left out."""

from __future__ import annotations

from typing import Literal

from voiceguide.english.numbers import HAS_NUMBER, in_digits
from voiceguide.english.pattern import Pattern
from voiceguide.routine import Role

_PREFIX = Pattern(r"^\s*(?P<name>caution|warning|tip|hint|note)\s*:\s*", ":")

# At the start of a sentence, or of a clause after "if you have a bad knee, ...".
_LEAD = (
    r"(?:^|^(?:if|when|while|because|since)\b[^,]*,\s|[(;]\s?)"
    r"(?:please\s|always\s|but\s|and\s|however,\s|just\s|also,?\s)*"
)
_CAUTIONS = (
    Pattern(
        rf"{_LEAD}(?:do\snot|don[’']?t|avoid|never|be\s(?:very\s)?careful|be\scautious|take\scare|"
        r"refrain|stop\s(?:if|when|at\sonce|immediately)|skip\s(?:this|it|the\spose)|beware|"
        r"(?:be|make)\ssure\s(?:that\s)?(?:you\s(?:do\snot|don[’']?t|are\snot|aren[’']?t)|not\sto|to\savoid|your\s\w+\s(?:do(?:es)?\snot|do(?:es)?n[’']?t|is\snot|are\snot))|"
        r"(?:you|your\s\w+)\sshould\s(?:not|never)|this\sis\snot\s(?:for|recommended)|"
        r"you\sshouldn[’']?t|only\s(?:go|move|stretch|turn)\sas\sfar|ease\soff\sif)\b",
        "not|don|avoid|never|care|cautious|refrain|stop|skip|beware|sure|should|only|ease",
    ),
    Pattern(
        r"\bif\s(?:it|this|anything|that|your\s\w+|you\sfeel)\b[^,]*\b(?:hurts?|pain\w*|dizz\w+|numb\w*|tingl\w+|"
        r"complains?|sore)\b",
        "if",
        "hurt|pain|dizz|numb|tingl|complain|sore",
    ),
    Pattern(
        r"\bif\syou\s(?:feel|get|become)\s(?:\w+\s){0,2}"
        r"(?:pain|dizz\w+|faint|light[\s-]?headed|sick|unwell|breathless)",
        "if",
        "pain|dizz|faint|light|sick|unwell|breathless",
    ),
    Pattern(
        r"\b(?:may|can|could)\s(?:strain|hurt|injure|damage)\b|\bsee\s(?:a|your)\s(?:doctor|gp|physio\w*)\b"
        r"|\bplac(?:es?|ing)\s(?:\w+\s){0,3}(?:pressure|strain|stress)\son\b|\brefraining\sfrom\b",
        "may|can|could|see|plac|refraining",
        "strain|hurt|injure|damage|doctor|gp|physio|pressure|stress|refraining",
    ),
    Pattern(
        r"\b(?:not\s(?:recommended|advised|suitable)|consult\s(?:your|a)|contraindicat\w+)\b"
        r"|\b(?:when|once)\sthe\sstretch\sis\sadequate\b",
        "recommended|advised|suitable|consult|contraindicat|adequate",
    ),
    Pattern(
        r"\bif\syou\s(?:have|feel|are\spregnant)\b[^.]*\b(?:injur\w+|pain|pregnan\w+|surgery|condition|problems?|dizz\w+)\b"
        r"[^.]*\b(?:stop|skip|avoid|leave\sout|do\snot|don[’']?t|omit|talk|ask|see|support|back\soff|come\sout)\b",
        "if",
        "injur|pain|pregnan|surgery|condition|problem|dizz",
    ),
)
_SO = r"^(?:also,?\s|and\s|here,?\s|then\s)?"
_TIPS = (
    Pattern(
        rf"{_SO}(?:feel\sfree|feeling"
        r"|feel\s(?:the|your|a|an|how|it|this)\b(?![^.]*(?:\bas\syou\b|,|\band\b)))\b",
        "feel",
    ),
    Pattern(
        rf"{_SO}(?:you\s(?:might|may|can|could)\s(?:even|also|find|feel|notice|want|wish|prefer|need)"
        r"|(?:you\s(?:should|will|ought\sto|are\sgoing\sto)|you[’']ll)\s(?:\w+\s)?(?:feel|notice))\b",
        "you",
        "even|also|find|feel|notice|want|wish|prefer|need",
    ),
    Pattern(
        rf"{_SO}(?:this|that|it|these|the\s(?:stretch|pose|movement|exercise))\s(?:\w+\s){{0,3}}?"
        r"(?:stretch(?:es)?|helps?|strengthens?|opens?|relieves?|improves?|increases?"
        r"|is\s(?:a\s)?(?:good|great|ideal|excellent|perfect)|targets?|brings?|works?\s(?:the|your)"
        r"|releases?|eases?|loosens?|benefits?|reduces?)\b",
        "this|that|it|these|the",
        "stretch|help|strength|open|reliev|improv|increas|good|great|ideal|excellent|perfect|target"
        "|bring|work|releas|ease|loosen|benefit|reduc",
    ),
    Pattern(rf"{_SO}(?:about|around|some|roughly)?\s?\d+\s?(?:percent|%)", "percent|%"),
    Pattern(
        rf"{_SO}if\syou[’']?(?:re|\sare)\s"
        r"(?:tight|stiff|new|a\sbeginner|comfortable|flexible|able|feeling)\b",
        "if",
        "tight|stiff|new|beginner|comfortable|flexible|able|feeling",
    ),
    Pattern(rf"{_SO}that[’']?s\s(?:okay|ok|fine|all\sright)\b", "that", "ok|fine|all"),
    Pattern(rf"{_SO}(?:gradually\s)?work\s(?:your\sway\s)?up\sto\b", "work", "up"),
    Pattern(rf"{_SO}over\stime\b", "over", "time"),
    Pattern(rf"{_SO}as\syou\s(?:get|become|grow)\s", "as", "get|become|grow"),
    Pattern(
        rf"{_SO}a\s(?:bigger|thicker|smaller|higher)\b.*\b(?:requires?|offers?|gives?)\b",
        "bigger|thicker|smaller|higher",
        "require|offer|give",
    ),
    Pattern(
        rf"{_SO}to\s(?:make|intensify|deepen|increase)\s(?:it|this|the)\b.*"
        r"\b(?:easier|harder|more|stretch)\b",
        "make|intensify|deepen|increase",
        "easier|harder|more|stretch",
    ),
    Pattern(
        rf"{_SO}(?:once|when)\syou\shave\s(?:practiced|practised|mastered)\b",
        "practiced|practised|mastered",
    ),
    Pattern(rf"{_SO}remember\b", "remember"),
    Pattern(rf"{_SO}one\s\w+\s(?:equals|is|counts)\b", "one", "equals|is|counts"),
    Pattern(rf"{_SO}the\s(?:right|correct|proper)\sform\b", "form"),
)
_NEVER_MIND = Pattern(
    r"^(?:please\s|but\s|and\s)?do(?:\snot|n[’']?t)\s(?:worry|expect|mind|forget|be\s(?:discouraged|surprised))\b",
    "worry|expect|mind|forget|discouraged|surprised",
)
_PROGRESS = Pattern(
    r"\b(?:work\s(?:your\sway\s)?up|build\s(?:your\sway\s)?up|progress(?:ing)?|gradually\sincrease)\sto\b"
    r"|^for\s(?:a|an|more|extra)\s[^,]*\b(?:stretch|challenge|intensity)\b|\bfor\slonger\sthan\b|^(?:once|when)\syou\shave\s(?:practiced|practised|mastered)\b",
    "work|build|progress|increase|stretch|challenge|intensity|longer|practi|master",
    "up|progress|increase|for|once|when",
)
OPTIONAL = Pattern(
    r"\b(?:if\s(?:desired|you[’']?(?:d)?\s(?:like|wish|want|prefer|choose)|you\swould\slike|wanted|you\s(?:have|feel\slike)\s(?:time|it))"
    r"|you\smay\srepeat\sit|optionally|as\san\soption)\b(?!\sto\sfeel)",
    "if|repeat|option",
)
_SUIT_YOURSELF = Pattern(
    r"\bas\s(?:long|many|much|often|far|slowly)\b[^,;.]*\bas\syou\b",
    "long|many|much|often|far|slowly",
    "you",
)

# "Breathing: inhale as you lift …" is no more than its breaths.
_BREATH_LABEL = Pattern(
    r"^\W*(?:breath(?:e|ing)?|breath\scue)\s?:\s+(?=.*(?:hale|breathe\s(?:in|out)))", ":", "breath"
)
Prefix = Literal["caution", "tip", "note", ""]


def cut_prefix(words: str) -> tuple[Prefix, int]:
    """Find "Caution:", "Tip:" or "Note:" at the start: what it names, and how long it is."""
    match = _PREFIX.match(words)
    if not match:
        label = _BREATH_LABEL.match(words)
        return "", label.end() if label else 0
    name = match["name"].lower()
    if name in ("caution", "warning"):
        return "caution", match.end()
    return ("note" if name == "note" else "tip"), match.end()


def role_of(words: str) -> Role:
    """Tell a caution or a tip from words that lead the movement."""
    if _NEVER_MIND.match(words):
        return "tip"
    if any(caution.search(words) for caution in _CAUTIONS):
        return "caution"
    return "tip" if any(tip.match(words) for tip in _TIPS) else ""


_BARE_CAUTION = Pattern(
    r"""^\W*(?:(?:but|and|please)\s)*(?:do\snot|don[’']?t|never|avoid)\s\w+
        (?:\s(?:it|this|here|hard|too|far|much|at|all|yourself|or|and|pull|push|force|bounce
        |forcing|pulling|bouncing|pushing))*[\s.!]*$
        |^\W*(?:but\s)?if\b""",
    "not|don|never|avoid|if",
)


def is_in_place(caution: str) -> bool:
    """Tell a caution that says nothing before the words that it follows: "Do not pull."."""
    return bool(_BARE_CAUTION.match(caution))


def is_progress(words: str) -> bool:
    """Tell advice for later weeks ("work up to 60 seconds") from what to do now."""
    found = _PROGRESS.search(words)
    # "Hang for 10 seconds; over the weeks work up to a minute.": the first is for now.
    return found is not None and not HAS_NUMBER.search(in_digits(words[: found.start()]))


def is_optional(words: str) -> bool:
    """Tell whether the words leave it to the listener to do this at all."""
    return bool(OPTIONAL.search(_SUIT_YOURSELF.sub("", words)))
