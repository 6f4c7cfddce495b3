"""A pose's sentences put where a listener needs them, before it is seen what is done again."""

from __future__ import annotations

import re
from dataclasses import replace

from voiceguide.english.breath_patterns import whole_breaths
from voiceguide.english.pattern import Pattern
from voiceguide.english.phrasing import sentence_of
from voiceguide.english.positions import breathes_out, comes_out, takes_position
from voiceguide.english.repeats import Repeat
from voiceguide.english.sides import SideWords
from voiceguide.english.wording import HOLD_NOW, REST
from voiceguide.reading.drafts import Draft, Rest
from voiceguide.routine import Part

_AGAIN = Pattern(
    r"(?:repeat|continu|keep\s(?:going|moving|flowing)|do\s(?:this|it)|flow|go\son|carry\son|move)",
)
_GOES_ON = Pattern(
    r"(?:and\s|then\s)*(?:keep|continu|repeat|do\s(?:this|it)|stay\swith|carry\son|go\son|maintain|breathe\s(?:like|this)|for\b)"
)
_OVER = Pattern(
    r"""^(?:(?P<back>.*),?\s(?:and|then)\s)?[^,]*?\b(?P<verb>drop|lower|fall|tip|roll|turn|twist|lean|bend|tilt)
        \s(?:(?:your|the|both|them|it|over|down|slowly|gently)\s)*(?:\w+\s)?to\s(?:the|your)\s
        (?P<side>right|left)\b""",
    "right|left",
)
_RIGHT, _LEFT = Pattern(r"\bright\b"), Pattern(r"\bleft\b")
_AGAINST_TIME = Pattern(r"^after\b")


def arrange(drafts: list[Draft], intro: list[Draft]) -> tuple[list[Draft], list[Draft]]:
    """Give the steps' and the introduction's sentences in the order that they are led in."""
    drafts = _joined_breaths(drafts)
    drafts = _last_holds(_steps_again(_over_to_the_other_side(drafts)))
    drafts = _rests_between(_marks_last([*drafts, *_from_intro(drafts, intro)]))
    drafts = _rests_of_rounds(_without_names(drafts))
    drafts = _measured(_without_echoes(_both_told(_breath_rounds(_alternating(drafts)))))
    drafts, cautions = _cautions_first(drafts)
    return _ways_out(drafts), [*intro, *cautions]


def _joined_breaths(drafts: list[Draft]) -> list[Draft]:
    """Say "Reach your arms up. Breathing: inhale." as one: "Inhale, reach your arms up."."""
    result: list[Draft] = []
    for draft in drafts:
        part, before = draft.part, result[-1].part if result else None
        if (
            draft.joins and before and before.kind == "plain" and not before.role
            and before.step == part.step
        ):  # fmt: skip
            result.pop()
            words = before.text
            text = sentence_of(f"{part.text.rstrip(' .!')}, {words[:1].lower()}{words[1:]}")
            source = f"{before.source} {part.source}"
            draft = draft._replace(part=replace(part, text=text, source=source))  # noqa: PLW2901
        result.append(draft)
    return result


def _over_to_the_other_side(drafts: list[Draft]) -> list[Draft]:
    """Read "Let your knees drop to the right. After a minute, let them drop to the left." twice.

    Where nothing is held after it, the last way to the other side asks for as long there.
    """
    if any(d.side or d.repeat or d.sets for d in drafts):
        return drafts
    led = [at for at, d in enumerate(drafts) if d.part.role in ("", "way out")]
    if not led or drafts[led[-1]].part.kind != "plain":
        return drafts
    over = _OVER.match(drafts[led[-1]].part.source)
    held = any(drafts[at].part.kind == "hold" for at in led)
    if over is None or not held:
        return drafts
    verb, other = over["verb"].lower(), over["side"].lower()
    before = [each for at in led[:-1] if (each := _OVER.match(drafts[at].part.source))]
    named = [f for f in before if f["verb"].lower() == verb and f["side"].lower() != other]
    if not named or drafts[led[-1]].part.kind != "plain":
        return drafts
    last = drafts[led[-1]]
    back = over["back"] or ""
    side = SideWords(0, len(last.part.source), "side", each=False)
    part = replace(last.part, kind="side", text="", role="")
    tail = sentence_of(back) if back else ""
    return [*drafts[: led[-1]], last._replace(part=part, side=side, tail=tail),
            *drafts[led[-1] + 1 :]]  # fmt: skip


