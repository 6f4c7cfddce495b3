"""The file that names a catalogue: its routines, a matrix of settings, what is left out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from voiceguide.catalogue.orders import Order
from voiceguide.files import check_file
from voiceguide.formats import FORMATS, USUAL, endings, format_of
from voiceguide.problems import Place, Problem, VoiceguideError
from voiceguide.settings import SETTINGS, Settings

_MOST_BYTES = 1_000_000
_KNOWN = ("routines", "out", "captions", "settings", "matrix", "exclude")


@dataclass(frozen=True)
class Listing:
    """A catalogue as it was written, each value checked.

    ``rows`` are the combinations of the matrix that are not left out for every routine: the values
    as they were written, by name.
    """

    path: Path
    routines: tuple[Path, ...]
    out: str
    captions: tuple[str, ...]
    settings: Mapping[str, Any]
    matrix: Mapping[str, tuple[Any, ...]]
    exclude: tuple[Mapping[str, Any], ...]

    def orders(self) -> Iterator[Order | tuple[Path, VoiceguideError]]:
        """Give each session, routine by routine; of a routine that can't be read, why."""
        from voiceguide.loader import load

        for path in self.routines:
            try:
                routine = load(path).routine
            except VoiceguideError as error:
                yield path, error
                continue
            for row in self.rows(path):
                given = {**self.settings, **row}
                kind = given.pop("format", None)
                fields = {SETTINGS[name].field: value for name, value in given.items()}
                target = self._target(path, {**row, **({"format": kind} if kind else {})})
                yield Order(routine, target, Settings(**fields), self.captions)

    def rows(self, path: Path) -> Iterator[dict[str, Any]]:
        """Give what differs in each session of a routine."""
        for values in itertools.product(*self.matrix.values()):
            row = dict(zip(self.matrix, values, strict=True))
            if not any(_fits(rule, {**row, "routine": path.stem}) for rule in self.exclude):
                yield row

    def _target(self, path: Path, row: Mapping[str, Any]) -> str:
        named = self.out.replace("{routine}", path.stem)
        for name, value in row.items():
            named = named.replace(f"{{{name}}}", _in_a_name(value))
        if not format_of(Path(named)):
            named = f"{named}.{row.get('format', USUAL)}"
        return str(self.path.parent / Path(named).expanduser())


def read_listing(path: Path) -> Listing:
    """Read a catalogue's file.

    Raises VoiceguideError: with every problem in it, at its line.
    """
    import tomllib

    try:
        check_file(path, _MOST_BYTES)
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, ValueError) as problem:
        told = (isinstance(problem, OSError) and problem.strerror) or problem
        hint = "docs/catalogue.md shows what is in one"
        raise VoiceguideError(Problem(f"{path} can't be read: {told}", hint)) from problem
    return _Reader(path, text, data).listing()


