"""A timeline as text to read: captions with times, a transcript, chapters.

Silences are noted where they are long enough to be noticed: "[hold, 40 s]".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from voiceguide.script import TICK
from voiceguide.timeline import Timed, Timeline, chapters_of

# All that captions say themselves; the rest is the session's own words.
_SOUNDS = {"inhale": "[inhale]", "exhale": "[exhale]", "chime": "[chime]"}
_SILENCES = {"hold": "[hold, {} s]", "move": "[time to move, {} s]"}
_SILENCE = "[silence, {} s]"

_NOTICED_MS = 1500


def spoken_lines(timeline: Timeline) -> list[tuple[str, int]]:
    """Give each spoken cue's words and start in milliseconds."""
    return [(timed.cue.say, timed.start_ms) for timed in timeline.cues if timed.cue.say]


def webvtt(timeline: Timeline) -> str:
    """Give captions in WebVTT: one for each spoken cue and each silence that is noticed."""
    lines = ["WEBVTT", ""]
    for timed, text in _readable(timeline):
        # What WebVTT would take for markup or for an arrow between times.
        plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        lines += [f"{exact_clock(timed.start_ms)} --> {exact_clock(timed.end_ms)}", plain, ""]
    return "\n".join(lines)


def lrc(timeline: Timeline) -> str:
    """Give lyrics in LRC, whose times are in hundredths of a second; silences in parentheses."""
    tags = {"ti": timeline.script.title, "ar": timeline.script.author, "length": ""}
    tags["length"] = _minutes(timeline.length_ms)[:-3]
    lines = [f"[{name}:{_round_brackets(value)}]" for name, value in tags.items() if value]
    for timed, text in _readable(timeline):
        lines.append(f"[{_minutes(timed.start_ms)}]{_round_brackets(text)}")
    return "\n".join(lines) + "\n"


def transcript(timeline: Timeline) -> str:
    """Give all that is spoken, under the names of the poses, with silences noted."""
    lines = [" ".join(timeline.script.title.split())]
    chapters = iter(chapters_of(timeline))
    following = next(chapters, None)
    for timed, text in _readable(timeline):
        while following and timed.start_ms >= following.start_ms:
            lines += ["", following.name]
            following = next(chapters, None)
        lines.append(text)
    return "\n".join(lines) + "\n"


def chapters_json(timeline: Timeline) -> str:
    """Give the chapters as the podcast namespace's JSON chapters, version 1.2, in seconds."""
    about: dict[str, object] = {"version": "1.2.0", "title": timeline.script.title}
    if timeline.script.author:
        about["author"] = timeline.script.author
    about["chapters"] = [
        {"startTime": each.start_ms / 1000, "title": each.name, "endTime": each.end_ms / 1000}
        for each in chapters_of(timeline)
    ]
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def exact_clock(ms: int) -> str:
    """Give a time as hours, minutes, seconds and milliseconds: 00:01:30.250."""
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


class Caption(NamedTuple):
    """A kind of text beside a session: what it is called, and how it is made."""

    name: str
    text: Callable[[Timeline], str]


CAPTIONS = {
    "vtt": Caption("captions", webvtt),
    "lrc": Caption("lyrics", lrc),
    "txt": Caption("a transcript", transcript),
    "json": Caption("chapters", chapters_json),
}
"""What can be written beside a session, by the ending of its file's name.

The help of ``--captions`` is made from it.
"""


def _readable(timeline: Timeline) -> Iterator[tuple[Timed, str]]:
    for timed in timeline.cues:
        cue = timed.cue
        length_ms = timed.end_ms - timed.start_ms
        if cue.say:
            yield timed, " ".join(cue.say.split())
        elif cue.sound == TICK:
            continue  # it counts what is seen in no text
        elif cue.kind in _SOUNDS:
            yield timed, _SOUNDS[cue.kind]
        elif length_ms >= _NOTICED_MS:
            yield timed, _SILENCES.get(cue.kind, _SILENCE).format(round(length_ms / 1000))


def _minutes(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 60:02}:{seconds % 60:02}.{ms // 10:02}"


def _round_brackets(text: str) -> str:
    """Keep a text from being taken for one of LRC's own marks, which stand in square brackets."""
    return " ".join(text.replace("[", "(").replace("]", ")").split())
