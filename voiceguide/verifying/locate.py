"""Where each sound of a session stands in what its file measures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voiceguide.audio.clip import FRAME_MS
from voiceguide.verifying.expected import Expected, ExpectedSound
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
    """A sound as expected and where it was found: ``match`` is None where it was not.

    ``drift_ms`` is how far the sound found before it was off; ``silent`` tells that there is next
    to nothing in its place.
    """

    sound: ExpectedSound
    match: Match | None
    drift_ms: int
    silent: bool

    @property
    def start_ms(self) -> int:
        """Where it begins in the file; where it would, if it was not found."""
        off_ms = self.match.off_ms if self.match else self.drift_ms
        return self.sound.pattern.start_ms + off_ms

    @property
    def end_ms(self) -> int:
        """Where it ends in the file."""
        return self.start_ms + self.sound.pattern.length_ms


def locate(expected: Expected, measures: Measures) -> list[Placed]:
    """Find each sound that is expected in what a file measures."""
    track = Track(measures.power)
    drift = 0
    placed = []
    for number, each in enumerate(expected.sounds):
        within = _NEAR_MS if each.spoken or not expected.bed else 0
        found = track.find(each.pattern, drift, within)
        if abs(found.off_ms - drift) > _NEAR_MS // 2:
            found = track.find(each.pattern, found.off_ms, within)
        match = found if _fits(each, found, expected) else _farther(track, expected, number, drift)
        placed.append(Placed(each, match, drift, _is_silent(track, each, expected, drift)))
        if match and within:
            drift = match.off_ms
    return placed


def _is_silent(track: Track, each: ExpectedSound, expected: Expected, drift: int) -> bool:
    start = each.pattern.start_ms + drift
    level = track.mean(start, start + each.pattern.length_ms)
    if expected.bed:
        return level < 4 * each.pattern.under
    return level < float(power_of(np.array(each.pattern.blocks)).mean()) * 10 ** (_SILENT_DB / 10)


def _fits(each: ExpectedSound, match: Match, expected: Expected) -> bool:
    most = FITS_OVER_BED_DB if expected.bed else FITS_DB
    if expected.bed and not each.spoken:
        most = _CHIME_FITS_DB
    return match.misfit_db <= most and match.level_db > _SILENT_DB


def _farther(track: Track, expected: Expected, number: int, drift: int) -> Match | None:
    """Look for a sound that is far off: it is only taken where those after it are as far off.

    Rounds repeat the same words in the same time, so that a sound that is missing is easily found
    in the next round.
    """
    each = expected.sounds[number]
    following = expected.sounds[number + 1 : number + 3]
    if expected.bed and not each.spoken:
        return None
    if any(
        _fits(other, track.find(other.pattern, drift, _NEAR_MS), expected) for other in following
    ):
        return None
    rough = track.find(each.pattern, drift, _FAR_MS, FRAME_MS // 2)
    match = track.find(each.pattern, rough.off_ms, _NEAR_MS)
    if not _fits(each, match, expected):
        return None
    for other in following:
        if not _fits(other, track.find(other.pattern, match.off_ms, _NEAR_MS), expected):
            return None
    return match
