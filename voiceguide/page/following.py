"""A session as a browser follows it: its cues with their breath, chapters and pictures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from voiceguide.library import select
from voiceguide.loader import read_again
from voiceguide.planning import plan
from voiceguide.problems import VoiceguideError
from voiceguide.routine import Routine
from voiceguide.script import Breath
from voiceguide.session.file import read_session
from voiceguide.timeline import Timeline, chapters_of


def followed(path: Path, pictures: Mapping[str, str]) -> dict[str, Any]:
    """Give what the player shows of a session's file, as plain data; it lacks "src" and "cover".

    ``pictures`` are addresses by the names under which a routine's text has them; a pose whose
    picture is not among them is shown without. Raises VoiceguideError: it is no session.
    """
    session = read_session(path)
    try:
        routine = _led(path)
        planned = plan(routine, long=True)
    except VoiceguideError:
        # Sound comes first: a text that reads otherwise by now is followed without its breath.
        routine, planned = Routine(str(path), session.title), session.timeline
    return player_data(session.timeline, planned, routine, session.artist, pictures)


def _led(path: Path) -> Routine:
    routine, led = read_again(path)
    return select(routine, led)


def player_data(
    timeline: Timeline,
    planned: Timeline,
    routine: Routine,
    author: str,
    pictures: Mapping[str, str],
) -> dict[str, Any]:
    """Give a timeline as the player has it: times in milliseconds, from the session's beginning.

    Holds have the breath that goes on in them from the same cue of ``planned``, the same session
    planned anew: a session's file does not keep it.
    """
    data = timeline.as_json()
    shapes = [timed.cue._replace(breath=None, length_ms=0) for timed in planned.cues]
    same = [timed.cue._replace(length_ms=0) for timed in timeline.cues] == shapes
    for index, cue in enumerate(data["cues"]):
        del cue["line"]
        breath = planned.cues[index].cue.breath if same else timeline.cues[index].cue.breath
        cue["breath"] = _spread(breath)
    if same and len(routine.poses) == len(data["poses"]):
        for pose, shown in zip(routine.poses, data["poses"], strict=True):
            shown["picture"] = pictures.get(pose.picture, "")
    chapters = [each._asdict() for each in chapters_of(timeline)]
    ident = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]
    return data | {"chapters": chapters, "author": author, "id": ident}


def _spread(breath: Breath | None) -> list[int] | None:
    return [breath.in_ms, breath.out_ms, breath.at_ms] if breath else None