def _steps_again(drafts: list[Draft]) -> list[Draft]:
    """Put the steps that another one names in its place: "Same as step 2."."""
    if not any(draft.again for draft in drafts):
        return drafts
    result: list[Draft] = []
    for draft in drafts:
        if draft.again is None:
            result.append(draft)
            continue
        first, last = draft.again
        result += [
            each._replace(part=replace(each.part, step=draft.part.step))
            for each in result
            if first <= each.part.step + 1 <= last
            and each.part.role in ("", "way out")
            and not each.side
        ]
    return result


def _last_holds(drafts: list[Draft]) -> list[Draft]:
    """Put the hold of the last round where the others hold, or before the way back.

    "Lift your heels. Lower. Repeat 5 times. On the last one, hold for 20 seconds."
    """
    result: list[Draft] = []
    for draft in drafts:
        counted = next((at for at in reversed(range(len(result))) if result[at].repeat), None)
        after = [] if counted is None else result[counted + 1 :]
        if draft.part.among != "last" or counted is None or any(_acts(each.part) for each in after):
            result.append(draft)
        else:
            result.insert(counted, draft)
    for at, draft in enumerate(result):
        if draft.part.among != "last":
            continue
        if not any(each.repeat for each in result[at + 1 :]):
            result[at] = draft._replace(part=replace(draft.part, among=""))
            continue
        _join_last_hold(result, at)
    return result


def _join_last_hold(drafts: list[Draft], at: int) -> None:
    """Let the hold at a place take that of the other rounds, or come before their way back."""
    begins = max((n + 1 for n in range(at) if drafts[n].repeat), default=0)
    usual = [n for n in range(begins, at) if drafts[n].part.kind == "hold"]
    last = drafts.pop(at)
    if usual:
        other = drafts[usual[-1]]
        drafts[usual[-1]] = other._replace(part=replace(other.part, among="but last"))
        step = other.part.step
        drafts.insert(usual[-1] + 1, last._replace(part=replace(last.part, step=step)))
        return
    while at > begins + 1 and drafts[at - 1].part.kind == "plain" and comes_out(
        drafts[at - 1].part.source
    ):  # fmt: skip
        at -= 1
    step = drafts[at - 1].part.step if at else last.part.step
    drafts.insert(at, last._replace(part=replace(last.part, step=step)))


def _acts(part: Part) -> bool:
    return part.kind in ("plain", "inhale", "exhale", "work") and not part.role


def _rests_between(drafts: list[Draft]) -> list[Draft]:
    """Give "rest for a minute between sets" to the sets or rounds that it parts."""
    rests = [d for d in drafts if d.part.kind == "rest" and any(r.between for r in d.rests)]
    counted = [d for d in drafts if d.repeat or d.sets]
    if not rests or not counted:
        return drafts
    parted = next((d for d in reversed(counted) if d.sets), counted[-1])
    return [
        d._replace(rests=(*d.rests, *rests[-1].rests)) if d is parted else d
        for d in drafts
        if d not in rests
    ]


def _without_names(drafts: list[Draft]) -> list[Draft]:
    """Leave the name of a movement unsaid where a step before tells it: "do 10 leg lifts"."""
    told = False
    result: list[Draft] = []
    for draft in drafts:
        part = draft.part
        if draft.echoes and told:
            continue
        acts = part.kind in ("plain", "inhale", "exhale") and part.role in ("", "way out")
        told = told or (acts and not takes_position(part.source))
        result.append(draft)
    return result


def _rests_of_rounds(drafts: list[Draft]) -> list[Draft]:
    """Let a rest at the end of what is repeated part the rounds: after the last there is none.

    "Plank for 30 seconds. Rest a minute. Repeat 3 times." In "Fold forward. Rest for a minute.
    Repeat 3 times." to rest is what is done.
    """
    result: list[Draft] = []
    for draft in drafts:
        before = result[-1] if result else None
        if before and (draft.repeat or draft.sets) and not draft.rests and _is_rest(before.part):
            led = [d for d in result[:-1] if d.part.role not in ("caution", "tip", "note")]
            last = led[-1].part.kind if led else ""
            duration = before.part.duration
            if duration and (last in ("hold", "work") or (last == "rounds" and draft.sets)):
                result.pop()
                draft = draft._replace(rests=(Rest(duration, ""),))  # noqa: PLW2901
        result.append(draft)
    return result


