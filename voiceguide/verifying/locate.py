"""Where each sound of a plan stands in what a file measures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voiceguide.audio.clip import FRAME_MS
from voiceguide.verifying.expected import Plan, Planned
from voiceguide.verifying.match import FITS_DB, FITS_OVER_BED_DB, Match, Track, power_of
from voiceguide.verifying.measure import Measures

_NEAR_MS = 152
"""A sound is looked for so near to where it should be, and only then further away."""

_FAR_MS = 20_000
_SILENT_DB = -15.0
# A chime dies away into its bed.
_CHIME_FITS_DB = 6.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A sound as planned and where it was found: ``match`` is None where it was not.

    ``drift_ms`` is how far the sound found before it was off; ``silent`` tells that there is next
    to nothing in its place.
    """

    planned: Planned
    match: Match | None
    drift_ms: int
    silent: bool


def place(plan: Plan, measures: Measures) -> list[Placed]:
    """Find each sound of a plan in what a file measures."""
    track = Track(measures.power)
    drift = 0
    placed = []
    for number, each in enumerate(plan.sounds):
        within = _NEAR_MS if each.spoken or not plan.bed else 0
        found = track.find(each.sound, drift, within)
        if abs(found.off_ms - drift) > _NEAR_MS // 2:
            found = track.find(each.sound, found.off_ms, within)
        match = found if _fits(each, found, plan) else _farther(track, plan, number, drift)
        placed.append(Placed(each, match, drift, _is_silent(track, each, plan, drift)))
        if match and within:
            drift = match.off_ms
    return placed


def _is_silent(track: Track, each: Planned, plan: Plan, drift: int) -> bool:
    start = each.sound.start_ms + drift
    level = track.mean(start, start + each.sound.length_ms)
    if plan.bed:
        return level < 4 * each.sound.under
    return level < float(power_of(np.array(each.sound.blocks)).mean()) * 10 ** (_SILENT_DB / 10)


def _fits(each: Planned, match: Match, plan: Plan) -> bool:
    most = FITS_OVER_BED_DB if plan.bed else FITS_DB
    if plan.bed and not each.spoken:
        most = _CHIME_FITS_DB
    return match.misfit_db <= most and match.level_db > _SILENT_DB


def _farther(track: Track, plan: Plan, number: int, drift: int) -> Match | None:
    """Look for a sound that is far off: it is only taken where those after it are as far off.

    Rounds repeat the same words in the same time, so that a sound that is missing is easily found
    in the next round.
    """
    each = plan.sounds[number]
    following = plan.sounds[number + 1 : number + 3]
    if plan.bed and not each.spoken:
        return None
    if any(_fits(other, track.find(other.sound, drift, _NEAR_MS), plan) for other in following):
        return None
    rough = track.find(each.sound, drift, _FAR_MS, FRAME_MS // 2)
    match = track.find(each.sound, rough.off_ms, _NEAR_MS)
    if not _fits(each, match, plan):
        return None
    for other in following:
        if not _fits(other, track.find(other.sound, match.off_ms, _NEAR_MS), plan):
            return None
    return match
