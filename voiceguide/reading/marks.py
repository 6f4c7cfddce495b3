"""Marks in square brackets at the end of a step: ``[40s]``, ``[5x]``, ``[3 breaths each side]``."""

from __future__ import annotations

import re

from voiceguide.english.doses import find_dose
from voiceguide.english.pattern import Pattern
from voiceguide.english.repeats import find_mark, find_repeat
from voiceguide.english.sides import SideWords
from voiceguide.english.times import find_times
from voiceguide.english.wording import HOLD
from voiceguide.problems import Problem
from voiceguide.reading.checks import check_repeat, check_time
from voiceguide.reading.doses import dose_drafts
from voiceguide.reading.drafts import Draft
from voiceguide.reading.text import Text
from voiceguide.routine import Duration, Part

_BRACKET = Pattern(r"\[[^\[\]\n]{0,300}\]", "[")
_EACH = Pattern(
    r"\b(?:on\s|for\s|per\s)?(?:each|both|per|every)\s(?P<noun>side|leg|arm|direction)s?\b",
)
_QUIET = Pattern(r"[,;&]?\s*\b(?:quiet|silent)\b\s*[,;&]?", "quiet|silent")
_MINUTES = Pattern(r"(?<=\d)\s?m\b", flags=0)


def cut_marks(step: Text, index: int, problems: list[Problem]) -> tuple[Text, list[Draft]]:
    """Take the marks from the end of a step and read them; warn of any other brackets."""
    drafts: list[Draft] = []
    found = list(_BRACKET.finditer(step.words))
    end = len(step.words)
    for bracket in reversed(found):
        after = step.words[bracket.end() : end]
        read = None if after.strip(" .") else _read(step.cut(*bracket.span()), index)
        if read is None:
            hint = "a mark is written at the end of a step, as in [40s], [5x] or [each side]"
            message = f"{bracket.group()!r} is no mark that is known, and is not spoken"
            problems.append(step.problem(message, hint, *bracket.span(), "warning"))
        else:
            drafts = read + drafts
            _check(step, bracket, read, problems)
        if not after.strip(" ."):
            end = bracket.start()
    text = step.cut(0, end)
    for bracket in reversed([found_one for found_one in found if found_one.start() < end]):
        text = text.blanked(*bracket.span())
    return text, drafts


def _check(
    step: Text, bracket: re.Match[str], drafts: list[Draft], problems: list[Problem]
) -> None:
    mark = step.cut(*bracket.span())
    for draft in drafts:
        duration, repeat = draft.part.duration, draft.repeat
        if duration:
            check_time(mark, duration, (0, len(mark.words)), problems)
        if repeat:
            check_repeat(mark, repeat, (0, len(mark.words)), problems)


def _read(mark: Text, index: int) -> list[Draft] | None:
    """Read what stands between the brackets, or give None for what is no mark."""
    inner = mark.words[1:-1]
    if found := _QUIET.search(inner):
        rest = inner[: found.start()] + " " * len(found.group()) + inner[found.end() :]
        others = _read(mark._replace(words=f"[{rest}]"), index) if rest.strip() else []
        return None if others is None else [*others, quiet_mark(mark, index)]
    dose = find_dose(inner)
    if dose is not None and (dose.sets or dose.rests):
        within = mark.cut(1, len(mark.words) - 1)
        return [_parting(draft) for draft in dose_drafts(dose, within, index, 0)]
    rest = inner
    place = mark.place()
    drafts: list[Draft] = []
    each = _EACH.search(inner)
    if each:
        rest = f"{rest[: each.start()]}{' ' * len(each.group())}{rest[each.end() :]}"
    spelled = _MINUTES.sub(" min", rest)
    for span in find_times(spelled):
        duration = Duration(
            span.low, span.high, span.unit, span.qualifier, inner.strip(), span.manner, place=place
        )
        part = Part("hold", HOLD, mark.words, duration=duration, step=index, place=place)
        drafts.append(Draft(part))
        rest = re.sub(re.escape(spelled[span.start : span.end]), " ", spelled)
    repeat = find_mark(rest.strip(" ,;")) or find_repeat(rest)
    if repeat:
        part = Part("rounds", "", mark.words, step=index, place=place)
        drafts.append(Draft(part, repeat=repeat))
        rest = ""
    if each:
        noun = each["noun"].lower()
        side = SideWords(each.start(), each.end(), noun, each=True)
        part = Part("side", "", mark.words, step=index, place=place)
        drafts.append(Draft(part, side=side))
    return drafts if drafts and not rest.strip(" ,;.+&") else None


def quiet_mark(mark: Text, index: int) -> Draft:
    """Give the marker of a step, or of all of them, in whose holds nothing is said."""
    return Draft(Part("plain", "", mark.words, role="note", step=index, quiet=True))


def _parting(draft: Draft) -> Draft:
    """Let a mark's rest part the sets or rounds beside it: "[3 x 10] [rest 60s]"."""
    if draft.part.kind != "rest":
        return draft
    return draft._replace(rests=tuple(rest._replace(between="sets") for rest in draft.rests))
