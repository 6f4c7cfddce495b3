"""What sounds besides the voice: chimes at changes, and breathing that goes on through holds."""

from __future__ import annotations

from collections.abc import Sequence

from voiceguide.building.pacing import Pacing
from voiceguide.script import Cue

_BREATHS = ("inhale", "exhale")
_BARE_WORDS = 2
# A strike may take up the gap between poses, but for this much.
_LEAST_GAP_MS = 1000


def ring(cues: Sequence[Cue], pacing: Pacing) -> tuple[Cue, ...]:
    """Put a chime at the start of each pose and at each change of side that takes its time.

    Sides that alternate round by round have none: they come too often. A chime takes up the
    silence between poses, so that it makes a session no longer there. In minimal guidance a bare
    "Inhale." gives way to the chime of the breath.
    """
    if not pacing.chime_ms:
        return tuple(cues)
    rung: list[Cue] = []
    before: Cue | None = None
    for cue in cues:
        pose = cue.pose if before is None or cue.pose != before.pose else None
        turned = (
            before is not None
            and before.pose == cue.pose
            and before.side is not None
            and cue.side not in (None, before.side)
            and cue.round is None
        )
        if pose is not None or turned:
            _shorten(rung, pacing.chime_ms)
            rung.append(cue._replace(kind="chime", say="", length_ms=pacing.chime_ms, breath=None))
        rung.append(_with_breath_chime(cue, pacing))
        before = cue
    return tuple(rung)


def _shorten(rung: list[Cue], by_ms: int) -> None:
    if rung and rung[-1].kind == "pause" and rung[-1].length_ms > by_ms + _LEAST_GAP_MS:
        rung[-1] = rung[-1]._replace(length_ms=rung[-1].length_ms - by_ms)


def _with_breath_chime(cue: Cue, pacing: Pacing) -> Cue:
    bare = len(cue.say.split()) <= _BARE_WORDS and (cue.round or 1) > 1
    fits = cue.length_ms >= pacing.breath_chime_ms
    if pacing.guidance == "minimal" and cue.kind in _BREATHS and bare and fits:
        return cue._replace(say="")
    return cue


def breathe(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Begin a hold that is counted in breaths with a breath in; after a breath in, with one out."""
    led: list[Cue] = []
    last: Cue | None = None
    for cue in cues:
        if cue.kind in _BREATHS:
            last = cue
        elif cue.kind == "hold":
            if cue.breath and last and last.kind == "inhale" and last.pose == cue.pose:
                breath = cue.breath._replace(at_ms=cue.breath.at_ms + cue.breath.in_ms)
                led.append(cue._replace(breath=breath))
                continue
        elif led and led[-1].kind == "hold":
            last = None
        led.append(cue)
    return tuple(led)
