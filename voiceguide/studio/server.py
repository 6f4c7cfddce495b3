"""Starts the studio on this machine, and opens it; ends it within two seconds of Ctrl-C."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import platformdirs
import uvicorn

from voiceguide.problems import fail
from voiceguide.studio.app import studio
from voiceguide.studio.folder import Folder
from voiceguide.studio.guard import Keys
from voiceguide.studio.listening import listen, quiet
from voiceguide.studio.share import Sharing

HOST = "127.0.0.1"
PORT = 8723
"""Always the same, so that what a browser keeps for the page is found again."""
_NAMES = frozenset({"127.0.0.1", "localhost"})
_NEXT = 20


class Running(NamedTuple):
    """A studio that runs: its port, the folder that it works in and the link that opens it."""

    port: int
    folder: Path
    link: str


def bound(port: int | None) -> socket.socket:
    """Take a port: the one named (0 for any), or the usual one or the next that is free.

    Raises VoiceguideError: the one named is taken, or all are.
    """
    tried = range(PORT, PORT + _NEXT) if port is None else [port]
    try:
        return listen(HOST, tried)
    except OSError:
        all_of_them = f"ports {PORT} to {PORT + _NEXT - 1} are taken"
        wanted = f"port {port} is taken" if port else all_of_them
        raise fail(wanted, "name another with --port, or 0 for any that is free") from None


def running(folder: Path) -> Running | None:
    """Find a studio of this folder that runs already, with a new link; None where none does."""
    for port in range(PORT, PORT + _NEXT):
        kept = _state(port)
        with contextlib.suppress(OSError, ValueError, KeyError):
            told = json.loads(kept.read_text("utf-8"))
            if Path(told["folder"]) != folder:
                continue
            address = f"http://{HOST}:{port}/"
            asked = urllib.request.Request(
                f"{address}api/link", headers={"Authorization": f"Bearer {told['secret']}"}
            )
            with urllib.request.urlopen(asked, timeout=1) as answer:
                link = json.loads(answer.read())["link"]
            return Running(port, folder, f"{address}start?token={link}")
    return None


def serve(
    folder: Path,
    listening: socket.socket,
    on_start: Callable[[str], None],
    sharing: Sharing,
    *,
    share: bool = False,
) -> None:
    """Serve a folder's studio until it is ended; ``on_start`` is given the link that opens it."""
    port = listening.getsockname()[1]
    keys = Keys()
    app = studio(Folder(folder), keys, _NAMES, port, sharing, share=share)
    config = quiet(app)
    state = _state(port)
    with _kept(state, {"folder": str(folder), "secret": keys.secret}):
        on_start(f"http://{HOST}:{port}/start?token={keys.link()}")
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def _state(port: int) -> Path:
    folder = Path(platformdirs.user_runtime_dir("voiceguide", appauthor=False))
    return folder / f"studio-{port}.json"


@contextlib.contextmanager
def _kept(path: Path, told: dict[str, str]) -> Iterator[None]:
    """Keep for others of this person what opens the studio, as long as it runs."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(told, file)
    except OSError:
        yield  # without it, a second studio opens a page of its own
        return
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
