"""How long a session lasts at the least: arithmetic, before anything is repeated."""

from __future__ import annotations

from collections.abc import Sequence

from voiceguide.building.cues import TIMED, is_led, led_poses
from voiceguide.building.nesting import Repetition, repetitions
from voiceguide.building.pacing import Pacing
from voiceguide.routine import Part, Pose, Routine

# No round is over sooner, whatever is done in it.
_SHORTEST_ROUND_MS = 500


def least_ms(routine: Routine, pacing: Pacing) -> int:
    """Give a length that a session certainly has, by arithmetic: nothing is repeated for it.

    It counts holds, rests and rounds, but not words and movement.
    """
    times = pacing.times(routine.rounds) if routine.rounds else 1
    rest = routine.rounds.rest if routine.rounds else None
    rests_ms = (times - 1) * pacing.rest_ms(rest) if rest else 0
    poses = led_poses(routine, pacing)
    return rests_ms + times * sum(_least_of_pose(pose, pacing) for pose in poses)


def _least_of_pose(pose: Pose, pacing: Pacing) -> int:
    again = repetitions(pose, pacing)
    # Its name alone takes as long as the shortest round.
    least = _least_of(pose.parts, 0, len(pose.parts), again, pacing)
    return max(_SHORTEST_ROUND_MS, least)


def _least_of(
    parts: Sequence[Part], first: int, last: int, inner: Sequence[Repetition], pacing: Pacing
) -> int:
    total = 0
    for again in inner:
        total += _timed_ms(parts[first : again.first], pacing)
        once = _least_of(parts, again.first, again.last, again.inner, pacing)
        sides = 2 if again.sides else 1
        total += again.times * sides * max(once, _SHORTEST_ROUND_MS)
        first = again.last
    return total + _timed_ms(parts[first:last], pacing)


def _timed_ms(parts: Sequence[Part], pacing: Pacing) -> int:
    return sum(
        pacing.hold_ms(part.duration) if part.kind == "hold" else pacing.rest_ms(part.duration)
        for part in parts
        # What only the last round holds is held at least once, and no more is certain.
        if part.kind in TIMED and part.duration and not part.among and is_led(part, pacing)
    )
