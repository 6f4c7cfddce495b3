"""A finished session held against the timeline inside it, by what its sound measures.

The tolerances leave room for another encoding: 50 ms, and half a decibel up. Half a decibel more
down, since encoders take some off (LAME 0.45 dB at 64 kb/s) to leave room for peaks.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voiceguide.captions import chapters_of
from voiceguide.problems import fail
from voiceguide.sound.clip import FRAME_MS, STEREO_LU, integrated
from voiceguide.sound.measuring import Measures, measure
from voiceguide.sound.placing import Placed, Plan, place, plan_of
from voiceguide.sound.session import read_session
from voiceguide.sound.tags import Session
from voiceguide.sound.waveform import Floats
from voiceguide.timeline import from_json

NEAR_MS = 50
"""How far a cue or the end of a hold may be from where it should be."""

CEILING_DBTP = -1.0
"""Apple Podcasts, AES TD1008."""

_LOUDER_DB, _QUIETER_DB = 0.5, 1.0
_ONE_LOUDER_DB = 1.5
# Waves come and go, and a file of the user's may do so even more.
_BED_LOUDER_DB, _BED_QUIETER_DB, _BED_FROM_MS = 8.0, 14.0, 8000
_QUIET = 10 ** (-60 / 20)
# What rings on in a decoder, and what an encoder smears over a beginning or end.
_SMEARED_MS = 60
_BALANCE_DB = 3.0
_STEP, _STEP_OVER_ROUGH, _STEP_OVER_PEAK = 0.02, 25.0, 0.25
"""A step is a click where it is so high, so much higher than all turns within 24 ms of it, and
not drowned by what is loud there. In good sessions sharp consonants reach 18 times the turns.
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in which a session falls short, and when, in milliseconds from its start."""

    at_ms: int
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a session measures, and where it falls short. Errors of time are without sign.

    ``speech_lufs`` and ``asked_lufs`` are None where nothing is spoken, ``bed_lu`` (the bed in
    silences, against the speech) where there is no bed.
    """

    faults: tuple[Fault, ...]
    length_ms: int
    cues: int
    onset_median_ms: float
    onset_worst_ms: int
    holds: int
    hold_median_ms: float
    hold_worst_ms: int
    speech_lufs: float | None
    asked_lufs: float | None
    true_peak_dbtp: float
    bed_lu: float | None


def verify(path: Path) -> Verdict:
    """Decode a session's MP3 and hold it against the timeline inside it.

    Raises VoiceguideError: it can't be read, or voiceguide did not make it.
    """
    session = read_session(path)
    if not session.origin.heard:
        raise fail(
            f"{path} does not keep what its sounds are to measure",
            f"make it again: voiceguide make {path}",
        )
    try:
        measures = measure(path)
    except OSError as problem:
        raise fail(f"{path} can't be read: {problem}") from problem
    try:
        plan = plan_of(session)
    except (ValueError, KeyError, IndexError) as problem:
        raise fail(f"what voiceguide kept in {path} is damaged: {problem}") from problem
    return hold_against(session, plan, measures)


def hold_against(session: Session, plan: Plan, measures: Measures) -> Verdict:
    """Hold what a session's sound measures against its plan."""
    placed = place(plan, measures)
    found = [each for each in placed if each.match]
    offs = [
        abs(each.match.off_ms)
        for each in found
        if each.match and (each.planned.spoken or not plan.bed)
    ]
    steps = _steps(measures)
    gaps = _gaps(plan, placed)
    bed_faults, bed_lu = _bed(plan, placed, measures)
    level_faults, speech_lufs = _level(plan, found, measures)
    faults = [
        *_length(plan, measures),
        *_chapters(session),
        *_missing(placed, measures),
        *[fault for _, fault in gaps if fault],
        *_noises(plan, placed, measures, steps),
        *bed_faults,
        *level_faults,
        *_peaks(measures),
        *(Fault(at, "a click: the sound jumps from one sample to the next") for at in steps),
    ]
    holds = [error for error, _ in gaps if error is not None]
    return Verdict(
        faults=tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.at_ms)),
        length_ms=measures.length_ms,
        cues=len(placed),
        onset_median_ms=statistics.median(offs) if offs else 0,
        onset_worst_ms=max(offs, default=0),
        holds=len(holds),
        hold_median_ms=statistics.median(holds) if holds else 0,
        hold_worst_ms=max(holds, default=0),
        speech_lufs=speech_lufs,
        asked_lufs=plan.asked_lufs if speech_lufs is not None else None,
        true_peak_dbtp=round(20 * math.log10(max(measures.true_peak, 1e-6)), 2),
        bed_lu=bed_lu,
    )


def _length(plan: Plan, measures: Measures) -> list[Fault]:
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


def _chapters(session: Session) -> list[Fault]:
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


def _missing(placed: list[Placed], measures: Measures) -> list[Fault]:
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


