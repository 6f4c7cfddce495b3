"""Sessions of a length that is asked for: each routine at each minute that it can last, made.

    python benchmarks/length.py [--voice en-us] [--routines hips wind-down]

writes results-length.md: what was asked for, what the plan came to by its estimates, and how long
the sound in the finished file is. It ends with an error where one is more than two seconds off.
Sentences are kept from one length to the next, so most of the time goes into the first of each.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from mutagen.mp3 import MP3

from voiceguide.library import shipped
from voiceguide.loader import read_routine
from voiceguide.pipeline import make
from voiceguide.planning import plan
from voiceguide.problems import VoiceguideError
from voiceguide.routine import Routine
from voiceguide.settings import Settings

RESULTS = Path(__file__).parent / "results-length.md"
WITHIN_S = 2.0


class Row(NamedTuple):
    """One session: its routine, and its seconds as asked for, as planned and as made."""

    name: str
    asked: float
    planned: float | None
    made: float

    @property
    def off(self) -> float:
        """How far off the further of the two is."""
        known = [self.made, *([] if self.planned is None else [self.planned])]
        return max((each - self.asked for each in known), key=abs)


def ends(routine: Routine, voice: str, folder: Path) -> tuple[int, int]:
    """Give the shortest and the longest that can be made, in seconds, as voiceguide tells them."""
    settings = Settings(voice=voice)
    usual = make(routine, folder / "end.mp3", settings).timeline.length_ms / 1000
    found = []
    for by in (0.97, 1.03):
        asked = usual
        while True:
            asked *= by
            try:
                make(routine, folder / "end.mp3", replace(settings, length=round(1000 * asked)))
            except VoiceguideError as error:
                told = re.search(r"(?:shortest|longest) it can is ([\d:]+)", str(error))
                if told is None:
                    continue  # a gap between two lengths, told as such, and no end
                found.append(seconds_of(told[1]))
                break
    return found[0], found[1]


def seconds_of(clock: str) -> int:
    seconds = 0
    for part in clock.split(":"):
        seconds = 60 * seconds + int(part)
    return seconds


def rows(path: Path, voice: str) -> Iterator[Row]:
    routine = read_routine(path)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shortest, longest = ends(routine, voice, folder)
        minutes = range(-(-shortest // 60), longest // 60 + 1)
        for asked in sorted({shortest, *(60 * minute for minute in minutes), longest}):
            settings = Settings(length=1000 * asked, voice=voice)
            try:
                planned = plan(routine, settings).length_ms / 1000
            except VoiceguideError:
                planned = None  # the ends are those of speech as measured: estimates may fall short
            made = make(routine, folder / "made.mp3", settings)
            yield Row(path.stem, asked, planned, MP3(made.path).info.length)


def table(all_rows: Sequence[Row], voice: str) -> str:
    worst = max((abs(row.off) for row in all_rows), default=0.0)
    lines = [
        "# Sessions of a length",
        "",
        "Each routine that comes with voiceguide, with `--length` from the shortest that it can"
        f" last to the longest, in steps of a minute; spoken by {voice}. The plan goes by"
        " estimates, the sound is that in the finished file. Of"
        f" {len(all_rows)} sessions none is more than {worst:.1f} s off.",
        "",
        "| routine | asked | plan | sound | off |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.name} | {clock(row.asked)} | {clock(row.planned)} | {clock(row.made)}"
        f" | {row.off:+.1f} s |"
        for row in all_rows
    ]
    return "\n".join([*lines, ""])


def clock(seconds: float | None) -> str:
    if seconds is None:
        return "not by estimates"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--voice", default="en-us")
    asked.add_argument("--routines", nargs="*", default=[])
    given = asked.parse_args()
    found: list[Row] = []
    for path in sorted(shipped().glob("*.md")):
        if not given.routines or path.stem in given.routines:
            for row in rows(path, given.voice):
                print(row.name, clock(row.asked), f"{row.off:+.1f} s", flush=True)
                found.append(row)
    text = table(found, given.voice)
    print(text)
    if not given.routines:
        RESULTS.write_text(text, encoding="utf-8")
    if any(abs(row.off) > WITHIN_S for row in found):
        raise SystemExit("a session is further off than it may be")


if __name__ == "__main__":
    main()
