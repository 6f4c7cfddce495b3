"""The program of one worker process: requests in, answers out, a line of JSON each.

One thread speaks. Another waits for the end of the input, which means that the process that
started this one is gone: then this one goes too, even from the middle of a sentence.
"""

from __future__ import annotations

import base64
import importlib
import json
import os
import queue
import shutil
import signal
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from voiceguide.speech.engine import Engine


def main(folder: str, driver: str, engine: str) -> None:
    """Answer requests until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _answers()
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(requests, folder), daemon=True).start()
    try:
        from voiceguide.audio import flac  # noqa: F401 (loaded before the first clip is timed)
        from voiceguide.audio import mp3_mono as frames  # noqa: F401 (loaded before the first clip is timed)
        from voiceguide.speech import mastering as shaping  # noqa: F401 (loaded before the first clip is timed)

        speaker: Engine = importlib.import_module(driver).open_engine(engine, Path(folder))
        answer: dict[str, Any] = {"ready": True}
    except Exception as problem:
        answer = {"error": _told(problem)}
    while True:
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        request = json.loads(requests.get())
        try:
            answer = _answer(speaker, request)
        except Exception as problem:
            answer = {"error": _told(problem)}


def _answer(speaker: Engine, request: dict[str, Any]) -> dict[str, Any]:
    if request["do"] == "voices":
        return {"voices": speaker.voices()}
    from voiceguide.audio import (
        clip,  # loaded by main
        flac,  # loaded by main
    )
    from voiceguide.audio import mp3_mono as frames  # loaded by main
    from voiceguide.speech import mastering as shaping  # loaded by main

    said = speaker.say(request["text"], request["voice"], request["rate"])
    samples = frames.read_samples(said)
    if request["do"] == "measure":
        speech = shaping.speech(samples)
        answer: dict[str, Any] = {"samples": len(speech) // 2, "blocks": ()}
        if request["level"]:
            treated = shaping.treated(speech, request["treatment"])
            answer["blocks"] = frames.blocks_within(treated)
        return answer
    voicing = clip.Voicing(request["lufs"], request["treatment"])
    made, shaped = shaping.make_clip(samples, request["gain_db"], voicing)
    return {"clip": _text(made.to_bytes()), "sound": _text(flac.pack(shaped))}


def _text(block: bytes) -> str:
    return base64.b64encode(block).decode()


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
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)
