"""What the voices have in common that pyttsx3 speaks with, whatever engine it drives.

Apart from `pyttsx3_engine`, which loads pyttsx3 itself.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from voiceguide.speech.engine import Voice

DRIVER = "voiceguide.speech.engines.pyttsx3_engine"

ENGINE_RATES = (80, 88, 100, 130, 200, 320)
"""Rates to calibrate at: 80 is the least that espeak takes."""


def pyttsx3_voice(  # noqa: PLR0913 - what differs from voice to voice
    name: str, language: str, description: str, identity: str, *, engine: str, version: str
) -> Voice:
    """Give a voice of one of pyttsx3's engines: "espeak", "nsss" or "sapi5".

    ``version`` is that of the engine; pyttsx3's own goes before it.
    """
    return Voice(
        name=name,
        language=language,
        description=description,
        id=identity,
        engine=engine,
        driver=DRIVER,
        version=f"pyttsx3 {package_version('pyttsx3')}, {version}",
        rates=ENGINE_RATES,
        sleeps=True,
        respelled=engine == "espeak" and language.startswith("en"),
    )


@cache
def package_version(package: str) -> str:
    """Give an installed package's version, which the folder of its metadata has in its name."""
    spec = importlib.util.find_spec(package)
    if spec is not None and spec.origin is not None:
        found = list(Path(spec.origin).parent.parent.glob(f"{package}-*.dist-info"))
        if len(found) == 1:
            return found[0].stem.removeprefix(f"{package}-")
    from importlib import metadata  # finds every kind of installation, slowly

    return metadata.version(package)