class _Reader:
    def __init__(self, path: Path, text: str, data: dict[str, Any]) -> None:
        self._path, self._lines, self._data = path, text.splitlines(), data
        self._problems: list[Problem] = []

    def listing(self) -> Listing:
        data = self._data
        for name in data:
            if name not in _KNOWN:
                self._wrong(name, f'a catalogue has no "{name}"', f"it has {', '.join(_KNOWN)}")
        routines = self._routines(data.get("routines"))
        matrix = {name: self._values(name, each) for name, each in self._table("matrix").items()}
        settings = {
            name: value
            for name, each in self._table("settings").items()
            for value in self._values(name, [each])
        }
        for name in sorted(settings.keys() & matrix.keys()):
            self._wrong(name, f'"{name}" is in the matrix and in the settings', "keep one of both")
        captions = self._captions(data.get("captions", []))
        out = self._out(data.get("out"), matrix, settings)
        exclude = self._excluded(data.get("exclude", []), matrix)
        if self._problems:
            raise VoiceguideError(self._problems)
        listing = Listing(self._path, routines, out, captions, settings, matrix, exclude)
        self._check_names(listing)
        return listing

    def _routines(self, given: object) -> tuple[Path, ...]:
        if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
            self._wrong("routines", "routines are a list of files", 'routines = ["scripts/*.md"]')
            return ()
        found: dict[Path, None] = {}
        for each in given:
            named = Path(each).expanduser()
            base = Path(named.anchor) if named.is_absolute() else self._path.parent
            rest = str(named.relative_to(named.anchor)) if named.is_absolute() else str(named)
            paths = sorted(base.glob(rest)) if rest not in ("", ".") else []
            if not paths:
                self._wrong("routines", f'no routine is named "{each}"', "name files, or a pattern")
            found.update(dict.fromkeys(paths))
        return tuple(found)

    def _table(self, name: str) -> dict[str, Any]:
        given = self._data.get(name, {})
        if not isinstance(given, dict):
            self._wrong(name, f"{name} is a table", f"write [{name}], and settings under it")
            return {}
        return given

    def _values(self, name: str, given: object) -> tuple[Any, ...]:
        values = given if isinstance(given, list) else [given]
        if not values:
            self._wrong(name, f'"{name}" has no values', f'{name} = ["slow", "normal"]')
        if name == "format":
            for value in values:
                if value not in FORMATS:
                    self._wrong(
                        name, f"{value!r} is no format", f"it is one of {', '.join(FORMATS)}"
                    )
            return tuple(values)
        if name not in SETTINGS:
            self._wrong(name, f'"{name}" is no setting', f"they are {', '.join(SETTINGS)}, format")
            return ()
        for value in values:
            try:
                SETTINGS[name].read(value)
            except ValueError as problem:
                self._wrong(name, f"{problem}", "mend it, or leave it out")
        return tuple(values)

    def _captions(self, given: object) -> tuple[str, ...]:
        from voiceguide.session.captions import CAPTIONS

        kinds = given if isinstance(given, list) else [given]
        for kind in kinds:
            if kind not in CAPTIONS:
                self._wrong("captions", f"{kind!r} is no caption", f"one of {', '.join(CAPTIONS)}")
        return tuple(map(str, kinds))

    def _out(self, given: object, matrix: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
        example = 'out = "made/{routine}-{pace}.mp3"'
        if not isinstance(given, str) or not given.strip():
            self._wrong("out", "a catalogue says where its sessions go", example)
            return ""
        places = set(re.findall(r"\{(\w[\w-]*)\}", given))
        known = {"routine", *matrix, *(["format"] if "format" in settings else [])}
        for place in sorted(places - known):
            told = ", ".join(f"{{{name}}}" for name in ["routine", *matrix])
            self._wrong("out", f'"{{{place}}}" is nothing that sessions differ in', f"use {told}")
        ending = format_of(Path(given))
        if Path(given.replace("{", "").replace("}", "")).suffix and "{format}" not in given:
            if not ending:
                self._wrong("out", f"a session is a {endings()}", example)
            elif "format" in matrix or "format" in settings:
                self._wrong(
                    "out", f'"out" ends in .{ending}, and there is a format', "leave one out"
                )
        return given

    def _excluded(self, given: object, matrix: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
        rules = given if isinstance(given, list) else [given]
        for rule in rules:
            if not isinstance(rule, dict) or not rule:
                self._wrong("exclude", "what is left out is a table", '[[exclude]]\npace = "slow"')
                return ()
            for name, value in rule.items():
                values = value if isinstance(value, list) else [value]
                if name not in matrix and name != "routine":
                    self._wrong("exclude", f'"{name}" is not in the matrix', "leave it out")
                elif name != "routine" and any(each not in matrix[name] for each in values):
                    self._wrong("exclude", f"{name} is never {value!r}", "use values of the matrix")
        return tuple(rules)

    def _check_names(self, listing: Listing) -> None:
        seen: dict[str, Path] = {}
        for path in listing.routines:
            for row in listing.rows(path):
                target = listing._target(path, {**row, "format": _format(listing, row)})
                if target in seen:
                    differ = "{routine}" if seen[target] != path else ""
                    names = [f"{{{name}}}" for name in listing.matrix]
                    told = " ".join(filter(None, [differ, *names]))
                    self._wrong("out", f"two sessions would both be {target}", f"put in {told}")
                    raise VoiceguideError(self._problems)
                seen[target] = path

    def _wrong(self, name: str, message: str, hint: str) -> None:
        found = re.compile(rf"\s*\[*[\"']?{re.escape(name)}\b")
        for number, line in enumerate(self._lines, 1):
            if found.match(line):
                column = 1 + len(line) - len(line.lstrip())
                place = Place(str(self._path), number, column, len(line.strip()))
                self._problems.append(Problem(message, hint, place, source=line))
                return
        self._problems.append(Problem(f"{self._path}: {message}", hint))


def _format(listing: Listing, row: Mapping[str, Any]) -> str:
    return str(row.get("format", listing.settings.get("format", USUAL)))


def _fits(rule: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    for name, value in rule.items():
        values = value if isinstance(value, list) else [value]
        if name == "routine":
            if not any(fnmatchcase(row[name], str(each)) for each in values):
                return False
        elif row[name] not in values:
            return False
    return True


def _in_a_name(value: object) -> str:
    """Give a value as a part of a file's name."""
    return re.sub(r"[^\w.+-]+", "-", f"{value:g}" if isinstance(value, float) else str(value))
