"""A finished session held against the timeline inside it, by what its sound measures."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from pathlib import Path

from voiceguide.problems import fail
from voiceguide.session.contents import Session
from voiceguide.session.file import read_session
from voiceguide.verifying import level_faults, timing_faults
from voiceguide.verifying.expected import Expected, expected_of
from voiceguide.verifying.faults import Fault
from voiceguide.verifying.locate import locate
from voiceguide.verifying.measure import Measures, measure
from voiceguide.verifying.word_faults import check_measures, of_steady, of_words, own_voice


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


def verify(path: str | Path) -> Verdict:
    """Decode a session's file, of any format, and hold it against the timeline inside it.

    Raises VoiceguideError: it can't be read, or voiceguide did not make it.
    """
    path = Path(path)
    session = read_session(path)
    if not session.origin.measures:
        raise fail(
            f"{path} does not keep what its sounds are to measure",
            f"make it again: voiceguide make {path}",
        )
    try:
        measures = measure(path)
    except OSError as problem:
        raise fail(f"{path} can't be read: {problem}") from problem
    try:
        check_measures(session)
        expected = expected_of(session)
    except (ValueError, KeyError, IndexError) as problem:
        raise fail(f"what voiceguide kept in {path} is damaged: {problem}") from problem
    return hold_against(session, expected, measures)


def hold_against(session: Session, expected: Expected, measures: Measures) -> Verdict:
    """Hold what a session's sound measures against what it should."""
    placed = locate(expected, measures)
    found = [each for each in placed if each.match]
    offs = [
        abs(each.match.off_ms)
        for each in found
        if each.match and (each.sound.spoken or not expected.bed)
    ]
    clicks = level_faults.clicks_in(measures)
    gaps = timing_faults.of_gaps(expected, placed)
    bed = level_faults.of_bed(expected, placed, measures)
    speech = level_faults.of_speech(found, measures)
    faults = [
        *timing_faults.of_length(expected, measures),
        *timing_faults.of_chapters(session),
        *timing_faults.of_missing(placed, measures),
        *[gap.fault for gap in gaps if gap.fault],
        *timing_faults.of_noise(expected, placed, measures, clicks),
        *of_words(session),
        *([] if expected.bed or own_voice(session) else of_steady(found, measures)),
        *bed.faults,
        *speech.faults,
        *level_faults.of_peaks(measures),
        *(Fault(at, "a click: the sound jumps from one sample to the next") for at in clicks),
    ]
    holds = [gap.hold_error_ms for gap in gaps if gap.hold_error_ms is not None]
    return Verdict(
        faults=tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.at_ms)),
        length_ms=measures.length_ms,
        cues=len(placed),
        onset_median_ms=statistics.median(offs) if offs else 0,
        onset_worst_ms=max(offs, default=0),
        holds=len(holds),
        hold_median_ms=statistics.median(holds) if holds else 0,
        hold_worst_ms=max(holds, default=0),
        speech_lufs=speech.measured,
        asked_lufs=expected.asked_lufs if speech.measured is not None else None,
        true_peak_dbtp=round(20 * math.log10(max(measures.true_peak, 1e-6)), 2),
        bed_lu=bed.measured,
    )
