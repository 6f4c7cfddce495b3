"""The voices that pyttsx3 speaks with: espeak-ng's on Linux, elsewhere the system's own.

Of the system's own only the engine knows: it is asked in a worker process.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from voiceguide.problems import fail
from voiceguide.speech.engine import Kind, Voice
from voiceguide.speech.engines import espeak
from voiceguide.speech.engines.pyttsx3_voice import DRIVER, pyttsx3_voice

if TYPE_CHECKING:
    from voiceguide.speech.requests import VoiceList

_ENGINES = {"darwin": "nsss", "win32": "sapi5"}
_ELSEWHERE = "espeak"

# Calm voices that come with macOS and Windows; the first of their lists may be a novelty.
_PREFERRED = ("samantha", "zira", "ava", "allison", "alex", "david", "daniel", "karen")

_LIMIT_S = 30.0


class System(Kind):
    """Every voice that pyttsx3 speaks with."""

    name = "system"

    def default_voice(self) -> Voice | None:
        """Give a calm voice, else an American, else an English one, else whatever there is."""
        if espeak.data_folder() is not None:
            return espeak.default_voice()
        voices = sorted(self.list_voices(), key=lambda voice: voice.name)
        by_name = {voice.name: voice for voice in voices}
        for name in _PREFERRED:
            if name in by_name:
                return by_name[name]
        for language in ("en-us", "en"):
            for voice in voices:
                if voice.language.startswith(language):
                    return voice
        return voices[0] if voices else None

    def list_voices(self) -> list[Voice]:
        """Give the voices of the espeak-ng that came with voiceguide, else the system's own.

        Raises VoiceguideError: the system's speech engine does not start.
        """
        data = espeak.data_folder()
        return _own_voices() if data is None else espeak.list_voices(data)

    def list_variants(self) -> list[str]:
        """Give espeak-ng's; the system's own voices have none."""
        data = espeak.data_folder()
        return [] if data is None else espeak.list_variants(data)


def _own_voices() -> list[Voice]:
    import platform  # slow to load, and to ask

    engine = _ENGINES.get(sys.platform, _ELSEWHERE)
    version = f"{engine} of {platform.platform()}"
    voices: dict[str, Voice] = {}
    for identity, description, language in _asked(engine):
        plain = description.removeprefix("Microsoft ").split(" - ")[0].removesuffix(" Desktop")
        name = plain.lower() if plain.lower() not in voices else identity.lower()
        voices[name] = pyttsx3_voice(
            name, language, description, identity, engine=engine, version=version
        )
    return list(voices.values())


def _asked(engine: str) -> list[tuple[str, str, str]]:
    """Ask the engine for (id, name, language) of each voice.

    Raises VoiceguideError: it gives none within a time, or does not start.
    """
    from voiceguide.speech.pool import NoAnswerError, Worker  # not needed with espeak-ng

    try:
        with Worker(DRIVER, engine) as worker:
            answer: VoiceList = worker.ask({"do": "voices"}, _LIMIT_S)
    except (NoAnswerError, OSError) as problem:
        raise fail(f"the system's voices can't be listed: {problem}") from problem
    return answer["voices"]
