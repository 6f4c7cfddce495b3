"""What a catalogue has made: of each file what shaped it, and what it was when it was made.

A line of JSON for each, put there as it is made: a run that was ended goes on from there.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from voiceguide.catalogue.orders import Outcome
from voiceguide.catalogue.outputs import There, beside, read_there, write_there
from voiceguide.files import whole
from voiceguide.problems import fail

_Rows = dict[str, dict[str, object]]


def _rows_in(lines: Iterable[str]) -> _Rows:
    rows: _Rows = {}
    for line in lines:
        # The last line may be cut, where a run was ended.
        with contextlib.suppress(ValueError, TypeError, KeyError):
            row = json.loads(line)
            rows[str(row["file"])] = row
    return rows


class Kept:
    """The files that were made before, by their names."""

    def __init__(self, path: Path, elsewhere: str = "") -> None:
        """Read what was written down, as far as it is whole; there need be nothing.

        ``elsewhere`` is the address of the folder that the files go to, "" where that is here: what
        is written down is put there as well, for the machine that makes them next.

        Raises VoiceguideError: what is there can't be read.
        """
        self._path = path
        self._elsewhere = f"{elsewhere}/{path.name}" if elsewhere else ""
        self._rows, self._other = self._read(), self._read_elsewhere()
        self._there = There()
        self._added: list[str] = []

    def __contains__(self, target: str) -> bool:
        return target in self._rows or target in self._other

    def is_right(self, target: str, inputs: str, captions: Sequence[str] = ()) -> bool:
        """Tell whether a file is there as it was made, of what it would be made of now.

        Its captions are to be there, whatever is in them.

        One of the same size and time is taken for the same, as it is where a folder is copied or
        backed up; one of another time is read.
        """
        about = self._there.about(target)
        if about is None or not all(self._there.about(beside(target, kind)) for kind in captions):
            return False
        for rows in (self._rows, self._other):
            row = rows.get(target, {})
            if row.get("inputs") != inputs or row.get("bytes") != about.size:
                continue
            if about.mtime_ns != row.get("mtime_ns"):
                if self._there.digest(target) != row.get("sha256"):
                    continue
                row["mtime_ns"] = about.mtime_ns
            self._rows[target] = row
            return True
        return False

    def add(self, outcome: Outcome) -> None:
        """Write down that a file was made.

        Raises VoiceguideError: that can't be written.
        """
        try:
            row: dict[str, object] = {
                "file": outcome.target,
                "inputs": outcome.inputs,
                "sha256": outcome.digest,
                "bytes": outcome.size,
                "mtime_ns": 0 if self._elsewhere else Path(outcome.target).stat().st_mtime_ns,
                "length_ms": outcome.length_ms,
            }
            self._rows[outcome.target] = row
            self._added.append(outcome.target)
            with self._path.open("a", encoding="utf-8") as file:
                # After a line that was cut it begins one of its own.
                file.write(("\n" if self._is_cut() else "") + json.dumps(row) + "\n")
        except OSError as problem:
            raise fail(f"{self._path} can't be written: {problem.strerror}") from problem

    def tidy(self) -> None:
        """Write it anew, a line a file, without those that were made again since.

        What another run has written down meanwhile stays. Raises VoiceguideError: that can't be
        written.
        """
        self._rows.update(self._read())
        if self._elsewhere:
            self._date()
            self.put_elsewhere()
        if self._rows:
            with whole(self._path) as growing, growing.open("w", encoding="utf-8") as file:
                file.writelines(self._lines())

    def put_elsewhere(self) -> None:
        """Put what is written down where the files go, if that is not here.

        Raises VoiceguideError: that can't be written, and nor could a session.
        """
        if self._elsewhere:
            self._rows = {**self._read_elsewhere(), **self._rows}
            write_there(self._elsewhere, "".join(self._lines()).encode())

    def _date(self) -> None:
        """Write down the times of what was put elsewhere, as its place tells them."""
        there = There()
        for target in self._added:
            row, about = self._rows[target], there.about(target)
            if about is not None and about.size == row["bytes"]:
                row["mtime_ns"] = about.mtime_ns

    def _lines(self) -> Iterator[str]:
        return (json.dumps(row) + "\n" for row in self._rows.values())

    def _read(self) -> _Rows:
        with (
            contextlib.suppress(OSError),
            self._path.open(encoding="utf-8", errors="replace") as lines,
        ):
            return _rows_in(lines)
        return {}

    def _read_elsewhere(self) -> _Rows:
        if not self._elsewhere:
            return {}
        return _rows_in(read_there(self._elsewhere).decode("utf-8", "replace").splitlines())

    def _is_cut(self) -> bool:
        with contextlib.suppress(OSError), self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) != b"\n"
        return False
