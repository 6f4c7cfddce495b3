"""What a session keeps of itself: its measured timeline, and all that it can be made again from.

It is read back from a file that anyone may have made: it is data, and its shape is checked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, get_args

from voiceguide.audio.clip import SAMPLE_RATE, Clip
from voiceguide.problems import VoiceguideError, fail
from voiceguide.routine import SideName
from voiceguide.script import CueKind
from voiceguide.timeline import Timeline, from_json

_VERSION = 2
_LONGEST_MS = 1000 * 3600 * 1000
"""No session is longer, whatever a file says."""
_MOST_UNDER = 100_000


class SoundMeasure(NamedTuple):
    """What a sound is to measure: its samples, and its blocks in LUFS, as `Loudness` has them."""

    samples: int
    blocks: tuple[float, ...]


_NONE: Mapping[str, Any] = MappingProxyType({})


class Origin(NamedTuple):
    """What a session is made from: the routine's whole text, what of it is led, the settings.

    ``poses`` are the numbers of the poses led, from 1, in their order; () for all of them.
    ``measures`` are those of its sounds, by `Cue.sound`; with them the file can be verified.
    ``said`` is how words are said that a lexicon of the author's own had.

    Where poses come from other texts too, ``others`` are these, and ``led`` has for each pose which
    text it is from (0 for ``text``), its number there, which time it is led, and 1 where it is
    optional, else 0. ``client`` is whom it was made for, and what of its poses is another.
    """

    text: str = ""
    poses: tuple[int, ...] = ()
    settings: Mapping[str, Any] = _NONE
    measures: Mapping[str, SoundMeasure] = _NONE
    said: Mapping[str, str] = _NONE
    others: tuple[str, ...] = ()
    led: tuple[tuple[int, int, int, int], ...] = ()
    client: Mapping[str, Any] = _NONE


def measures_of(timeline: Timeline, clips: Mapping[str, Clip]) -> dict[str, SoundMeasure]:
    """Give what the clips that a timeline uses are to measure."""
    used = dict.fromkeys(timed.cue.sound for timed in timeline.cues if timed.cue.sound)
    return {name: _measure(clips[name]) for name in used}


def _measure(clip: Clip) -> SoundMeasure:
    # As the cache rounds them, so that a clip just spoken gives the same.
    return SoundMeasure(clip.samples, tuple(round(lufs, 2) for lufs in clip.loudness.blocks))


def to_bytes(timeline: Timeline, origin: Origin) -> bytes:
    """Give both as JSON."""
    routine: dict[str, Any] = {"text": origin.text, "poses": list(origin.poses)}
    if origin.led:
        routine |= {"others": list(origin.others), "led": [list(each) for each in origin.led]}
    about = {
        "version": _VERSION,
        "settings": dict(origin.settings),
        "routine": routine,
        # Hundredths of a decibel under full scale, as whole numbers: they are many.
        "heard": {
            name: {"samples": each.samples, "under": [round(-100 * lufs) for lufs in each.blocks]}
            for name, each in origin.measures.items()
        },
        "timeline": _kept(timeline),
    }
    if origin.client:
        about["client"] = dict(origin.client)
    if origin.said:
        about["said"] = dict(origin.said)
    # JSON may write any character by its number, and a lone half of one can't be written else.
    text = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def _kept(timeline: Timeline) -> dict[str, Any]:
    """Give the timeline as JSON, with sets only where there are any: most sessions have none."""
    data = timeline.as_json()
    for pose in data["poses"]:
        if pose["sets"] == 1:
            del pose["sets"]
    for cue in data["cues"]:
        if cue["set"] is None:
            del cue["set"]
    return data


def from_bytes(data: bytes, path: Path) -> tuple[Timeline, Origin]:
    """Read the timeline and the origin; ``path`` is for errors.

    The timeline's author and notes, and the breath in its holds, are not kept.

    Raises VoiceguideError: it is not of the shape that `to_bytes` gives.
    """
    try:
        about = json.loads(data, parse_constant=_refused)
        if about["version"] == _VERSION:
            routine = checked(about["routine"], _ROUTINE)
            settings = checked(about["settings"], dict)
            heard = checked(about.get("heard", {}), dict)
            measures = {name: _read_measure(each) for name, each in heard.items()}
            said = checked(about.get("said", {}), dict)
            said = {word: checked(how, str) for word, how in said.items()}
            origin = Origin(
                routine["text"],
                tuple(routine["poses"]),
                settings,
                measures,
                said,
                tuple(routine.get("others", ())),
                tuple(routine.get("led", ())),
                checked(about["client"], _CLIENT) if "client" in about else {},
            )
            return _read_timeline(checked(about["timeline"], _TIMELINE)), origin
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise damaged(path, problem) from problem
    raise fail(f"{path} was made by another version of voiceguide", "make the session again")


def damaged(path: Path, problem: object) -> VoiceguideError:
    """Make the error for what does not read as voiceguide wrote it."""
    return fail(f"what voiceguide kept in {path} is damaged: {problem}", "make the session again")


def checked(value: Any, shape: Any) -> Any:
    """Give the value if it has the shape: a type, a function that checks, or a dict of shapes.

    Raises TypeError or KeyError: it has not.
    """
    if isinstance(shape, dict):
        fields = checked(value, dict)
        return {
            name: checked(fields[name], part)
            for name, part in shape.items()
            if name in fields or not isinstance(part, _MayLack)
        }
    if isinstance(shape, _MayLack):
        return checked(value, shape.shape)
    if not isinstance(shape, type):
        return shape(value)
    if not isinstance(value, shape) or (shape is int and isinstance(value, bool)):
        raise TypeError(f"{value!r:.40} is not {shape.__name__}")
    return value


class _MayLack(NamedTuple):
    """The shape of a field that may be missing."""

    shape: Any


def _four(value: Any) -> tuple[int, ...]:
    numbers = tuple(checked(each, _from(0, _MANY)) for each in checked(value, list))
    if len(numbers) != 4:
        raise ValueError(f"{value!r:.40} are not four numbers")
    return numbers


def _or_none(shape: Any) -> Callable[[Any], Any]:
    return lambda value: None if value is None else checked(value, shape)


def _from(least: int, most: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        number: int = checked(value, int)
        if not least <= number <= most:
            raise ValueError(f"{number} is not {least} to {most}")
        return number

    return check


def _list_of(shape: Any) -> Callable[[Any], Any]:
    return lambda values: [checked(value, shape) for value in checked(values, list)]


def _one_of(names: tuple[str, ...]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if value not in names:
            raise ValueError(f"{value!r:.40} is not one of {', '.join(names)}")
        return value

    return check


def _read_timeline(data: dict[str, Any]) -> Timeline:
    """Make the timeline, and see that poses and times fit together: that it gives the same JSON."""
    timeline = from_json(data)
    at = 0
    for timed in timeline.cues:
        if not at == timed.start_ms <= timed.end_ms <= _LONGEST_MS:
            raise ValueError("its times are not in order")
        at = timed.end_ms
    led = {cue.pose for cue in timeline.script.cues} - {None}
    if led != set(range(len(timeline.script.poses))) or _kept(timeline) != data:
        raise ValueError("its poses or its length are not those of its cues")
    return timeline


def _read_measure(value: Any) -> SoundMeasure:
    measure = checked(value, _MEASURE)
    longest = _LONGEST_MS * SAMPLE_RATE // 1000
    if not 1 <= measure["samples"] <= longest or not measure["under"]:
        raise ValueError("a sound without samples, or without an end")
    if not all(abs(under) <= _MOST_UNDER for under in measure["under"]):
        raise ValueError("a sound of no loudness that there is")
    return SoundMeasure(measure["samples"], tuple(under / -100 for under in measure["under"]))


_MANY = 10**9
_MEASURE = {"samples": int, "under": _list_of(int)}
_CLIENT = {"name": str, "poses": _list_of(dict)}
_ROUTINE = {
    "text": str,
    "poses": _list_of(_from(1, _MANY)),
    "others": _MayLack(_list_of(str)),
    "led": _MayLack(_list_of(_four)),
}
_POSE = {
    "name": str,
    "start_ms": int,
    "end_ms": int,
    "sides": _from(1, 2),
    "rounds": _from(1, _MANY),
    "sets": _MayLack(_from(1, _MANY)),
}
_CUE = {
    "start_ms": int,
    "end_ms": int,
    "kind": _one_of(get_args(CueKind)),
    "say": str,
    "pose": _or_none(_from(0, _MANY)),
    "side": _or_none(_one_of(get_args(SideName))),
    "round": _or_none(_from(1, _MANY)),
    "set": _MayLack(_from(1, _MANY)),
    "line": _or_none(_from(1, _MANY)),
}
_TIMELINE = {
    "title": str,
    "measured": bool,
    "length_ms": int,
    "poses": _list_of(_POSE),
    "cues": _list_of(_CUE),
}


def _refused(name: str) -> None:
    raise ValueError(f"{name} is no number")
