"""How much of a pose is done, in a few words each: "Hold for 30 seconds", "each side"."""

from __future__ import annotations

from collections.abc import Iterator

from voiceguide.building.pacing import Pacing
from voiceguide.english.numbers import length_in_figures
from voiceguide.routine import Duration, Part, Pose, Rounds

_LONGEST_PHRASE = 5
_PHRASES = {"hold": "For {}", "work": "For {}", "rest": "Rest for {}"}
_NOUNS = ("leg", "arm", "hand", "foot", "direction")


def doses_of(pose: Pose, pacing: Pacing) -> list[str]:
    """Tell how long a pose is held, how often it is done and on how many sides, as it is led."""
    return list(dict.fromkeys([*_held(pose, pacing), *_times(pose, pacing), *_sides(pose, pacing)]))


def amount_of(duration: Duration, pacing: Pacing, kind: str = "hold") -> str:
    """Give a length as it is led: what is scaled is a hold, never work or a rest."""
    number = pacing.count(duration) if kind == "hold" else max(1, pacing.chosen(duration))
    return length_in_figures(number, duration.unit, duration.manner)


def led_words(part: Part, pacing: Pacing) -> str:
    """Give the words of a part with the length that is led."""
    if part.duration is None or "{}" not in part.text:
        return part.text
    return part.text.replace("{}", amount_of(part.duration, pacing, part.kind))


def _held(pose: Pose, pacing: Pacing) -> Iterator[str]:
    # Where a breath is measured, holds are a part of it: the steps tell.
    if any(part.kind in ("inhale", "exhale") and part.duration for part in pose.parts):
        return
    for part in pose.parts:
        left_out = part.optional and not pacing.optional
        if part.kind not in _PHRASES or not part.duration or not part.text or left_out:
            continue
        phrase = part.text.rstrip(".!")
        if "{}" not in phrase or len(phrase.split()) > _LONGEST_PHRASE:
            phrase = _PHRASES[part.kind]
        yield phrase.replace("{}", amount_of(part.duration, pacing, part.kind))


def _times(pose: Pose, pacing: Pacing) -> Iterator[str]:
    rounds = [each for each in pose.rounds if pacing.optional or not each.optional]
    sets = [pacing.times(each) for each in rounds if each.sets]
    counted = [pacing.times(each) for each in rounds if not each.sets and not each.both_sides]
    if sets:
        of = f" of {counted[0]}" if counted else ""
        yield f"{_counted(sets[0], 'set')}{of}"
    else:
        yield from (f"{times} times" for times in counted if times > 1)
    for each in rounds:
        if each.rest:
            between = "sets" if each.sets else "rounds"
            yield f"rest {amount_of(each.rest, pacing, 'rest')} between {between}"
    yield from (f"both sides {_often(each, pacing)}" for each in rounds if each.both_sides)


def _often(rounds: Rounds, pacing: Pacing) -> str:
    return _counted(pacing.times(rounds), "time")


def _sides(pose: Pose, pacing: Pacing) -> Iterator[str]:
    sides = pose.sides
    if sides and (pacing.optional or not sides.optional):
        yield f"each {sides.noun if sides.noun in _NOUNS else 'side'}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
