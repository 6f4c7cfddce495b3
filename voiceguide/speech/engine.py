"""The seam between speaking and what speaks: a voice, the kind it is of, the engine at work.

A kind of engine is a module of `voiceguide.speech.engines`. It runs where voices are looked for,
so it is cheap to load and speaks nothing itself. Its voices name a driver, a module that is
loaded in a worker process only: there the library or the model is, and there it may fail or hang.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Protocol


class Voice(NamedTuple):
    """A voice, with all that speaking needs to know of it.

    ``name`` is as a person types it, ``id`` as its engine knows it; ``aliases`` are other names
    that find it. ``driver`` is the module whose ``open_engine(engine, folder)`` gives an `Engine`.

    ``version`` names what speaks, with its version: a part of what shapes the sound, so clips of
    another version are spoken anew. ``rates`` are the engine's own figures to calibrate at, slow
    to fast. An engine that ``sleeps`` after each sentence pays with one worker more than there
    are cores. A voice is ``respelled`` that the lexicon's respellings were made for.
    """

    name: str
    language: str
    description: str
    id: str
    engine: str
    driver: str
    version: str
    rates: tuple[int, ...]
    sleeps: bool = False
    respelled: bool = False
    aliases: tuple[str, ...] = ()


class EngineKind(Protocol):
    """What a module of `voiceguide.speech.engines` offers to those who look for a voice."""

    def list_voices(self) -> list[Voice]:
        """Give the voices that this kind has here; none where it cannot speak.

        Raises VoiceguideError: they can't be listed.
        """

    def default_voice(self) -> Voice | None:
        """Give the voice for who names none; None where this kind cannot speak.

        Raises VoiceguideError: its voices can't be listed.
        """

    def list_variants(self) -> list[str]:
        """Give what may follow the name of any of its voices after a plus; often nothing."""


class Engine(Protocol):
    """What a driver's ``open_engine(engine, folder)`` gives: it speaks, in a worker process.

    One thread calls it. ``folder`` is the worker's own, and goes when the worker does.
    """

    def say(self, text: str, voice: str, rate: int) -> Path:
        """Speak a text into a sound file with the voice of that id, at the engine's own rate.

        Raises OSError: the engine refused, or left no sound.
        """

    def voices(self) -> list[tuple[str, str, str]]:
        """Give (id, name, language) of each voice."""
