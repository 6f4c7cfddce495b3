"""One's own voice: recordings of sentences, in files named by their numbers on a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from voiceguide.files import whole
from voiceguide.problems import fail
from voiceguide.speech.engine import About, Kind, Voice
from voiceguide.speech.lexicon import plain
from voiceguide.speech.shelf import checksum

DRIVER = "voiceguide.speech.engines.recorded_engine"
SHEET = "sentences.txt"

_HEAD = """\
# Record each sentence into a file of its number in this folder: 1.wav, 2.mp3, 3.m4a ...
# Any kind of sound file will do; silence round the words is cut, and all are made equally loud.
"""
_LINE = re.compile(r"\s*(\d+)\.\s+(\S.*)")


class Recorded(Kind):
    """Folders of recordings that a person names."""

    name = "recorded"

    def open_voice(self, rest: str) -> Voice:
        """Give the voice of a folder: no voice in itself, with a recording in place of each file.

        A sentence on the sheet without a file has a voice without a driver, named by its number.

        Raises VoiceguideError: there is no sheet, or two files for one number.
        """
        folder = Path(rest.strip()).expanduser()
        numbers = read_sheet(folder)
        if not numbers:
            raise fail(
                f"there is no {SHEET} in {folder}",
                f"voiceguide record ROUTINE --out {folder} writes it",
            )
        files = _files(folder)
        base = _voice(f"{self.name}:{rest.strip()}")
        instead = {
            said: _recording(files[number]) if number in files else _voice(str(number))
            for said, number in numbers.items()
        }
        return base._replace(instead=instead)


def read_sheet(folder: Path) -> dict[str, int]:
    """Give the number of each sentence on a folder's sheet, in plain letters; {} for no sheet.

    Raises VoiceguideError: it can't be read.
    """
    return {plain(said): number for number, said in _lines(folder).items()}


def write_sheet(folder: Path, sentences: Iterable[str]) -> tuple[int, list[int]]:
    """Put sentences on a folder's sheet, below those that are there, whose numbers stay.

    Give how many of the sentences are recorded, and the numbers of the others.

    Raises VoiceguideError: it can't be written.
    """
    lines = _lines(folder)
    numbers = {plain(said): number for number, said in lines.items()}
    wanted = dict.fromkeys(sentences)
    for said in wanted:
        if plain(said) not in numbers:
            number = max(lines, default=0) + 1
            lines[number], numbers[plain(said)] = said, number
    with whole(folder / SHEET) as growing:
        rows = "".join(f"{number}. {said}\n" for number, said in lines.items())
        growing.write_text(_HEAD + rows, encoding="utf-8", newline="\n")
    files = _files(folder)
    needed = {numbers[plain(said)] for said in wanted}
    missing = sorted(needed - set(files))
    return len(needed) - len(missing), missing


def _lines(folder: Path) -> dict[int, str]:
    try:
        text = (folder / SHEET).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise fail(f"{folder / SHEET} can't be read: {problem}") from problem
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return {int(line[1]): line[2].strip() for line in found if line}


def _files(folder: Path) -> dict[int, Path]:
    """Give the files by their numbers. Raises VoiceguideError: two have the same."""
    files: dict[int, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.stem.isdecimal() and path.is_file():
            number = int(path.stem)
            if number in files:
                raise fail(
                    f"{files[number]} and {path} are both sentence {number}", "take one away"
                )
            files[number] = path
    return files


def _recording(path: Path) -> Voice:
    found = _voice(str(path))._replace(id=str(path.resolve()), driver=DRIVER)
    return found._replace(version=checksum(path), mend=f"record {path.name} anew")


def _voice(name: str) -> Voice:
    about = About(natural=True, licence="yours")
    return Voice(name, "en", "recordings", "", "recorded", "", "", about=about)
