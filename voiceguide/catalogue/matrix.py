"""A catalogue as it was written: which sessions it asks for, and what each is called."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from voiceguide.catalogue.orders import Order
from voiceguide.formats import USUAL, format_of
from voiceguide.problems import VoiceguideError
from voiceguide.remote.place import is_address
from voiceguide.routine import Routine
from voiceguide.settings import SETTINGS, Settings, override


@dataclass(frozen=True)
class Listing:
    """A catalogue as it was written, each value checked.

    ``rows`` are the combinations of the matrix that are not left out: the values as they were
    written, by name. Where there are ``clients``, each routine is made for each of them.
    """

    path: Path
    routines: tuple[Path, ...]
    clients: tuple[Path, ...]
    out: str
    captions: tuple[str, ...]
    settings: Mapping[str, Any]
    matrix: Mapping[str, tuple[Any, ...]]
    exclude: tuple[Mapping[str, Any], ...]

    def orders(self) -> Iterator[Order | tuple[str, VoiceguideError]]:
        """Give each session, routine by routine; of what can't be read, its name and why."""
        from voiceguide.loader import led_for, load

        for path in self.routines:
            try:
                whole = load(path).routine
            except VoiceguideError as error:
                yield str(path), error
                continue
            for client in self.clients or (None,):
                rows = [*self.rows(path, client)]
                if not rows:
                    continue
                routine, base = whole, Settings()
                if client:
                    try:
                        routine, who = led_for(whole, client)
                        base = who.settings
                    except VoiceguideError as error:
                        yield f"{path} for {client.stem}", error
                        continue
                for row in rows:
                    yield self._order(routine, base, path, client, row)

    def rows(self, path: Path, client: Path | None = None) -> Iterator[dict[str, Any]]:
        """Give what differs in each session of a routine, and of a client."""
        named = {"routine": path.stem, **({"client": client.stem} if client else {})}
        for values in itertools.product(*self.matrix.values()):
            row = dict(zip(self.matrix, values, strict=True))
            if not any(_fits(rule, {**row, **named}) for rule in self.exclude):
                yield row

    def _order(
        self,
        routine: Routine,
        base: Settings,
        path: Path,
        client: Path | None,
        row: Mapping[str, Any],
    ) -> Order:
        given = {**self.settings, **row}
        kind = given.pop("format", None)
        fields = {SETTINGS[name].field: value for name, value in given.items()}
        target = self.target(path, client, {**row, **({"format": kind} if kind else {})})
        return Order(routine, target, override(base, Settings(**fields)), self.captions)

    def target(self, path: Path, client: Path | None, row: Mapping[str, Any]) -> str:
        """Name a session's file."""
        named = self.out.replace("{routine}", path.stem)
        named = named.replace("{client}", _in_a_name(client.stem) if client else "")
        for name, value in row.items():
            named = named.replace(f"{{{name}}}", _in_a_name(value))
        if not format_of(Path(named)):
            named = f"{named}.{row.get('format', USUAL)}"
        return named if is_address(named) else str(self.path.parent / Path(named).expanduser())

    @property
    def elsewhere(self) -> str:
        """The address of the folder that all sessions go to or below, "" where that is here."""
        return self.out.partition("{")[0].rpartition("/")[0] if is_address(self.out) else ""


def _fits(rule: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    for name, value in rule.items():
        values = value if isinstance(value, list) else [value]
        if name in ("routine", "client"):
            if not any(fnmatchcase(row[name], str(each)) for each in values):
                return False
        elif row[name] not in values:
            return False
    return True


def _in_a_name(value: object) -> str:
    """Give a value as a part of a file's name."""
    return re.sub(r"[^\w.+-]+", "-", f"{value:g}" if isinstance(value, float) else str(value))
