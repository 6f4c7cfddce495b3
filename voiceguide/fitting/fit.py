"""The search for a session of the length that is asked for, step by step in a set order.

Ranges go together towards an end; then what was assumed; then optional parts come in or go out;
then, where that is asked for, optional poses are left out or poses led once more. The first of
these that can do it does it, and pauses between poses take up the last seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from voiceguide.building.cues import led_poses
from voiceguide.building.pacing import Pacing
from voiceguide.fitting.choices import choices_of, numbers_at, with_numbers
from voiceguide.fitting.pauses import room_ms, with_longer_pauses
from voiceguide.problems import VoiceguideError, fail
from voiceguide.routine import Pose, Routine
from voiceguide.script import Script
from voiceguide.timeline import Timeline, clock

WITHIN_MS = 2_000
"""How far off a session may be of what was asked for."""

_PAUSES_SHARE = 20
"""Pauses take up one part in so many of the length, at most."""
_ROUND_S = 5
_MOST_TRIES = 12
# Beyond this there is no use in leading it again: the plan itself is not laid out.
_MOST_AGAIN = 400

LayOut = Callable[[Routine, Pacing], Timeline]
"""Builds and lays out a routine whose numbers are taken."""
OnClock = Callable[[Script], Timeline]
"""Lays out a script that was built."""


class Fitted(NamedTuple):
    """A routine with its numbers taken, at what pacing, laid out; and the steps that led there."""

    routine: Routine
    pacing: Pacing
    timeline: Timeline
    steps: tuple[str, ...] = ()


class _Found(NamedTuple):
    """One way to lead a routine: how far ranges and assumed times go, and its length."""

    fitted: Fitted
    ranges: float
    assumed: float
    left_ms: int
    room_ms: int

    @property
    def fits(self) -> bool:
        """True where pauses can take up what is left."""
        return -WITHIN_MS <= self.left_ms <= self.room_ms + WITHIN_MS


def fit(
    routine: Routine, pacing: Pacing, lay_out: LayOut, on_clock: OnClock, slack: float = 0.0
) -> Fitted:
    """Give a routine at the length that the pacing asks for, within two seconds.

    Where it can't be so long, but nearly, by no more than the share ``slack`` of the length, it is
    given as near as it comes: for whoever lays out estimates, and will ask again.

    Raises VoiceguideError: it can't be so long; or what ``lay_out`` raises.
    """
    reached: list[_Found] = []
    for shape in _shapes(routine, pacing, lay_out, reached):
        found = shape.nearest()
        if found.fits:
            return _with_pauses(shape, found, on_clock)
    nearest = min(reached, key=_missing_ms)
    if _missing_ms(nearest) <= slack * pacing.length_ms:
        return nearest.fitted
    raise _out_of_reach(routine, pacing, reached)


class _Shape:
    """A routine with its optional parts in or out, some poses dropped or led again."""

    def __init__(
        self,
        routine: Routine,
        pacing: Pacing,
        lay_out: LayOut,
        reached: list[_Found],
        steps: tuple[str, ...] = (),
    ) -> None:
        self.routine, self.pacing, self.steps = routine, pacing, steps
        self.choices = choices_of(routine, pacing)
        self._lay_out, self._reached = lay_out, reached
        self._own: list[_Found] = []
        self._known: dict[tuple[int, ...], Fitted] = {}

    @property
    def is_too_long(self) -> bool:
        """True where it takes longer as usual than is asked for."""
        return self.at(0).left_ms < 0

    def at(self, ranges: float, assumed: float = 0.0, by: int = _ROUND_S) -> _Found:
        """Lay it out with its numbers so far on the way to their ends."""
        numbers = tuple(numbers_at(self.choices, ranges, assumed, by))
        if numbers not in self._known:
            routine = with_numbers(self.routine, numbers)
            timeline = self._lay_out(routine, self.pacing)
            self._known[numbers] = Fitted(routine, self.pacing, timeline)
        fitted = self._known[numbers]
        wanted = self.pacing.length_ms
        room = min(room_ms(fitted.timeline.script), wanted // _PAUSES_SHARE)
        left = wanted - fitted.timeline.length_ms
        found = _Found(fitted, ranges, assumed, left, room)
        self._own.append(found)
        self._reached.append(found)
        return found

    def nearest(self) -> _Found:
        """Find the numbers that come nearest from below, ranges before what is assumed."""
        usual = self.at(0)
        if abs(usual.left_ms) <= WITHIN_MS:
            return usual
        way = -1 if self.is_too_long else 1
        there = self.at(way)
        if there.fits or _apart(usual, there):
            found = self._between(usual, there)
            return found if found.fits else self._by_assumed(found)
        end = self.at(way, way)
        if not _apart(there, end):
            return end
        found = self._between(there, end)
        return found if found.fits else self._by_ranges(found, there)

    def _by_assumed(self, found: _Found) -> _Found:
        """Close with what is assumed a gap that ranges leave."""
        end = self.at(found.ranges, 1 if found.left_ms > 0 else -1)
        return self._between(found, end) if end.fits or _apart(found, end) else found

    def _by_ranges(self, found: _Found, there: _Found) -> _Found:
        """Close with ranges a gap that what is assumed leaves, such as one more round of a pose."""
        beyond = [each for each in self._own if each.ranges == there.ranges and _apart(each, there)]
        over = min(beyond, key=lambda each: abs(each.left_ms))
        back = self.at(-there.ranges, over.assumed)
        return self._between(over, back) if _apart(over, back) else found

    def _between(self, one: _Found, two: _Found) -> _Found:
        """Search between two ways to lead it, one of them too long; seconds are round if they can.

        The nearer to the length a guess comes, the fewer are needed: it is nearly a line.
        """
        if not _apart(one, two):
            return min(one, two, key=_badness)
        first, last = sorted((one, two), key=lambda each: -each.left_ms)
        best = first
        for by in (_ROUND_S, 1):
            low, high = first, last
            for attempt in range(_MOST_TRIES):
                if low.left_ms <= WITHIN_MS // 2 or low.left_ms == high.left_ms:
                    break
                share = low.left_ms / (low.left_ms - high.left_ms)
                if attempt % 3 == 2:
                    share = 0.5  # a step may hide on one side of a line
                tried = self.at(
                    low.ranges + share * (high.ranges - low.ranges),
                    low.assumed + share * (high.assumed - low.assumed),
                    by,
                )
                if tried.left_ms < 0:
                    high = tried
                else:
                    low = tried
                best = min(best, tried, key=_badness)
            best = min(best, high, key=_badness)
            if best.fits:
                return best
        return best


def _missing_ms(found: _Found) -> int:
    """Give how far its length is from what was asked for when pauses have done what they can."""
    return max(found.left_ms - found.room_ms, -found.left_ms)


def _apart(one: _Found, two: _Found) -> bool:
    """Tell whether the length asked for lies between two."""
    return (one.left_ms < 0) != (two.left_ms < 0)


def _badness(found: _Found) -> tuple[bool, bool, int]:
    return not found.fits, found.left_ms < 0, abs(found.left_ms)


def _shapes(
    routine: Routine, pacing: Pacing, lay_out: LayOut, reached: list[_Found]
) -> Iterator[_Shape]:
    """Give the shapes in which a routine may be led, in the order in which they are tried."""
    shape = _Shape(routine, pacing, lay_out, reached)
    yield shape
    too_long = shape.is_too_long
    may = not pacing.optional_stays_out and pacing.optional == too_long
    if may and _has_optional(routine):
        steps = ("optional parts left out" if too_long else "optional parts led, too",)
        other = pacing._replace(optional=not pacing.optional)
        shape = _Shape(routine, other, lay_out, reached, steps)
        yield shape
    if pacing.fit == "drop" and not pacing.optional_stays_out:
        before = () if pacing.optional else ("optional parts led, too",)
        other = pacing._replace(optional=True)
        for fewer, told in _dropped(routine):
            yield _Shape(fewer, other, lay_out, reached, (*before, told))
    if pacing.fit == "repeat" and not shape.is_too_long:
        once = shape.at(1, 1).fitted.timeline
        for more, told in _again(routine, shape.pacing, once, pacing.length_ms):
            again = _Shape(more, shape.pacing, lay_out, reached, (*shape.steps, told))
            yield again
            if again.at(-1, -1).left_ms < 0:
                return


def _has_optional(routine: Routine) -> bool:
    if all(pose.optional for pose in routine.poses):
        return False
    return any(
        pose.optional
        or (pose.sides and pose.sides.optional)
        or any(rounds.optional for rounds in pose.rounds)
        or any(part.optional for part in (*pose.intro, *pose.parts))
        for pose in routine.poses
    )


def _dropped(routine: Routine) -> Iterator[tuple[Routine, str]]:
    """Give the routine without one of its optional poses, then without two, from the last on."""
    optional = [at for at, pose in enumerate(routine.poses) if pose.optional]
    if len(optional) == len(routine.poses):
        optional = optional[1:]
    for count in range(1, len(optional) + 1):
        gone = set(optional[-count:])
        poses = tuple(pose for at, pose in enumerate(routine.poses) if at not in gone)
        names = ", ".join(routine.poses[at].name for at in sorted(gone))
        yield replace(routine, poses=poses), f"left out: {names}"


def _again(
    routine: Routine, pacing: Pacing, once: Timeline, wanted_ms: int
) -> Iterator[tuple[Routine, str]]:
    """Give the routine with its poses led once more: at first as few as may come to the length.

    They are led before the final rest. ``once`` is the routine at its longest.
    """
    if routine.rounds:
        # All poses are gone round already: one more time.
        rounds = pacing.times(routine.rounds)
        for more in range(1, _MOST_AGAIN):
            again = routine.rounds._replace(low=rounds + more, high=rounds + more)
            yield replace(routine, rounds=again), f"all poses led {rounds + more} times"
        return
    poses = led_poses(routine, pacing)
    rest = poses[-1:] if len(poses) > 1 and poses[-1].resting else ()
    body = poses[: len(poses) - len(rest)]
    lengths = [end - start for start, end in once.pose_times()]
    total = once.length_ms
    added: list[Pose] = []
    for count in range(_MOST_AGAIN):
        at = count % len(body)
        total += lengths[at]
        added.append(body[at]._replace(again=count // len(body) + 2))
        # A pose led again has no introduction: it is shorter than it was, by up to a third.
        if total + wanted_ms // _PAUSES_SHARE < wanted_ms:
            continue
        names = ", ".join(pose.name for pose in added)
        yield replace(routine, poses=(*body, *added, *rest)), f"led once more: {names}"


def _with_pauses(shape: _Shape, found: _Found, on_clock: OnClock) -> Fitted:
    """Let pauses take up what is left, and tell the steps that were taken."""
    steps = list(shape.steps)
    usual = shape.at(0).fitted.routine
    kinds = (("ranges", found.ranges, False), ("assumed times", found.assumed, True))
    for name, way, assumed in kinds:
        varied = any(
            choice.assumed == assumed and choice.least < choice.most for choice in shape.choices
        )
        if way and varied and found.fitted.routine != usual:
            end = "high" if way > 0 else "low"
            where = f"{name} at their {end} end"
            if abs(way) < 1:
                where = f"{name} {max(1, round(100 * abs(way)))} % of the way to their {end} end"
            steps.append(where)
    script = found.fitted.timeline.script
    more_ms = min(found.left_ms, found.room_ms)
    timeline = found.fitted.timeline
    if more_ms > 0:
        timeline = on_clock(with_longer_pauses(script, more_ms))
        if more_ms >= 1000:
            steps.append(f"pauses between poses longer, by {round(more_ms / 1000)} s in all")
    return found.fitted._replace(timeline=timeline, steps=tuple(steps))


def _longest_ms(timeline: Timeline) -> int:
    """Give the length to which pauses can bring a plan."""
    length_ms = timeline.length_ms
    share_ms = length_ms * _PAUSES_SHARE // (_PAUSES_SHARE - 1)
    # Told in whole seconds, and never more than can be.
    return min(length_ms + room_ms(timeline.script), share_ms) // 1000 * 1000


def _out_of_reach(routine: Routine, pacing: Pacing, reached: list[_Found]) -> VoiceguideError:
    wanted = pacing.length_ms
    below = [_longest_ms(each.fitted.timeline) for each in reached if each.left_ms > 0]
    above = [each.fitted.timeline.length_ms for each in reached if each.left_ms < 0]
    message = f"{routine.title!r} can't last {clock(wanted)}"
    if below and above:
        near = f"the nearest that it can are {clock(max(below))} and {clock(min(above))}"
        return fail(f"{message}: {near}", "ask for one of these, or leave poses out with --skip")
    if below:
        hint = "lead poses once more with --fit repeat"
        if pacing.fit == "repeat":
            hint = "ask for that, or write longer holds"
        return fail(f"{message}: the longest it can is {clock(max(below))}", hint)
    hint = "leave poses out with --skip, or mark them (optional) in the routine, for --fit drop"
    return fail(f"{message}: the shortest it can is {clock(min(above))}", hint)
