"""The settings at the head of a routine: flat ``key: value`` lines between two ``---``."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from voiceguide.english.pattern import Pattern
from voiceguide.problems import Problem
from voiceguide.reading.markdown import Entry
from voiceguide.reading.text import Text
from voiceguide.settings import SETTINGS, Settings, setting_names

_TEXTS = ("title", "about", "author", "date", "closing")
_ENTRY = Pattern(r"(?P<key>[\w-]+)\s?:\s+(?P<value>\S.*)", ":")
_DATE = Pattern(r"\d{4}(?:-\d\d-\d\d)?", flags=0)


@dataclass(slots=True)
class FrontMatter:
    """What the front matter says; None where it says nothing."""

    title: Text | None = None
    about: Text | None = None
    author: Text | None = None
    date: Text | None = None
    closing: Text | None = None
    settings: Settings = field(default_factory=Settings)


def read_front_matter(entries: list[Entry], problems: list[Problem]) -> FrontMatter:
    """Read every setting; what is wrong with one goes to ``problems``."""
    front = FrontMatter()
    seen: set[str] = set()
    for entry in entries:
        key, value = entry.key.words.lower(), entry.value
        if key in seen:
            problems.append(_wrong(entry.key, f"{key} is set twice", "leave one of the two out"))
        elif key not in SETTINGS and key not in _TEXTS:
            problems.append(_unknown(entry.key))
        elif value is None:
            problems.append(
                _wrong(
                    entry.key,
                    f"{key} has no value",
                    f"write it after {key}:, or leave the line out",
                )
            )
        elif key == "date" and not _is_date(value.words):
            hint = "write year, month and day, as in 2026-08-05; or the year alone"
            problems.append(_wrong(value, f"{value.words!r} is no date", hint))
        elif key in _TEXTS:
            setattr(front, key, value)
        else:
            try:
                setting = SETTINGS[key]
                front.settings = replace(
                    front.settings, **{setting.field: setting.read(value.words)}
                )
            except ValueError as error:
                problems.append(_wrong(value, str(error), f"mend it, or leave {key} out"))
        seen.add(key)
    return front


def undashed(paragraphs: Sequence[Text]) -> list[Problem]:
    """Tell of settings at the very top that no line of --- makes settings: they are spoken."""
    found = _ENTRY.match(paragraphs[0].words) if paragraphs else None
    if found is None or not _is_entry(found["key"].lower(), found["value"]):
        return []
    hint = "put a line of --- above the settings and one below"
    message = f"{found['key']}: is no setting here, and would be spoken"
    return [paragraphs[0].problem(message, hint, 0, found.end("key") + 1)]


def _is_entry(key: str, value: str) -> bool:
    """Tell a setting from words that begin like one: "Breath: let it come and go."."""
    if key in SETTINGS:
        with contextlib.suppress(ValueError):
            return SETTINGS[key].read(value.split(maxsplit=1)[0]) is not None
    return key in ("title", "author", "date")


def _is_date(words: str) -> bool:
    from datetime import date  # few routines have one

    if not _DATE.fullmatch(words):
        return False
    try:
        return bool(date.fromisoformat(f"{words}-01-01"[:10]))
    except ValueError:
        return False


def _unknown(key: Text) -> Problem:
    import difflib  # slow to load for names that are right

    names = [*_TEXTS, *setting_names()]
    near = difflib.get_close_matches(key.words.lower(), names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(names)}"
    return _wrong(key, f"unknown setting {key.words!r}", hint)


def _wrong(text: Text, message: str, hint: str) -> Problem:
    return text.problem(message, hint, 0, len(text.words))
