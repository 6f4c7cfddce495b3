"""What a plan shows to be hardly meant is told by `plan`, `make` and `check`, at its place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from voiceguide.cli import main
from voiceguide.planning import doubts_of
from voiceguide.problems import Problem
from voiceguide.reading.reader import understand


def told(text: str) -> list[Problem]:
    return list(doubts_of(understand(text, "r.md")))


def test_a_sentence_said_more_than_forty_times_is_told_where_it_stands() -> None:
    steps = "1. Lift your hips.\n2. Hold for 15 seconds.\n3. Repeat {} times.\n"
    (problem, *_) = told("## Bridge\n" + steps.format(41))
    assert problem.message == "'Lift your hips.' is said 41 times"
    assert problem.place and (problem.place.line, problem.place.column) == (2, 4)
    assert problem.severity == "warning"
    assert not told("## Bridge\n" + steps.format(40))


@pytest.mark.parametrize(
    "steps",
    ["1. Inhale.\n2. Exhale.\n3. Repeat 60 times.", "1. Lift your heels. Repeat 60 times."],
)
def test_breaths_and_numbers_may_come_as_often_as_they_like(steps: str) -> None:
    assert not told(f"## Breath\n{steps}\n")


@pytest.mark.parametrize(
    "opening",
    [
        "# A ten-minute routine\n",
        "# Neck in 10 minutes\n",
        "# Neck\n\nThis is a 10-minute stretching routine for your neck.\n",
        "# Neck\n\nIt takes about 10 minutes.\n",
        "---\ntitle: Neck, 10 min\n---\n",
    ],
)
@pytest.mark.parametrize(("seconds", "off"), [(60, True), (420, False), (540, False), (900, True)])
def test_a_stated_length_more_than_a_third_off_is_told(
    opening: str, seconds: int, off: bool
) -> None:
    problems = told(f"{opening}\n## Neck\n1. Sit tall. Hold for {seconds} seconds.\n")
    assert [("another length" in each.message) for each in problems] == [True] * off


def test_a_stated_length_is_held_against_the_routine_as_it_is_written(tmp_path: Path) -> None:
    """Who asks for another pace asks for another length; what else is doubtful is told."""
    steps = "1. Lift your hips.\n2. Hold for 14 seconds.\n3. Repeat 41 times.\n"
    path = tmp_path / "r.md"
    path.write_text(f"# Ten minutes\n\n## Bridge\n{steps}", encoding="utf-8")
    for asked, is_told in ((["--voice", "system"], True), (["--pace", "slow"], False)):
        done = CliRunner().invoke(main, ["plan", str(path), *asked])
        assert done.exit_code == 0
        assert ("another length" in done.stderr) == is_told
        assert "said 41 times" in done.stderr


def test_a_chime_that_another_takes_the_place_of_is_not_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text("---\nchime: ./gone.wav\n---\n## A\n1. Lift.\n2. Hold for 20 seconds.\n")
    done = CliRunner().invoke(main, ["plan", str(path), "--chime", "none"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert CliRunner().invoke(main, ["plan", str(path)]).exit_code == 1


@pytest.mark.parametrize(
    "welcome",
    [
        "Hold each stretch for 10 minutes.",
        "Do this routine for 10 minutes, twice a day.",
        "Ten minutes of your day are enough to feel better.",
    ],
)
def test_a_time_of_something_else_states_no_length(welcome: str) -> None:
    problems = told(f"# Neck\n\n{welcome}\n\n## Neck\n1. Sit tall. Hold for 20 seconds.\n")
    assert not [each for each in problems if "another length" in each.message]


def test_poses_chosen_from_a_routine_are_not_held_against_its_length() -> None:
    from voiceguide.library import select

    text = "# A 10-minute routine\n\n## A\n1. Sit. Hold for 5 minutes.\n## B\n1. Sit.\n"
    assert not list(doubts_of(select(understand(text, "r.md"), ["B"])))


def test_a_pose_over_half_an_hour_is_told() -> None:
    (problem,) = told("## Rest\n1. Lie down. Hold for 16 minutes.\n2. Repeat on the other side.\n")
    assert problem.message.startswith("'Rest' lasts 33 minutes")
    assert problem.place and problem.place.line == 1


LADDER = "## Ladder\n1. Squat.\n" + "".join(
    f"{step}. Repeat steps 1-{step - 1} twice.\n" for step in range(2, 40)
)


@pytest.mark.parametrize("command", ["plan", "make", "check"])
def test_rounds_round_rounds_are_refused_at_once_in_flat_memory(
    command: str, tmp_path: Path
) -> None:
    path = tmp_path / "ladder.md"
    path.write_text(LADDER)
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    result = CliRunner().invoke(main, [command, str(path)])
    assert time.perf_counter() - began < 10  # a second, but for what is loaded under load
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB
    assert result.exit_code == 1
    assert "hours" in result.stderr


def test_not_even_long_lays_out_what_fits_no_computer(tmp_path: Path) -> None:
    path = tmp_path / "ladder.md"
    path.write_text(LADDER)
    result = CliRunner().invoke(main, ["plan", str(path), "--long"])
    assert result.exit_code == 1 and "rounds that go round each other" in result.stderr


def test_the_least_length_is_never_more_than_the_length() -> None:
    from voiceguide.building.lengths import least_ms
    from voiceguide.building.pacing import Pacing
    from voiceguide.planning import plan

    for text in (
        "## A\n1. Lift your right leg. Hold for 3 seconds. 3 x 10 each side.\n",
        "## A\n1. Tap your toes. 20 times.\n## B\n1. Inhale.\n2. Exhale.\n3. Repeat 9 times.\n",
        "## A\n1. Lie down. Rest for 2 minutes.\n2. Repeat 3 times.\n",
    ):
        routine = understand(text, "r.md")
        assert 0 < least_ms(routine, Pacing()) < plan(routine).length_ms
