"""What is done again, and from where: rounds and sides find the parts that they go over.

Also the hold that a pose gets when its text names no time at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from voiceguide.problems import Place, Problem
from voiceguide.reading.parts import Draft
from voiceguide.reading.repeats import Repeat
from voiceguide.reading.side_words import names_limb
from voiceguide.routine import Duration, Part, Rounds, SideName, Sides

HOLD_S, PASSIVE_HOLD_S, FINAL_REST_S = 30, 180, 300
"""Assumed holds: 30 s after the ACSM's 10-30 s (30-60 s for older people); 3 minutes as yin
practice holds passive poses; 5 minutes is our own judgement for the final rest."""

_FINAL_REST = re.compile(
    r"\b(?:corpse|savasana|shavasana|final\s(?:rest|relaxation))\b", re.IGNORECASE
)
_PASSIVE = re.compile(
    r"\b(?:passive|supported|restorative|bolster|let\sgravity|melt|yin|legs[\s-]up[\s-]the[\s-]wall)\b|\brelax\sinto\b|"
    r"\bsink\sinto\b|\b(?:lie|rest)\son\sthe\s(?:roll|bolster)\b",
    re.IGNORECASE,
)
_TAKES_POSITION = re.compile(
    r"^(?:(?:first|to\sbegin|to\sstart|now|then|in\sorder\sto\sbegin|carefully|slowly)[\s,]+|(?:in|from)\sa\s[^,]*,\s)*"
    r"(?:start|begin|come|get|sit|lie|lay|stand|kneel|place|position|roll\sup|loop|set|find|take\sa|use|"
    r"assume|grab|fold\sa|put|lean\sagainst)\b",
    re.IGNORECASE,
)
_SITS_FIRST = re.compile(
    r"^(?:in|from)\s(?:a|an)\s[\w\s-]*position\b|^(?:sitting|standing|lying|kneeling|seated)\b",
    re.IGNORECASE,
)
_READY = re.compile(r"\b(?:your|the)\sstarting\spos[it]+ion\b", re.IGNORECASE)
_THIS_IS = re.compile(r"^(?:this|that)\s(?:is|will\sbe)\b", re.IGNORECASE)
_COMES_OUT = re.compile(
    r"^(?:(?:then|and|slowly|gently|carefully|now|finally|to\sfinish)[\s,]+)*"
    r"(?:release|lower|return|let\sgo|come\s(?:back|out|up|down|to\scent)|unwind|untwist|unclasp|uncross|"
    r"roll\s(?:back|down|to\s(?:one|your)\s\w*\s?side|onto\syour\sside|off|over)|to\s(?:come\sout|release|exit|get\sup|leave)|"
    r"when\syou(?:[’']re|\sare)\s(?:ready|done|finished)|bring\s[^.]*\bback\b|go\sback|relax\sback|ease\s(?:back|out)|"
    r"slide\soff|sit\sback\sup|rise\sback)\b",
    re.IGNORECASE,
)
_BREATHES_OUT = re.compile(
    r"hale\b[\s,]+(?:(?:and|to|as\syou|slowly|gently)[\s,]+)*(?:release|lower|return|come\s(?:back|out|up|down)|back\sto|"
    r"unwind|untwist|let\sgo)\b|\bback\sto\s(?:the\s)?cent(?:er|re)\b",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"(?<!all\s)(?<!what[’']s\s)(?<!\bis\s)\b(?P<side>left|right)\b(?!\s(?:angles?|away|now|after|before|over\s(?:from|is)|at\s(?:the|your)\sedge|"
    r"under\b|above\b|below\b|beside\b|next\b|in\sfront\b|behind\b(?!\syou)))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Scopes:
    """The parts of a pose with their rounds and sides, all in indexes into ``parts``."""

    parts: list[Part] = field(default_factory=list)
    rounds: list[Rounds] = field(default_factory=list)
    sides: Sides | None = None


def find_scopes(
    drafts: list[Draft], name: str, intro: list[Draft], place: Place | None, problems: list[Problem]
) -> Scopes:
    """Give a pose's parts in order, and what is done again in them."""
    moved = _from_intro(drafts, intro)
    drafts = _breath_rounds(_alternating([*drafts, *(d for d in moved if d.part.kind != "hold")]))
    scopes = Scopes(_mark_ways_out(drafts))
    for at, draft in enumerate(drafts):
        if draft.side is not None:
            _add_side(scopes, drafts, at)
    for at, draft in enumerate(drafts):
        if draft.repeat is not None:
            _add_rounds(scopes, drafts, at, problems)
    _widen_sides(scopes)
    for draft in moved:
        if draft.part.kind == "hold":
            _add_hold(scopes, draft.part)
    if not any(part.kind in ("hold", "inhale", "exhale") for part in scopes.parts) and not [
        rounds for rounds in scopes.rounds if not rounds.optional
    ]:
        words = " ".join(
            [name, *(part.source for part in scopes.parts), *(d.part.source for d in intro)]
        )
        _add_hold(scopes, _assumed(name, words, place))
    return scopes