def _gaps(plan: Plan, placed: list[Placed]) -> list[tuple[int | None, Fault | None]]:
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


def _noises(plan: Plan, placed: list[Placed], measures: Measures, clicks: list[int]) -> list[Fault]:
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


def _bed(plan: Plan, placed: list[Placed], measures: Measures) -> tuple[list[Fault], float | None]:
    """Hold the bed in silences against its level there."""
    if not plan.bed:
        return [], None
    faults, sums = [], [0.0, 0.0]
    at = 0
    for each in placed:
        off = each.match.off_ms if each.match else each.drift_ms
        start = each.planned.sound.start_ms + off
        first, last = at // FRAME_MS + 3, start // FRAME_MS - 3
        at = start + each.planned.sound.length_ms
        bins = measures.power[first * 6 : last * 6]
        if last - first < 1000 // FRAME_MS or not len(bins):
            continue
        planned = plan.bed_power(first, last)
        measured = float(bins.mean())
        sums[0] += measured * (last - first)
        sums[1] += planned * (last - first)
        if last - first < _BED_FROM_MS // FRAME_MS:
            continue
        off_db = 10 * math.log10((measured + 1e-12) / planned)
        if not -_BED_QUIETER_DB - plan.swell_lu <= off_db <= _BED_LOUDER_DB + plan.swell_lu:
            louder = "louder" if off_db > 0 else "quieter"
            faults.append(
                Fault(
                    first * FRAME_MS,
                    f"in {each.planned.gap_told} the bed is {abs(off_db):.1f} dB {louder} "
                    "than laid out",
                )
            )
    if not sums[1]:
        return faults, None
    return faults, round(plan.silence_lu + 10 * math.log10((sums[0] + 1e-12) / sums[1]), 1)


def _level(plan: Plan, found: list[Placed], measures: Measures) -> tuple[list[Fault], float | None]:
    """Hold the loudness of the speech against what was laid out, as a whole and for each cue."""
    spoken = [each.match for each in found if each.match and each.planned.spoken]
    if not spoken:
        return [], None
    measured = integrated(plan.as_blocks([match.measured for match in spoken]))
    laid_out = integrated(plan.as_blocks([match.planned for match in spoken]))
    off = measured - laid_out
    faults = []
    louder = STEREO_LU if measures.channels == 2 else 0.0
    if off > _LOUDER_DB or off < -_QUIETER_DB:
        faults.append(
            Fault(
                0,
                f"speech is {abs(off):.1f} dB too {'loud' if off > 0 else 'quiet'}: "
                f"{measured + louder:.1f} LUFS, {laid_out + louder:.1f} was laid out",
            )
        )
    for each in found:
        if each.match and each.planned.spoken and abs(each.match.level_db - off) > _ONE_LOUDER_DB:
            by = each.match.level_db - off
            faults.append(
                Fault(
                    each.planned.sound.start_ms,
                    f"{each.planned.told} is {abs(by):.1f} dB too {'loud' if by > 0 else 'quiet'} "
                    "beside the rest",
                )
            )
    if measures.channels == 2 and abs(measures.balance_db) > _BALANCE_DB:
        faults.append(
            Fault(0, f"the {'right' if measures.balance_db < 0 else 'left'} side is too quiet")
        )
    return faults, round(measured + louder, 1)


def _peaks(measures: Measures) -> list[Fault]:
    faults = []
    peak = 20 * math.log10(max(measures.true_peak, 1e-6))
    if peak > CEILING_DBTP + _LOUDER_DB:
        at = int(np.argmax(measures.peaks)) * FRAME_MS
        faults.append(
            Fault(at, f"the true peak is {peak:+.1f} dBTP, {CEILING_DBTP:+.1f} is the most")
        )
    if len(measures.clipped):
        many = len(measures.clipped)
        places = "once" if many == 1 else f"in {many} places"
        faults.append(Fault(int(measures.clipped[0]) * FRAME_MS, f"the sound clips, {places}"))
    return faults


def _steps(measures: Measures) -> list[int]:
    """Give the times of clicks: turns far sharper than all else near them."""
    rough, loud = _near(measures.rough), _near(measures.peaks)
    over = np.maximum(_STEP_OVER_ROUGH * rough, _STEP_OVER_PEAK * loud)
    clicks = measures.steps > np.maximum(_STEP, over)
    times: list[int] = []
    for frame in np.nonzero(clicks)[0]:
        at = int(frame) * FRAME_MS
        if not times or at - times[-1] > 2 * FRAME_MS:
            times.append(at)
    return times


def _near(values: Floats) -> Floats:
    """Give for each frame the greatest value in it and those beside it."""
    beside = np.maximum(np.append(0, values[:-1]), np.append(values[1:], 0))
    greatest: Floats = np.maximum(values, beside).astype(np.float32)
    return greatest


def _seconds(ms: int) -> str:
    return f"{abs(ms)} ms" if abs(ms) < 1000 else f"{abs(ms) / 1000:.1f} s"
