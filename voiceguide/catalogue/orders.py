"""One session that is asked for, what shapes it, and what became of it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from voiceguide.problems import Problem
from voiceguide.routine import Routine
from voiceguide.settings import BEDS, CHIMES_MS, Settings, override

if TYPE_CHECKING:
    from voiceguide.speech.engine import Voice
    from voiceguide.speech.lexicon import Lexicon


class Order(NamedTuple):
    """One session to make: of which routine, where to, with what settings and captions.

    ``settings`` go before those of the routine; ``captions`` are kinds as of `voiceguide.make`.
    """

    routine: Routine
    target: str
    settings: Settings = Settings()
    captions: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """What became of an order: its file's bytes, SHA-256 and length, or its problems.

    ``inputs`` names all that shaped it.
    ``spoken`` is how many sentences were spoken for it alone, as they were spoken for none before.
    ``told`` are warnings, as of `voiceguide.Made`.
    """

    target: str
    size: int = 0
    digest: str = ""
    length_ms: int = 0
    spoken: int = 0
    inputs: str = ""
    problems: tuple[Problem, ...] = ()
    told: tuple[Problem, ...] = ()


def pinned(order: Order) -> Order:
    """Give an order that means the same on any machine: its voice named, its own words in it.

    Raises VoiceguideError: there is no such voice, or the file of words can't be read.
    """
    asked = override(order.routine.settings, order.settings)
    settings = order.settings
    if asked.voice is None:
        settings = replace(settings, voice=_usual_voice().name)
    return order._replace(routine=_with_words(order.routine), settings=settings)


_with: list[tuple[Routine, Routine]] = []
"""The routine that was pinned last, as it was and as it is: orders come routine by routine."""


def _with_words(routine: Routine) -> Routine:
    """Give a routine with all of a person's own words in it, the same one each time."""
    if not _with or _with[0][0] is not routine:
        lexicon = lexicon_of(routine)
        said = lexicon.kept_for(lexicon.own)
        _with[:] = [(routine, replace(routine, said=said) if said else routine)]
    return _with[0][1]


def voice_of(order: Order) -> Voice:
    """Give the voice that an order asks for.

    Raises VoiceguideError: there is none.
    """
    asked = override(order.routine.settings, order.settings)
    by_hand = (order.settings.voice is not None, order.settings.fallback is not None)
    return _found(asked.voice, asked.fallback, by_hand)


def lexicon_of(routine: Routine) -> Lexicon:
    """Give the words that a routine is read with.

    Raises VoiceguideError: a file of them can't be read.
    """
    return _lexicon(routine.path, tuple(sorted(routine.said.items())))


def inputs_of(order: Order) -> str:
    """Name a session by all that shapes its file, whatever its name is.

    Raises VoiceguideError: there is no such voice, or a sound file of it can't be read.
    """
    from voiceguide import __version__
    from voiceguide.cache import key_of
    from voiceguide.speech.speak import PROCESSING

    voice = voice_of(order)
    asked = override(order.routine.settings, order.settings)
    files = (asked.bed, asked.chime)
    # Those that most have none of are no part of it then, as they were not before.
    rest: dict[str, object] = {}
    if order.routine.client:
        rest["client"] = dict(order.routine.client)
    if order.routine.others:
        rest["others"] = [_text_digest(text) for text in order.routine.others]
        rest["led"] = [(pose.text, pose.number, pose.again) for pose in order.routine.poses]
    return key_of(
        {
            **rest,
            "voiceguide": __version__,
            "processing": PROCESSING,
            "text": _text_digest(order.routine.source),
            "title": order.routine.title,
            "chosen": order.routine.chosen,
            "said": dict(order.routine.said),
            "settings": asdict(asked),
            "files": [_digest(each) for each in files if each not in (None, *BEDS, *CHIMES_MS)],
            "voice": [voice.engine, voice.version, voice.id],
            "instead": sorted((said, each.version) for said, each in voice.instead.items()),
            "captions": order.captions,
            "format": Path(order.target).suffix.lower(),
        }
    )


@cache
def _usual_voice() -> Voice:
    from voiceguide.speech.voices import find_voice

    return find_voice()


@cache
def _found(name: str | None, fallback: str | None, by_hand: tuple[bool, bool]) -> Voice:
    from voiceguide.speech.voices import find_voice, with_fallback

    voice = find_voice(name, by_hand=by_hand[0])
    return with_fallback(voice, find_voice(fallback, by_hand=by_hand[1])) if fallback else voice


@cache
def _lexicon(path: str, said: tuple[tuple[str, str], ...]) -> Lexicon:
    from voiceguide.speech.own_words import load_lexicon

    return load_lexicon(Path(path), dict(said))


@cache
def _digest(path: str) -> str:
    from voiceguide.problems import fail
    from voiceguide.speech.shelf import checksum

    try:
        return checksum(Path(path))
    except OSError as problem:
        raise fail(f"{path} can't be read: {problem.strerror or problem}") from problem


@lru_cache(maxsize=8)
def _text_digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
