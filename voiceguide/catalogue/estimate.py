"""What a catalogue will take, before any of it is made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from voiceguide.catalogue.clips import Plans, clips_of, needs_of
from voiceguide.catalogue.orders import Order, voice_of
from voiceguide.problems import Problem, VoiceguideError
from voiceguide.settings import override

NATURAL_S, SYSTEM_S, SESSION_S = 0.13, 0.08, 0.15
"""Seconds of one core for a sentence of a natural voice, of another, and for a session: the CPU
time of making a routine of 63 sentences for the first time and again, on a server of 2024."""


class Estimate(NamedTuple):
    """How many sessions and clips there are to make, their bytes, and the seconds of one core."""

    sessions: int
    clips: int
    to_speak: int
    size: int
    length_ms: int
    core_s: float
    problems: dict[str, tuple[Problem, ...]]


def estimate(orders: Iterable[Order]) -> Estimate:
    """Count what is to be made. Memory grows with the sentences alone, not with the sessions."""
    from voiceguide.cache import Store
    from voiceguide.session.containers import container_of
    from voiceguide.soundscape.soundscape import is_stereo

    plans = Plans()
    sessions = size = length = 0

    def counted(orders: Iterable[Order]) -> Iterable[Order]:
        nonlocal sessions, size, length
        for order in orders:
            try:
                _, length_ms = plans.of(order)
            except VoiceguideError:
                length_ms = 0  # told with the rest
            sessions += 1
            length += length_ms
            channels = 1 + is_stereo(override(order.routine.settings, order.settings))
            size += length_ms * container_of(Path(order.target)).bytes_per_ms * channels
            yield order

    needs, problems = needs_of(counted(orders), plans)
    store = Store()
    clips = to_speak = 0
    core_s = SESSION_S * (sessions - len(problems))
    for need in needs.values():
        found = clips_of(need, store)
        clips += found.different
        to_speak += len(found.missing)
        core_s += len(found.missing) * (
            NATURAL_S if voice_of(need.order).about.natural else SYSTEM_S
        )
    return Estimate(sessions, clips, to_speak, size, length, core_s, problems)
