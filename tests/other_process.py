"""What tests have done in another process, which imports this by its name."""

import os
import signal
from pathlib import Path

import fake_voice

from voiceguide.cache import Store
from voiceguide.speech.speak import speak


def speak_here(folder: str) -> None:
    """Speak as the worker of a cluster does, whose process may be a daemon."""
    words = speak(["Inhale.", "Exhale."], fake_voice.voice(), 120, Store(Path(folder)))
    Path(folder, "spoken").write_text(" ".join(words))


def double(task: tuple[int, str]) -> int:
    """Double a number; one with a file's name ends the process, once or, without, each time."""
    number, once = task
    if once == "refuse":
        raise ValueError("not today")
    if once and not (Path(once).name != "always" and Path(once).exists()):
        Path(once).touch()
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return 2 * number
