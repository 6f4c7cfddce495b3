"""A process that makes one session for the studio: asked on standard input, told line by line.

It is a process of its own so that the page stays quick, and so that a job can be ended.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from voiceguide.pipeline import prepare, run
from voiceguide.problems import VoiceguideError
from voiceguide.studio.desk import lines
from voiceguide.studio.wish import granted, ordered


def main() -> None:
    """Make the session that is asked for; every line of the answer is an object in JSON."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _make(json.load(sys.stdin))
    except VoiceguideError as error:
        _tell(state="failed", told=lines(error.problems))
    except KeyboardInterrupt:
        _tell(state="cancelled")
    except OSError as error:
        _tell(state="failed", told=str(error))


def _make(asked: dict[str, Any]) -> None:
    routine, settings = granted(ordered(asked))
    job = prepare(routine, Path(asked["target"]), settings)
    _tell(state="running", ready=0, words=len(job.words), saying="")
    told_at = 0.0

    def on_clip(ready: int, words: int, saying: str) -> None:
        nonlocal told_at
        now = time.monotonic()
        if now - told_at > 0.1 or ready == words:
            told_at = now
            _tell(state="running", ready=ready, words=words, saying=saying)

    made = run(job, on_clip)
    _tell(state="made", file=made.path.name, length_ms=made.timeline.length_ms, spoken=made.spoken)


def _tell(**told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _interrupt(*_: object) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
