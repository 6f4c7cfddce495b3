"""Work done side by side: its order, how far ahead it goes, and what is done only once."""

import time
from functools import partial

import pytest

from voiceguide.audio.parallel import Task, in_order


def test_results_come_in_the_order_of_the_tasks() -> None:
    def slow_first(number: int) -> int:
        time.sleep(0.02 if number % 5 == 0 else 0)
        return number

    assert list(in_order(Task(partial(slow_first, at)) for at in range(40))) == list(range(40))


def test_only_a_few_are_taken_up_ahead() -> None:
    taken: list[int] = []

    def tasks():
        for number in range(1000):
            taken.append(number)
            yield Task(partial(int, number))

    results = in_order(tasks())
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    assert len(taken) < 20


def test_tasks_of_one_name_are_done_once_and_others_each_time() -> None:
    done: list[str] = []

    def do(name: str) -> str:
        done.append(name)
        return name.upper()

    named = [Task(partial(do, name), name) for name in "abab"]
    assert list(in_order([*named, *[Task(partial(do, "c"))] * 2])) == list("ABABCC")
    assert sorted(done) == ["a", "b", "c", "c"]


def test_what_goes_wrong_in_a_task_is_raised_in_its_turn() -> None:
    results = in_order(
        [Task(partial(int, "1")), Task(partial(int, "one")), Task(partial(int, "2"))]
    )
    assert next(results) == 1
    with pytest.raises(ValueError, match="one"):
        next(results)
