"""A studio that runs, with a folder of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from short_session import short_session
from studio_running import Running

from voiceguide.studio.app import studio
from voiceguide.studio.folder import Folder
from voiceguide.studio.guard import Keys
from voiceguide.studio.server import bound
from voiceguide.studio.share import Sharing

ROUTINE = """\
---
title: Evening
voice: system
chime: none
---
## Reach

1. Reach your right arm up. Hold for 2 seconds, then lower it.

## Fold

1. Fold forward. Hold for 3 seconds.
2. Roll up slowly.
"""


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "evening.md").write_text(ROUTINE, encoding="utf-8")
    listening = bound(0)
    port = listening.getsockname()[1]
    keys = Keys()
    folder = Folder(tmp_path)
    sharing = Sharing(folder, "127.0.0.2")
    app = studio(folder, keys, frozenset({"127.0.0.1"}), port, sharing)
    config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield Running(tmp_path, f"http://127.0.0.1:{port}/", keys)
    server.should_exit = True
    thread.join()


__all__ = ["running", "short_session"]
