"""Whether speech and bed are as loud as laid out, and whether anything clips or clicks.

The tolerances leave room for another encoding: half a decibel up, and half a decibel more down,
since encoders take some off (LAME 0.45 dB at 64 kb/s) to leave room for peaks.
"""

from __future__ import annotations

import math

import numpy as np

from voiceguide.audio.clip import FRAME_MS, STEREO_LU, integrated
from voiceguide.verifying.expected import Plan
from voiceguide.verifying.faults import Fault
from voiceguide.verifying.locate import Placed
from voiceguide.verifying.measure import Measures
from voiceguide.verifying.waveform import Floats

CEILING_DBTP = -1.0
"""Apple Podcasts, AES TD1008."""

_LOUDER_DB, _QUIETER_DB = 0.5, 1.0
_ONE_LOUDER_DB = 1.5
# Waves come and go, and a file of the user's may do so even more.
_BED_LOUDER_DB, _BED_QUIETER_DB, _BED_FROM_MS = 8.0, 14.0, 8000
_BALANCE_DB = 3.0
_STEP, _STEP_OVER_ROUGH, _STEP_OVER_PEAK = 0.02, 25.0, 0.25
"""A step is a click where it is so high, so much higher than all turns within 24 ms of it, and
not drowned by what is loud there. In good sessions sharp consonants reach 18 times the turns.
"""


def of_bed(
    plan: Plan, placed: list[Placed], measures: Measures
) -> tuple[list[Fault], float | None]:
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


def of_speech(
    plan: Plan, found: list[Placed], measures: Measures
) -> tuple[list[Fault], float | None]:
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


def of_peaks(measures: Measures) -> list[Fault]:
    """Find a true peak above the ceiling, and samples at full scale."""
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
