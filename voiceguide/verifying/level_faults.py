"""Whether speech and bed are as loud as laid out, and whether anything clips or clicks.

The tolerances leave room for another encoding: half a decibel up, and half a decibel more down,
since encoders take some off (LAME 0.45 dB at 64 kb/s) to leave room for peaks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from voiceguide.audio.clip import ALLOWED_PEAK_DBTP, FRAME_MS, STEREO_LU, integrated
from voiceguide.verifying.expected import Expected
from voiceguide.verifying.faults import Fault, Findings
from voiceguide.verifying.locate import Placed
from voiceguide.verifying.match import Doubles, lufs_of
from voiceguide.verifying.measure import Measures
from voiceguide.verifying.waveform import Floats

_LOUDER_DB, _QUIETER_DB = 0.5, 1.0
_ONE_LOUDER_DB = 1.5
# Waves come and go, and a file of the user's may do so even more.
_BED_LOUDER_DB, _BED_QUIETER_DB, _BED_FROM_MS = 8.0, 14.0, 8000
_SILENCE_FROM_MS = 1000
_AWAY_FROM_SOUND = 3
"""Frames at the ends of a silence that are left out."""
_BALANCE_DB = 3.0
_STEP, _STEP_OVER_ROUGH, _STEP_OVER_PEAK = 0.02, 25.0, 0.25
"""A step is a click where it is so high, so much higher than all turns within 24 ms of it, and
not drowned by what is loud there. In good sessions sharp consonants reach 18 times the turns.
"""


def of_bed(expected: Expected, placed: Sequence[Placed], measures: Measures) -> Findings:
    """Hold the bed in silences against its level there.

    What is measured is its level in all of them, in LU against the speech.
    """
    if not expected.bed:
        return Findings([], None)
    faults = []
    measured_sum = expected_sum = 0.0
    end_ms = 0
    for each in placed:
        first = end_ms // FRAME_MS + _AWAY_FROM_SOUND
        last = each.start_ms // FRAME_MS - _AWAY_FROM_SOUND
        end_ms = each.end_ms
        frames, power = last - first, measures.power_in(first, last)
        if frames < _SILENCE_FROM_MS // FRAME_MS or not len(power):
            continue
        measured, wanted = float(power.mean()), expected.bed_power(first, last)
        measured_sum += measured * frames
        expected_sum += wanted * frames
        if frames < _BED_FROM_MS // FRAME_MS:
            continue
        off_db = _db(measured, wanted)
        swell = expected.swell_lu
        if not -_BED_QUIETER_DB - swell <= off_db <= _BED_LOUDER_DB + swell:
            louder = "louder" if off_db > 0 else "quieter"
            message = f"the bed is {abs(off_db):.1f} dB {louder} than laid out"
            faults.append(Fault(first * FRAME_MS, f"in {each.sound.gap.label} {message}"))
    if not expected_sum:
        return Findings(faults, None)
    return Findings(faults, round(expected.silence_lu + _db(measured_sum, expected_sum), 1))


def of_speech(found: Sequence[Placed], measures: Measures) -> Findings:
    """Hold the loudness of the speech against what was laid out, as a whole and for each cue.

    What is measured is the loudness of all of it, in LUFS on all channels together.
    """
    spoken = [(each.sound, each.match) for each in found if each.match and each.sound.spoken]
    if not spoken:
        return Findings([], None)
    # Measured is one channel; two of them are louder together.
    louder = STEREO_LU if measures.channels == 2 else 0.0
    measured = _loudness([match.measured for _, match in spoken])
    laid_out = _loudness([match.expected for _, match in spoken])
    off = measured - laid_out
    faults = []
    if off > _LOUDER_DB or off < -_QUIETER_DB:
        figures = f"{measured + louder:.1f} LUFS, {laid_out + louder:.1f} was laid out"
        faults.append(Fault(0, f"speech is {_too(off)}: {figures}"))
    for sound, match in spoken:
        by = match.level_db - off
        if abs(by) > _ONE_LOUDER_DB:
            faults.append(
                Fault(sound.pattern.start_ms, f"{sound.label} is {_too(by)} beside the rest")
            )
    if measures.channels == 2 and abs(measures.balance_db) > _BALANCE_DB:
        faults.append(
            Fault(0, f"the {'right' if measures.balance_db < 0 else 'left'} side is too quiet")
        )
    return Findings(faults, round(measured + louder, 1))


def _loudness(powers: Sequence[Doubles]) -> float:
    """Give the integrated loudness of the blocks that have these powers."""
    return integrated(lufs_of(np.concatenate(powers)).tolist())


def _too(off_db: float) -> str:
    return f"{abs(off_db):.1f} dB too {'loud' if off_db > 0 else 'quiet'}"


def _db(power: float, beside: float) -> float:
    return 10 * math.log10((power + 1e-12) / beside)


def of_peaks(measures: Measures) -> list[Fault]:
    """Find a true peak above the ceiling, and samples at full scale."""
    faults = []
    peak = 20 * math.log10(max(measures.true_peak, 1e-6))
    if peak > ALLOWED_PEAK_DBTP + _LOUDER_DB:
        at = int(np.argmax(measures.peaks)) * FRAME_MS
        faults.append(
            Fault(at, f"the true peak is {peak:+.1f} dBTP, {ALLOWED_PEAK_DBTP:+.1f} is the most")
        )
    if len(measures.clipped):
        many = len(measures.clipped)
        places = "once" if many == 1 else f"in {many} places"
        faults.append(Fault(int(measures.clipped[0]) * FRAME_MS, f"the sound clips, {places}"))
    return faults


def clicks_in(measures: Measures) -> list[int]:
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
