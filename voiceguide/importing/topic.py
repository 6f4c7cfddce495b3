"""Whether an article is a movement routine at all; one about something else is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voiceguide.importing.purpose import asks, moves, names_movement, times
from voiceguide.problems import VoiceguideError, fail

LEAST_SHARE = 0.5
"""The share of steps that must speak of the listener's body, posture or breath."""

_OTHER_MATTERS = {
    "a recipe": re.compile(
        r"\b(?:oven|bak(?:e|ing)|boil\w*|simmer\w*|fry|fried|roast\w*|saut[eé]\w*|preheat\w*|tablespoons?|teaspoons?|tbsp|"
        r"tsp|cups?\sof|flour|dough|butter|sauce|garlic|onions?|pepper|chicken|lamb|beef|pasta|spaghetti|pan|skillet|"
        r"bowl|whisk|knead|chop|mince|season(?:ing)?|drain|ingredients?|serve|servings?|minced|grated|°[CF]|eggs?|cheese|"
        r"sugar|batter|yeast|loaf|broth|wok|noodles|salt|olive\soil|vegetables?|rice|marinade|juice|blender)\b",
        re.IGNORECASE,
    ),
    "assembly or repair": re.compile(
        r"\b(?:screws?|screwdriver|bolts?|nuts?|drill|panels?|brackets?|dowels?|handbrake|wrench|hammer|nails?|hinges?|sockets?|"
        r"washers?|plywood|shelf|drawers?|glue|paint|bicycle|tyres?|tires?|wheel(?!\spose)|engine|"
        r"jack|spanner|pliers|cable|wires?|plug|fuse|varnish|sandpaper)\b",
        re.IGNORECASE,
    ),
    "gardening": re.compile(
        r"\b(?:soil|plants?(?!\s(?:your|both|the\s(?:left|right|feet|foot|soles)))|bulbs?|seeds?|seedlings?|prun\w+|stems?|buds?|compost|mulch|shrubs?|lawn|"
        r"garden|roses?|leaves|pots?|fertili[sz]er|weeds?|dig|hole|trowel|branches)\b",
        re.IGNORECASE,
    ),
    "computers": re.compile(
        r"\b(?:install|terminal|functions?|variables?|code|script|loop|print(?:s|ed)?|click|screen|app|(?<!belly\s)button|browser|"
        r"menu|settings|file|folder|password|download|upload|python|javascript|software|server|keyboard|phone|camera|shutter|aperture|lens|"
        r"sensor|logo|icon|account|import|command|string|array|run\s`)\b",
        re.IGNORECASE,
    ),
    "cleaning or care": re.compile(
        r"\b(?:soap|rinse|scrub|lather|shampoo|conditioner|lotion|moisturi[sz]er|makeup|foundation|mascara|"
        r"bandage|wound|primer|concealer|lipstick|eyeliner|eyeshadow|shadow|lashes|brush|hair|serum|detergent|sponge|stain|laundry|razor|shav\w+|nail\spolish|towel\sdry|toothpaste|floss)\b",
        re.IGNORECASE,
    ),
    "animals": re.compile(
        r"\b(?:(?<!down\s)(?<!bird\s)(?<!bird-)(?<!ward\s)(?<!facing\s)dogs?(?!\spose)|pupp(?:y|ies)(?!\spose)|treats?|leash|"
        r"horses?|saddle|litter|kibble|kittens?)\b",
        re.IGNORECASE,
    ),
    "handicraft": re.compile(
        r"\b(?:knit|purl|yarn|(?<!the\s)needles?|crochet|sew|stitch\w*|hem|pin|iron|jeans|fabric|seam|origami|crease|scissors|chords?|"
        r"strings?|fret|guitar|paper|crane)\b",
        re.IGNORECASE,
    ),
}
"""Words of other instructions, by what they are about."""


def check_topic(name: str, title: str, steps: list[str], names: Sequence[str] = ()) -> None:
    """Refuse an article whose steps do not lead a body. Raises `VoiceguideError`.

    ``names`` are those of its poses: where steps are nothing but doses, these tell.
    """
    reason = reason_against(title, steps, names)
    if reason:
        raise refuse(name, reason)


def refuse(name: str, reason: str) -> VoiceguideError:
    """Make the error that an article is refused with."""
    hint = (
        "an article to import has steps that move the body, such as "
        '"Lie on your back and hug your knees. Hold for 30 seconds."'
    )
    return fail(f"{name} does not read like a movement routine: {reason}", hint)


def reason_against(title: str, steps: list[str], names: Sequence[str] = ()) -> str:
    """Tell why steps under a title are no movement routine, or give ""."""
    if not steps:
        return "no steps to follow were found in it"
    named = sum(map(names_movement, names))
    known = {f"{name}." for name in names if names_movement(name)}
    moving = sum(moves(step) or step in known for step in steps)
    # A step that is nothing but a time leads whatever the others lead.
    still = sum(not moves(step) and not times(step) and step not in known for step in steps)
    other = max((_told(matter, title, steps) for matter in _OTHER_MATTERS), key=lambda o: o.steps)
    quoted = ", ".join(f"“{word}”" for word in other.words[:4])
    # One strange word is no other matter: a step at a time can name a pan, a wheel, a screen.
    mostly = 2 * other.steps >= len(steps) and len(other.words) > 2
    mostly = mostly or (other.in_title and 3 * other.steps >= len(steps))
    if mostly or other.steps > moving:
        return f"it speaks of {other.matter} ({quoted})"
    # Poses by their names, in few words: one word of another field among them says nothing.
    if 2 * named > len(names) and any(map(times, steps)) and 3 * other.steps < len(steps):
        return ""
    if moving < LEAST_SHARE * (moving + still) or not moving:
        if other.steps:
            return f"it speaks of {other.matter} ({quoted})"
        return f"of its {len(steps)} steps, {moving} speak of the body or the breath"
    if not any(asks(step) or times(step) or step in known for step in steps):
        return "it tells about movement, and asks for none"
    return ""


@dataclass(frozen=True, slots=True)
class _Other:
    """Another matter: how many steps speak of it, in which words."""

    matter: str
    steps: int
    words: list[str]
    in_title: bool


def _told(matter: str, title: str, steps: list[str]) -> _Other:
    pattern = _OTHER_MATTERS[matter]
    found = [[m.group().lower() for m in pattern.finditer(step)] for step in steps]
    words = list(dict.fromkeys(word for each in found for word in each))
    return _Other(matter, sum(map(bool, found)), words, bool(pattern.search(title)))
