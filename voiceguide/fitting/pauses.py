"""The silences between poses, which take up the last seconds of a length that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from voiceguide.script import Script

LONGEST_MS = 20_000
"""Nobody waits longer for the next pose without a word."""


def room_ms(script: Script) -> int:
    """Give how much longer all silences between poses may be."""
    return sum(LONGEST_MS - script.cues[at].length_ms for at in (*_between(script), *_ends(script)))


def with_longer_pauses(script: Script, by_ms: int) -> Script:
    """Give the script with its pauses longer by so much in all, at most `room_ms`.

    Those between poses go first, the shortest of them before others; then those before the first
    pose and after the last.
    """
    cues = list(script.cues)
    for places in (_between(script), _ends(script)):
        for at, more_ms in _levelled([cues[at].length_ms for at in places], by_ms):
            by_ms -= more_ms
            cue = cues[places[at]]
            cues[places[at]] = cue._replace(length_ms=cue.length_ms + more_ms)
    return script._replace(cues=tuple(cues))


def _levelled(lengths: Sequence[int], by_ms: int) -> list[tuple[int, int]]:
    """Divide time among lengths so that the shortest come up to each other, like water."""
    left = min(by_ms, sum(LONGEST_MS - each for each in lengths))
    more: list[tuple[int, int]] = []
    level = 0
    # From the longest down: each is either above the level of the others, or shares with them.
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    for done, at in enumerate(order):
        under = order[done:]
        level = min(LONGEST_MS, (left + sum(lengths[each] for each in under)) // len(under))
        given = max(0, level - lengths[at]) if len(under) > 1 else left
        more.append((at, given))
        left -= given
    return more


def _between(script: Script) -> list[int]:
    """Find the pause at the end of each pose but the last, where it is not the longest already."""
    return [at for at in _changes(script) if script.cues[at].pose is not None]


def _ends(script: Script) -> list[int]:
    """Find the pause before the first pose, and the one after the last."""
    cues = script.cues
    last = next((at for at in reversed(range(len(cues))) if cues[at].pose is not None), None)
    after = [] if last is None else [last + 1]
    before = [at for at in _changes(script) if cues[at].pose is None]
    return before[:1] + [at for at in after if at < len(cues) and _may_grow(script, at)]


def _changes(script: Script) -> list[int]:
    return [
        at
        for at, (cue, after) in enumerate(pairwise(script.cues))
        if after.pose is not None and after.pose != cue.pose and _may_grow(script, at)
    ]


def _may_grow(script: Script, at: int) -> bool:
    cue = script.cues[at]
    return cue.kind == "pause" and cue.length_ms < LONGEST_MS
