"""What is done again, and from where: rounds and sides find the parts that they go over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from voiceguide.english.pattern import Pattern
from voiceguide.english.phrasing import first_clause, sentence_of
from voiceguide.english.positions import (
    asks_for_silence,
    comes_out,
    is_final_rest,
    leads_out,
    moves_on,
)
from voiceguide.english.sides import names_limb, without_each
from voiceguide.english.vague import REST_S
from voiceguide.english.wording import KEEP_GOING, STAY_HERE
from voiceguide.problems import Place, Problem
from voiceguide.reading.checks import odd_turns
from voiceguide.reading.drafts import Draft
from voiceguide.reading.ranges import (
    after_position,
    after_rest,
    is_breath,
    leads_between,
    start_of_step,
    step_start,
)
from voiceguide.routine import Duration, Part, Rounds, SideName, Sides

HOLD_S, PASSIVE_HOLD_S, FINAL_REST_S = 30, 180, 300
"""Assumed holds: 30 s after the ACSM's 10-30 s (30-60 s for older people); 3 minutes as yin
practice holds passive poses; 5 minutes is our own judgement for the final rest."""
_PASSIVE = Pattern(
    r"""\b(?:passive|supported|restorative|bolster|let\sgravity|melt|yin|legs[\s-]up[\s-]the[\s-]wall|
        (?:relax|sink)\sinto|(?:lie|rest)\son\sthe\s(?:roll|bolster))\b"""
)
_DIRECTION = Pattern(
    r"""(?<!all\s)(?<!what[’']s\s)(?<!\bis\s)\b(?P<side>left|right)\b
        (?!\s(?:angles?|away|now|after|before|over\s(?:from|is)|at\s(?:the|your)\sedge|
        under\b|above\b|below\b|beside\b|next\b|in\sfront\b|behind\b(?!\syou)))""",
    "left|right",
)
_HAS_TIME = ("hold", "work", "rest", "inhale", "exhale")
_BOTH_WAYS = Pattern(
    r"\b(?P<one>right|left)\b[^.;]*\bthen\b[^.;]*?\b(?P<other>right|left)\b", "right|left", "then"
)
_OTHER_WAY = Pattern(r"^(?:then\s)?(?:to\s)?(?:the\s)?(?P<side>right|left)\b", "right|left")
_BOTH_SIDES = Pattern(r"\brepeat\sboth\s(?:sides|legs|arms)\b", "both", "repeat")
_ONCE_MORE = Pattern(
    r"^(?!\W*(?:(?:and|then|now)\s)*(?:repeat|do|once)\b).*\b(?:once|one\s(?:last\s)?time)\s(?:more|again)\b",
    "once|one",
    "more|again",
)
_IN_ALL = Pattern(r"\b(?:in\s(?:total|all)|altogether|a\stotal\sof)\b", "total|all|altogether")
MEASURED_ROUNDS = 5
"""Of measured breathing with no number: practice of 4-7-8 and box breathing is 4 rounds and up."""


@dataclass(slots=True)
class Scopes:
    """The parts of a pose with their rounds and sides, all in indexes into ``parts``."""

    parts: list[Part] = field(default_factory=list)
    rounds: list[Rounds] = field(default_factory=list)
    sides: Sides | None = None
    both_ways: int | None = None


def find_scopes(
    drafts: list[Draft], intro: list[Draft], name: str, place: Place | None, problems: list[Problem]
) -> Scopes:
    """Give a pose's parts in order, and what is done again in them.

    A hold that only the introduction names is moved to the end, where a pose without any time
    gets an assumed one.
    """
    parts = [draft.part for draft in drafts]
    scopes = Scopes(parts, both_ways=_both_ways(drafts))
    for at, draft in enumerate(drafts):
        if draft.side is not None:
            _add_side(scopes, drafts, at)
    for at, draft in enumerate(drafts):
        if draft.repeat is not None or draft.sets is not None:
            _add_rounds(scopes, drafts, at, problems)
    _widen_sides(scopes)
    led = {part.kind for part in parts if not part.optional}
    for draft in intro:
        if draft.part.kind == "hold" and "hold" not in led:
            _add_hold(scopes, replace(draft.part, text=STAY_HERE, role=""))
    again = [rounds for rounds in scopes.rounds if not rounds.optional]
    if not again and (breath := _measured_breath(parts)) is not None:
        first, last = breath
        words, where = parts[first].source, parts[first].place
        often = Rounds(
            MEASURED_ROUNDS, MEASURED_ROUNDS, first, last, words, assumed=True, place=where
        )
        scopes.rounds.append(often)
        again.append(often)
    if not again and not any(map(_has_time, parts)):
        words = " ".join([name, *(part.source for part in parts), *(d.part.source for d in intro)])
        _add_hold(scopes, _assumed(name, words, parts, place))
    return scopes


def _has_time(part: Part) -> bool:
    """Tell what lasts in a pose from a moment's pause, or a rest, of no written length."""
    moment = part.duration is not None and part.duration.assumed
    short = moment and part.duration is not None and part.duration.low <= REST_S
    return part.kind in _HAS_TIME and not short


def _measured_breath(parts: list[Part]) -> tuple[int, int] | None:
    """Find one measured breath that stands for many: "in for 4, out for 4" and no more."""
    timed = [
        at
        for at, part in enumerate(parts)
        if part.kind in ("inhale", "exhale") and part.duration and part.text == part.short
    ]
    held = any(p.kind in ("hold", "work") and p.text for p in parts)
    if held or {parts[at].kind for at in timed} != {"inhale", "exhale"}:
        return None
    last = timed[-1] + 1
    while last < len(parts) and parts[last].kind == "hold" and not parts[last].text:
        last += 1
    return timed[0], last


def _add_side(scopes: Scopes, drafts: list[Draft], at: int) -> None:
    draft = drafts[at]
    if scopes.sides is not None or draft.side is None or at == 0:
        return
    if draft.side.each and scopes.both_ways is not None and scopes.both_ways < at:
        return  # "Sway right, then left. 10 times each side.": a round has both sides in it
    if draft.steps:
        first = start_of_step(drafts, draft.steps[0] - 1, at)
    else:
        named = next((i for i in range(at) if names_limb(drafts[i].part.source)), -1)
        first = step_start(drafts, named) if named >= 0 else after_position(drafts, 0, at)
    names = _names(drafts[first:at], draft.part.source)
    alternate = draft.alternate_sides or (draft.alternating and draft.repeat is None)
    scopes.sides = Sides(
        names, first, at, draft.side.noun, draft.part.source, draft.tail, alternate,
        draft.part.optional, draft.part.place, leads_out(draft.tail),
    )  # fmt: skip


def _goes_both_ways(words: str) -> bool:
    found = _BOTH_WAYS.search(words)
    return found is not None and found["one"].lower() != found["other"].lower()


def _names(drafts: list[Draft], marker: str) -> tuple[SideName, SideName]:
    """Name the side that the text begins with; failing that, the one it changes to."""
    for draft in drafts:
        if match := _DIRECTION.search(draft.part.source):
            return ("right", "left") if match["side"].lower() == "right" else ("left", "right")
    if match := _DIRECTION.search(marker):
        return ("left", "right") if match["side"].lower() == "right" else ("right", "left")
    return ("first", "second")


def _add_rounds(scopes: Scopes, drafts: list[Draft], at: int, problems: list[Problem]) -> None:
    draft, sides = drafts[at], scopes.sides
    first, last = _range(scopes, drafts, at)
    if first >= last and not draft.sets and _ONCE_MORE.search(draft.part.source):
        words = draft.part.source  # "Go through your body once more": all that is done here
        scopes.parts[at] = replace(
            draft.part, kind="plain", text=sentence_of(words), short=first_clause(words)
        )
        return
    if first >= last:
        hint = "write the steps first, then how often to repeat them"
        problems.append(Problem("there is nothing before this to repeat", hint, draft.part.place))
        return
    if sides is None and draft.repeat and _BOTH_SIDES.search(draft.part.source):
        message = f"{draft.part.source!r} has no other side: nothing before it changes sides"
        hint = 'write "Repeat on the other side." first'
        problems.append(Problem(message, hint, draft.part.place, "warning"))
    if all(each.part.kind in ("rounds", "side") for each in drafts[first:last]):
        message = f"{draft.part.source!r} is not led: there is nothing of its own to repeat"
        hint = "write what is repeated in a step of its own"
        problems.append(Problem(message, hint, draft.part.place, "warning"))
        return
    by_turns = sides is not None and sides.alternate
    both = by_turns or (scopes.both_ways is not None and scopes.both_ways <= at)
    # "6 times, alternating the front foot" is three with each.
    words = draft.part.source
    turns = (
        by_turns
        and without_each(words) == words
        and any(
            near.alternate_sides and near.side and not near.side.each and _together(near, draft)
            for near in drafts[max(0, at - 1) : at + 2]
        )
    )
    if draft.repeat and (turns or (both and _IN_ALL.search(draft.part.source))):
        where = draft.part.place
        if told := odd_turns(draft.repeat, draft.part.source):
            problems.append(Problem(*told, where, "warning"))
        draft = draft._replace(repeat=draft.repeat.halved())
    crosses = sides is not None and first <= sides.last < last
    for repeat, sets in ((draft.sets, True), (draft.repeat, False)):
        if repeat is None:
            continue
        rounds = Rounds(
            repeat.low, repeat.high, first, last, draft.part.source, draft.tail, repeat.assumed,
            draft.part.optional, crosses, draft.part.place, sets, _rest_between(draft, sets=sets),
            next((each.tempo for each in drafts if each.tempo), None),
            every=draft.every if sets else None,
        )  # fmt: skip
        # Sets go round the rounds that were written before them.
        at_first = sets and draft.repeat is None
        scopes.rounds.insert(0 if at_first else len(scopes.rounds), rounds)


def _together(one: Draft, two: Draft) -> bool:
    """Tell parts of the same sentence."""
    return (one.part.step, one.part.sentence) == (two.part.step, two.part.sentence)


def _both_ways(drafts: list[Draft]) -> int | None:
    """Find where one round goes to both sides: "turn right, hold, then left, hold"."""
    for at, one in enumerate(drafts):
        if _goes_both_ways(one.part.source):
            return at
        first = _DIRECTION.search(one.part.source)
        for other in drafts[at + 1 : at + 5] if first else ():
            same = (one.part.step, one.part.sentence) == (other.part.step, other.part.sentence)
            second = _OTHER_WAY.match(other.part.source) if same else None
            if first and second and first["side"].lower() != second["side"].lower():
                return at
    return None


def _rest_between(draft: Draft, *, sets: bool) -> Duration | None:
    """Find the rest between sets, or between rounds where there are no sets."""
    parted = {"sets"} if sets else {"rounds"}
    if sets or draft.sets is None:
        parted |= {"sets", "", "poses"}
    return next((rest.duration for rest in draft.rests if rest.between in parted), None)


def _range(scopes: Scopes, drafts: list[Draft], at: int) -> tuple[int, int]:
    """Find the first part that rounds go over, and the one they end before."""
    draft, sides = drafts[at], scopes.sides
    before = max((rounds.last for rounds in scopes.rounds), default=0)
    if draft.sets and draft.repeat is None:
        # "Repeat 10 times. Do 3 sets.": sets go round the rounds before them.
        before = 0
        if scopes.rounds and not draft.steps:
            return min(rounds.first for rounds in scopes.rounds), max(r.last for r in scopes.rounds)
    before = after_rest(drafts, before, at)
    if sides and draft.repeat and draft.repeat.whole and sides.last < at:
        return sides.first, at
    if draft.steps:
        first = start_of_step(drafts, draft.steps[0] - 1, at)
        if draft.steps[1] is None:
            return first, at
        return first, min(at, max(first + 1, start_of_step(drafts, draft.steps[1], at)))
    last = at
    if sides and sides.last < at and not leads_between(drafts, sides.last, at):
        last = sides.last  # "Switch sides. Repeat 3 times.": three rounds right, then three left
    breath = next((i for i in range(before, last) if is_breath(drafts[i])), None)
    if breath is not None:
        return max(before, step_start(drafts, breath)), last
    return after_position(drafts, before, last), last


def _widen_sides(scopes: Scopes) -> None:
    """Let sides begin no later than rounds inside them: sides go outside."""
    for rounds in scopes.rounds:
        sides = scopes.sides
        if sides and rounds.last <= sides.last and rounds.first < sides.first < rounds.last:
            scopes.sides = sides._replace(first=rounds.first)


def _assumed(name: str, words: str, parts: list[Part], place: Place | None) -> Part:
    seconds = PASSIVE_HOLD_S if _PASSIVE.search(words) else HOLD_S
    if is_final_rest(name):
        seconds = FINAL_REST_S
    acts = [part for part in parts if part.kind == "plain" and not part.role]
    going = bool(acts) and moves_on(acts[-1].source)
    text = KEEP_GOING if going else STAY_HERE
    duration = Duration(seconds, seconds, "s", assumed=True, place=place)
    return Part("hold", text, duration=duration, place=place, quiet=asks_for_silence(words))


def _add_hold(scopes: Scopes, hold: Part) -> None:
    """Put a hold at the end of the pose: on each side, and before the words that lead out."""
    parts, sides = scopes.parts, scopes.sides
    at = sides.last if sides else len(parts)
    while at and parts[at - 1].kind == "plain" and comes_out(parts[at - 1].source):
        at -= 1
        parts[at] = replace(parts[at], role="way out")
    parts.insert(at, replace(hold, step=parts[at - 1].step if at else 0))
    if sides:
        scopes.sides = sides._replace(last=sides.last + 1)
    scopes.rounds = [
        r._replace(first=r.first + (r.first >= at), last=r.last + (r.last >= at))
        for r in scopes.rounds
    ]
