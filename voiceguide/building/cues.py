"""Cues in the making: what is said and done, before movement and pauses have their lengths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from voiceguide.building.chime_cues import breathe, ring
from voiceguide.building.moves import Body, Move, movement
from voiceguide.building.pacing import Pacing
from voiceguide.routine import Action, SideName
from voiceguide.script import Cue

_BREATHS = ("inhale", "exhale")


class Beat(NamedTuple):
    """A cue with what the body does meanwhile.

    ``does`` is what the author asks for: it gives a move cue its length (at least
    ``cue.length_ms``), and tells where the body is afterwards. A ``flowing`` beat stands in a
    breath's rhythm: no pause parts it from a breath cue.
    """

    cue: Cue
    does: tuple[Action, ...] = ()
    flowing: bool = False


def finish(beats: Iterable[Beat], pacing: Pacing) -> tuple[Cue, ...]:
    """Give movement its time, put the pause between sentences and chimes at changes."""
    return breathe(ring(_with_pauses(_with_movement(beats, pacing), pacing), pacing))


def _with_movement(beats: Iterable[Beat], pacing: Pacing) -> list[Beat]:
    length_ms = {
        Move.NONE: 0,
        Move.SMALL: pacing.small_ms,
        Move.LIMB: pacing.limb_ms,
        Move.FLOOR: pacing.floor_ms,
        Move.STAND: pacing.stand_ms,
        Move.PROP: pacing.prop_ms,
    }
    # Whoever listens has just pressed play.
    body = Body("standing")
    pose: int | None = None
    side: SideName | None = None
    timed = []
    for beat in beats:
        if beat.cue.pose != pose:
            pose, side, body = beat.cue.pose, None, Body(body.posture)
        if beat.cue.side != side:
            body = body._replace(changed=body.changed or side is not None)
            side = beat.cue.side
        if not beat.does:
            timed.append(beat)
            continue
        kind, body = movement(beat.does, body)
        cue = beat.cue
        if cue.kind == "move":
            cue = replace(cue, length_ms=max(cue.length_ms, pacing.scaled(length_ms[kind])))
        timed.append(beat._replace(cue=cue))
    return timed


def _with_pauses(beats: Sequence[Beat], pacing: Pacing) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    for index, beat in enumerate(beats):
        if index and _parted(beats[index - 1], beat):
            before = beats[index - 1].cue
            cues.append(
                replace(before, kind="pause", say="", length_ms=pacing.scaled(pacing.sentence_ms))
            )
        cues.append(beat.cue)
    return tuple(cues)


def _parted(one: Beat, two: Beat) -> bool:
    if not (one.cue.say and two.cue.say) or one.cue.kind == "hold":
        return False
    breaths = (one.cue.kind in _BREATHS) + (two.cue.kind in _BREATHS)
    return breaths == 0 or (breaths == 1 and not (one.flowing or two.flowing))