def _from_intro(drafts: list[Draft], intro: list[Draft]) -> list[Draft]:
    """Take a hold, rounds or a side that only the introduction names to the end of the steps."""
    found = []
    last = max((draft.part.step for draft in drafts), default=0)
    steps = {draft.part.kind for draft in drafts}
    for draft in intro:
        kind = draft.part.kind
        if kind in ("hold", "rounds", "side") and kind not in steps:
            words = "Stay here for {}." if kind == "hold" else ""
            part = replace(draft.part, text=words, step=last, role="")
            found.append(replace(draft, part=part))
    return found


def _alternating(drafts: list[Draft]) -> list[Draft]:
    """Let "continue alternating 10 times" be rounds, in which the other leg is only spoken of."""
    by_turns = any(d.alternating and d.repeat and not d.alternate_sides for d in drafts)
    if not by_turns:
        return drafts
    return [
        replace(d, side=None, part=replace(d.part, kind="plain", text=_spoken(d.part.source)))
        if d.side and not d.alternating
        else d
        for d in drafts
        if not (d.side and d.alternating)
    ]


def _spoken(words: str) -> str:
    words = words.strip().rstrip(".,;")
    return f"{words[:1].upper()}{words[1:]}."


def _breath_rounds(drafts: list[Draft]) -> list[Draft]:
    """Read "continue for five breaths" as rounds where each round is one led breath."""
    result: list[Draft] = []
    for original in drafts:
        draft, part = original, original.part
        led = {d.part.kind for d in result} >= {"inhale", "exhale"}
        duration = part.duration
        again = re.match(
            r"(?:repeat|continu|keep\s(?:going|moving|flowing))", part.source, re.IGNORECASE
        )
        if part.kind == "hold" and duration and duration.unit == "breaths" and led and again:
            repeat = Repeat(0, len(part.source), duration.low, duration.high)
            draft = replace(
                draft, part=replace(part, kind="rounds", text="", duration=None), repeat=repeat
            )
        result.append(draft)
    return result


def _mark_ways_out(drafts: list[Draft]) -> list[Part]:
    """Mark the plain words after a hold that lead out of it."""
    parts = []
    held = False
    for draft in drafts:
        part = draft.part
        held = held or part.kind == "hold"
        after_breath = part.kind in ("inhale", "exhale") and _BREATHES_OUT.search(part.source)
        leads_out = part.kind == "plain" and not part.role and _COMES_OUT.match(part.source)
        if held and (leads_out or after_breath):
            part = replace(part, role="way out")
        parts.append(part)
    return parts


def _add_side(scopes: Scopes, drafts: list[Draft], at: int) -> None:
    draft = drafts[at]
    if scopes.sides is not None or draft.side is None or at == 0:
        return
    if draft.steps:
        first = _start_of_step(drafts, draft.steps[0] - 1, at)
    else:
        first = next((i for i in range(at) if names_limb(drafts[i].part.source)), -1)
        first = _step_start(drafts, first) if first >= 0 else _after_position(drafts, 0, at)
    names = _names(drafts[first:at], draft.part.source)
    alternate = draft.alternate_sides or (draft.alternating and draft.repeat is None)
    scopes.sides = Sides(
        names, first, at, draft.side.noun, draft.part.source, draft.tail, alternate,
        draft.part.optional, draft.part.place,
    )  # fmt: skip


def _names(drafts: list[Draft], marker: str) -> tuple[SideName, SideName]:
    """Name the side that the text begins with; failing that, the one it changes to."""
    for draft in drafts:
        if match := _DIRECTION.search(draft.part.source):
            return ("right", "left") if match["side"].lower() == "right" else ("left", "right")
    if match := _DIRECTION.search(marker):
        return ("left", "right") if match["side"].lower() == "right" else ("right", "left")
    return ("first", "second")


