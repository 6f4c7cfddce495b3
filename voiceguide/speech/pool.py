"""Processes that speak: one for each core, each ended when it takes too long, and tried again.

A worker is a fresh Python that reads requests and writes answers, a line of JSON each. It needs
no start method and no guard in the user's script, and it ends when its input does: with the
process that started it.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, Self, overload

from voiceguide.problems import fail
from voiceguide.speech.folders import log_of, make_folder, take_away
from voiceguide.speech.requests import MadeClip, MakeClip, Measure, Measured, Request, SpeechRequest

TRIES = 3
START_LIMIT_S = 60.0
CLIP_LIMIT_S = 30.0
_LIMIT_S_EACH = 0.02
"""More for each character: the slowest engine measured takes 8 ms for one on one core."""

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from voiceguide.speech.worker import main; main(*sys.argv[2:])"
)

# onnxruntime, which some engines load, sends telemetry and leaves files unless it is told so before
# it is loaded; and numpy starts a thread for each core, where each core has a worker.
_ENVIRONMENT = {"ORT_DISABLE_TELEMETRY": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

# Ctrl-C in the terminal is not for the workers: the process that started them ends them.
# (A session of their own keeps it away on POSIX, a process group on Windows.)
_WINDOWS_FLAGS = 0
if sys.platform == "win32":
    _WINDOWS_FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW


class NoAnswerError(Exception):
    """A worker could not do what it was asked, ended, or was ended for being late."""


class NotStartedError(NoAnswerError):
    """The engine of a worker does not start: it is no matter of what it was asked."""


class Worker:
    """One process with one engine in it, and a folder of its own."""

    def __init__(self, driver: str, engine: str) -> None:
        """Start the process; ``driver`` is the module whose ``open_engine(engine, …)`` speaks."""
        self._folder, log = make_folder()
        self._ready = False
        try:
            with log:
                self._process = self._start(driver, engine, log)
        except BaseException:
            take_away(self._folder)
            raise

    def _start(self, driver: str, engine: str, log: BinaryIO) -> subprocess.Popen[bytes]:
        # A worker changes its folder, so that "" for the current one would mean another.
        paths = json.dumps([path or os.getcwd() for path in sys.path])  # noqa: PTH109
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, paths, str(self._folder), driver, engine],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env={**os.environ, **_ENVIRONMENT},
            start_new_session=True,
            creationflags=_WINDOWS_FLAGS,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *about: object) -> None:
        self.end()

    def ready(self) -> None:
        """Wait until the engine has started.

        Raises NotStartedError: it does not. Raises NoAnswerError: its process ended, or hangs.
        """
        if self._ready:
            return
        started = self._read(START_LIMIT_S)
        if "error" in started:
            raise NotStartedError(f"the speech engine does not start: {started['error']}")
        self._ready = True

    def ask(self, request: Request, limit_s: float) -> Any:
        """Send one request and give the answer that belongs to it in `speech.requests`.

        Raises NoAnswerError: the engine does not start, refuses, gives no answer within the
        limit, or the process ended.
        """
        self.ready()
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as problem:
            raise NoAnswerError(self._last_words()) from problem
        answer = self._read(limit_s)
        if "error" in answer:
            raise NoAnswerError(answer["error"])
        return answer

    def _read(self, limit_s: float) -> Any:
        late = threading.Event()

        def end() -> None:
            late.set()
            self._kill()

        timer = threading.Timer(limit_s, end)
        timer.daemon = True
        timer.start()
        try:
            assert self._process.stdout is not None
            line = self._process.stdout.readline()
        finally:
            timer.cancel()
        if late.is_set():
            raise NoAnswerError(f"no answer within {limit_s:g} seconds")
        try:
            return json.loads(line)
        except ValueError:
            raise NoAnswerError(self._last_words()) from None

    def _kill(self) -> None:
        if sys.platform != "win32" and self._process.poll() is None:
            # A session of its own is a group of its own, in which are the programs it started.
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def _last_words(self) -> str:
        """Say how the process ended, in the last line that it wrote on its standard error."""
        with contextlib.suppress(OSError):
            lines = log_of(self._folder).read_text(errors="replace").strip().splitlines()
            if lines:
                return f"it ended: {lines[-1][:200]}"
        return "it ended without a word"

    def end(self) -> None:
        """End the process at once, with what it started, and take away its folder.

        May be called again.
        """
        self._kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        take_away(self._folder)


class Workers:
    """A number of workers that answer requests side by side."""

    def __init__(self, driver: str, engine: str, count: int, limit_s: float = CLIP_LIMIT_S) -> None:
        """Make ready for ``count`` workers at most; each is started when it is first needed.

        ``limit_s`` is the time that a worker has for a short sentence.
        """
        self._driver, self._engine = driver, engine
        self.count, self._limit_s = count, limit_s
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *about: object) -> None:
        self.end()

    def start(self) -> None:
        """Start all workers, before they are needed.

        Raises VoiceguideError: the system starts no process.
        """
        with self._lock:
            while len(self._all) < self.count:
                self._idle.append(self._started())

    def trouble(self) -> str:
        """Wait until a worker's engine has started; say why it did not, or "" where it did.

        Raises VoiceguideError: the system starts no process.
        """
        worker = self._take()
        try:
            worker.ready()
        except NoAnswerError as problem:
            self._drop(worker)
            return str(problem)
        self._idle.append(worker)
        return ""

    def end(self) -> None:
        """End all workers, whatever they do."""
        with self._lock:
            self._ended = True
            workers, self._all = self._all, set()
        for worker in workers:
            worker.end()
        # None is left to take up a worker that would outlive this.
        for thread in self._threads:
            thread.join()

    @overload
    def run(self, requests: Sequence[Measure]) -> Iterator[tuple[int, Measured]]: ...
    @overload
    def run(
        self, requests: Sequence[MakeClip], is_mine: Callable[[int], bool]
    ) -> Iterator[tuple[int, MadeClip | None]]: ...
    def run(
        self, requests: Sequence[SpeechRequest], is_mine: Callable[[int], bool] = lambda _: True
    ) -> Iterator[tuple[int, Any]]:
        """Answer each request, in the order that they are done, as (index, answer).

        ``is_mine`` is asked right before a request's turn, in any thread; one that is not to be
        done here is answered with None.

        Raises VoiceguideError: one of them can't be answered, after `TRIES` tries.
        """
        todo = iter(range(len(requests)))
        done: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()

        def work() -> None:
            while not self._ended:
                with self._lock:
                    index = next(todo, None)
                if index is None:
                    return
                try:
                    mine = is_mine(index)
                    done.put((index, self._answer(requests[index]) if mine else None))
                except BaseException as problem:  # raised again by run
                    done.put((index, problem))

        for _ in range(min(self.count, len(requests))):
            thread = threading.Thread(target=work, daemon=True)
            thread.start()
            self._threads.append(thread)
        for _ in requests:
            index, answer = _next(done)
            if isinstance(answer, BaseException):
                raise answer
            yield index, answer

    def _answer(self, request: SpeechRequest) -> Any:
        told, reason = "", ""
        for _ in range(TRIES):
            worker = self._take()
            try:
                answer = worker.ask(request, self._limit_s + _LIMIT_S_EACH * len(request["text"]))
            except NoAnswerError as problem:
                starts = not isinstance(problem, NotStartedError)
                told = f'"{request["words"]}" could not be spoken by ' if starts else ""
                reason = f"{problem}"
                self._drop(worker)
            else:
                self._idle.append(worker)
                return answer
        raise fail(
            f"{told}{request['by']}: {reason}", f"{request['mend']}, or name another --voice"
        )

    def _take(self) -> Worker:
        with self._lock:
            if self._ended:
                raise NoAnswerError("the work was stopped")
            return self._idle.pop() if self._idle else self._started()

    def _started(self) -> Worker:
        try:
            worker = Worker(self._driver, self._engine)
        except OSError as problem:
            raise fail(f"the speech engine does not start: {problem}") from problem
        self._all.add(worker)
        return worker

    def _drop(self, worker: Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.end()


def _next(done: queue.SimpleQueue[tuple[int, Any]]) -> tuple[int, Any]:
    while True:
        # With a time limit, so that Ctrl-C is heard on Windows too.
        with contextlib.suppress(queue.Empty):
            return done.get(timeout=0.5)
