"""The values that front matter and command line share: what may be written, what it means.

`SETTINGS` has a row for each: its kind (`voiceguide.setting_kinds`), which reads it, and how the
command line asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from os import PathLike
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from voiceguide import setting_kinds as kinds
from voiceguide.problems import Problem, VoiceguideError

PACES = {"slow": 1.25, "normal": 1.0, "fast": 0.75}
"""Factors on breath, movement and pauses: 10, 8 and 6 seconds a breath."""

CHIMES_MS = {"bowl": 4008, "bell": 3000, "none": 0}
"""How long each strike lasts; whole frames of 24 ms."""
BREATH_CHIME_MS = 1512
TICK_MS = 240
"""How long the tick lasts that counts a movement."""
USUAL_CHIME = "bowl"
USUAL_BED_LEVEL = 20.0
"""WCAG 1.4.7: what lies under speech is at least 20 dB quieter."""
BEDS = ("rain", "waves", "drone", "brown", "none")
BED_LEVELS = (10, 40)
"""LU under the speech: listeners want at least 10, and 40 is hardly there."""
LOUDNESS_LUFS = (-30, -14)
"""What platforms and broadcasters ask for lies between -24 and -14."""
SLOWEST, FASTEST = 100, 250
"""Spoken words a minute: espeak's own floor is near 100, and above 250 no one follows."""


Kept = TypeVar("Kept")
Given = TypeVar("Given")


class _Takes(Generic[Kept, Given]):
    """The type of a field that takes more than it keeps, such as a word for a number.

    Type checkers alone look at it; of a field's value nothing is left here but None, the default.
    """

    def __get__(self, settings: object, owner: type | None = None) -> Kept: ...  # type: ignore[empty-body]
    def __set__(self, settings: object, given: Given) -> None: ...


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    """What is asked for of a session; None where nothing is, and the usual goes.

    Each value may be what it is kept as, or a text as on the command line ("slow", "4,6").

    - ``voice``: the name of one that `voiceguide voices` lists; ``fallback``: of one that says
      what a voice of recordings lacks.
    - ``pace``, ``hold``: factors of 0.1 to 10, more is longer; ``pace`` is on breaths, movement
      and pauses ("slow" is 1.25, "fast" 0.75), ``hold`` on every hold.
    - ``breath``: in and out, each 0.5 to 30 seconds, and kept in milliseconds. They may be given
      in milliseconds, too: from 500 on a number can't be seconds.
    - ``rate``: spoken words a minute, 100 to 250.
    - ``range``: which number of "3-5 breaths" is taken. ``optional``: whether what is marked "if
      you like" is led. ``guidance``: how much is said. ``count``: how movements are counted.
    - ``chime``, ``bed``: a name ("bowl", "rain", "none" ...) or the path of a sound file, with at
      least a dot or a slash in it.
    - ``bed_level``: how many LU the bed stays under the speech, 10 to 40. ``swell``: whether it
      rises and falls with each breath. ``loudness``: of the speech, -30 to -14 LUFS.
    - ``voice_treatment``: "warm" for more body and a trace of a room.
    - ``length``: of the whole session, kept in milliseconds; a text ("20m", "20:00", "20 min") or
      a number of minutes. From 30,000 on a number is in milliseconds. ``fit``: whether poses may be
      left out ("drop") or led once more ("repeat") for it.
    - ``ready``: whole seconds to get ready before the first pose. ``announce``: "next" tells a pose
      before the one before it has ended its pause. ``end``: how the end of a hold is told.
      ``halfway``: whether its middle is.

    Raises VoiceguideError: values that are none of this, all of them at once.
    """

    voice: str | None = None
    fallback: str | None = None
    pace: _Takes[float | None, float | Literal["slow", "normal", "fast"] | None] = _Takes()
    breath: _Takes[tuple[int, int] | None, tuple[float, float] | None] = _Takes()
    hold: float | None = None
    rate: int | None = None
    range: Literal["low", "mid", "high"] | None = None
    optional: bool | None = None
    guidance: Literal["full", "brief", "minimal"] | None = None
    count: Literal["words", "tones", "none"] | None = None
    chime: _Takes[str | None, str | PathLike[str] | None] = _Takes()
    bed: _Takes[str | None, str | PathLike[str] | None] = _Takes()
    bed_level: float | None = None
    swell: bool | None = None
    loudness: float | None = None
    voice_treatment: Literal["none", "warm"] | None = None
    length: _Takes[int | None, str | float | None] = _Takes()
    fit: Literal["none", "drop", "repeat"] | None = None
    ready: _Takes[int | None, str | int | None] = _Takes()
    announce: Literal["name", "next"] | None = None
    end: Literal["words", "count", "chime", "none"] | None = None
    halfway: bool | None = None

    def __post_init__(self) -> None:
        problems = []
        for row in SETTINGS.values():
            given = getattr(self, row.field)
            if given is None:
                continue
            try:
                object.__setattr__(self, row.field, row.read(given))
            except ValueError as error:
                hint = f"mend it, or leave {row.field} out"
                problems.append(Problem(str(error), hint))
        if problems:
            raise VoiceguideError(problems)

    def __repr__(self) -> str:
        given = [(each.name, getattr(self, each.name)) for each in fields(self)]
        said = [f"{name}={value!r}" for name, value in given if value is not None]
        return f"Settings({', '.join(said)})"


def override(settings: Settings, over: Settings) -> Settings:
    """Lay settings over others: what ``over`` leaves at None stays as it was."""
    given = {
        field.name: value
        for field in fields(over)
        if (value := getattr(over, field.name)) is not None
    }
    return replace(settings, **given)


