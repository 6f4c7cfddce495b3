"""Breaths that are done again: "continue for five breaths", one measured breath."""

from __future__ import annotations

from dataclasses import replace

from voiceguide.english.breath_patterns import whole_breaths
from voiceguide.english.pattern import Pattern
from voiceguide.english.repeats import Repeat
from voiceguide.english.wording import HOLD_NOW
from voiceguide.reading.drafts import Draft

_AGAIN = Pattern(
    r"(?:repeat|continu|keep\s(?:going|moving|flowing)|do\s(?:this|it)|flow|go\son|carry\son|move)",
)
_GOES_ON = Pattern(
    r"(?:and\s|then\s)*(?:keep|continu|repeat|do\s(?:this|it)|stay\swith|carry\son|go\son|maintain|breathe\s(?:like|this)|for\b)"
)


def breath_rounds(drafts: list[Draft]) -> list[Draft]:
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


def measured_breaths(drafts: list[Draft]) -> list[Draft]:
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
