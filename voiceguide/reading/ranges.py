"""Which parts rounds go over: from where the movement begins to where they are written."""

from __future__ import annotations

from voiceguide.english.breaths import names_breaths
from voiceguide.english.movement import actions_of
from voiceguide.english.positions import is_ready, takes_position
from voiceguide.reading.drafts import Draft


def is_breath(draft: Draft) -> bool:
    """Tell a breath that is led, or work of breathing: where rounds begin."""
    breathes = draft.part.kind == "work" and names_breaths(draft.part.source)
    return breathes or draft.part.kind in ("inhale", "exhale")


def leads_between(drafts: list[Draft], first: int, last: int) -> bool:
    """Tell whether anything is led from ``first`` to before ``last``."""
    kinds = ("plain", "hold", "inhale", "exhale")
    return any(d.part.kind in kinds and not d.part.role for d in drafts[first:last])


def after_position(drafts: list[Draft], first: int, last: int) -> int:
    """Find the first step after the leading ones that only take a position."""
    ready = max((i for i in range(first, last) if is_ready(drafts[i].part.source)), default=-1)
    step = None
    for index in range(max(first, ready + 1), last):
        part = drafts[index].part
        if part.step != step and part.role not in ("caution", "tip", "note"):
            step = part.step
            if ready >= 0 or not takes_position(part.source):
                return index
        # "Begin with your eyes ahead. Look far left, and hold": a step that goes on to a hold.
        elif step == part.step and part.kind == "plain" and not part.role:
            later = (each.part for each in drafts[index:last] if each.part.step == step)
            if any(each.kind == "hold" and not each.role for each in later):
                return index
    changes = _posture_change(drafts, first, last)
    if changes is not None:
        return max(first, changes)
    # Every step takes a position: the last of them is what is done again.
    return max(first, step_start(drafts, last - 1)) if last > first else last


def after_rest(drafts: list[Draft], before: int, at: int) -> int:
    """Pass over a rest, hold or way out between two repetitions: it belongs to neither."""
    first = before
    while 0 < first < at and (
        drafts[first].part.kind in ("rest", "hold") or drafts[first].part.role == "way out"
    ):
        first += 1
    does = any(draft.part.kind not in ("rounds", "side") for draft in drafts[first:at])
    return first if does else before


def _posture_change(drafts: list[Draft], first: int, last: int) -> int | None:
    """Find the first step that takes another posture than the one before: "Sit. Stand up."."""
    taken: str | None = None
    for at in range(first, last):
        if drafts[at].part.kind != "plain":
            continue
        for action in actions_of(drafts[at].part.text):
            for posture in action.postures:
                if taken is not None and posture != taken:
                    return at
                taken = posture
    return None


def step_start(drafts: list[Draft], index: int) -> int:
    """Find the first part of the step that a part belongs to."""
    step = drafts[index].part.step
    while index and drafts[index - 1].part.step == step:
        index -= 1
    return index


def start_of_step(drafts: list[Draft], step: int, last: int) -> int:
    """Find the first part of a step, or of what follows it; ``last`` where there is none."""
    return next((i for i in range(last) if drafts[i].part.step >= step), last)
