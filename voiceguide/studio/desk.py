"""What the page asks of voiceguide, answered with plain data: the same calls as the command line's.

Nothing here knows of HTTP.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from voiceguide.importing.article import import_article
from voiceguide.importing.left_out import brief
from voiceguide.importing.sources import source_of
from voiceguide.library import select
from voiceguide.pipeline import doubts_in, plan
from voiceguide.problems import Problem, VoiceguideError, fail
from voiceguide.reading.reader import understand
from voiceguide.report import readings
from voiceguide.routine import Routine
from voiceguide.settings import SETTINGS, Settings
from voiceguide.timeline import Timeline

_MOST_SAID = 500
KINDS = ("say", "inhale", "exhale", "hold", "work", "rest", "move", "pause", "chime")


def settings_from(asked: Mapping[str, Any]) -> Settings:
    """Make settings of what the page's dials say, each as text or a plain value; "" asks nothing.

    Raises VoiceguideError: with every one that is none.
    """
    given: dict[str, Any] = {}
    problems = []
    for name, value in asked.items():
        if value is None or value == "":
            continue
        try:
            given[SETTINGS[name].field] = SETTINGS[name].read(value)
        except KeyError:
            problems.append(Problem(f"there is no setting {name!r}"))
        except ValueError as problem:
            problems.append(Problem(str(problem)))
    if problems:
        raise VoiceguideError(problems)
    return Settings(**given)


@lru_cache(16)
def read(text: str, name: str) -> Routine:
    """Read a routine's text, with what is wrong with it in its problems. Raises nothing."""
    try:
        return understand(text, f"{name}.md")
    except VoiceguideError as error:
        return Routine(f"{name}.md", name, problems=tuple(error.problems), source=text)


def laid_out(text: str, name: str, led: Sequence[int] | None, settings: Settings) -> dict[str, Any]:
    """Give all that the page shows of a text: how it was read, its problems, and its plan.

    ``led`` are the numbers of the poses to lead, from 1, in their order; None for all of them.
    """
    routine = read(text, name)
    poses = [{"name": pose.name, "line": pose.place.line if pose.place else None}
             for pose in routine.poses]  # fmt: skip
    answer: dict[str, Any] = {
        "title": routine.title,
        "poses": poses,
        "readings": [each._asdict() for each in readings(routine)],
        "plan": None,
    }
    problems = list(routine.problems)
    if not any(problem.severity == "error" for problem in problems):
        try:
            timeline = plan(chosen(routine, led), settings)
            answer["plan"] = _pictured(timeline)
            problems += doubts_in(routine, settings, timeline) if led is None else []
        except VoiceguideError as error:
            problems += error.problems
    answer["problems"] = [told(problem) for problem in problems]
    return answer


def chosen(routine: Routine, led: Sequence[int] | None) -> Routine:
    """Give a routine with these poses alone. Raises VoiceguideError: none is left."""
    if led is None:
        return routine
    if not led:
        raise fail("no pose is ticked", "tick one")
    return select(routine, [str(number) for number in led])


def told(problem: Problem) -> dict[str, Any]:
    """Give a problem as plain data."""
    place = problem.place
    return {
        "line": place.line if place else None,
        "column": place.column if place else None,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }


def _pictured(timeline: Timeline) -> dict[str, Any]:
    """Give a plan as the picture needs it: each cue's end, kind and pose (-1: none)."""
    cues = timeline.cues
    poses = [
        {"name": pose.name, "start_ms": start, "end_ms": end, "sides": pose.sides,
         "rounds": pose.rounds, "sets": pose.sets}
        for pose, (start, end) in zip(timeline.script.poses, timeline.pose_times(), strict=True)
    ]  # fmt: skip
    kinds = {kind: number for number, kind in enumerate(KINDS)}
    return {
        "length_ms": timeline.length_ms,
        "poses": poses,
        "ends": [timed.end_ms for timed in cues],
        "kinds": [kinds[timed.cue.kind] for timed in cues],
        "of": [-1 if timed.cue.pose is None else timed.cue.pose for timed in cues],
        "notes": list(timeline.script.notes),
    }


def taken_in(data: bytes, name: str) -> dict[str, Any]:
    """Turn what was dropped or pasted into a routine's text, and tell what became of it.

    A routine stays as it is; anything else is read as ``voiceguide import`` does.
    Raises VoiceguideError: it is no text, too large, or leads no movement.
    """
    source = source_of(data, name)
    routine = read(source.text, Path(name).stem) if source.kind == "text" else None
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
    """Give problems as the command line tells them."""
    return "\n".join(map(str, problems))


def voices() -> list[dict[str, Any]]:
    """Give the voices that can speak here, natural ones first."""
    from voiceguide.speech.voices import list_voices

    found = sorted(list_voices(), key=lambda voice: not voice.about.natural)
    return [
        {"name": voice.name, "language": voice.language, "natural": voice.about.natural}
        for voice in found
    ]


def voice_sample(words: str, settings: Settings) -> bytes:
    """Speak some words as they sound in a session, and give them as an MP3.

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
    lexicon = load_lexicon(Path("lexicon.toml"))
    check_words(said, voice, lexicon)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.mp3"
        write_sample(path, said, voice, settings.rate or DEFAULT_WPM, Store(), lexicon=lexicon)
        return path.read_bytes()
