"""Whether every sound is there and in its time, with silence between, and whether chapters fit."""

from __future__ import annotations

import math

import numpy as np

from voiceguide.audio.clip import FRAME_MS
from voiceguide.session.contents import Session
from voiceguide.timeline import chapters_of, from_json
from voiceguide.verifying.expected import Plan
from voiceguide.verifying.faults import Fault
from voiceguide.verifying.locate import Placed
from voiceguide.verifying.measure import Measures

NEAR_MS = 50
"""How far a cue, the end of a hold or a chapter may be from where it should be."""

_QUIET = 10 ** (-60 / 20)
# What rings on in a decoder, and what an encoder smears over a beginning or end.
_SMEARED_MS = 60


def of_length(plan: Plan, measures: Measures) -> list[Fault]:
    """Find whether the sound ends too early or too late, or is broken before its end."""
    off = measures.length_ms - plan.length_ms
    broken = f" ({measures.broken})" if measures.broken else ""
    if abs(off) <= NEAR_MS and not broken:
        return []
    return [
        Fault(
            measures.length_ms,
            f"the sound ends {_seconds(off)} too {'early' if off < 0 else 'late'}{broken}",
        )
    ]


def of_chapters(session: Session) -> list[Fault]:
    """Hold the chapters that a session's tag has against its timeline."""
    planned = chapters_of(from_json(session.timeline))
    faults = []
    for number, chapter in enumerate(planned):
        kept = session.chapters[number] if number < len(session.chapters) else None
        if kept is None:
            faults.append(Fault(chapter.start_ms, f"no chapter for {chapter.name!r}"))
        elif " ".join(kept.name.split()) != " ".join(chapter.name.split()):
            faults.append(
                Fault(chapter.start_ms, f"the chapter is {kept.name!r}, not {chapter.name!r}")
            )
        elif max(abs(kept.start_ms - chapter.start_ms), abs(kept.end_ms - chapter.end_ms)) > (
            NEAR_MS
        ):
            faults.append(
                Fault(chapter.start_ms, f"the chapter {chapter.name!r} begins or ends elsewhere")
            )
    faults += [
        Fault(extra.start_ms, f"a chapter too many: {extra.name!r}")
        for extra in session.chapters[len(planned) :]
    ]
    if not session.listed:
        faults.append(Fault(0, "the table of contents does not list the chapters in their order"))
    return faults


def of_missing(placed: list[Placed], measures: Measures) -> list[Fault]:
    """Find sounds that are not heard where they should be, nor anywhere near."""
    return [
        Fault(
            each.planned.sound.start_ms,
            f"{each.planned.told} can't be heard"
            if each.silent
            else f"something else is heard in place of {each.planned.told}",
        )
        for each in placed
        # What comes after the end is told in one line.
        if not each.match and each.planned.sound.start_ms < measures.length_ms
    ]


def of_gaps(plan: Plan, placed: list[Placed]) -> list[tuple[int | None, Fault | None]]:
    """Give for each silence between sounds its error, if it is a hold, and its fault."""
    told: list[tuple[int | None, Fault | None]] = []
    before = 0
    for each in placed:
        # A chime dies away into its bed: that tells little of its time.
        if not each.match or (plan.bed and not each.planned.spoken):
            continue
        error = each.match.off_ms - before
        before = each.match.off_ms
        fault = None
        if abs(error) > NEAR_MS:
            longer = "long" if error > 0 else "short"
            fault = Fault(
                max(0, each.planned.gap_start_ms),
                f"{each.planned.gap_told} is {_seconds(error)} too {longer}",
            )
        told.append((abs(error) if each.planned.gap_hold else None, fault))
    return told


def of_noise(
    plan: Plan, placed: list[Placed], measures: Measures, clicks: list[int]
) -> list[Fault]:
    """Find what is heard in silences where there is no bed."""
    if plan.bed:
        return []
    faults = []
    at = 0
    silences = []
    for each in placed:
        off = each.match.off_ms if each.match else each.drift_ms
        start = each.planned.sound.start_ms + off
        silences.append((at, start - _SMEARED_MS, each.planned.gap_told))
        at = start + each.planned.sound.length_ms + _SMEARED_MS
    silences.append((at, measures.length_ms, "the silence at the end"))
    for start, end, told in silences:
        first, last = -(-start // FRAME_MS), end // FRAME_MS
        loud = np.nonzero(measures.peaks[first : max(first, last)] > _QUIET)[0]
        if len(loud):
            when = (first + int(loud[0])) * FRAME_MS
            peak = float(measures.peaks[first:last].max())
            if not any(abs(when - click) <= NEAR_MS for click in clicks):
                message = f"{told} is not silent: {20 * math.log10(peak):.0f} dB under full scale"
                faults.append(Fault(when, message.replace(": -", ": ")))
    return faults


def _seconds(ms: int) -> str:
    return f"{abs(ms)} ms" if abs(ms) < 1000 else f"{abs(ms) / 1000:.1f} s"
