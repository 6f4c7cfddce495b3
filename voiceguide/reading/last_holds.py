"""The hold of the last round, put where the others hold or before the way back."""

from __future__ import annotations

from dataclasses import replace

from voiceguide.english.positions import comes_out
from voiceguide.reading.drafts import Draft
from voiceguide.routine import Part


def last_holds(drafts: list[Draft]) -> list[Draft]:
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
