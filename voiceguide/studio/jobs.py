"""What is being made: jobs in a queue, one at a time, each in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import sys
from collections.abc import AsyncIterator, Mapping
from typing import Any, Literal

State = Literal["waiting", "running", "made", "failed", "cancelled"]
_KEPT = 20


class Job:
    """One session to make, and how far it is."""

    def __init__(self, number: int, asked: Mapping[str, Any]) -> None:
        self.number, self.asked = number, asked
        self.told: dict[str, Any] = {"state": "waiting"}
        self.process: asyncio.subprocess.Process | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will become of it."""
        return self.told["state"] in ("made", "failed", "cancelled")

    def as_json(self) -> dict[str, Any]:
        """Give what the page shows of it."""
        about = {"id": self.number, "title": self.asked["title"], "name": self.asked["name"]}
        return about | self.told


class Jobs:
    """The queue. It lives as long as the server, in its one loop."""

    def __init__(self) -> None:
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._waiting: asyncio.Queue[Job] = asyncio.Queue()
        self._changed = asyncio.Condition()
        self._version = 0

    def add(self, asked: Mapping[str, Any]) -> Job:
        """Put a session into the queue."""
        job = Job(next(self._numbers), asked)
        self._jobs[job.number] = job
        over = [each.number for each in self._jobs.values() if each.is_over]
        for number in over[: max(0, len(self._jobs) - _KEPT)]:
            del self._jobs[number]
        self._waiting.put_nowait(job)
        return job

    def as_json(self) -> list[dict[str, Any]]:
        """Give all jobs, the newest first."""
        return [job.as_json() for job in reversed(self._jobs.values())]

    async def cancel(self, number: int) -> bool:
        """End a job; what it spoke is kept for the next. False where there is no such job."""
        job = self._jobs.get(number)
        if job is None:
            return False
        if not job.is_over:
            if job.process is None:
                await self._tell(job, {"state": "cancelled"})
            else:
                with contextlib.suppress(ProcessLookupError):
                    job.process.terminate()
        return True

    async def changes(self) -> AsyncIterator[list[dict[str, Any]]]:
        """Give all jobs now, and at each change until none of them goes on."""
        seen = -1
        while True:
            async with self._changed:
                while seen == self._version:
                    await self._changed.wait()
                seen = self._version
            yield self.as_json()
            if all(job.is_over for job in self._jobs.values()):
                return

    async def work(self) -> None:
        """Make one after another, for ever; what is in the making ends with it."""
        while True:
            job = await self._waiting.get()
            if not job.is_over:
                await self._make(job)

    async def _make(self, job: Job) -> None:
        # A new process group would keep Ctrl-C from it: the terminal ends both.
        job.process = process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "voiceguide.studio.worker",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1 << 20,
        )  # fmt: skip
        try:
            assert process.stdin
            assert process.stdout
            await self._tell(job, {"state": "running", "ready": 0, "words": 0, "saying": ""})
            process.stdin.write(json.dumps(dict(job.asked)).encode())
            with contextlib.suppress(ConnectionError):
                await process.stdin.drain()
            process.stdin.close()
            async for line in process.stdout:
                await self._tell(job, json.loads(line))
            await process.wait()
            if not job.is_over:
                lost = {"state": "failed", "told": "the process that made it ended by itself"}
                await self._tell(job, lost)
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.terminate()
                await process.wait()

    async def _tell(self, job: Job, told: dict[str, Any]) -> None:
        job.told = told
        async with self._changed:
            self._version += 1
            self._changed.notify_all()
