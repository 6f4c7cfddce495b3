"""The file that names a catalogue, as it is read: every value checked, each problem at its line."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from voiceguide.catalogue.matrix import Listing
from voiceguide.files import check_file
from voiceguide.formats import FORMATS, USUAL, endings, format_of
from voiceguide.problems import Place, Problem, VoiceguideError
from voiceguide.remote.place import is_address, without_secrets
from voiceguide.settings import SETTINGS

_MOST_BYTES = 1_000_000
_KNOWN = ("routines", "clients", "out", "captions", "settings", "matrix", "exclude")


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
        routines = self._files("routines", data.get("routines"), "scripts/*.md")
        clients = self._files("clients", data.get("clients", []), "clients/*.toml")
        matrix = {name: self._values(name, each) for name, each in self._table("matrix").items()}
        settings = {
            name: value
            for name, each in self._table("settings").items()
            for value in self._values(name, [each])
        }
        for name in sorted(settings.keys() & matrix.keys()):
            self._wrong(name, f'"{name}" is in the matrix and in the settings', "keep one of both")
        captions = self._captions(data.get("captions", []))
        differ = ["routine", *(["client"] if clients else []), *matrix]
        out = self._out(data.get("out"), differ, settings)
        stems = {
            name: [each.stem for each in paths]
            for name, paths in (("routine", routines), ("client", clients))
            if paths
        }
        exclude = self._excluded(data.get("exclude", []), matrix, stems)
        if self._problems:
            raise VoiceguideError(self._problems)
        listing = Listing(self._path, routines, clients, out, captions, settings, matrix, exclude)
        self._check_names(listing)
        return listing

    def _files(self, name: str, given: object, example: str) -> tuple[Path, ...]:
        if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
            self._wrong(name, f"{name} are a list of files", f'{name} = ["{example}"]')
            return ()
        found: dict[Path, None] = {}
        for each in given:
            named = Path(each).expanduser()
            base = Path(named.anchor) if named.is_absolute() else self._path.parent
            rest = str(named.relative_to(named.anchor)) if named.is_absolute() else str(named)
            paths = sorted(base.glob(rest)) if rest not in ("", ".") else []
            if not paths:
                told = f'no {name.removesuffix("s")} is named "{each}"'
                self._wrong(name, told, "name files, or a pattern")
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

    def _out(self, given: object, differ: list[str], settings: Mapping[str, Any]) -> str:
        example = 'out = "made/{routine}-{pace}.mp3"'
        if not isinstance(given, str) or not given.strip():
            self._wrong("out", "a catalogue says where its sessions go", example)
            return ""
        if is_address(given) and without_secrets(given) != given:
            told = f"{self._path}: a catalogue is no place for a password"
            self._problems.append(Problem(told, "give it as the kind of address has it, outside"))
            return given
        if is_address(given) and not re.match(r"[^{]*//+[^{/]+/", given):
            self._wrong("out", "an address begins with a folder", 'out = "s3://bucket/{routine}"')
            return given
        places = set(re.findall(r"\{(\w[\w-]*)\}", given))
        known = {*differ, *(["format"] if "format" in settings else [])}
        for place in sorted(places - known):
            told = ", ".join(f"{{{name}}}" for name in differ)
            self._wrong("out", f'"{{{place}}}" is nothing that sessions differ in', f"use {told}")
        ending = format_of(Path(given))
        if Path(given.replace("{", "").replace("}", "")).suffix and "{format}" not in given:
            if not ending:
                self._wrong("out", f"a session is a {endings()}", example)
            elif "format" in differ or "format" in settings:
                self._wrong(
                    "out", f'"out" ends in .{ending}, and there is a format', "leave one out"
                )
        return given

    def _excluded(
        self, given: object, matrix: Mapping[str, Any], stems: Mapping[str, list[str]]
    ) -> tuple[dict[str, Any], ...]:
        rules = given if isinstance(given, list) else [given]
        for at, rule in enumerate(rules):
            if not isinstance(rule, dict) or not rule:
                self._wrong("exclude", "what is left out is a table", '[[exclude]]\npace = "slow"')
                return ()
            for name, value in rule.items():
                values = value if isinstance(value, list) else [value]
                if name in stems:
                    for each in values:
                        if not any(fnmatchcase(stem, str(each)) for stem in stems[name]):
                            told, hint = f"no {name} is named {each!r}", "mend it, or leave it out"
                            self._wrong(name, told, hint, rule=at)
                elif name not in matrix:
                    told, hint = f'"{name}" is not in the matrix', "leave it out"
                    self._wrong(name, told, hint, rule=at)
                elif any(each not in matrix[name] for each in values):
                    told, hint = f"{name} is never {value!r}", "use values of the matrix"
                    self._wrong(name, told, hint, rule=at)
        return tuple(rules)

    def _check_names(self, listing: Listing) -> None:
        seen: dict[str, tuple[Path, Path | None]] = {}
        for about in itertools.product(listing.routines, listing.clients or (None,)):
            for row in listing.rows(*about):
                target = listing.target(*about, {**row, "format": _format(listing, row)})
                # As the file system has it: capitals are the same as small letters on some.
                name = os.path.normcase(target)
                if name in seen:
                    told = f"two sessions would both be {target}"
                    self._wrong("out", told, _to_differ(listing, about, seen[name]))
                    raise VoiceguideError(self._problems)
                seen[name] = about
        if not seen:
            self._wrong("exclude", "every session is left out", "leave fewer out")
            raise VoiceguideError(self._problems)

    def _wrong(self, name: str, message: str, hint: str, rule: int | None = None) -> None:
        """Tell what is wrong where its name stands; that of a ``rule``, below the rule's head."""
        found = re.compile(rf"\s*\[*[\"']?{re.escape(name)}\b")
        heads = [at for at, line in enumerate(self._lines) if re.match(r"\s*\[+exclude\b", line)]
        after = heads[rule] if rule is not None and rule < len(heads) else 0
        for number, line in enumerate(self._lines[after:], after + 1):
            if found.match(line):
                column = 1 + len(line) - len(line.lstrip())
                place = Place(str(self._path), number, column, len(line.strip()))
                self._problems.append(Problem(message, hint, place, source=line))
                return
        self._problems.append(Problem(f"{self._path}: {message}", hint))


def _to_differ(
    listing: Listing, one: tuple[Path, Path | None], other: tuple[Path, Path | None]
) -> str:
    """Tell what sets the names of two sessions apart, each of a routine for a client."""
    names = ["routine"] * (one[0] != other[0]) + ["client"] * (one[1] != other[1])
    lacking = [
        f"{{{name}}}" for name in names or listing.matrix if f"{{{name}}}" not in listing.out
    ]
    if lacking:
        return f"put in {' '.join(lacking)}"
    told = " and ".join(f"{path}" for path in (one[0], other[0])) if names == ["routine"] else ""
    return f"{told or 'they'} have the same name: give one another"


def _format(listing: Listing, row: Mapping[str, Any]) -> str:
    return str(row.get("format", listing.settings.get("format", USUAL)))
