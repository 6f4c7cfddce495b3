"""Cautions, put before what they speak of."""

from __future__ import annotations

from dataclasses import replace

from voiceguide.english.pattern import Pattern
from voiceguide.english.positions import takes_position
from voiceguide.reading.drafts import Draft
from voiceguide.routine import Part

_AGAINST_TIME = Pattern(r"^after\b")


def cautions_first(drafts: list[Draft]) -> tuple[list[Draft], list[Draft]]:
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
