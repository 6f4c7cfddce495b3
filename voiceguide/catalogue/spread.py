"""Tasks spread over an executor of any kind, whose workers may be lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future
from concurrent.futures import wait as wait_for
from itertools import chain
from typing import Any, Generic, NamedTuple, Self, TypeVar

TRIES = 3
"""How often a task is tried; and how often alone, once it was there when all workers were lost."""

_END_S = 2.0
"""How long one that is ended is waited for."""

T = TypeVar("T")
R = TypeVar("R")


class Done(NamedTuple, Generic[T, R]):
    """A task with what came of it, None where it was lost each time; ``why`` tells of that."""

    task: T
    result: R | None
    why: str = ""


class Spread:
    """An executor that is had anew where it breaks, if ``begin`` can give another.

    No more tasks are handed out at once than ``ahead``, so that memory does not grow with their
    number, and few have to be done again where all workers are lost.
    """

    def __init__(self, begin: Callable[[], Executor], *, ahead: int, renews: bool = True) -> None:
        self._begin, self._ahead, self._renews = begin, ahead, renews
        self._executor: Executor | None = None
        self._out: Iterable[Future[Any]] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *about: object) -> None:
        processes = getattr(self._executor, "_processes", None) or {}
        self._end()
        if kind is not None and self._renews:
            # Told to stop, they would go on to the end of what they do.
            for process in [*processes.values()]:
                process.terminate()
            for process in [*processes.values()]:
                process.join(_END_S)

    def run(self, do: Callable[[T], R], tasks: Iterable[T]) -> Iterator[Done[T, R]]:
        """Do each task, in any order; give it as it is done, or was lost too often."""
        todo = ((task, 1) for task in tasks)
        again: list[tuple[T, int]] = []
        alone: list[tuple[T, int]] = []
        out: dict[Future[R], tuple[T, int]] = {}
        self._out = out
        lost: list[tuple[T, int, str]] = []
        while True:
            broken = self._fill(do, chain(_popped(again), todo), out, lost)
            if not out and not lost and alone:
                # All workers may have been lost by it: it takes no other task with it.
                broken = self._fill(do, [alone.pop()], out, lost)
            if not out and not lost:
                return
            for future in wait_for(out, return_when=FIRST_COMPLETED).done if out else ():
                task, tries = out.pop(future)
                try:
                    yield Done(task, future.result())
                except (BrokenExecutor, CancelledError) as problem:
                    broken = _why(problem)
                    lost.append((task, tries, broken))
                except Exception as problem:  # whatever the engine of a cluster raises
                    lost.append((task, tries, _why(problem)))
            if broken:
                lost += [(*given, broken) for given in out.values()]
                out.clear()
                self._end()
            for task, tries, why in _popped(lost):
                if tries >= TRIES or (broken and not self._renews):
                    yield Done(task, None, why)
                else:
                    (alone if tries == TRIES - 1 else again).append((task, tries + 1))

    def _fill(
        self,
        do: Callable[[T], R],
        todo: Iterable[tuple[T, int]],
        out: dict[Future[R], tuple[T, int]],
        lost: list[tuple[T, int, str]],
    ) -> str:
        """Hand out tasks; give why the executor takes no more, "" where it does."""
        if len(out) >= self._ahead:
            return ""
        for given in todo:
            try:
                if self._executor is None:
                    self._executor = self._begin()
                out[self._executor.submit(do, given[0])] = given
            except Exception as problem:  # as the engine of a cluster says that it is gone
                lost.append((*given, _why(problem)))
                return _why(problem)
            if len(out) >= self._ahead:
                break
        return ""

    def _end(self) -> None:
        for future in self._out:
            future.cancel()
        executor, self._executor = self._executor, None
        if executor is not None and self._renews:
            executor.shutdown(wait=False)


def _popped(items: list[R]) -> Iterator[R]:
    while items:
        yield items.pop()


def _why(problem: BaseException) -> str:
    return f"{problem}" or type(problem).__name__