def _add_rounds(scopes: Scopes, drafts: list[Draft], at: int, problems: list[Problem]) -> None:
    draft = drafts[at]
    repeat, sides = draft.repeat, scopes.sides
    if repeat is None:
        return
    before = max((rounds.last for rounds in scopes.rounds), default=0)
    last = at
    over_sides = bool(sides and repeat.whole and sides.last < at)
    if over_sides and sides:
        first = sides.first
    elif draft.steps:
        first = _start_of_step(drafts, draft.steps[0] - 1, at)
        if draft.steps[1] is not None:
            last = min(at, max(first + 1, _start_of_step(drafts, draft.steps[1], at)))
    else:
        if sides and sides.last < at and not _leads_between(drafts, sides.last, at):
            last = (
                sides.last
            )  # "Switch sides. Repeat 3 times.": three rounds right, then three left
        first = _breath_start(drafts, before, last)
        if first < 0:
            first = _after_position(drafts, before, last)
    if first >= last:
        hint = "write the steps first, then how often to repeat them"
        place = draft.part.place
        problems.append(Problem("there is nothing before this to repeat", hint, place))
        return
    crosses = bool(sides and first <= sides.last < last)
    scopes.rounds.append(
        Rounds(
            repeat.low,
            repeat.high,
            first,
            last,
            draft.part.source,
            draft.tail,
            repeat.assumed,
            draft.part.optional,
            over_sides or crosses,
            draft.part.place,
        )
    )


def _leads_between(drafts: list[Draft], first: int, last: int) -> bool:
    return any(
        d.part.kind in ("plain", "hold", "inhale", "exhale") and not d.part.role
        for d in drafts[first:last]
    )


def _breath_start(drafts: list[Draft], first: int, last: int) -> int:
    for index in range(first, last):
        if drafts[index].part.kind in ("inhale", "exhale"):
            return max(first, _step_start(drafts, index))
    return -1


def _after_position(drafts: list[Draft], first: int, last: int) -> int:
    """Find the first step after the leading ones that only take a position."""
    ready = [i for i in range(first, last) if _is_ready(drafts[i].part.source)]
    start = ready[-1] + 1 if ready else first
    steps = sorted({d.part.step for d in drafts[start:last]})
    for step in steps:
        opening = next(d.part for d in drafts[start:last] if d.part.step == step)
        if ready or not (
            _TAKES_POSITION.match(opening.source) or _SITS_FIRST.match(opening.source)
        ):
            return next(i for i in range(start, last) if drafts[i].part.step == step)
    if start >= last:
        start = first
    # Every step takes a position: the last of them is what is done again.
    return max(first, _step_start(drafts, last - 1), 0) if last > start else start


def _is_ready(words: str) -> bool:
    return bool(_READY.search(words) and _THIS_IS.match(words))


def _step_start(drafts: list[Draft], index: int) -> int:
    step = drafts[index].part.step
    return next(i for i, draft in enumerate(drafts) if draft.part.step == step)


def _start_of_step(drafts: list[Draft], step: int, last: int) -> int:
    return next((i for i in range(last) if drafts[i].part.step >= step), last)


def _widen_sides(scopes: Scopes) -> None:
    """Let sides begin no later than rounds inside them: sides go outside."""
    sides = scopes.sides
    if sides is None:
        return
    for rounds in scopes.rounds:
        inside = rounds.first < sides.last and rounds.last <= sides.last
        if inside and rounds.first < sides.first < rounds.last:
            sides = replace(sides, first=rounds.first)
    scopes.sides = sides


def _assumed(name: str, words: str, place: Place | None) -> Part:
    seconds = PASSIVE_HOLD_S if _PASSIVE.search(words) else HOLD_S
    if _FINAL_REST.search(name):
        seconds = FINAL_REST_S
    duration = Duration(seconds, seconds, "s", assumed=True, place=place)
    return Part("hold", "Stay here for {}.", duration=duration, place=place)


def _add_hold(scopes: Scopes, hold: Part) -> None:
    """Put a hold at the end of the pose: on each side, and before the words that lead out."""
    parts, sides = scopes.parts, scopes.sides
    at = sides.last if sides else len(parts)
    while at and parts[at - 1].kind == "plain" and (_COMES_OUT.match(parts[at - 1].source)):
        at -= 1
        parts[at] = replace(parts[at], role="way out")
    step = parts[at - 1].step if at else 0
    parts.insert(at, replace(hold, step=step))
    if sides:
        scopes.sides = replace(sides, last=sides.last + 1)
    scopes.rounds = [
        replace(r, first=r.first + (r.first >= at), last=r.last + (r.last >= at))
        for r in scopes.rounds
    ]
