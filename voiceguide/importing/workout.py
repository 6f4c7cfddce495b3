"""A workout's fields become blocks: every list of exercises is found, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from voiceguide.importing.blocks import Block
from voiceguide.importing.columns import DOSED, Heading, heading_of
from voiceguide.importing.one_liners import one_liner
from voiceguide.importing.records import Value
from voiceguide.importing.rows import LEVEL, read_row
from voiceguide.importing.text_wrapper import Plain
from voiceguide.problems import fail

_TITLES = ("title", "name", "workout", "routine", "workout_name", "routine_name")
_TEXTS = ("description", "intro", "introduction", "instructions", "warning", "caution", "welcome")
_LOW = ("min", "low", "from", "minimum", "start")
_HIGH = ("max", "high", "to", "maximum", "end")
_AMOUNT = ("value", "amount", "count", "quantity", "number")


def read_workout(value: Value, name: str) -> Plain:
    """Make blocks of a workout's records.

    Raises `VoiceguideError`: no list of exercises is in it, or a field holds what can't be led; the
    field is named as in "exercises 2, reps".
    """
    workout = Plain()
    reader = _Reader(name, workout)
    reader.group(value, ())
    if not reader.exercises:
        fields = ", ".join(value) if isinstance(value, Mapping) else "a list without records"
        hint = 'an exercise is a record with a name and a dose: {"name": "Bridge", "reps": 10}'
        raise fail(f"no list of exercises was found in {name}: it has {fields or 'nothing'}", hint)
    return workout


class _Reader:
    """Goes through groups and their lists, exercise by exercise."""

    def __init__(self, name: str, workout: Plain) -> None:
        self.name = name
        self.workout = workout
        self.exercises = 0

    def group(self, value: Value, path: tuple[str, ...]) -> None:
        """Read what holds exercises: a list of them, or a record with lists in it."""
        if isinstance(value, str):
            self._line(value)
        elif isinstance(value, Mapping) and _is_by_name(value):
            for name, each in value.items():
                if isinstance(each, Mapping):
                    self._exercise({"name": name, **each}, (*path, name))
                elif isinstance(each, str):
                    self._line(f"{name}: {each}")
        elif isinstance(value, Mapping):
            self._fields(value, path)
        else:
            for number, each in enumerate(value, 1):
                place = (*path[:-1], f"{path[-1]} {number}" if path else f"exercise {number}")
                if isinstance(each, Mapping) and not _holds_exercises(each):
                    self._exercise(each, place)
                else:
                    self.group(each, place)

    def _line(self, words: str) -> None:
        found = one_liner(words)
        steps = found.steps if found else []
        self.workout.blocks.append(Block("heading", found.name if found else words, LEVEL))
        self.workout.blocks += _items(steps or [words])
        self.exercises += 1

    def _fields(self, record: Mapping[str, Value], path: tuple[str, ...]) -> None:
        """Read a record that holds lists: its title, what is said first, then the lists."""
        for key, value in record.items():
            plain = _plain(key)
            place = (*path, key)
            if not isinstance(value, str):
                if _holds_exercises({key: value}):
                    self.group(value, place)
                else:
                    self._leave_out(key, value)
            elif plain in _TITLES and not self.workout.title and not self.exercises:
                self.workout.title = value
            elif plain in _TITLES:
                self.workout.left_out.append(("a group of exercises", value))
            elif plain in _TEXTS:
                self.workout.blocks.append(Block("text", value))
            elif value:
                self._leave_out(key, value)

    def _leave_out(self, key: str, value: Value) -> None:
        words = value if isinstance(value, str) else ", ".join(_leaves(value))
        self.workout.left_out.append(("a field that is not led", f"{key}: {words}"))

    def _exercise(self, record: Mapping[str, Value], path: tuple[str, ...]) -> None:
        columns: list[tuple[str, Heading | None, str]] = []
        for key, value in record.items():
            heading = heading_of(key)
            if heading and heading.column in DOSED:
                columns.append((key, heading, self._amount(value, (*path, key))))
            elif isinstance(value, Mapping):
                self._leave_out(f"{' '.join(path)}, {key}", value)
            else:
                columns.append(
                    (key, heading, value if isinstance(value, str) else "\n".join(_leaves(value)))
                )
        row = read_row(columns)
        self.workout.blocks += row.blocks
        self.workout.left_out += row.left_out
        self.workout.assumed += row.assumed
        self.exercises += 1

    def _amount(self, value: Value, path: tuple[str, ...]) -> str:
        """Give an amount as words; a record may name its least, its most and its unit."""
        if isinstance(value, str):
            return value
        if isinstance(value, Mapping):
            fields = {_plain(key): each for key, each in value.items() if isinstance(each, str)}
            low, high, one = (_first(fields, keys) for keys in (_LOW, _HIGH, _AMOUNT))
            unit = fields.get("unit", "")
            known = {*_LOW, *_HIGH, *_AMOUNT, "unit"}
            amount = f"{low}-{high}" if low and high and low != high else low or high or one
            if amount and len(fields) == len(value) and set(fields) <= known:
                return f"{amount} {unit}".strip()
        elif len(set(value)) == 1 and isinstance(value[0], str):  # the same for every set
            return value[0]
        hint = 'write one amount, as in "10", "8-12" or "30 s"'
        raise fail(f"{self.name}: {', '.join(path)} is no amount: {' '.join(_leaves(value))}", hint)


def _holds_exercises(record: Mapping[str, Value]) -> bool:
    """Tell a group from an exercise: somewhere in it is a list of records, or of whole lines."""
    return any(
        _lists_exercises(value, known=heading_of(key) is not None)
        for key, value in record.items()
        if (heading := heading_of(key)) is None or heading.column not in DOSED
    )


def _lists_exercises(value: Value, *, known: bool) -> bool:
    if isinstance(value, str):
        return False
    if isinstance(value, Mapping):
        return _is_by_name(value) or _holds_exercises(value)
    lines = not known and any(isinstance(each, str) and one_liner(each) for each in value)
    return lines or any(isinstance(each, Mapping) for each in value)


def _is_by_name(record: Mapping[str, Value]) -> bool:
    """Tell exercises by their names, {"Squat": {"sets": 3}, "Plank": "30 s"}, from fields."""
    if not record or any(_plain(key) in (*_TITLES, *_TEXTS) or heading_of(key) for key in record):
        return False
    return all(
        one_liner(f"{name}: {each}") is not None
        if isinstance(each, str)
        else isinstance(each, Mapping)
        and not _holds_exercises(each)
        and any((field := heading_of(key)) and field.column in DOSED for key in each)
        for name, each in record.items()
    )


def _items(steps: Sequence[str]) -> list[Block]:
    return [Block("item", step, 0, number, number == 1) for number, step in enumerate(steps, 1)]


def _plain(key: str) -> str:
    key = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key)
    return "_".join(re.sub(r"[_-]", " ", key).lower().split())


def _first(fields: Mapping[str, Value], keys: Sequence[str]) -> str:
    found = (fields[key] for key in keys if key in fields)
    value = next(found, "")
    return value if isinstance(value, str) else ""


def _leaves(value: Value) -> Iterator[str]:
    """Give the words of a value, whatever it is made of."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield " ".join([key, *_leaves(each)])
    else:
        for each in value:
            yield from _leaves(each)
