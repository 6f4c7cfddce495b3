"""The line that tells how far a session is: in its place at every width, and true."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from terminal import lines_of, shown

from voiceguide.commands.progress import Progress
from voiceguide.commands.screen import cells, fitted

WIDTHS = [40, 60, 80, 120]
WORDS = [f"{'Breathe in, and let it go. ' * 2}{number}." for number in range(40)]


@pytest.mark.usefixtures("run", "short")
@pytest.mark.parametrize("width", WIDTHS)
def test_it_stays_on_its_line_cold_and_warm(width: int, tmp_path: Path) -> None:
    for again in (False, True):
        sent, status = shown(
            width, "make", "short", "--voice", "system", VOICEGUIDE_CACHE=str(tmp_path / "cache")
        )
        assert status == 0, sent
        lines = lines_of(sent)
        assert max(map(cells, lines)) <= width
        drawn = [line for line in lines if re.search(r"\] +\d+/\d+", line)]
        assert len(drawn) > 3 and max(map(cells, drawn)) < width
        # All that was drawn is cleared away; what stays was printed.
        stays = [each.rsplit("\r", 1)[-1] for each in sent.replace("\r\n", "\n").split("\n")]
        assert stays[0].startswith("voice: ") and stays[-1] == ""
        assert [line.split(",")[0] for line in stays if "sentences" in line] == (
            ["sentences: 0 spoken"] if again else []
        )
        last = " ".join(line.strip() for line in stays[-3:-1])
        assert re.search(r"output/short\.mp3: [\d:]+; any player opens it$", last)


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(clock: Clock) -> Progress:
    told = Progress("middle-back.mp3", quiet=True, clock=clock)
    told.begin(WORDS)
    told.stage("voice")
    return told


@pytest.mark.parametrize("width", [*WIDTHS, 10, 1])
def test_no_line_is_wider_than_it_may_be(width: int, progress: Progress, clock: Clock) -> None:
    for number, words in enumerate(["吸って、" * 30, "Śavāsaná " * 20, *WORDS[2:]], 1):
        for still_s in (0.1, 5000.0):
            clock.now += still_s
            assert cells(progress.line(width)) <= width
        if number == 3:
            progress.stage("speak")
        progress.tell(number, len(WORDS), words)
        assert cells(progress.line(width)) <= width


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("stage", ["prepare", "voice", "speak", "sound", "verify"])
def test_where_nothing_moves_it_tells_what_is_done_and_for_how_long(
    stage: str, width: int, progress: Progress, clock: Clock
) -> None:
    for ready in (0, 7):
        if ready:
            progress.tell(ready, 40, "Exhale.")
        progress.stage(stage)
        assert " … " not in progress.line(width)
        clock.now += 12.4
        assert re.search(r"\w …  12 s$", progress.line(width).rstrip())


def test_the_time_left_is_true_or_absent(progress: Progress, clock: Clock) -> None:
    for number, words in enumerate(WORDS[:10], 1):  # from the cache, in no time
        progress.tell(number, len(WORDS), words)
        assert "left" not in progress.line(120)
    clock.now += 4  # until the voice is there
    told = []
    for number, words in enumerate(WORDS[10:], 11):
        progress.tell(number, len(WORDS), words)
        if number == 11:
            progress.stage("speak")
        found = re.search(r"about (\d+) (s|min) left", progress.line(120))
        if found:
            told.append((int(found[1]) * (60 if found[2] == "min" else 1), 6 * (40 - number)))
        clock.now += 6
    assert len(told) > 20
    assert all(abs(said - true) <= max(3, 31 if said >= 60 else 0) for said, true in told)


def test_text_is_cut_by_the_columns_it_takes() -> None:
    assert [fitted("吸って吐いて", width) for width in (12, 6, 0)] == ["吸って吐いて", "吸っ…", ""]
    assert cells("Śa\u0301vāsana") == 8


@pytest.mark.usefixtures("short")
def test_a_pipe_gets_one_plain_line(run: Callable[..., Result]) -> None:
    told = run("make", "short").stderr
    assert re.search(r"^short\.mp3: \d+ sentences$", told, re.MULTILINE)
    assert "\r" not in told and "\x1b" not in told
