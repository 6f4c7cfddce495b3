"""How a position is named to who is about to take it: "lying on your stomach"."""

from __future__ import annotations

from voiceguide.english.pattern import Pattern

_ON_ALL_FOURS = Pattern(r"\bhands\sand\sknees\b|\ball\s(?:fours|4s)\b", "hands|fours|4s")
_LYING = Pattern(r"\b(?:lie|lay|lying|laying|roll|come\s(?:down\s)?(?:on|to))\b", flags=0)
_ON_WHAT = Pattern(
    r"\bon(?:to)?\s(?:your|the|one)\s(?P<what>back|stomach|belly|front|(?:right\s|left\s)?side)\b",
    "back|stomach|belly|front|side",
)
_FACE = Pattern(
    r"\bface[\s-]?(?P<way>down|up)(?:wards?)?\b|\b(?:prone|supine)\b", "face|prone|supine"
)
_CHAIR = Pattern(r"\b(?:chair|bench|stool)\b")
_SITTING = Pattern(r"\b(?:sit|sitting|seated)\b")
_KNEELING = Pattern(
    r"\bkneel(?:ing)?\b|\bsit(?:ting)?\s(?:back\s)?(?:down\s)?(?:on|onto)\syour\sheels",
    "kneel|heels",
)
_STANDING = Pattern(r"\bstand(?:ing)?\b", "stand")


def position_words(sentence: str) -> str:
    """Name the position that a sentence has one take, "" where it has one take none."""
    small = sentence.lower()
    if _ON_ALL_FOURS.search(small):
        return "on your hands and knees"
    if _LYING.search(small):
        on = _ON_WHAT.search(small)
        if on:
            what = "stomach" if on["what"] in ("belly", "front") else on["what"]
            return "lying on one side" if "side" in what else f"lying on your {what}"
    face = _FACE.search(small)
    if face:
        down = face["way"] == "down" or face[0] == "prone"
        return f"lying on your {'stomach' if down else 'back'}"
    if small.lstrip().startswith(("lie", "lay")):
        return "lying down"
    if _KNEELING.search(small):
        return "kneeling"
    if _SITTING.search(small):
        return "sitting on a chair" if _CHAIR.search(small) else "sitting"
    return "standing" if _STANDING.search(small) else ""
