"""Speak with pyttsx3, guarded. The one place that knows pyttsx3; runs in a worker process.

Left alone on Linux pyttsx3 returns before its file is written, sets rates late and swallows
errors. So: wait until espeak is idle after every step, one sentence at a time, and believe
nothing but the file itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import time
import wave
from pathlib import Path
from typing import Any

import pyttsx3

from voiceguide.speech.engine import Pace


class Pyttsx3Engine:
    """One pyttsx3 engine, for the life of one process and one thread of it."""

    def __init__(self, name: str, folder: Path) -> None:
        """Start the engine ``name`` (espeak, nsss, sapi5), with ``folder`` for its own use."""
        self._errors: list[str] = []
        self._busy: Any = None
        # nsss writes AIFF whatever the name says, and waits for ever when asked for some names.
        self._file = folder / ("speech.aiff" if name == "nsss" else "speech.wav")
        with _quiet():
            if name == "espeak":
                with _espeak_data(folder):
                    self._engine = pyttsx3.init(name)
                from pyttsx3.drivers import _espeak  # loads the library

                self._busy = _espeak.IsPlaying
            else:
                self._engine = pyttsx3.init(name)
            self._engine.connect("error", self._note_error)
            # The first run of a fresh engine may be lost.
            self._run()

    def voices(self) -> list[tuple[str, str, str]]:
        """Give (id, name, language) of each voice."""
        found = []
        for voice in self._engine.getProperty("voices") or ():
            languages = [str(language) for language in voice.languages or () if language]
            language = languages[0].replace("_", "-").lower() if languages else ""
            found.append((str(voice.id), str(voice.name), language))
        return found

    def say(self, text: str, voice: str, pace: Pace) -> Path:
        """Speak into a file and give its path; the next sentence takes its place.

        Raises OSError: the engine refused or left no sound.
        """
        self._file.unlink(missing_ok=True)
        self._errors.clear()
        with _quiet():
            self._set("voice", voice)
            self._set("rate", round(pace.rate))  # of others pyttsx3 makes none
            self._engine.save_to_file(text, str(self._file))
            self._run()
        if self._errors:
            raise OSError(self._errors[0])
        if not self._file.exists() or (self._file.suffix == ".wav" and not _has_sound(self._file)):
            raise OSError("the speech engine wrote no sound")
        return self._file

    def _set(self, name: str, value: str | int) -> None:
        self._engine.setProperty(name, value)
        self._wait()

    def _run(self) -> None:
        self._engine.runAndWait()
        self._wait()

    def _wait(self) -> None:
        # The parent process has the time limit.
        while self._busy is not None and self._busy():
            time.sleep(0.0005)

    def _note_error(self, **about: object) -> None:
        self._errors.append(str(about.get("exception")))


def open_engine(name: str, folder: Path) -> Pyttsx3Engine:
    """Start an engine: the function that a worker looks for in the module a voice names."""
    return Pyttsx3Engine(name, folder)


@contextlib.contextmanager
def _espeak_data(folder: Path) -> Any:
    """Load the espeak-ng that came with its wheel, so that pyttsx3 finds it and its data.

    espeak ends the whole process when the path of its data is 160 bytes or longer; a link in the
    working folder is short wherever Python is installed. Voices are read from it later too.
    """
    try:
        import espeakng_loader  # not on every system
    except ImportError:
        yield  # a system with its own espeak
        return
    ctypes.CDLL(espeakng_loader.get_library_path())
    link = folder / "espeak"
    link.symlink_to(espeakng_loader.get_data_path(), target_is_directory=True)
    os.chdir(folder)
    before = os.environ.get("ESPEAK_DATA_PATH")
    os.environ["ESPEAK_DATA_PATH"] = link.name
    try:
        yield
    finally:
        del os.environ["ESPEAK_DATA_PATH"]
        if before is not None:
            os.environ["ESPEAK_DATA_PATH"] = before


@contextlib.contextmanager
def _quiet() -> Any:
    """Keep what pyttsx3 prints off standard output."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield


def _has_sound(path: Path) -> bool:
    try:
        with wave.open(str(path)) as sound:
            return bool(sound.getnframes())
    except (EOFError, wave.Error):
        return False
