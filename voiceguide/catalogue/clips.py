"""Which clips a catalogue needs: each once, whatever sessions it is in.

What shapes neither words nor times, such as a voice or a format, is planned once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from voiceguide.catalogue.orders import Order, lexicon_of, voice_of
from voiceguide.problems import Problem, VoiceguideError
from voiceguide.routine import Routine
from voiceguide.settings import override

if TYPE_CHECKING:
    from voiceguide.audio.clip import Voicing
    from voiceguide.cache import Store
    from voiceguide.speech.engine import Voice
    from voiceguide.speech.lexicon import Lexicon

BATCH = 48
"""Sentences that are spoken by one task: a model is loaded once for them, and none takes long."""

_SOUND_ONLY = ("voice", "fallback", "bed", "bed_level", "swell", "loudness", "voice_treatment")


class Batch(NamedTuple):
    """Sentences that one voice is to say, and the names of their clips.

    ``order`` is one of those that need them: it tells the voice, the rate and the words' sounds.
    ``store`` is the address of the store that the machines share, "" for each one's own setting.
    """

    order: Order
    words: tuple[str, ...]
    keys: tuple[str, ...]
    store: str = ""


class Plans:
    """The plan of each order, made once for all that differ in their sound alone."""

    def __init__(self) -> None:
        self._plans: dict[object, tuple[tuple[str, ...], int] | VoiceguideError] = {}
        self._routine: Routine | None = None

    def of(self, order: Order) -> tuple[tuple[str, ...], int]:
        """Give what is said in a session, and its length in milliseconds.

        Raises VoiceguideError: it has no plan.
        """
        from voiceguide.planning import planned, words_of

        if order.routine is not self._routine:
            # Orders come routine by routine: what was before is needed no more.
            self._routine = order.routine
            self._plans.clear()
        settings = replace(order.settings, **dict.fromkeys(_SOUND_ONLY))
        key = tuple(getattr(settings, each.name) for each in fields(settings))
        found = self._plans.get(key)
        if found is None:
            try:
                plan = planned(order.routine, settings)
                found = (words_of(plan), plan.timeline.length_ms)
            except VoiceguideError as error:
                found = error
            self._plans[key] = found
        if isinstance(found, VoiceguideError):
            raise found
        return found


class Need(NamedTuple):
    """One voice as it is needed, with all that it is to say, in the order of its first use."""

    order: Order
    words: dict[str, None]


def needs_of(
    orders: Iterable[Order], plans: Plans
) -> tuple[dict[object, Need], dict[str, tuple[Problem, ...]]]:
    """Gather what is to be said by each voice, at each rate and loudness.

    What can't be planned is in the second: its problems by its target.
    """
    needs: dict[object, Need] = {}
    problems: dict[str, tuple[Problem, ...]] = {}
    for order in orders:
        try:
            words, _ = plans.of(order)
            voice, rate, voicing, _ = manner_of(order)
            said = tuple(sorted(order.routine.said.items()))
            names = (voice.name, voice.engine, voice.id, voice.version, len(voice.instead))
            manner = (*names, rate, voicing, said)
        except VoiceguideError as error:
            problems[order.target] = tuple(error.problems)
            continue
        need = needs.get(manner)
        if need is None:
            need = needs[manner] = Need(order, {})
        need.words.update(dict.fromkeys(words))
    return needs, problems


class Clips(NamedTuple):
    """Distinct clips to be spoken by one voice, and how many there are in all."""

    order: Order
    missing: dict[str, str]
    different: int


def clips_of(need: Need, store: Store, *, share: bool = False) -> Clips:
    """Give what is still to be spoken of a need: words by the names of their clips.

    To ``share`` it, what is here alone is put into the store that the machines share.

    Raises VoiceguideError: there is no such voice.
    """
    from voiceguide.audio.clip import SOUNDS
    from voiceguide.speech.speak import clip_key

    manner = manner_of(need.order)
    by_key: dict[str, str] = {}
    for words in need.words:
        by_key.setdefault(clip_key(words, *manner), words)
    there = store.in_shared("clips", by_key)
    rest = {key: words for key, words in by_key.items() if key not in there}
    missing = {key: words for key, words in rest.items() if not store.has("clips", key)}
    if share:
        for kind in (SOUNDS, "clips"):
            store.share(kind, rest.keys() - missing.keys())
        store.settle()
    return Clips(need.order, missing, len(by_key))


def batches_of(clips: Clips, store: str = "") -> Iterator[Batch]:
    """Part what is to be spoken into batches of one voice."""
    items = iter(clips.missing.items())
    while part := tuple(islice(items, BATCH)):
        keys, words = zip(*part, strict=True)
        yield Batch(clips.order, words, keys, store)


def manner_of(order: Order) -> tuple[Voice, int, Voicing, Lexicon]:
    """Give who speaks in a session, how fast, how it is to sound, and with what words.

    Raises VoiceguideError: there is no such voice.
    """
    from voiceguide.planning import pacing_of
    from voiceguide.soundscape.soundscape import voicing_of

    asked = override(order.routine.settings, order.settings)
    rate = pacing_of(asked).rate
    return voice_of(order), rate, voicing_of(asked), lexicon_of(order.routine)
