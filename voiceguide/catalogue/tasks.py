"""What the workers of a catalogue do. Each may do it twice, or be lost in the middle of it.

What is spoken is named by what shapes it, and files are written whole: so nothing comes of that
but the time it took.
"""

from __future__ import annotations

import hashlib
import socket
import threading
from collections.abc import Sequence
from typing import NamedTuple

from voiceguide.catalogue.clips import Batch, manner_of
from voiceguide.catalogue.orders import Order, Outcome, inputs_of
from voiceguide.catalogue.outputs import at_hand
from voiceguide.problems import Problem, VoiceguideError, fail
from voiceguide.remote.place import is_address

_local = threading.local()
"""The workers that speak for each thread: a model stays loaded from one batch to the next."""


class Assembly(NamedTuple):
    """A session to put together, and the name of all that shapes it, as who planned it has it."""

    order: Order
    inputs: str
    store: str = ""


def speak_batch(batch: Batch) -> tuple[int, tuple[Problem, ...]]:
    """Speak what a batch lacks; give how many sentences were spoken, and what went wrong."""
    from voiceguide.cache import Store
    from voiceguide.speech.crew import Crew
    from voiceguide.speech.speak import clip_key, speak

    spoken = 0

    def count(_: str, anew: bool) -> None:
        nonlocal spoken
        spoken += anew

    if not hasattr(_local, "crew"):
        _local.crew = Crew(most=1)
        _local.crew.awaits({})  # one more than ever comes: they stay for the next
    try:
        voice, rate, voicing, lexicon = manner_of(batch.order)
        keys = tuple(clip_key(words, voice, rate, voicing, lexicon) for words in batch.words)
        if keys != batch.keys:
            raise _disagrees()
        crew = _local.crew
        crew.awaits({})
        store = Store(shared=batch.store or None)
        speak(batch.words, voice, rate, store, count, voicing=voicing, lexicon=lexicon, crew=crew)
    except VoiceguideError as error:
        _end_crew()
        return spoken, tuple(error.problems)
    return spoken, ()


def assemble(parts: Sequence[Assembly]) -> list[Outcome]:
    """Put sessions together; whatever goes wrong with one is in its outcome."""
    _end_crew()
    return [_made(part) for part in parts]


def _made(part: Assembly) -> Outcome:
    from voiceguide.pipeline import make

    order = part.order
    try:
        if inputs_of(order) != part.inputs:
            raise _disagrees()
        with at_hand(order.target) as path:
            made = make(
                order.routine,
                path,
                order.settings,
                captions=order.captions,
                store=part.store or None,
                # Elsewhere it is not as easily heard as here.
                verify=is_address(order.target),
            )
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = path.stat().st_size
    except VoiceguideError as error:
        return Outcome(order.target, problems=tuple(error.problems))
    except OSError as problem:
        told = f"{order.target} can't be read again: {problem.strerror or problem}"
        return Outcome(order.target, problems=(Problem(told),))
    return Outcome(order.target, size, digest, made.timeline.length_ms, made.spoken, part.inputs,
                   told=made.told)  # fmt: skip


def _end_crew() -> None:
    crew = _local.__dict__.pop("crew", None)
    if crew is not None:
        crew.__exit__()


def _disagrees() -> VoiceguideError:
    return fail(
        f"{socket.gethostname()} would make other sound: its voiceguide, its voice, a sound file "
        "or its words are of another version",
        "install the same on every machine",
    )
