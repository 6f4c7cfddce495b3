"""From a routine to the cues of a session."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import takewhile

from voiceguide.building.cues import TIMED, Beat, Turn, finish, led_poses
from voiceguide.building.decisions import part_notes, pose_notes
from voiceguide.building.holds import hold_lines, is_released, left_in_a_hold
from voiceguide.building.needs import things_needed
from voiceguide.building.nesting import Repetition, repetitions
from voiceguide.building.pacing import Pacing
from voiceguide.building.rounds import lead
from voiceguide.building.steps import lead_rest, say_parts
from voiceguide.english.phrasing import name_words, sentence_of
from voiceguide.english.wording import (
    CLOSING,
    COME_OUT,
    RELEASE,
    SAFETY,
    WAKE,
    next_words,
    pose_words,
    ready_words,
    round_words,
    welcome_words,
)
from voiceguide.routine import Duration, Part, Pose, Routine
from voiceguide.script import Script, ScriptPose

_SLOWEST, _FASTEST = 2.0, 0.5


def build(routine: Routine, pacing: Pacing, room: int = sys.maxsize) -> Script:
    """Choose every number and every word of a session, and put its cues in order.

    The cues have their own lengths here; how long their speech takes is for `timeline.lay_out`.

    Raises TooManyCuesError as soon as there are more than ``room``, pauses not counted.
    """
    beats = _opening(routine, pacing)
    notes = list(part_notes("Welcome", routine.welcome, pacing))
    poses: list[ScriptPose] = []
    times = pacing.times(routine.rounds) if routine.rounds else 1
    led_once = led_poses(routine, pacing)
    once, most = len(led_once), max((pose.again for pose in led_once), default=1)
    count = times * once
    for index, pose in enumerate(led_once * times):
        around = max(index // once + 1, pose.again)  # the round of all poses
        lines = hold_lines((*pose.intro, *pose.parts), pacing.rate)
        turn = Turn(index, pacing, lines, stays=_stays(pose), room=room)
        turn.check(beats)
        again = repetitions(pose, pacing)
        anew = pose.again > (led_once[index - 1].again if 0 < index < once else 1)
        if anew or (around > 1 and index % once == 0):
            beats += _between_rounds(routine, Turn(index - 1, pacing))
            beats += turn.say(round_words(around, max(times, most)))
        beats += _announce(pose, 0 if pacing.announce == "next" else index, count, turn)
        beats += _intro(pose, turn) if around == 1 else []
        led = lead(pose.parts, 0, len(pose.parts), again, turn)
        notes += pose_notes(pose, pacing) if around == 1 else []
        resting = pose.resting
        added = [RELEASE] if any(beat.cue.say == RELEASE for beat in led) else []
        if left_in_a_hold(pose.parts, pacing, resting=resting) and not is_released(led):
            words = WAKE if resting else COME_OUT
            led += turn.say(words) + turn.move(ms=pacing.limb_ms)
            added.append(words)
        beats += led
        if added and around == 1:
            said = " and ".join(f'"{words}"' for words in added)
            be = "is" if len(added) == 1 else "are"
            notes.append(f"{pose.name}: no way out of the hold is written, so {said} {be} said")
        if index < count - 1 and not (_rest_between_rounds(routine) and (index + 1) % once == 0):
            if pacing.announce == "next":
                following = led_once[(index + 1) % once]
                beats += turn.say(_announced(following, index + 1, count), following.place)
            beats += turn.gap(pacing.pose_ms)
        name = pose.name if around == 1 else f"{pose.name}, round {around}"
        poses.append(ScriptPose(name, *_extent(again)))
    led_at_all = set(led_once)
    for pose in routine.poses:
        if pose not in led_at_all:
            notes.append(f"{pose.name}: left out as optional")
    Turn(None, pacing, room=room).check(beats)
    beats += _closing(routine, pacing)
    notes += part_notes("Closing", routine.closing, pacing)
    return Script(
        title=routine.title,
        poses=tuple(poses),
        cues=finish(beats, pacing),
        author=routine.author,
        date=routine.date,
        notes=tuple(notes),
    )


def vocabulary(script: Script, routine: Routine, pacing: Pacing) -> tuple[str, ...]:
    """Give everything that is spoken at any pace from 0.5 to 2, and in the script asked for.

    Speaking all of it beforehand lets a later change of pace speak nothing: only the length of
    the breath decides on words, and what a slow breath has room for a slower one has too.
    """
    others = (build(routine, pacing._replace(pace=pace)) for pace in (_FASTEST, _SLOWEST))
    return tuple(dict.fromkeys(text for each in (script, *others) for text in each.words()))


def _opening(routine: Routine, pacing: Pacing) -> list[Beat]:
    turn = Turn(None, pacing)
    beats = [Beat(turn.cue("pause", "", pacing.head_ms))]
    welcome = say_parts(_kept(routine.welcome, pacing), turn)
    if not welcome and pacing.guidance != "minimal":
        welcome = turn.say(sentence_of(welcome_words(routine.title)))
    return beats + welcome + turn.say(SAFETY) + _readied(routine, turn)


def _readied(routine: Routine, turn: Turn) -> list[Beat]:
    """Give the silence before the first pose: a short one, or time to get ready if asked for."""
    pacing = turn.pacing
    poses = led_poses(routine, pacing)
    first = poses[0] if pacing.announce == "next" and poses else None
    count = len(poses) * (pacing.times(routine.rounds) if routine.rounds else 1)
    told = turn.say(_announced(first, 0, count), first.place) if first else []
    if not pacing.ready_s:
        return told + turn.gap(pacing.round_ms)
    words = ready_words(things_needed(routine, poses), pacing.ready_s)
    said = [beat for line in words for beat in turn.say(line)]
    return said + told + [Beat(turn.cue("pause", "", 1000 * pacing.ready_s))]


def _announced(pose: Pose, index: int, count: int) -> str:
    # What is taken once something is held or breathed is the way out.
    start = takewhile(lambda part: part.kind == "plain", pose.parts)
    taken = (action.position for part in start for action in part.meaning.actions)
    position = next(filter(None, taken), "")
    words = next_words(name_words(pose.name), position, index=index, count=count)
    return sentence_of(words)


def _closing(routine: Routine, pacing: Pacing) -> list[Beat]:
    turn = Turn(None, pacing)
    beats = turn.gap(pacing.round_ms)
    words = say_parts(_kept(routine.closing, pacing), turn)
    if not words:
        own = CLOSING[-1:] if pacing.guidance == "minimal" else CLOSING
        words = [beat for line in own for beat in turn.say(line)]
    return beats + words + [Beat(turn.cue("pause", "", pacing.tail_ms))]


def _rest_between_rounds(routine: Routine) -> Duration | None:
    return routine.rounds.rest if routine.rounds else None


def _between_rounds(routine: Routine, turn: Turn) -> list[Beat]:
    """Rest between one round of all poses and the next, where that is written."""
    rest = _rest_between_rounds(routine)
    return lead_rest(rest, turn) if rest else []


def _announce(pose: Pose, index: int, count: int, turn: Turn) -> list[Beat]:
    words = pose_words(name_words(pose.name), index, count)
    return turn.say(sentence_of(words), pose.place)


def _intro(pose: Pose, turn: Turn) -> list[Beat]:
    """Say a pose's introduction, what is to be careful of first.

    A sentence that cautions in one of its clauses is kept together.
    """
    careful = {(part.step, part.sentence) for part in pose.intro if part.role == "caution"}
    cautions = [part for part in pose.intro if (part.step, part.sentence) in careful]
    others = [part for part in pose.intro if (part.step, part.sentence) not in careful]
    if turn.pacing.guidance != "full":
        others = [part for part in others if part.kind in TIMED]
    return say_parts([*cautions, *others], turn)


def _kept(parts: Sequence[Part], pacing: Pacing) -> list[Part]:
    if pacing.guidance != "minimal":
        return list(parts)
    return [part for part in parts if part.role == "caution" or part.kind in TIMED]


def _stays(pose: Pose) -> bool:
    """Tell whether all of a pose is done in one posture: to sit up is to leave it."""
    actions = [action for part in pose.parts for action in part.meaning.actions]
    postures = {posture for action in actions for posture in action.postures}
    if "seated" in postures and postures & {"standing", "lying", "kneeling"}:
        return False
    postures -= {"seated"}
    return len(postures) <= 1 and not any(action.sits_up for action in actions)


def _extent(again: Sequence[Repetition]) -> tuple[int, int, int]:
    """Give how many sides a pose is led on, how many rounds (the most, of several) and sets."""
    flat = list(_flat(again))
    sides = 2 if any(each.sides for each in flat) else 1
    sets = max((each.times for each in flat if each.rounds and each.rounds.sets), default=1)
    counted = (each.times for each in flat if not (each.rounds and each.rounds.sets))
    return sides, sets * max(counted, default=1), sets


def _flat(again: Sequence[Repetition]) -> Iterator[Repetition]:
    for each in again:
        yield each
        yield from _flat(each.inner)
