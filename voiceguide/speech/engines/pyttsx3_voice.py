"""What the voices have in common that pyttsx3 speaks with, whatever engine it drives.

Apart from `pyttsx3_engine`, which loads pyttsx3 itself.
"""

from __future__ import annotations

from voiceguide.speech.engine import About, Voice, Work
from voiceguide.speech.packages import package_version

DRIVER = "voiceguide.speech.engines.pyttsx3_engine"

DIAL = (80, 88, 100, 130, 200, 320)
"""Rates to calibrate at: 80 is the least that espeak takes."""

_ABOUT = {
    "espeak": About(licence="GPL-3"),
    "nsss": About(licence="of the system"),
    "sapi5": About(licence="of the system"),
}


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
        dial=DIAL,
        notation="respelled" if engine == "espeak" and language.startswith("en") else "plain",
        work=Work(sleeps=True),
        about=_ABOUT[engine],
    )
