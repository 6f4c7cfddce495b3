"""The parts of the body, named once. Each pattern takes the groups that it can be sure of.

A group is a row of nouns in the singular; `singulars`, `plurals` and `either` make a pattern of it.
"""

from __future__ import annotations

LIMBS = "leg arm foot hand knee elbow ankle wrist heel thigh calf shin"
LARGE_PAIRED = f"{LIMBS} hip shoulder"
PAIRED = f"{LARGE_PAIRED} ear eye palm thumb cheek buttock glute hamstring toe"
"""What there are two of, so that a second side is another one."""
SIDED = "leg arm foot hand knee hip shoulder ankle wrist elbow ear calf thigh heel"
"""What sheets count by: "10 per leg", "each arm"."""
FINGERS = "finger forearm"
TRUNK = "back chest head torso pelvis trunk body"
ELSE = (
    "spine tailbone sternum navel belly abdomen abdominal chin forehead ribcage quadriceps quad "
    "groin fingertip collarbone eyelid tongue jaw kneecap lat triceps biceps pec neck face stomach "
    "waist rib mouth nose lung muscle nostril limb"
)
EVERY = f"{PAIRED} {FINGERS} {TRUNK} {ELSE}"

ATTENTION = "attention|awareness|focus|mind|gaze|eyes|breath|pressure|emphasis"
"""Pattern of what can be brought somewhere though no part of the body goes anywhere."""

OF_ATTENTION = rf"(?:\s(?:your|the|all|more|some|extra)){{0,2}}\s(?:{ATTENTION})\b"
"""Pattern of that after its verb: "bring", "your attention"."""

_PLURALS = {"foot": "feet", "calf": "calves", "body": "bodies"}
_SINGULARS = {plural: noun for noun, plural in _PLURALS.items()}


def singulars(group: str) -> str:
    """Give a pattern of each noun of a group: "leg|arm|foot"."""
    return "|".join(group.split())


def plurals(group: str) -> str:
    """Give a pattern of the plural of each noun of a group: "legs|arms|feet"."""
    return "|".join(_PLURALS.get(noun, f"{noun}s") for noun in group.split())


def either(group: str) -> str:
    """Give a pattern of each noun of a group, be there one or several."""
    return "|".join(
        f"{noun}|{_PLURALS[noun]}" if noun in _PLURALS else f"{noun}s?" for noun in group.split()
    )


def forms(group: str) -> str:
    """Give each noun of a group and its plural as a group: "leg legs foot feet"."""
    return " ".join(f"{noun} {_PLURALS.get(noun, f'{noun}s')}" for noun in group.split())


def singular(noun: str) -> str:
    """Give the singular of a noun in small letters."""
    return _SINGULARS.get(noun, noun.removesuffix("s"))
