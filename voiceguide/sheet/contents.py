"""What stands on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from voiceguide.building.cues import led_poses
from voiceguide.building.pacing import Pacing
from voiceguide.english.needs import stated_needs
from voiceguide.english.roles import cut_prefix, role_of
from voiceguide.english.wording import SAFETY
from voiceguide.page.pictures import pictures_beside
from voiceguide.planning import Planned, needs_of
from voiceguide.problems import Place, Problem
from voiceguide.routine import Pose, Routine
from voiceguide.sheet.doses import doses_of, led_words
from voiceguide.sheet.lines import Line, Lines, Phrase, Texts

_GREETING_WORDS = 2


class SheetPose(NamedTuple):
    """One pose: what is said before its steps, its steps, and how much of it is done.

    ``cares`` are what was added for one person.
    """

    name: str
    cares: tuple[str, ...]
    intro: tuple[Line, ...]
    steps: tuple[Line, ...]
    doses: tuple[str, ...]
    picture: Path | None = None


class Sheet(NamedTuple):
    """All that stands on a sheet. ``client`` is for whom it is, "" for anyone."""

    title: str
    client: str
    about: str
    needs: str
    length_ms: int
    rounds: int
    welcome: Line
    cautions: tuple[str, ...]
    poses: tuple[SheetPose, ...]
    closing: Line
    author: str = ""
    problems: tuple[Problem, ...] = ()


def sheet_of(plan: Planned, pictures: Sequence[Path] = ()) -> Sheet:
    """Give what stands on the sheet of a routine as it was planned.

    Its pictures lie beside the text that each pose comes from, or in one of the folders
    ``pictures``; what is missing is told among the problems.
    """
    routine, pacing = plan.routine, plan.pacing
    texts = Texts(routine)
    problems: list[Problem] = []
    poses: list[SheetPose] = []
    seen: set[tuple[int, Place | None]] = set()
    for pose in led_poses(routine, pacing):
        if pose.again > 1 and (pose.text, pose.place) in seen:
            continue  # led once more: on paper, once is enough
        seen.add((pose.text, pose.place))
        picture = _picture(pose, routine, pictures)
        if pose.picture and not picture:
            message = f"no picture {pose.picture!r} for {pose.name!r}"
            hint = "put a PNG, JPEG, GIF or WebP of at most 4 MB beside the routine"
            problems.append(Problem(message, hint, pose.place, "warning"))
        intro, steps = Lines(pose, texts, pacing).intro_and_steps()
        cares = [part.text for part in pose.intro if part.place is None and part.role == "caution"]
        doses = tuple(doses_of(pose, pacing))
        poses.append(SheetPose(pose.name, tuple(cares), tuple(intro), tuple(steps), doses, picture))
    left_out = [pose.name for pose in routine.poses if pose.optional and not pacing.optional]
    for name in left_out:
        message = f"{name!r} is optional, and not on the sheet"
        problems.append(Problem(message, "--optional puts it there", None, "warning"))
    told, cautions = _welcome(routine, pacing)
    return Sheet(
        title=routine.title,
        client=str(routine.client.get("name", "")),
        about=routine.about,
        needs=needs_of(routine),
        length_ms=plan.timeline.length_ms,
        rounds=pacing.times(routine.rounds) if routine.rounds else 1,
        welcome=tuple(told),
        cautions=(*cautions, SAFETY),
        poses=tuple(poses),
        closing=tuple(Phrase(led_words(part, pacing)) for part in routine.closing if part.text),
        author=routine.author,
        problems=tuple(problems),
    )


def _welcome(routine: Routine, pacing: Pacing) -> tuple[list[Phrase], list[str]]:
    """Give what of the welcome tells how to do it, and its cautions.

    Left out are greetings, and what it needs: the sheet tells that above.
    """
    told: list[Phrase] = []
    cautions: list[str] = []
    line, of_line = 0, ""
    for part in routine.welcome:
        words = led_words(part, pacing)
        prefix, start = cut_prefix(words)
        if prefix or not part.place or part.place.line != line:
            # "Caution: Go slowly. Leave out what hurts.": the whole paragraph is one.
            line, of_line = part.place.line if part.place else 0, prefix
        role = of_line or part.role or role_of(words)
        if role == "caution":
            cautions.append(words[start:])
        elif len(words.split()) > _GREETING_WORDS and not stated_needs([words]):
            told.append(Phrase(words, "tip" if role == "tip" else ""))
    return told, cautions


def _picture(pose: Pose, routine: Routine, pictures: Sequence[Path]) -> Path | None:
    beside = Path(pose.place.path if pose.place else routine.path).parent
    for folder in dict.fromkeys((beside, Path(routine.path).parent, *pictures)):
        found = pictures_beside([pose], folder)
        if found:
            return found[pose.picture]
    return None
