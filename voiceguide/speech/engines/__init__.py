"""What speaks: a module for each kind of engine, and the table of them."""

from __future__ import annotations

from collections.abc import Iterator

from voiceguide.speech.engine import EngineKind


def engine_kinds() -> Iterator[EngineKind]:
    """Give each kind of engine, the preferred first; a kind is loaded when it is come to."""
    from voiceguide.speech.engines import espeak

    yield espeak
    from voiceguide.speech.engines import system

    yield system
