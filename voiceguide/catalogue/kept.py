"""What a catalogue has made: of each file what shaped it, and what it was when it was made.

A line of JSON for each, put there as it is made: a run that was ended goes on from there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from voiceguide.catalogue.orders import Outcome
from voiceguide.files import whole
from voiceguide.problems import fail


class Kept:
    """The files that were made before, by their names."""

    def __init__(self, path: Path) -> None:
        """Read what was written down, as far as it is whole; there need be nothing."""
        self._path = path
        self._rows = self._read()

    def __contains__(self, target: str) -> bool:
        return target in self._rows

    def is_right(self, target: str, inputs: str, captions: Sequence[str] = ()) -> bool:
        """Tell whether a file is there as it was made, of what it would be made of now.

        Its captions are to be there, whatever is in them.

        One of the same size and time is taken for the same, as it is where a folder is copied or
        backed up; one of another time is read.
        """
        row = self._rows.get(target)
        if row is None or row.get("inputs") != inputs:
            return False
        if not all(Path(target).with_suffix(f".{kind}").is_file() for kind in captions):
            return False
        try:
            about = Path(target).stat()
            if about.st_size != row.get("bytes"):
                return False
            if about.st_mtime_ns == row.get("mtime_ns"):
                return True
            with Path(target).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == row.get("sha256")
        except OSError:
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
                "mtime_ns": Path(outcome.target).stat().st_mtime_ns,
                "length_ms": outcome.length_ms,
            }
            self._rows[outcome.target] = row
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
        if self._rows:
            with whole(self._path) as growing, growing.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(row) + "\n" for row in self._rows.values())

    def _read(self) -> dict[str, dict[str, object]]:
        rows = {}
        with (
            contextlib.suppress(OSError),
            self._path.open(encoding="utf-8", errors="replace") as lines,
        ):
            for line in lines:
                # The last line may be cut, where a run was ended.
                with contextlib.suppress(ValueError, TypeError, KeyError):
                    row = json.loads(line)
                    rows[str(row["file"])] = row
        return rows

    def _is_cut(self) -> bool:
        with contextlib.suppress(OSError), self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) != b"\n"
        return False
