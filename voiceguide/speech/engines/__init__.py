"""What speaks: a module for each kind of voices, and how other packages' kinds are found."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from voiceguide.problems import fail
from voiceguide.speech.engine import Kind

GROUP = "voiceguide.voices"
"""The entry-point group in which a package names its kinds; voiceguide's own are there, too."""

KINDS = {
    "hibari": "voiceguide.speech.engines.hibari:Hibari",
    "system": "voiceguide.speech.engines.system:System",
    "piper": "voiceguide.speech.engines.piper:Piper",
    "command": "voiceguide.speech.engines.command:Command",
    "recorded": "voiceguide.speech.engines.recorded:Recorded",
}
"""voiceguide's own by their names, the preferred first.

They are looked through before others: to look through all that is installed is slow.
"""


def own_kind(name: str) -> Kind:
    """Give one of voiceguide's own kinds."""
    module, _, kind = KINDS[name].partition(":")
    made: Kind = getattr(importlib.import_module(module), kind)()
    return made


def own_kinds() -> Iterator[Kind]:
    """Give voiceguide's own kinds; a kind is loaded when it is come to."""
    return map(own_kind, KINDS)


def other_kinds() -> Iterator[Kind]:
    """Give the kinds that other packages bring.

    Raises VoiceguideError: one of them does not load.
    """
    from importlib import metadata  # slow

    for point in metadata.entry_points(group=GROUP):
        if point.value not in KINDS.values():
            try:
                kind = point.load()()
            except Exception as problem:  # it is someone else's
                package = point.dist.name if point.dist else point.value
                raise fail(
                    f"the voices of {package} can't be loaded: {problem}",
                    f"mend or remove {package}",
                ) from problem
            yield kind


def engine_kinds() -> Iterator[Kind]:
    """Give every kind.

    Raises VoiceguideError: one that another package brings does not load.
    """
    yield from own_kinds()
    yield from other_kinds()
