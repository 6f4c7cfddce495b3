"""Doses that stand in columns, labels or fields ("Sets", "hold_seconds") become steps to lead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from voiceguide.english.account import measuring, unaccounted
from voiceguide.english.doses import find_dose
from voiceguide.importing.columns import AMOUNT, BARE, BOTH, COUNT, Heading, is_nothing

_FLAGS = re.IGNORECASE | re.VERBOSE
_HELD = re.compile(
    r"\b(?:stretch|pose|posture|asana|plank|fold|hang|twist|pigeon|butterfly|savasana)\b",
    re.IGNORECASE,
)
_VERB = re.compile(r"(?:hold|stay|keep|do|rest)\b", re.IGNORECASE)
_TIME = re.compile(r"^(?:hold\s|for\s|rest\s)+", re.IGNORECASE)
_SINGLE = re.compile(r"^(?:1|one|single)(?:\sside)?$", re.IGNORECASE)
_EACH = re.compile(
    r"""[,\s]*(?:/\s?|\b(?:on\s|for\s|to\s)?(?:each|per|every|both|ea\.?)\s?)
    (?P<noun>side|leg|arm|foot|hand|direction|way)?s?\.?$""",
    _FLAGS,
)


class Dosed(NamedTuple):
    """The steps that say a dose, the times whose unit was assumed, and what can't be led."""

    steps: list[str]
    assumed: list[str]
    left_out: list[str]


def dose_steps(name: str, values: Sequence[tuple[Heading, str]], *, shown: bool) -> Dosed:
    """Say in steps what columns or fields ask for, in the order in which it is done.

    ``name`` is the exercise's; ``shown`` tells whether other steps show what to do: a movement to
    be counted needs one, and is called by its name where there is none.
    """
    reader = _Values()
    for heading, value in values:
        if not is_nothing(value):
            reader.take(heading, value)
    return Dosed(reader.steps(name, shown=shown), reader.assumed, reader.left_out)


def line_steps(name: str, words: str) -> list[str]:
    """Give the steps of "Neck tilt - 20 sec each side": a name, and all of its dose."""
    dose = find_dose(words)
    counted = re.fullmatch(rf"[x×]\s?(?P<n>{AMOUNT})|(?P<m>{AMOUNT})\s?[x×]", words, re.IGNORECASE)
    again = f"Repeat {counted['n'] or counted['m']} times." if counted else f"{words.rstrip('.')}."
    if dose is None or not (dose.hold or dose.work):
        return [f"{_called(name)}.", again]
    if dose.sets or dose.reps or dose.work or dose.rests or _VERB.match(words):
        return [again]
    return [f"{_called(name)} for {again}"]


def _called(name: str) -> str:
    """Give a name as a step may say it: not one that reading takes for a count, as "Quad set"."""
    strange = any(unaccounted(name, measuring(name), ()))
    return "Do this" if strange or not name else name


class _Values:
    """Gathers the values of one exercise."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self.noun = ""
        self.between = ""
        self.as_written: list[str] = []
        self.assumed: list[str] = []
        self.left_out: list[str] = []

    def take(self, heading: Heading, value: str) -> None:
        """Take one value; one that is not what its heading says is kept as it is written."""
        value = " ".join(value.split()).strip(" .;,")
        column = heading.column
        if column == "sides":
            self._sides(value)
            return
        each = _EACH.search(value)
        bare = value[: each.start()] if each else value
        if column in ("sets", "reps"):
            found = COUNT.match(bare)
            amount = found["amount"] if found else ""
            if not amount and (dose := find_dose(bare)) and dose.hold and not dose.reps:
                column, amount = "time", bare
        elif column in ("hold", "time", "work", "rest"):
            amount = self._time(heading, _TIME.sub("", bare))
        else:
            amount = ""
        if amount and column not in self.words:
            self.words[column] = amount
            self.noun = (each["noun"] or "side") if each else self.noun
            self.between = heading.between or self.between if column == "rest" else self.between
        elif find_dose(value):
            self.as_written.append(f"{value}.")
        elif any(mark.isdigit() for mark in value):
            self.as_written.append(
                f"{column.capitalize()}: {value}."
            )  # reading tells what it is not
        else:
            self.left_out.append(f"{column}: {value}")

    def _sides(self, value: str) -> None:
        if both := BOTH.match(value):
            self.noun = both["noun"] or "side"
        elif find_dose(value):
            self.as_written.append(f"{value}.")
        elif not _SINGLE.match(value):
            self.left_out.append(f"sides: {value}")

    def _time(self, heading: Heading, value: str) -> str:
        """Give a time with its unit; "" for what is none."""
        if BARE.match(value):
            if not heading.unit:
                self.assumed.append(f"{heading.column} {value} is taken for seconds")
            return f"{value} {heading.unit or 'seconds'}"
        dose = find_dose(f"hold for {value}")
        timed = dose and dose.hold and not (dose.reps or dose.sets or dose.rests or dose.work)
        return value if timed else ""

    def steps(self, name: str, *, shown: bool) -> list[str]:
        """Say them: the hold, its repetitions in their sets with what parts them, the rest."""
        words = dict(self.words)
        if words.get("sets") in ("1", "one"):
            del words["sets"]  # one set is what is done anyhow
        sets, reps, rest = (words.get(key, "") for key in ("sets", "reps", "rest"))
        each = f" on each {self.noun}" if self.noun else ""
        held = self._held(name, words, shown=shown)
        counted = _counted(sets, reps)
        written = " ".join(self.as_written)
        if counted:
            counted += each
        elif held:
            held[-1] += each
        elif self.noun and not written:
            counted = f"Do this{each}"
        parted = self._parted(sets)
        if rest and parted and counted:
            counted += f", rest for {rest} between {parted}"
        elif rest and written and (between := _between(written)):
            written = f"{written.rstrip('.')}, rest for {rest} between {between}."
        elif rest:
            rest = f"Rest for {rest}"
        # A hold says what to do; a movement that is only counted needs its name.
        named = [_called(name)] if name and not shown and not held else []
        ends = [rest] if rest.startswith("Rest") else []
        said = [f"{step}." for step in (*named, *held, counted) if step]
        return [*said, *([written] if written else []), *(f"{step}." for step in ends)]

    def _held(self, name: str, words: Mapping[str, str], *, shown: bool) -> list[str]:
        held = []
        if "hold" in words:
            held.append(f"Hold for {words['hold']}")
        if "time" in words:
            what = "Hold" if _HELD.search(name) else "Do this"
            held.append(f"{what if shown or held else _called(name)} for {words['time']}")
        if "work" in words:
            held.append(f"{words['work']} of work")
        return held

    def _parted(self, sets: str) -> str:
        if self.between:
            named = "repetitions" if self.between.startswith("rep") else self.between
            return "" if named.startswith("exercise") else f"{named.rstrip('s')}s"
        return "sets" if sets else ""


def _counted(sets: str, reps: str) -> str:
    if sets and reps:
        return f"Do {sets} sets of {reps} repetitions"
    if sets:
        return f"Do {sets} sets"
    return f"Repeat {reps} times" if reps else ""


def _between(written: str) -> str:
    """Tell what a rest parts in a dose that is kept as it is written: its sets, or its rounds."""
    dose = find_dose(written.rstrip("."))
    if dose is None or not (dose.sets or dose.reps):
        return ""
    return "sets" if dose.sets else "repetitions"