def _is_rest(part: Part) -> bool:
    rests = part.kind == "rest" or (part.kind == "hold" and part.text == REST)
    return rests and not part.optional


def _from_intro(drafts: list[Draft], intro: list[Draft]) -> list[Draft]:
    """Take rounds or a side that only the introduction names to the end of the steps."""
    last = max((draft.part.step for draft in drafts), default=0)
    kinds = {draft.part.kind for draft in drafts}
    return [
        draft._replace(part=replace(draft.part, step=last, role=""))
        for draft in intro
        if draft.part.kind in ("rounds", "side") and draft.part.kind not in kinds
    ]


def _marks_last(drafts: list[Draft]) -> list[Draft]:
    """Let a bare ``[each side]`` on an early step hold for the pose to its end."""
    bare = [d for d in drafts if d.part.kind == "side" and re.fullmatch(r"\[\D*\]", d.part.source)]
    last = max((draft.part.step for draft in drafts), default=0)
    return [d for d in drafts if d not in bare] + [
        d._replace(part=replace(d.part, step=last)) for d in bare
    ]


def _alternating(drafts: list[Draft]) -> list[Draft]:
    """Let "continue alternating 10 times" be rounds, in which the other leg is only spoken of."""
    if not any(d.alternating and d.repeat and not d.alternate_sides for d in drafts):
        return drafts
    return [
        _as_plain(d) if d.side and not d.alternating else d
        for d in drafts
        if not (d.side and d.alternating)
    ]


def _as_plain(draft: Draft) -> Draft:
    words = sentence_of(draft.part.source)
    return draft._replace(
        side=None, part=replace(draft.part, kind="plain", text=words, short=words)
    )


def _breath_rounds(drafts: list[Draft]) -> list[Draft]:
    """Read "continue for five breaths" as rounds where each round is one led breath."""
    result: list[Draft] = []
    kinds: set[str] = set()
    for number, draft in enumerate(drafts):
        part, duration = draft.part, draft.part.duration
        kinds.add(part.kind)
        goes_on = duration and duration.unit == "s" and _GOES_ON.match(part.source)
        measured = _length_of_breath(result) if part.kind == "hold" and goes_on else 0
        if measured and duration:
            low = whole_breaths(duration.low, measured)
            high = None if duration.high is None else whole_breaths(duration.high, measured)
            marker = replace(part, kind="rounds", text="", duration=None)
            result.append(
                draft._replace(part=marker, repeat=Repeat(0, len(part.source), low, high))
            )
            continue
        breaths = part.kind == "hold" and duration is not None and duration.unit == "breaths"
        # "8 breaths, alternating the back foot": what takes turns is done again.
        again = _AGAIN.match(part.source) or _takes_turns(drafts, number)
        if breaths and duration and kinds >= {"inhale", "exhale"} and again:
            repeat = Repeat(0, len(part.source), duration.low, duration.high)
            marker = replace(part, kind="rounds", text="", duration=None)
            result.append(draft._replace(part=marker, repeat=repeat))
        else:
            result.append(draft)
    return result


def _takes_turns(drafts: list[Draft], at: int) -> bool:
    """Tell whether a sentence goes on to say that sides take turns."""
    return at + 1 < len(drafts) and drafts[at + 1].alternate_sides


def _measured(drafts: list[Draft]) -> list[Draft]:
    """Say the held breath of measured breathing by one word, so that its rhythm is exact.

    "Breathe in for 4 seconds. Hold your breath for 4 seconds. Breathe out for 4 seconds."
    """
    breaths = {d.part.kind for d in drafts if d.part.kind in ("inhale", "exhale")}
    if len(breaths) < 2 or not _length_of_breath(drafts):
        return drafts
    if not any(d.repeat for d in drafts) or any(d.part.kind == "plain" for d in _led(drafts)):
        return drafts
    return [
        d._replace(part=replace(d.part, text="", short=HOLD_NOW)) if d.part.kind == "hold" else d
        for d in drafts
    ]


def _led(drafts: list[Draft]) -> list[Draft]:
    """Give what is led from the first breath on."""
    first = next(at for at, d in enumerate(drafts) if d.part.kind in ("inhale", "exhale"))
    return [d for d in drafts[first:] if not d.part.role]


