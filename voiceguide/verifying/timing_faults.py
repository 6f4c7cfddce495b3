"""Whether every sound is there and in its time, with silence between, and whether chapters fit."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from voiceguide.audio.clip import FRAME_MS
from voiceguide.session.contents import Session
from voiceguide.timeline import chapters_of
from voiceguide.verifying.expected import Expected
from voiceguide.verifying.faults import Fault
from voiceguide.verifying.locate import Placed
from voiceguide.verifying.measure import Measures

NEAR_MS = 50
"""How far a cue, the end of a hold or a chapter may be from where it should be."""

_QUIET = 10 ** (-60 / 20)
# What rings on in a decoder, and what an encoder smears over a beginning or end.
_SMEARED_MS = 60


class GapFinding(NamedTuple):
    """How far a hold is off in length, without sign; None where it is none. And its fault."""

    hold_error_ms: int | None
    fault: Fault | None


def of_length(expected: Expected, measures: Measures) -> list[Fault]:
    """Find whether the sound ends too early or too late, or is broken before its end."""
    off = measures.length_ms - expected.length_ms
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
    chapters = chapters_of(session.timeline)
    faults = []
    for number, chapter in enumerate(chapters):
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
        for extra in session.chapters[len(chapters) :]
    ]
    if not session.listed:
        faults.append(Fault(0, "the table of contents does not list the chapters in their order"))
    return faults


def of_missing(placed: list[Placed], measures: Measures) -> list[Fault]:
    """Find sounds that are not heard where they should be, nor anywhere near."""
    return [
        Fault(
            each.sound.pattern.start_ms,
            f"{each.sound.label} can't be heard"
            if each.silent
            else f"something else is heard in place of {each.sound.label}",
        )
        for each in placed
        # What comes after the end is told in one line.
        if not each.match and each.sound.pattern.start_ms < measures.length_ms
    ]


def of_gaps(expected: Expected, placed: list[Placed]) -> list[GapFinding]:
    """Hold the length of each silence between sounds against what was laid out."""
    found: list[GapFinding] = []
    before = 0
    for each in placed:
        # A chime dies away into its bed: that tells little of its time.
        if not each.match or (expected.bed and not each.sound.spoken):
            continue
        error = each.match.off_ms - before
        before = each.match.off_ms
        fault = None
        if abs(error) > NEAR_MS:
            longer = "long" if error > 0 else "short"
            fault = Fault(
                max(0, each.sound.gap.start_ms),
                f"{each.sound.gap.label} is {_seconds(error)} too {longer}",
            )
        found.append(GapFinding(abs(error) if each.sound.gap.hold else None, fault))
    return found


def of_noise(
    expected: Expected, placed: list[Placed], measures: Measures, clicks: list[int]
) -> list[Fault]:
    """Find what is heard in silences where there is no bed."""
    if expected.bed:
        return []
    faults = []
    at = 0
    silences = []
    for each in placed:
        silences.append((at, each.start_ms - _SMEARED_MS, each.sound.gap.label))
        at = each.end_ms + _SMEARED_MS
    silences.append((at, measures.length_ms, "the silence at the end"))
    for start, end, label in silences:
        first, last = -(-start // FRAME_MS), end // FRAME_MS
        loud = np.nonzero(measures.peaks[first : max(first, last)] > _QUIET)[0]
        if len(loud):
            when = (first + int(loud[0])) * FRAME_MS
            peak = float(measures.peaks[first:last].max())
            if not any(abs(when - click) <= NEAR_MS for click in clicks):
                message = f"{label} is not silent: {20 * math.log10(peak):.0f} dB under full scale"
                faults.append(Fault(when, message.replace(": -", ": ")))
    return faults


def _seconds(ms: int) -> str:
    return f"{abs(ms)} ms" if abs(ms) < 1000 else f"{abs(ms) / 1000:.1f} s"
