"""What a session says of itself, in its ID3v2 tag. The one place that knows mutagen.

Title, artist and genre; a chapter for the opening, each pose and the closing; and the measured
timeline with the settings, as JSON. What is read back comes from a file that anyone may have
made: it is data, and its shape is checked.
"""

# mutagen has types, but not on what it is called with.
# mypy: allow-untyped-calls

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutagen import MutagenError
from mutagen.id3 import CHAP, CTOC, GEOB, ID3, TCON, TIT2, TPE1, CTOCFlags, ID3NoHeaderError

from voiceguide.problems import VoiceguideError, fail
from voiceguide.timeline import Timeline

GENRE = "Speech"
_KEPT = "voiceguide session"
_VERSION = 1
_LIST = 255
"""A table of contents counts its entries in one byte."""

_NO_OFFSET = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of a session with a name: the opening, a pose or the closing."""

    name: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Session:
    """What is inside a session's MP3: ``timeline`` is what `Timeline.as_json` gave."""

    title: str
    artist: str
    genre: str
    chapters: tuple[Chapter, ...]
    timeline: dict[str, Any]
    settings: dict[str, Any]


def chapters_of(timeline: Timeline) -> list[Chapter]:
    """Give chapters that cover the session, each pose's up to the beginning of the next."""
    starts = [start for start, _ in timeline.pose_times()]
    named = [(pose.name, start) for pose, start in zip(timeline.script.poses, starts, strict=True)]
    if not named or named[0][1] > 0:
        named.insert(0, ("Opening", 0))
    end = timeline.pose_times()[-1][1] if starts else timeline.length_ms
    if end < timeline.length_ms:
        named.append(("Closing", end))
    ends = [start for _, start in named[1:]] + [timeline.length_ms]
    return [Chapter(name, start, end) for (name, start), end in zip(named, ends, strict=True)]


def write_tags(path: Path, timeline: Timeline, settings: Mapping[str, Any]) -> None:
    """Begin a session's file: write the tag into an empty file, for the sound to follow.

    Raises VoiceguideError: there are more poses than a table of contents can hold.
    """
    script = timeline.script
    tag = ID3()
    tag.add(TIT2(encoding=3, text=script.title))
    tag.add(TPE1(encoding=3, text=script.author or "voiceguide"))
    tag.add(TCON(encoding=3, text=GENRE))
    about = {
        "version": _VERSION,
        "settings": dict(settings),
        "timeline": timeline.as_json(),
    }
    kept = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()
    tag.add(GEOB(encoding=3, mime="application/json", filename="", desc=_KEPT, data=kept))
    chapters = chapters_of(timeline)
    identities = _identities(chapters)
    for identity, chapter in zip(identities, chapters, strict=True):
        tag.add(
            CHAP(
                element_id=identity,
                start_time=chapter.start_ms,
                end_time=chapter.end_ms,
                start_offset=_NO_OFFSET,
                end_offset=_NO_OFFSET,
                sub_frames=[TIT2(encoding=3, text=chapter.name)],
            )
        )
    _add_contents(tag, identities)
    # Version 2.3 is what every player reads.
    tag.save(path, v2_version=3)


def read_tags(path: Path) -> Session:
    """Read what `write_tags` wrote.

    Raises VoiceguideError: the file can't be read, is no MP3, or was not made by voiceguide.
    """
    try:
        tag = ID3(path)
    except ID3NoHeaderError:
        raise (_foreign(path) if _begins_with_sound(path) else _no_mp3(path)) from None
    except (MutagenError, OSError) as problem:
        raise fail(f"{path} can't be read: {problem}") from problem
    except Exception as problem:
        # A broken tag may raise anything in the library that reads it.
        raise _broken(path, problem) from problem
    kept = [frame for frame in tag.getall("GEOB") if frame.desc == _KEPT]
    if not kept:
        raise _foreign(path)
    timeline, settings = kept_in(kept[0].data, path)
    return Session(
        title=_text(tag, "TIT2"),
        artist=_text(tag, "TPE1"),
        genre=_text(tag, "TCON"),
        chapters=_chapters(tag),
        timeline=timeline,
        settings=settings,
    )