def _length_of_breath(drafts: list[Draft]) -> int:
    """Give the seconds that one measured breath takes, 0 where breaths are not measured."""
    breath = [d.part for d in drafts if d.part.kind in ("inhale", "exhale", "hold")]
    led = [part for part in breath if part.kind != "hold"]
    if not led or any(p.duration is None or p.duration.unit != "s" for p in breath):
        return 0
    return sum(part.duration.low for part in breath if part.duration)


def _both_told(drafts: list[Draft]) -> list[Draft]:
    """Drop "each side" where the steps tell both: "Turn right. Turn left. 3 times each side."."""
    right, left = (
        {draft.part.source.split()[0].lower() for draft in drafts if _only(draft, side, other)}
        for side, other in ((_RIGHT, _LEFT), (_LEFT, _RIGHT))
    )
    if not right & left:
        return drafts
    return [d for d in drafts if not (d.side and d.side.each)]


def _only(draft: Draft, side: Pattern, other: Pattern) -> bool:
    words = draft.part.source
    leads = draft.part.kind == "plain" and not draft.part.role
    return leads and bool(side.search(words)) and not other.search(words)


def _without_echoes(drafts: list[Draft]) -> list[Draft]:
    """Drop the second hold of "Hold 30 seconds. Now the left leg. Hold 30 seconds."."""
    result: list[Draft] = []
    held: list[tuple[int, int | None]] = []
    changed = False
    for draft in drafts:
        part = draft.part
        if part.kind == "hold" and part.duration:
            length = (part.duration.low, part.duration.high)
            if changed and length in held:
                continue
            held.append(length)
        if part.kind == "side":
            changed = True
        elif part.kind in ("plain", "inhale", "exhale") and not part.role:
            changed = False
        result.append(draft)
    return result


def _cautions_first(drafts: list[Draft]) -> tuple[list[Draft], list[Draft]]:
    """Warn in time: what stands after a repetition or on its own goes to the introduction.

    A caution in a step that begins with a hold ("After 10 seconds, relax …") belongs to the step
    before, in which the effort is made; so does one in a step of its own, unless that step only
    takes a position.
    """
    drafts = _with_their_steps(drafts)
    late: list[Draft] = []
    result: list[Draft] = []
    marked = False
    acting = {d.part.step for d in drafts if d.part.role != "caution"}
    resting = {
        d.part.step
        for d in drafts
        if d.part.kind == "hold" and _AGAINST_TIME.match(d.part.source) and d.part.sentence == 0
    }
    for draft in drafts:
        part = draft.part
        marked = marked or part.kind in ("rounds", "side")
        if part.role != "caution":
            result.append(draft)
        elif marked or part.step not in acting:
            late.append(draft._replace(part=replace(part, step=-1)))
        elif part.step in resting and result and result[0].part.step < part.step:
            earlier = draft._replace(part=replace(part, step=part.step - 1))
            at = next(i for i, d in enumerate(result) if d.part.step == part.step)
            result.insert(at, earlier)
        else:
            result.append(draft)
    return result, late


def _with_their_steps(drafts: list[Draft]) -> list[Draft]:
    """Give a caution that is a step of its own the step that it speaks of."""
    acting = sorted({d.part.step for d in drafts if d.part.role != "caution"})
    placed: list[Draft] = []
    last: Part | None = None
    for draft in drafts:
        part = draft.part
        if part.role != "caution":
            last = part
        elif part.step not in acting and (last is None or last.kind not in ("rounds", "side")):
            after = next((step for step in acting if step > part.step), None)
            if last and (after is None or not takes_position(last.source)):
                after = last.step
            if after is not None:
                draft = draft._replace(part=replace(part, step=after))  # noqa: PLW2901
        placed.append(draft)
    return placed


def _ways_out(drafts: list[Draft]) -> list[Draft]:
    """Mark the words that lead out of a hold, or back to where a repeated movement began."""
    again = any(draft.repeat for draft in drafts)
    held = False
    result: list[Draft] = []
    for draft in drafts:
        part = draft.part
        held = held or part.kind == "hold"
        after_breath = held and part.kind in ("inhale", "exhale") and breathes_out(part.source)
        leads_out = part.kind == "plain" and not part.role and comes_out(part.source)
        if after_breath or (leads_out and (held or (again and result))):
            draft = draft._replace(part=replace(part, role="way out"))  # noqa: PLW2901
        result.append(draft)
    return result
