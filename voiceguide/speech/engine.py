"""The seam between speaking and what speaks: a voice, the kind it is of, the engine at work.

A kind is a class of a module in `voiceguide.speech.engines`, or of another package that names it
in the entry-point group ``voiceguide.voices``. It runs where voices are looked for, so it is cheap
to load and speaks nothing itself. Its voices name a driver, a module that is loaded in a worker
process only: there the library or the model is, and there it may fail or hang.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol

from voiceguide.problems import fail

Notation = Literal["plain", "respelled", "misaki", "espeak"]
"""How a voice is told what a word sounds like.

Not at all; in other letters, made for espeak-ng; in the phonemes of misaki, ``[word](/wˈɜɹd/)``;
in those of espeak-ng, ``[[wˈɜːd]]``.
"""


class Pace(NamedTuple):
    """How fast an engine is to speak: a setting of its own dial, and how far to stretch that.

    ``stretch`` is the length of the sound against the setting's own; 1 but for a dial in steps.
    """

    rate: float
    stretch: float = 1.0


class Known(NamedTuple):
    """What was measured of a voice beforehand, so that it need not be measured here.

    ``speeds`` are (setting of its dial, real words a minute), rising. ``gains_db`` bring its
    speech to the usual loudness, by the voice's treatment: "none" and "warm".
    """

    speeds: tuple[tuple[float, float], ...]
    gains_db: Mapping[str, float]


class Work(NamedTuple):
    """What a worker costs: whether it sleeps, its memory, how many sentences pay for its start.

    An engine that sleeps after each sentence pays with one worker more than there are cores.
    """

    sleeps: bool = False
    memory_mb: int = 60
    pays_from: int = 1


class About(NamedTuple):
    """What a person wants to know of a voice: whether it is natural, its size, its licence."""

    natural: bool = False
    size_mb: float = 0
    licence: str = ""


class Voice(NamedTuple):
    """A voice, with all that speaking needs to know of it.

    ``name`` is as a person types it, ``id`` as its engine knows it; ``aliases`` are other names
    that find it. ``driver`` is the module whose ``open_engine(engine, folder)`` gives an `Engine`.

    ``version`` names what speaks, with its version or the checksum of its model: a part of what
    shapes the sound, so clips of another version are spoken anew. ``dial`` are the engine's own
    figures to calibrate at, slow to fast; () for what speaks at one pace only. A dial that is
    ``stepped`` jumps between them, and its engine stretches. ``known`` spares the calibration.
    ``instead`` has other voices for some of the words, in plain letters: recordings of them.
    ``mend`` says what may help where it fails to speak.
    """

    name: str
    language: str
    description: str
    id: str
    engine: str
    driver: str
    version: str
    dial: tuple[float, ...] = ()
    stepped: bool = False
    known: Known | None = None
    notation: Notation = "plain"
    work: Work = Work()
    about: About = About()
    aliases: tuple[str, ...] = ()
    instead: Mapping[str, Voice] = MappingProxyType({})
    mend: str = "try again"


class Offer(NamedTuple):
    """A voice that is not here but can be had: ``how`` says how to get it."""

    name: str
    language: str
    description: str
    about: About
    how: str


class Wanted(NamedTuple):
    """A file of a voice to get: from where, to where, its bytes and its checksum in hex."""

    url: str
    path: Path
    size: int
    digest: str
    algorithm: Literal["sha256", "md5"]


class Kind:
    """One kind of voices; a subclass says what it has.

    ``name`` finds its usual voice, and stands before a colon in the names of its voices where
    another kind has the same, as in "system:en-gb".
    """

    name = ""

    def list_voices(self) -> Sequence[Voice]:
        """Give the voices that this kind has here; none where it cannot speak.

        Raises VoiceguideError: they can't be listed.
        """
        return ()

    def default_voice(self) -> Voice | None:
        """Give the voice for who names none; None where this kind is only for who names it.

        Raises VoiceguideError: its voices can't be listed.
        """
        return None

    def list_variants(self) -> Sequence[str]:
        """Give what may follow the name of any of its voices after a plus; often nothing."""
        return ()

    def list_offers(self) -> Sequence[Offer]:
        """Give the voices that are not here but can be had."""
        return ()

    def find_offer(self, name: str) -> Offer | None:
        """Give the offer of a voice by its name in any case."""
        for offer in self.list_offers():
            if offer.name.lower() == name.strip().lower():
                return offer
        return None

    def wanted(self, name: str) -> Sequence[Wanted]:
        """Give the files to get for a voice of that name; () where the kind offers none.

        Raises VoiceguideError: they can't be told, for want of a connection.
        """
        del name
        return ()

    def stored(self, name: str) -> Sequence[Path]:
        """Give the files that were got for a voice of that name; () for none."""
        del name
        return ()

    def open_voice(self, rest: str) -> Voice:
        """Give the voice that a person names by what follows the kind's name and a colon.

        Never called for a name that came out of a file: it may run or open anything.

        Raises VoiceguideError: there is none.
        """
        raise fail(f'no voice is named "{self.name}:{rest}"', '"voiceguide voices" lists them')


class Engine(Protocol):
    """What a driver's ``open_engine(engine, folder)`` gives: it speaks, in a worker process.

    One thread calls it. ``folder`` is the worker's own, and goes when the worker does.
    """

    def say(self, text: str, voice: str, pace: Pace) -> Path:
        """Speak a text into a sound file of any kind, with the voice of that id.

        Raises OSError: the engine refused, or left no sound.
        """


class ListingEngine(Engine, Protocol):
    """An engine that only a worker can ask for its voices."""

    def voices(self) -> list[tuple[str, str, str]]:
        """Give (id, name, language) of each voice."""
