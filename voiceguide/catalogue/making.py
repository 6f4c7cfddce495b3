"""Sessions made all together: first what they say is spoken, each sentence once."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from voiceguide.catalogue.clips import Plans, batches_of, clips_of, needs_of
from voiceguide.catalogue.orders import Order, Outcome, inputs_of, pinned
from voiceguide.catalogue.spread import Spread
from voiceguide.catalogue.tasks import Assembly, assemble, speak_batch
from voiceguide.files import clear_parts
from voiceguide.problems import Problem, VoiceguideError, fail

if TYPE_CHECKING:
    from voiceguide.cache import Store

_AHEAD = 128
_TOGETHER = 4
"""Sessions of one routine that are put together by one task."""

T = TypeVar("T")


class Step(NamedTuple):
    """How far it is: sentences spoken, then sessions put together, of how many.

    ``outcome`` is that of a session, None while sentences are spoken.
    """

    phase: Literal["speak", "assemble"]
    done: int
    total: int
    outcome: Outcome | None = None


def make_all(
    jobs: Iterable[Order],
    executor: Executor | Callable[[], Executor] | None = None,
    store: str | None = None,
    *,
    processes: int | None = None,
    on_step: Callable[[Step], None] | None = None,
) -> list[Outcome]:
    """Make many sessions; each sentence that they say is spoken once, however many say it.

    ``executor`` is any of `concurrent.futures`' kind, whose workers see the same files: one of a
    cluster, too. A callable that gives one is called again where it breaks, which a program's own
    executor is not. By default there are so many ``processes`` of this machine, one for each core;
    as they are spawned, a program calls this under ``if __name__ == "__main__":``.

    A worker that is lost takes nothing with it but its time: its tasks are done again. Gives what
    became of each job, in their order: what can't be made is told there, with its problems, and
    keeps no other from being made; a file that was there before stays as it was.

    ``store`` is the address of a store that the machines share, such as ``s3://bucket/clips``: what
    one has spoken is read by the others. By default it is that in ``VOICEGUIDE_STORE`` here, and
    where there is none here, each worker's own.

    ``on_step`` is called in this thread as sentences are spoken and sessions made.

    Raises VoiceguideError: two of the jobs are for one file.
    """
    from voiceguide.cache import Store

    orders = list(jobs)
    if len({order.target for order in orders}) < len(orders):
        raise fail("two jobs are to be written to the same file", "give each a name of its own")
    told = on_step or (lambda _: None)
    outcomes: dict[str, Outcome] = {}
    behind = Store(shared=store)
    ready = [*_ready(orders, outcomes, behind.shared)]
    with _cleared(orders), _spread(executor, processes) as spread:
        _speak([part.order for part in ready], spread, behind, told)
        chunks = (
            part
            for _, parts in groupby(ready, key=lambda part: id(part.order.routine))
            for part in _parted(parts, _TOGETHER)
        )
        for outcome in _lost_told(spread, chunks):
            outcomes[outcome.target] = outcome
            told(Step("assemble", len(outcomes), len(orders), outcome))
    return [outcomes[order.target] for order in orders]


@contextlib.contextmanager
def _cleared(orders: Sequence[Order]) -> Iterator[None]:
    """Where it all ends early, take away what workers were writing as they were ended."""
    try:
        yield
    except BaseException:
        for folder in {Path(order.target).parent for order in orders}:
            clear_parts(folder)
        raise


def _ready(orders: Iterable[Order], outcomes: dict[str, Outcome], store: str) -> Iterator[Assembly]:
    """Give what can be made, ready for any machine; what can't has its outcome at once."""
    for order in orders:
        try:
            ready = pinned(order)
            yield Assembly(ready, inputs_of(ready), store)
        except VoiceguideError as error:
            outcomes[order.target] = Outcome(order.target, problems=tuple(error.problems))


def _speak(
    orders: Sequence[Order], spread: Spread, store: Store, told: Callable[[Step], None]
) -> None:
    """Speak all that is missing.

    What can't be planned or spoken is told by the sessions that need it, when they are made.
    """
    needs, _ = needs_of(orders, Plans())
    wanted = [clips_of(need, store, share=True) for need in needs.values()]
    count = sum(len(clips.missing) for clips in wanted)
    done = 0
    batches = (batch for clips in wanted for batch in batches_of(clips, store.shared))
    for ended in spread.run(speak_batch, batches):
        done += len(ended.task.words)
        told(Step("speak", done, count))


def _lost_told(spread: Spread, chunks: Iterable[tuple[Assembly, ...]]) -> Iterator[Outcome]:
    for ended in spread.run(assemble, chunks):
        if ended.result is not None:
            yield from ended.result
            continue
        told = Problem(f"it was lost with its worker: {ended.why}", "make it again")
        for part in ended.task:
            yield Outcome(part.order.target, problems=(told,))


def _spread(executor: Executor | Callable[[], Executor] | None, processes: int | None) -> Spread:
    if isinstance(executor, Executor):
        return Spread(lambda: executor, ahead=_AHEAD, renews=False)
    if executor is not None:
        return Spread(executor, ahead=_AHEAD)
    from voiceguide.audio.parallel import cores

    count = processes or cores()
    spawn = multiprocessing.get_context("spawn")

    def begin() -> Executor:
        return ProcessPoolExecutor(count, mp_context=spawn, initializer=_leave_ctrl_c)

    return Spread(begin, ahead=2 * count)


def _leave_ctrl_c() -> None:
    """Leave Ctrl-C in the terminal to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _parted(parts: Iterable[T], count: int) -> Iterator[tuple[T, ...]]:
    items = iter(parts)
    while part := tuple(islice(items, count)):
        yield part
