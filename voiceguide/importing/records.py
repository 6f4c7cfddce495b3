"""Workouts as data: JSON and YAML become plain values, each amount in its own words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NoReturn

from voiceguide.problems import fail

Language = Literal["JSON", "YAML"]
Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""What a file holds: words, lists and records. Numbers and truth are words; nothing is ""."""

INSTALL = "pip install pyyaml"
_MOST_VALUES = 20_000
_DEEPEST = 20


def read_records(text: str, name: str, language: Language) -> Value:
    """Read the values of a file; ``name`` is for messages.

    Raises `VoiceguideError`: it is not written as its language asks, holds more than a workout, or
    PyYAML is missing.
    """
    try:
        value = _json(text, name) if language == "JSON" else _yaml(text, name)
        return _Plain(name).of(value, 0)
    except RecursionError:
        raise _too_much(name) from None


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        _broken(name, "JSON", error.lineno, error.colno, error.msg)


def _yaml(text: str, name: str) -> Any:
    try:
        import yaml
    except ImportError:
        hint = f"{INSTALL}, or save it as JSON or as a table"
        raise fail(f"reading {name}, in YAML, needs PyYAML, which is not installed", hint) from None
    try:
        # Every scalar stays as it is written: "1:30" is no number of minutes, nor "no" a denial.
        return yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        _broken(name, "YAML", line, column, error.problem or "it can't be read")
    except yaml.YAMLError as error:
        _broken(name, "YAML", 1, 1, str(error).splitlines()[0])


def _broken(name: str, language: Language, line: int, column: int, why: str) -> NoReturn:
    hint = f"mend it there, or paste the {language} as a text of steps"
    raise fail(f"{name}:{line}:{column}: this is no {language}: {why[:1].lower()}{why[1:]}", hint)


def _too_much(name: str) -> Exception:
    return fail(f"{name} holds more than a workout", "import one workout at a time")


class _Plain:
    """Makes plain values of what a parser gave; one that repeats itself without end is too much."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0

    def of(self, value: Any, depth: int) -> Value:
        self.count += 1
        if self.count > _MOST_VALUES or depth > _DEEPEST:
            raise _too_much(self.name)
        if isinstance(value, Mapping):
            return {_words(key): self.of(each, depth + 1) for key, each in value.items()}
        if isinstance(value, list):
            return [self.of(each, depth + 1) for each in value]
        return _words(value)


def _words(value: Any) -> str:
    if value is None or (isinstance(value, str) and value.strip() in ("~", "null", "Null", "NULL")):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
