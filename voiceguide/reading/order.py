"""A pose's sentences put where a listener needs them, before it is seen what is done again."""

from __future__ import annotations

import re
from dataclasses import replace

from voiceguide.english.pattern import Pattern
from voiceguide.english.phrasing import sentence_of
from voiceguide.english.positions import breathes_out, comes_out, takes_position
from voiceguide.english.sides import SideWords
from voiceguide.english.wording import REST
from voiceguide.reading.breath_rounds import breath_rounds, measured_breaths
from voiceguide.reading.cautions import cautions_first
from voiceguide.reading.drafts import Draft, Rest
from voiceguide.reading.last_holds import last_holds
from voiceguide.routine import Part

_OVER = Pattern(
    r"""^(?:(?P<back>.*),?\s(?:and|then)\s)?[^,]*?\b(?P<verb>drop|lower|fall|tip|roll|turn|twist|lean|bend|tilt)
        \s(?:(?:your|the|both|them|it|over|down|slowly|gently)\s)*(?:\w+\s)?to\s(?:the|your)\s
        (?P<side>right|left)\b""",
    "right|left",
)
_RIGHT, _LEFT = Pattern(r"\bright\b"), Pattern(r"\bleft\b")


def arrange(drafts: list[Draft], intro: list[Draft]) -> tuple[list[Draft], list[Draft]]:
    """Give the steps' and the introduction's sentences in the order that they are led in."""
    drafts = _joined_breaths(drafts)
    drafts = last_holds(_steps_again(_over_to_the_other_side(drafts)))
    drafts = _rests_between(_marks_last([*drafts, *_from_intro(drafts, intro)]))
    drafts = _rests_of_rounds(_without_names(drafts))
    drafts = measured_breaths(_without_echoes(_both_told(breath_rounds(_alternating(drafts)))))
    drafts, cautions = cautions_first(drafts)
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