def kept_in(data: bytes, path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the timeline and settings that `write_tags` kept as JSON; ``path`` is for errors.

    Raises VoiceguideError: it is not of the shape that was written.
    """
    try:
        about = json.loads(data, parse_constant=_refused)
        if about["version"] == _VERSION:
            return _checked(about["timeline"], _TIMELINE), _checked(about["settings"], dict)
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise _broken(path, problem) from problem
    raise fail(f"{path} was made by another version of voiceguide", "make the session again")


def _identities(chapters: Sequence[Chapter]) -> list[str]:
    """Name each chapter's frame, so that the frames stand in the file in order.

    Some players list chapters as they come in the file, and mutagen writes the shortest frames
    first, then by name. So the names make up for the length of the titles.
    """
    lengths = [len(chapter.name.encode("utf-16-le")) for chapter in chapters]
    return [f"{number:05}{'_' * (max(lengths) - length)}" for number, length in enumerate(lengths)]


def _add_contents(tag: ID3, entries: Sequence[str]) -> None:
    """Add the ordered table of contents, in two levels where one has too few places."""
    top = list(entries)
    if len(entries) > _LIST:
        parts = [entries[at : at + _LIST] for at in range(0, len(entries), _LIST)]
        if len(parts) > _LIST:
            raise fail(f"{len(entries)} chapters are too many", "make it in several sessions")
        top = [f"contents{number}" for number in range(len(parts))]
        for name, part in zip(top, parts, strict=True):
            tag.add(CTOC(name, CTOCFlags.ORDERED, list(part), []))
    tag.add(CTOC("contents", CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED, top, []))


def _chapters(tag: ID3) -> tuple[Chapter, ...]:
    found = [
        Chapter(
            " ".join(str(title) for title in frame.sub_frames.getall("TIT2")),
            int(frame.start_time),
            int(frame.end_time),
        )
        for frame in tag.getall("CHAP")
    ]
    return tuple(sorted(found, key=lambda chapter: chapter.start_ms))


def _text(tag: ID3, name: str) -> str:
    return str(tag[name]) if name in tag else ""


def _or_none(kind: type) -> Callable[[Any], Any]:
    return lambda value: None if value is None else _checked(value, kind)


def _list_of(shape: Any) -> Callable[[Any], Any]:
    return lambda values: [_checked(value, shape) for value in _checked(values, list)]


_POSE = {"name": str, "start_ms": int, "end_ms": int, "sides": int, "rounds": int}
_CUE = {
    "start_ms": int,
    "end_ms": int,
    "kind": str,
    "say": str,
    "pose": _or_none(int),
    "side": _or_none(str),
    "round": _or_none(int),
    "line": _or_none(int),
}
_TIMELINE = {
    "title": str,
    "measured": bool,
    "length_ms": int,
    "poses": _list_of(_POSE),
    "cues": _list_of(_CUE),
}


def _checked(value: Any, shape: Any) -> Any:
    """Give the value if it has the shape: a type, a function that checks, or a dict of shapes."""
    if isinstance(shape, dict):
        fields = _checked(value, dict)
        return {name: _checked(fields[name], part) for name, part in shape.items()}
    if not isinstance(shape, type):
        return shape(value)
    if not isinstance(value, shape) or (shape is int and isinstance(value, bool)):
        raise TypeError(f"{value!r:.40} is not {shape.__name__}")
    return value


def _refused(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _begins_with_sound(path: Path) -> bool:
    with path.open("rb") as file:
        first = file.read(2)
    return len(first) == 2 and first[0] == 0xFF and first[1] & 0xE0 == 0xE0


def _no_mp3(path: Path) -> VoiceguideError:
    return fail(f"{path} is no MP3", "give an MP3 that voiceguide made")


def _foreign(path: Path) -> VoiceguideError:
    return fail(f"{path} was not made by voiceguide", "give an MP3 that voiceguide made")


def _broken(path: Path, problem: Exception) -> VoiceguideError:
    return fail(f"what voiceguide kept in {path} is damaged: {problem}", "make the session again")
