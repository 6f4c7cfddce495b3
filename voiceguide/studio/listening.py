"""A port to listen on, and a server that tells of nothing and ends within a second."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable

import uvicorn
from starlette.types import ASGIApp


def listen(host: str, ports: Iterable[int]) -> socket.socket:
    """Take the first port that is free, 0 for any. Raises OSError: none of them is."""
    problem = OSError("no port was named")
    for port in ports:
        listening = socket.socket()
        # Not to be shared with one that runs: Windows would let both have it.
        if os.name != "nt":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(100)
            return listening
        except OSError as refused:
            listening.close()
            problem = refused
    raise problem


def quiet(app: ASGIApp) -> uvicorn.Config:
    """Give how an app is served."""
    return uvicorn.Config(
        app,
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=1,
        server_header=False,
        proxy_headers=False,
    )
