"""What a catalogue is tried on: a cluster of Dask, a store that speaks S3, and a way to break them.

All of it runs on this machine, over TCP, as processes of their own that are ended at the end.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Self

KEYS = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_REGION": "us-east-1"}
BUCKET = "clips"
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@contextlib.contextmanager
def ended(*program: str, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the end of the block, and end it with all that it began."""
    process = subprocess.Popen(
        [sys.executable, *program], env={**os.environ, **env}, start_new_session=True, **QUIET
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class Gate:
    """A port that leads to another, until it is shut: then all that goes through is cut off."""

    def __init__(self, to: int) -> None:
        self._to, self.port, self.open = to, free_port(), True
        self._through: list[socket.socket] = []
        self._server = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._serve, daemon=True).start()

    def shut(self) -> None:
        """Cut off what goes through, and refuse what comes."""
        self.open = False
        for each in self._through:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._through.clear()

    def again(self) -> None:
        """Let through what comes from now on."""
        self.open = True

    def close(self) -> None:
        """Lead nowhere any more."""
        self.shut()
        self._server.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):  # it is closed
            while True:
                one, _ = self._server.accept()
                self._lead(one)

    def _lead(self, one: socket.socket) -> None:
        if not self.open:
            one.close()
            return
        try:
            other = socket.create_connection(("127.0.0.1", self._to))
        except OSError:
            one.close()
            return
        self._through += [one, other]
        for a, b in ((one, other), (other, one)):
            threading.Thread(target=_pass_on, args=(a, b), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while block := one.recv(65536):
            other.sendall(block)
    for each in (one, other):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def s3() -> Iterator[Gate]:
    """Give a store that speaks S3 over HTTP, moto's, behind a gate; a bucket is in it.

    What makes voiceguide use it is put into this process' environment, for all that it begins.
    """
    port = free_port()
    moto = ended("-m", "moto.server", "-H", "127.0.0.1", "-p", str(port))
    with contextlib.ExitStack() as closing, moto:
        gate = Gate(port)
        closing.callback(gate.close)
        url = f"http://127.0.0.1:{gate.port}"
        for _ in range(300):
            with contextlib.suppress(OSError):
                request = urllib.request.Request(f"http://127.0.0.1:{port}/{BUCKET}", method="PUT")
                urllib.request.urlopen(request, timeout=5).close()
                break
            time.sleep(0.1)
        env = {**KEYS, "AWS_ENDPOINT_URL": url, "VOICEGUIDE_STORE": f"s3://{BUCKET}/kept"}
        before = {name: os.environ.get(name) for name in env}
        os.environ.update(env)
        try:
            yield gate
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


class Cluster:
    """A scheduler and workers, each a process with a cache of its own: machines, but for the disk.

    Where the scheduler goes, its workers end, and whoever runs them begins them again.
    """

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder, self._workers = folder, workers
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._running, self._connected = contextlib.ExitStack(), contextlib.ExitStack()
        self.start()

    def start(self) -> None:
        """Begin the scheduler, and workers that wait for it."""
        scheduler = ("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1")
        options = ("--port", str(self.port), "--no-dashboard", "--dashboard-address", ":0")
        self._running.enter_context(ended(*scheduler, *options))
        for number in range(self._workers):
            cache = str(self._folder / f"cache-{number}")
            about = ("--nthreads", "1", "--no-dashboard", "--dashboard-address", ":0")
            place = ("--local-directory", str(self._folder / f"dask-{number}"))
            program = ("-m", "distributed.cli.dask_worker", self.address, *about, *place)
            self._running.enter_context(ended(*program, VOICEGUIDE_CACHE=cache))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *about: object) -> None:
        self._connected.close()
        self._running.close()

    def restart(self) -> None:
        """End all of it, and begin it anew at the same address."""
        self._running.close()
        self.start()

    def client(self) -> Any:
        """Connect, once there is a scheduler and a worker."""
        from distributed import Client

        client = Client(self.address, timeout=120)
        client.wait_for_workers(1, timeout=120)
        return client

    def executor(self) -> Executor:
        """Connect anew, as whoever makes a catalogue does where a connection broke."""
        self._connected.close()
        client = self._connected.enter_context(self.client())
        executor: Executor = client.get_executor(pure=False)
        return executor

    def kill_a_worker(self) -> None:
        """Kill the process that works, not the one that looks after it."""
        with self.client() as client:
            pids = [*client.run(os.getpid).values()]
        os.kill(pids[0], signal.SIGKILL)
