"""Names of poses: from their headings, or from the words of those that have none."""

from __future__ import annotations

import re

_NUMBERING = re.compile(
    r"^(?:(?:exercise|pose|stretch|step|move|movement|asana|day|method|part|no\.?|number)\s*(?:#|no\.?\s?|number\s)?\d{1,2}\s*(?:[:.)–—-]+\s*|$)|"
    r"#?\d{1,2}\s*(?:[:.)–—-]+(?:\s+|$)|$)|#\d{1,2}\s+|\(\d{1,2}\)\s*)",
    re.IGNORECASE,
)
_HOW_TO = re.compile(r"^how\sto\s(?:do|practi[cs]e|perform)\s(?:an?\s|the\s)?", re.IGNORECASE)
_MOST_WORDS = 8
_MOST_CHARACTERS = 70

# Names that teachers use, each with the words that tell it. First come, first served.
_KNOWN = (
    ("Cat-Cow", r"\bcat[\s/–-]*(?:and\s)?cow\b"),
    ("Child’s Pose", r"\bchild[’']?s\spose\b"),
    ("Downward Dog", r"\bdown(?:ward)?(?:[\s-]facing)?\sdog\b"),
    ("Thread the Needle", r"\bthread\sthe\sneedle\b"),
    ("Happy Baby", r"\bhappy\sbaby\b"),
    ("Legs up the Wall", r"\blegs[\s-]up[\s-]the[\s-]wall\b"),
    ("Corpse Pose", r"\b(?:corpse\spose|s(?:h)?avasana)\b"),
    ("Bird Dog", r"\bbird[\s-]dog\b"),
    ("Figure Four", r"\bfigure[\s-](?:four|4)\b"),
    (
        "Knees to Chest",
        r"\b(?:hug|pull|draw|bring)\s(?:both\s)?(?:your\s)?knees\s(?:in\s)?(?:to|into|towards?)"
        r"\syour\schest\b",
    ),
)  # fmt: skip
_KINDS = (
    "backbend|twist|fold|lunge|squat|bridge|plank|cobra|sphinx|pigeon|butterfly|tilt|side\\sbend|forward\\sbend|forward\\sfold|"
    "shoulder\\sroll|neck\\sroll|hip\\scircle|body\\sscan|chin\\stuck|calf\\sstretch|heel\\sslide|clamshell|crunch|sit[\\s-]up|push[\\s-]up"
)
_CAPITALISED = re.compile(
    r"(?<![.!?:]\s)(?<!^)\b(?P<name>(?:[A-Z][\w’'-]+\s(?:(?:the|to|of|and)\s)?){1,4}(?:Pose|Stretch|Twist|Fold|Bend|Lunge|Squat|Roll|Raise|Hold|Tilt))\b"
    r"|^(?P<first>(?:[A-Z][\w’'-]+\s){1,3}(?:Pose|Stretch|Twist|Fold|Bend|Lunge))\b"
)
_KIND = re.compile(
    rf"\b(?:an?|the|this|in|into|your|deeper|another)\s(?P<words>(?:[a-z][\w’-]+\s){{0,2}}?(?:{_KINDS}))s?\b|^(?P<plural>(?:[A-Z]\w+\s)?(?:{_KINDS}))s\b",
    re.IGNORECASE,
)
_LIKE = re.compile(
    r"\b(?:like|as)\s(?:an?|the)\s(?P<what>(?:angry\s|stretching\s|happy\s)?(?:cat|cow|cobra|dog|bridge|butterfly|sphinx|swan|frog|locust|"
    r"camel|eagle|tree|mountain|pigeon|fish|crab|lizard|bow|plough|plow|clam|dead\sbug|superman|seal|puppy|snake))\b",
    re.IGNORECASE,
)
# Words of praise that are no part of a name.
_PRAISE = set(
    (
        "gentle simple great easy nice deeper deep small another classic good basic lovely "
        "wonderful kind slow little this that the a an first next last second third fourth "
        "effective same full whole big soft mild in into of and or your quick short deepest slight "
        "more to for is as with from on at each every any access "
    ).split()
)


def from_heading(words: str) -> str:
    """Give the name in a heading, without its number; "" where it has no other words."""
    name = words.strip()
    while match := _NUMBERING.match(name):
        name = name[match.end() :]
    name = _HOW_TO.sub("", name).strip(" :.!,;–—-")
    if sum(mark.isupper() for mark in name) > 3 and name.isupper():
        name = name.capitalize()
    if len(name) > _MOST_CHARACTERS or len(name.split()) > 2 * _MOST_WORDS:
        name = " ".join(name.split()[:_MOST_WORDS])[:_MOST_CHARACTERS].strip(" ,;:–—-")
    name = name[:1].upper() + name[1:]
    return name if any(mark.isalnum() for mark in name) else ""


def from_words(intro: str, steps: str) -> str:
    """Find the name of a pose in what is said of it and in its steps; "" where nothing names it."""
    for words in (intro, steps):
        for name, pattern in _KNOWN:
            if re.search(pattern, words, re.IGNORECASE):
                return name
        for match in _CAPITALISED.finditer(words):
            name = " ".join((match["name"] or match["first"]).split())
            rest = [word for word in name.split()[:-1] if word.lower() not in _PRAISE]
            if rest and rest[0].lower() not in ("hold", "repeat", "release", "yoga"):
                return " ".join([*rest, name.split()[-1]])
        for match in _KIND.finditer(words):
            kept = [
                w for w in (match["words"] or match["plural"]).split() if w.lower() not in _PRAISE
            ]
            return _seated(_titled(kept), steps)
        if like := _LIKE.search(words):
            name = _titled(like["what"].split())
            return "Cat-Cow" if name == "Cat" and _goes_both_ways(steps) else name
    return ""


def _goes_both_ways(steps: str) -> bool:
    """Tell Cat-Cow from Cat: the back is arched on one breath, and sinks on the other."""
    lower = steps.lower()
    return (
        "inhale" in lower
        and "exhale" in lower
        and ("belly" in lower or "look" in lower or "chest" in lower)
    )


def _seated(name: str, steps: str) -> str:
    if name == "Twist" and re.match(r"\W*sit\b", steps, re.IGNORECASE):
        return "Seated Twist"
    return name


def _titled(words: list[str]) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words)
