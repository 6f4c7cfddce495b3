"""Work on all cores at once, with its results in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, NamedTuple, TypeVar

_AHEAD = 8

T = TypeVar("T")


class Task(NamedTuple, Generic[T]):
    """Something to be done. Tasks with the same ``name`` have the same result; "" is no name."""

    do: Callable[[], T]
    name: str = ""


def cores() -> int:
    """Count the processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(tasks: Iterable[Task[T]]) -> Iterator[T]:
    """Do tasks side by side in threads, and give their results in the order of the tasks.

    Only a few are done ahead of the one whose result is asked for, so that memory does not grow
    with their number; but results of tasks with a name are kept, and those tasks done once.
    """
    waiting: deque[Future[T]] = deque()
    begun: dict[str, Future[T]] = {}
    with ThreadPoolExecutor(cores()) as pool:
        try:
            for task in tasks:
                future = begun.get(task.name) or pool.submit(task.do)
                if task.name:
                    begun[task.name] = future
                waiting.append(future)
                if len(waiting) > _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
