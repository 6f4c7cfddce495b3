"""What a session needs: the props that its poses ask for."""

from __future__ import annotations

from collections.abc import Sequence

from voiceguide.routine import CHAIR, MAT, ROLL, Pose, Routine


def things_needed(routine: Routine, poses: Sequence[Pose]) -> list[list[str]]:
    """Give the props that poses ask for, each with what may take its place.

    Left out is what the welcome has named, and a chair that one pose alone names: it is offered.
    """
    asked: list[frozenset[str]] = []
    chairs = 0
    for pose in poses:
        actions = [a for part in (*pose.intro, *pose.parts) for a in part.meaning.actions]
        asked += [prop.kinds for each in actions for prop in each.props if not prop.in_use]
        asked += [frozenset({kind}) for each in actions for kind in sorted(each.shows)]
        chairs += any(CHAIR in each.shows for each in actions)
    named = {kind for part in routine.welcome for a in part.meaning.actions for kind in a.shows}
    needed: list[list[str]] = []
    for kinds in sorted(asked, key=lambda kinds: kinds != {MAT}):
        others = kinds - {ROLL}
        if others and not others & named and (CHAIR not in others or chairs > 1):
            needed.append(sorted(others))
            named |= others
    return needed
