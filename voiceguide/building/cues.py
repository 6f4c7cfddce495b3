"""Cues in the making: what is said and done, before movement and pauses have their lengths."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from voiceguide.building.chime_cues import breathe, ring
from voiceguide.building.moves import Body, Move, movement
from voiceguide.building.pacing import Pacing
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.english.wording import TEN_MORE_SECONDS
from voiceguide.problems import Place, fail
from voiceguide.routine import Action, Part, Pose, Role, Routine, SideName
from voiceguide.script import Cue, CueKind

if TYPE_CHECKING:
    from voiceguide.building.counting import Tempo

_BREATHS = ("inhale", "exhale")
# A shorter one has no room for its word.
_LEAST_REST_MS = 1500
_LAST_OF_REST_MS = 10_000
TIMED = ("hold", "work", "rest")
"""Parts that last as long as is written, whatever their words."""


class Beat(NamedTuple):
    """A cue with what the body does meanwhile.

    ``does`` is what the author asks for: it gives a move cue its length (at least
    ``cue.length_ms``), and tells where the body is afterwards. A ``flowing`` beat stands in a
    breath's rhythm: no pause parts it from a breath cue. A rest with ``until_ms`` lasts until its
    set has lasted so long.
    """

    cue: Cue
    does: tuple[Action, ...] = ()
    flowing: bool = False
    until_ms: int = 0


class TooManyCuesError(Exception):
    """There are more cues than there may be; how many there would be is not known."""


class Turn(NamedTuple):
    """Where in its repetitions a pose stands.

    ``round`` and ``set`` are the numbers that a cue carries; ``repeat`` the greatest of all rounds
    and sets around it, 1 where everything is new. ``other`` is true on the second side. ``lines``
    are what a long hold of the pose may say. ``tempo`` is that of the counted rounds it stands in.
    ``ending`` is true in the last of the rounds around. A pose that ``stays`` keeps one posture,
    so that a way into it is said only once. ``room`` is how many cues there may be in all.
    """

    pose: int | None
    pacing: Pacing
    lines: tuple[str, ...] = ()
    round: int | None = None
    repeat: int = 1
    side: SideName | None = None
    other: bool = False
    set: int | None = None
    tempo: Tempo | None = None
    stays: bool = False
    ending: bool = False
    room: int = sys.maxsize

    def check(self, beats: Sequence[Beat]) -> None:
        """See that there is room for so many, before more are made.

        Raises TooManyCuesError: there is none.
        """
        if len(beats) > self.room:
            raise TooManyCuesError

    @property
    def settled(self) -> bool:
        """True where the posture is taken that the pose begins with."""
        return self.stays and not self.new

    @property
    def new(self) -> bool:
        """True in the first round of the first side."""
        return self.repeat == 1 and not self.other

    @property
    def brevity(self) -> int:
        """How briefly it is led: 1 in full, 2 by first clauses, 3 by breath words."""
        if self.repeat == 1:
            return 1
        return min(self.repeat, 3) if self.pacing.guidance == "full" else 3

    def at_round(self, number: int, of: int = 0) -> Turn:
        """Give the turn in round ``number`` of so many that begin within it."""
        return self._replace(round=number, repeat=max(self.repeat, number), ending=number == of)

    def at_set(self, number: int) -> Turn:
        """Give the turn in set ``number`` of sets that begin within it."""
        return self._replace(set=number, repeat=max(self.repeat, number))

    def cue(self, kind: CueKind, say: str = "", ms: int = 0, place: Place | None = None) -> Cue:
        """Make a cue that carries this pose, side and round."""
        line = place.line if place else None
        return Cue(kind, say, ms, self.pose, self.side, self.round, line, set=self.set)

    def say(self, words: str, place: Place | None = None, *, flowing: bool = False) -> list[Beat]:
        """Make the cue that speaks, or none where there is nothing to say."""
        return [Beat(self.cue("say", words, 0, place), flowing=flowing)] if words else []

    def move(
        self, does: tuple[Action, ...] = (), ms: int = 0, place: Place | None = None
    ) -> list[Beat]:
        """Make the time to do what is asked for, at least ``ms`` at this pace."""
        return [Beat(self.cue("move", "", self.pacing.scaled(ms), place), does)]

    def gap(self, ms: int) -> list[Beat]:
        """Make a silence between rounds, at this pace."""
        return [Beat(self.cue("pause", "", self.pacing.scaled(ms)))]


def led_poses(routine: Routine, pacing: Pacing) -> tuple[Pose, ...]:
    """Give the poses that are led: optional ones where they are asked for.

    Raises VoiceguideError: every one of them is optional, and none is asked for.
    """
    led = tuple(pose for pose in routine.poses if pacing.optional or not pose.optional)
    if routine.poses and not led:
        raise fail(f"every pose of {routine.path} is optional", "lead them with --optional")
    return led


def is_led(part: Part, pacing: Pacing) -> bool:
    """Tell whether a part is led at all: optional ones are when asked for, notes never."""
    if part.kind in ("rounds", "side") or part.role == "note":
        return False
    return pacing.optional or not part.optional or part.role == "caution"


def is_act(part: Part) -> bool:
    """Tell what is done from what is only said, or marks that something is done again."""
    return part.kind not in ("rounds", "side") and role_in(part) in ("", "way out")


def is_said(part: Part, turn: Turn) -> bool:
    """Tell whether a part is said in a turn: cautions on each side once, tips once."""
    if not is_led(part, turn.pacing) or is_settled(part, turn) or not is_in_round(part, turn):
        return False
    if role_in(part) == "caution":
        return turn.repeat == 1
    if role_in(part) == "tip":
        return turn.new and turn.pacing.guidance == "full"
    return True


def is_in_round(part: Part, turn: Turn) -> bool:
    """Tell whether a part belongs to a turn's round: the last may have a hold of its own."""
    return not part.among or (part.among == "last") == turn.ending


