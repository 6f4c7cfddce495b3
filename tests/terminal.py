"""A pseudo-terminal of any width, to run commands in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def shown(width: int, *words: str, **env: str) -> tuple[str, int]:
    """Run a command in a pseudo-terminal of so many columns; give all it sent, and its status."""
    fcntl = pytest.importorskip("fcntl", reason="there are no such terminals")
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 30, width, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-m", "voiceguide", *words],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **env},
    ) as program:
        os.close(follower)
        sent = b""
        while True:
            try:
                part = os.read(leader, 4096)
            except OSError:
                break
            if not part:
                break
            sent += part
        os.close(leader)
    return sent.decode(), program.returncode


def lines_of(sent: str) -> list[str]:
    """Give what stood on each line of the terminal, one after the other, without styles."""
    return re.split(r"\r\n|\r", re.sub(r"\x1b\[[0-9;]*m", "", sent))
