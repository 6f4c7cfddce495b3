"""The program of one worker process: requests in, answers out, a line of JSON each.

One thread speaks. Another waits for the end of the input, which means that the process that
started this one is gone: then this one goes too, even from the middle of a sentence.
"""

from __future__ import annotations

import importlib
import json
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from voiceguide.speech.engine import Engine
from voiceguide.speech.folders import take_away
from voiceguide.speech.requests import Answer


def main(folder: str, driver: str, engine: str) -> None:
    """Start the engine, then answer requests until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _answers()
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(requests, folder), daemon=True).start()
    answer: Answer
    try:
        # Loaded before the first clip is timed.
        from voiceguide.speech.answers import answer as answer_to

        speaker: Engine = importlib.import_module(driver).open_engine(engine, Path(folder))
        answer = {"ready": True}
    except Exception as problem:
        answer = {"error": _told(problem)}
    while True:
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        request = json.loads(requests.get())
        try:
            answer = answer_to(speaker, request)
        except Exception as problem:
            answer = {"error": _told(problem)}


def _told(problem: Exception) -> str:
    return f"{problem}" or type(problem).__name__


def _answers() -> BinaryIO:
    """Keep standard output for answers alone: whatever else prints there goes to the log."""
    sys.stdout.flush()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _read(requests: queue.SimpleQueue[bytes], folder: str) -> None:
    for line in sys.stdin.buffer:
        requests.put(line)
    os.chdir(Path(folder).parent)
    take_away(Path(folder))
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # with the programs that it started
    os._exit(0)