def is_settled(part: Part, turn: Turn) -> bool:
    """Tell a way into the posture that is taken already."""
    return turn.settled and part.kind == "plain" and part.meaning.settled == ""


def role_in(part: Part) -> Role:
    """Give a part's role; a hold is led in every round, whatever else its sentence is."""
    return "" if part.kind in TIMED else part.role


def is_within_breath(part: Part) -> bool:
    """Tell a breath that is held in measured breathing: its words are said within it."""
    return part.kind == "hold" and not part.text and bool(part.short)


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
            cue = cue._replace(length_ms=max(cue.length_ms, pacing.scaled(length_ms[kind])))
        timed.append(beat._replace(cue=cue))
    return timed


def _with_pauses(beats: Sequence[Beat], pacing: Pacing) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    for index, beat in enumerate(beats):
        if index and _parted(beats[index - 1], beat):
            before = beats[index - 1].cue
            cues.append(
                before._replace(kind="pause", say="", length_ms=pacing.scaled(pacing.sentence_ms))
            )
        if beat.until_ms:
            cues += _rest_until(beat, cues, pacing)
        else:
            cues.append(beat.cue)
    return tuple(cues)


def _rest_until(beat: Beat, cues: Sequence[Cue], pacing: Pacing) -> list[Cue]:
    """Fill the time that is left of a set's, with a word ten seconds before the next one."""
    rest = beat.cue
    spent_ms = 0
    for cue in reversed(cues):
        if (cue.pose, cue.side, cue.set) != (rest.pose, rest.side, rest.set):
            break
        spent_ms += max(cue.length_ms, estimate_speech_ms(cue.say, pacing.rate) if cue.say else 0)
    left_ms = beat.until_ms - spent_ms
    if left_ms < _LEAST_REST_MS:
        return []
    if left_ms < 2 * _LAST_OF_REST_MS:
        return [rest._replace(length_ms=left_ms)]
    return [
        rest._replace(length_ms=left_ms - _LAST_OF_REST_MS),
        rest._replace(say=TEN_MORE_SECONDS, length_ms=_LAST_OF_REST_MS),
    ]


def _parted(one: Beat, two: Beat) -> bool:
    if not (one.cue.say and two.cue.say) or one.cue.kind in (*TIMED, "move"):
        return False
    breaths = (one.cue.kind in _BREATHS) + (two.cue.kind in _BREATHS)
    return breaths == 0 or (breaths == 1 and not (one.flowing or two.flowing))
