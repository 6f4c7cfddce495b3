"""Workers are lost, and executors break: each task is done all the same, or told of."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from other_process import double

from voiceguide.catalogue.spread import Spread


def processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))


def test_a_worker_that_is_killed_takes_no_task_with_it(tmp_path: Path):
    tasks = [(number, str(tmp_path / "once") if number == 3 else "") for number in range(8)]
    with Spread(processes, ahead=4) as spread:
        done = [*spread.run(double, tasks)]
    assert sorted(each.result for each in done) == [2 * number for number, _ in tasks]
    assert (tmp_path / "once").exists()


def test_a_task_that_kills_each_worker_takes_no_other_with_it(tmp_path: Path):
    tasks = [(number, str(tmp_path / "always") if number == 3 else "") for number in range(6)]
    with Spread(processes, ahead=4) as spread:
        done = {each.task[0]: each for each in spread.run(double, tasks)}
    assert [done[number].result for number in range(6)] == [0, 2, 4, None, 8, 10]
    assert done[3].why


def test_one_that_fails_is_tried_again_and_told():
    begun: list[Executor] = []

    def begin() -> Executor:
        begun.append(ThreadPoolExecutor(1))
        return begun[-1]

    with Spread(begin, ahead=4) as spread:
        done = {each.task: each for each in spread.run(double, [(1, ""), (2, "refuse")])}
    assert done[1, ""].result == 2
    assert done[2, "refuse"].why == "not today" and done[2, "refuse"].result is None
    assert len(begun) == 1


@pytest.mark.parametrize("renews", [True, False])
def test_an_executor_that_takes_no_more_is_had_anew_if_it_can_be(renews: bool):
    begun: list[Executor] = []

    def begin() -> Executor:
        begun.append(ThreadPoolExecutor(1))
        if len(begun) == 1 or not renews:
            begun[-1].shutdown()
        return begun[-1]

    with Spread(begin, ahead=2, renews=renews) as spread:
        done = [*spread.run(double, [(number, "") for number in range(3)])]
    assert sorted(each.task[0] for each in done) == [0, 1, 2]
    assert all((each.result is not None) == renews for each in done)


def test_few_are_handed_out_at_once():
    asked: list[int] = []

    def tasks():
        for number in range(50):
            asked.append(number)
            yield (number, "")

    with Spread(lambda: ThreadPoolExecutor(1), ahead=3) as spread:
        for count, _ in enumerate(spread.run(double, tasks()), 1):
            assert len(asked) <= count + 6
    assert len(asked) == 50