def from_plain(kept: Mapping[str, Any]) -> Settings:
    """Make settings of plain data, such as JSON gives, as strictly as of what a person writes.

    Raises ValueError: a value that front matter could not have.
    """
    given = [(SETTINGS[name], kept.get(SETTINGS[name].field)) for name in setting_names()]
    return Settings(**{row.field: row.read(value) for row, value in given if value is not None})


def setting_names() -> list[str]:
    """Give the settings' names in front matter, in the order of the fields of `Settings`."""
    return [field.name.replace("_", "-") for field in fields(Settings)]


class Setting(NamedTuple):
    """One setting: its ``name`` in front matter and, after two dashes, on the command line.

    ``metavar`` and ``help`` are what the command line's help shows; a setting without a metavar
    is a flag there, spelt ``flag``.
    """

    name: str
    kind: kinds.Kind
    metavar: str
    help: str
    flag: str = ""

    @property
    def field(self) -> str:
        """The field of `Settings` that has it."""
        return self.name.replace("-", "_")

    def read(self, given: object) -> Any:
        """Give the value of what was written or given. Raises ValueError: it is none."""
        return self.kind(self.name, given)


_ROWS = (
    Setting(
        "pace", kinds.factor("slow, normal, fast or a factor such as 1.25", PACES),
        "slow|normal|fast|FACTOR",
        "Stretch breaths, movement and pauses; 1.25 is slower. The voice stays as it is.",
    ),
    Setting(
        "breath", kinds.breath, "IN,OUT",
        "Seconds to breathe in and out [default: 3.5,4.5].",
    ),
    Setting(
        "hold", kinds.factor("a factor such as 0.5 or 2", {}), "FACTOR",
        "Stretch every hold; 2 is twice as long.",
    ),
    Setting(
        "rate",
        kinds.number(SLOWEST, FASTEST, "words a minute", "words a minute, such as 120", whole=True),
        "WPM", "Spoken words a minute [default: 120]; 105 is slow, 140 fast.",
    ),
    Setting(
        "voice", kinds.name_of("en-us"), "NAME",
        "One of those that `voiceguide voices` lists.",
    ),
    Setting(
        "fallback", kinds.name_of("heart"), "NAME",
        "Who says what is not recorded, with --voice recorded:FOLDER.",
    ),
    Setting(
        "range", kinds.choice("low", "mid", "high"), "low|mid|high",
        'Which number of "3-5 breaths" to take [default: mid].',
    ),
    Setting(
        "guidance", kinds.choice("full", "brief", "minimal"), "full|brief|minimal",
        "How much is said [default: full].",
    ),
    Setting(
        "count", kinds.choice("words", "tones", "none"), "words|tones|none",
        "How movements are counted: aloud, by soft ticks, or not at all [default: words].",
    ),
    Setting(
        "optional", kinds.yes_or_no, "", 'Lead what is marked "if you like", too.',
        flag="--optional",
    ),
    Setting(
        "chime", kinds.name_or_file(*CHIMES_MS), "|".join([*CHIMES_MS, "FILE"]),
        "What rings at each pose and change of side [default: bowl].",
    ),
    Setting(
        "bed", kinds.name_or_file(*BEDS), "|".join([*BEDS[:-1], "FILE"]),
        "Quiet sound under the voice [default: none]; the session is then in stereo.",
    ),
    Setting(
        "bed-level", kinds.number(*BED_LEVELS, "LU under the speech", "20"), "LU",
        "How far the bed stays under the speech [default: 20]; in silences it is 6 nearer.",
    ),
    Setting(
        "swell", kinds.yes_or_no, "", "Let the bed rise and fall with each breath.",
        flag="--swell/--no-swell",
    ),
    Setting(
        "loudness", kinds.number(*LOUDNESS_LUFS, "LUFS", "-18"), "LUFS",
        "Loudness of the speech [default: -19, in stereo -16].",
    ),
    Setting(
        "voice-treatment", kinds.choice("none", "warm"), "none|warm",
        "How the voice is treated [default: none].",
    ),
    Setting(
        "length", kinds.length, "20m|20:00",
        "Fit the session to this length: ranges first, then what is assumed or optional.",
    ),
    Setting(
        "fit", kinds.choice("none", "drop", "repeat"), "none|drop|repeat",
        "For --length, leave out poses marked (optional), or lead poses once more.",
    ),
    Setting(
        "ready", kinds.ready, "SECONDS",
        "Time to get ready before the first pose, with what is needed for it [default: 0].",
    ),
    Setting(
        "announce", kinds.choice("name", "next"), "name|next",
        "Name a pose as it begins, or the next one and its position before [default: name].",
    ),
    Setting(
        "end", kinds.choice("words", "count", "chime", "none"), "words|count|chime|none",
        'How a hold ends: with "ten more seconds", 5-4-3-2-1 or a soft tone [default: words].',
    ),
    Setting(
        "halfway", kinds.yes_or_no, "", "Tell the middle of a long hold [default: yes].",
        flag="--halfway/--no-halfway",
    ),
)  # fmt: skip

SETTINGS = {row.name: row for row in _ROWS}
"""Every setting under its name, in the order in which the command line's help has them."""


def given_names(settings: Settings) -> list[str]:
    """Give the names, as in front matter, of the settings that ask for something."""
    return [name for name, row in SETTINGS.items() if getattr(settings, row.field) is not None]
