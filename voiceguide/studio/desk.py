"""What the page asks of voiceguide, answered with plain data: the same calls as the command line's.

Nothing here knows of HTTP.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from voiceguide.importing.article import import_article
from voiceguide.importing.left_out import brief
from voiceguide.importing.sources import source_of
from voiceguide.planning import Planned, doubts_in, planned
from voiceguide.problems import Problem, VoiceguideError, fail
from voiceguide.report import readings
from voiceguide.routine import Routine
from voiceguide.settings import Settings
from voiceguide.studio.wish import Wish, client_sets, granted, read

_MOST_SAID = 500
KINDS = ("say", "inhale", "exhale", "hold", "work", "rest", "move", "pause", "chime")
_IN_THE_PAGE = (
    ("leave poses out with --skip", "untick poses"),
    (", for --fit drop", ' and choose "leave out optional poses"'),
    ("lead poses once more with --fit repeat", 'choose "lead poses once more"'),
    ("add --bed waves, or leave --swell out", "choose a sound under the voice first"),
    ("lead them with --optional", 'tick "Lead what is optional"'),
    ("left out unless --optional", 'left out unless "Lead what is optional" is ticked'),
    (", or add --long if this is what you want", ""),
    ("ranges ", "numbers like 3-5 taken "),
    ("voiceguide list shows the routines there are", "it has to be in the list of routines"),
)
"""What is told in the words of commands, and how the page has it."""


def laid_out(wish: Wish) -> dict[str, Any]:
    """Give what the page shows of a text at each turn of a dial: its poses, problems and plan."""
    routine = read(wish.text, wish.path)
    poses = [{"name": pose.name, "line": pose.place.line if pose.place else None}
             for pose in routine.poses]  # fmt: skip
    answer: dict[str, Any] = {
        "client_sets": [],
        "title": routine.title,
        "poses": poses,
        "plan": None,
    }
    problems = list(routine.problems)
    refused: tuple[Problem, ...] = ()
    if not any(problem.severity == "error" for problem in problems):
        try:
            led, settings = granted(wish)
            answer["client_sets"] = client_sets(wish)
            plan = planned(led, settings)
            answer["plan"] = _pictured(plan, routine)
            problems += doubts_in(led, settings, plan.timeline)
            problems += led.problems[len(routine.problems) :]
        except VoiceguideError as error:
            refused = tuple(error.problems)
    # What stands in the text is told below it; what was asked of it, where that was asked.
    answer["problems"] = [told(problem, wish.path) for problem in problems]
    answer["refused"] = [told(problem, wish.path) for problem in refused]
    return answer


def read_as(text: str, path: Path) -> list[dict[str, Any]]:
    """Tell line by line how a text is read: what no dial changes."""
    found = readings(read(text, path))
    return [each._asdict() | {"meaning": in_the_page(each.meaning)} for each in found]


def told(problem: Problem, path: Path | None = None) -> dict[str, Any]:
    """Give a problem as plain data; a line of another file than ``path`` is part of its words."""
    place, message = problem.place, problem.message
    if place and path and Path(place.path) != path:
        message = f"{Path(place.path).name}, line {place.line}: {message}"
        place = None
    return {
        "line": place.line if place else None,
        "column": place.column if place else None,
        "severity": problem.severity,
        "message": message,
        "hint": in_the_page(problem.hint),
    }


def in_the_page(words: str) -> str:
    """Give what is told in the words of commands in those of the page."""
    for of_commands, of_the_page in _IN_THE_PAGE:
        words = words.replace(of_commands, of_the_page)
    return words


def _pictured(plan: Planned, whole: Routine) -> dict[str, Any]:
    """Give a plan as the picture needs it: each cue's end, kind and pose (-1: none)."""
    timeline = plan.timeline
    cues = timeline.cues
    times = zip(timeline.script.poses, timeline.pose_times(), _numbers(plan, whole), strict=True)
    poses = [
        {"name": pose.name, "number": number, "start_ms": start, "end_ms": end}
        for pose, (start, end), number in times
    ]
    kinds = {kind: number for number, kind in enumerate(KINDS)}
    return {
        "length_ms": timeline.length_ms,
        "poses": poses,
        "ends": [timed.end_ms for timed in cues],
        "kinds": [kinds[timed.cue.kind] for timed in cues],
        "steps": [in_the_page(step) for step in plan.steps],
        "notes": list(timeline.script.notes),
    }


def _numbers(plan: Planned, whole: Routine) -> Iterator[int | None]:
    """Give the number, in the whole text, of each pose that a plan leads; None for another text's.

    A plan has its routine's poses in their order, without some and, gone round again, from the
    first on.
    """
    poses = plan.routine.poses
    home = {
        (pose.text, pose.number or number, pose.again): number
        for number, pose in enumerate(whole.poses, 1)
    }
    chosen = plan.routine.chosen or range(1, len(poses) + 1)
    at = 0
    for led in plan.timeline.script.poses:
        for _ in poses:
            pose, number = poses[at % len(poses)], chosen[at % len(poses)]
            at += 1
            if led.name == pose.name or led.name.startswith(f"{pose.name}, round "):
                break
        yield home.get((pose.text, pose.number, pose.again)) if pose.number else number


def taken_in(data: bytes, name: str) -> dict[str, Any]:
    """Turn what was dropped or pasted into a routine's text, and tell what became of it.

    A routine stays as it is; anything else is read as ``voiceguide import`` does.
    Raises VoiceguideError: it is no text, too large, or leads no movement.
    """
    source = source_of(data, name)
    routine = read(source.text, Path(name)) if source.kind == "text" else None
    if routine and routine.poses and not routine.problems:
        return {"text": source.text, "left_out": [], "assumed": [], "imported": False}
    imported = import_article(source)
    return {
        "text": imported.markdown,
        "left_out": list(brief(imported.left_out)),
        "assumed": list(imported.assumed),
        "imported": True,
    }


def lines(problems: Iterable[Problem]) -> str:
    """Give problems as the command line tells them, but for its own words."""
    return "\n".join(str(each._replace(hint=in_the_page(each.hint))) for each in problems)


def voices() -> list[dict[str, Any]]:
    """Give the voices that can speak here, natural ones first."""
    from voiceguide.speech.voices import list_voices

    found = sorted(list_voices(), key=lambda voice: not voice.about.natural)
    return [
        {"name": voice.name, "language": voice.language, "natural": voice.about.natural}
        for voice in found
    ]


def voice_sample(words: str, settings: Settings, path: Path) -> bytes:
    """Speak some words as they sound in a session of the routine at ``path``; give them as an MP3.

    Raises VoiceguideError: there are none, too many, or the voice can't say them.
    """
    from voiceguide.cache import Store
    from voiceguide.english.sentences import sentences_of
    from voiceguide.session.sample import write_sample
    from voiceguide.speech.own_words import load_lexicon
    from voiceguide.speech.speak import check_words
    from voiceguide.speech.voices import DEFAULT_WPM, find_voice

    said = sentences_of(" ".join(words.split()))
    if not said or len(words) > _MOST_SAID:
        raise fail("there is nothing to say" if not said else "this is too long to try")
    # A name that opens or runs something is for whoever types it, not for a page.
    voice = find_voice(settings.voice, by_hand=False)
    lexicon = load_lexicon(path)
    check_words(said, voice, lexicon)
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "said.mp3"
        write_sample(sound, said, voice, settings.rate or DEFAULT_WPM, Store(), lexicon=lexicon)
        return sound.read_bytes()
