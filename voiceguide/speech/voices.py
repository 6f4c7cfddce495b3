"""The voices there are, by the names a person would type. Nothing here speaks.

On Linux the voices are those of the espeak-ng that comes with voiceguide, read from its folder of
voices. On macOS and Windows they are the system's, asked of a worker process.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from voiceguide.problems import fail
from voiceguide.settings import FASTEST, SLOWEST

DEFAULT_RATE = 120
_ENGINES = {"darwin": "nsss", "win32": "sapi5"}
# Calm voices that come with macOS and Windows; the first of their lists may be a novelty.
_PREFERRED = ("samantha", "zira", "ava", "allison", "alex", "david", "daniel", "karen")


class Voice(NamedTuple):
    """A voice: ``name`` as a person types it, ``id`` as its engine knows it.

    ``engine`` is the pyttsx3 driver; ``driver`` the module whose ``open_engine`` speaks.
    ``aliases`` are other names that find it.
    """

    name: str
    language: str
    description: str
    id: str
    engine: str
    driver: str = "voiceguide.speech.engines.pyttsx3_engine"
    aliases: tuple[str, ...] = ()


_AMERICAN = Voice("en-us", "en-us", "English (America)", "gmw/en-US", "espeak")


def check_rate(rate_wpm: int) -> None:
    """See that a rate in words a minute is one that voices can speak at.

    Raises VoiceguideError: it is not.
    """
    if not SLOWEST <= rate_wpm <= FASTEST:
        raise fail(
            f"no voice speaks {rate_wpm} words a minute well",
            f"give a rate from {SLOWEST} to {FASTEST}; 105 is slow, 120 usual, 140 fast",
        )


def list_voices() -> list[Voice]:
    """Give every voice, by name.

    Raises VoiceguideError: the system's speech engine does not start.
    """
    data = _espeak_data()
    return sorted(_espeak_voices(data) if data else _system_voices(), key=lambda voice: voice.name)


def list_variants() -> list[str]:
    """Give what may follow any voice's name after a plus, as in "en-us+f3"; often nothing."""
    data = _espeak_data()
    if data is None:
        return []
    return sorted(path.name for path in (data / "voices" / "!v").iterdir())


def find_voice(name: str | None = None) -> Voice:
    """Find a voice by its name in any case, or the default voice for None: American English.

    Raises VoiceguideError: there is no such voice; the hint names the nearest.
    """
    if name is None and _espeak_data() is not None:
        return _AMERICAN
    voices = list_voices()
    if not voices:
        raise fail("this system has no voice", "install a voice in the system's settings")
    if name is None:
        return _default(voices)
    base, plus, variant = name.strip().partition("+")
    found = _named(base, voices)
    if not plus:
        return found
    variants = {known.lower(): known for known in list_variants()}
    chosen = variants.get(variant.strip().lower())
    if chosen is None:
        raise fail(f'no voice is named "{name}"', _nearest(variant, list(variants), f"{base}+"))
    return Voice(
        name=f"{found.name}+{chosen}",
        language=found.language,
        description=f"{found.description}, {chosen}",
        id=f"{found.id}+{chosen}",
        engine=found.engine,
        driver=found.driver,
    )


def engine_version(engine: str) -> str:
    """Name what speaks, with its version: a part of what shapes the sound."""
    wrapper = f"pyttsx3 {_version('pyttsx3')}"
    if _espeak_data() is not None:
        return f"{wrapper}, espeakng-loader {_version('espeakng_loader')}"
    import platform  # slow to load, and to ask

    return f"{wrapper}, {engine} of {platform.platform()}"


def _version(package: str) -> str:
    """Give an installed package's version, which the folder of its metadata has in its name."""
    spec = importlib.util.find_spec(package)
    if spec is not None and spec.origin is not None:
        found = list(Path(spec.origin).parent.parent.glob(f"{package}-*.dist-info"))
        if len(found) == 1:
            return found[0].stem.removeprefix(f"{package}-")
    from importlib import metadata  # finds every kind of installation, slowly

    return metadata.version(package)


def _named(name: str, voices: Sequence[Voice]) -> Voice:
    wanted = name.strip().lower().replace("_", "-")
    for voice in voices:
        if wanted in (voice.name.lower(), voice.id.lower(), voice.description.lower()):
            return voice
    for voice in voices:
        if wanted in voice.aliases:
            return voice
    raise fail(f'no voice is named "{name}"', _nearest(wanted, [voice.name for voice in voices]))


def _nearest(wanted: str, names: list[str], before: str = "") -> str:
    import difflib  # slow to load, for a message that few will see

    near = difflib.get_close_matches(wanted.lower(), names, n=3, cutoff=0.5)
    listing = '"voiceguide voices" lists them'
    if not near:
        return listing
    return f"did you mean {' or '.join(before + name for name in near)}? {listing}"


def _default(voices: Sequence[Voice]) -> Voice:
    by_name = {voice.name: voice for voice in voices}
    for name in _PREFERRED:
        if name in by_name:
            return by_name[name]
    for language in ("en-us", "en"):
        for voice in voices:
            if voice.language.startswith(language):
                return voice
    return voices[0]


def _espeak_data() -> Path | None:
    if sys.platform in _ENGINES:
        return None
    spec = importlib.util.find_spec("espeakng_loader")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "espeak-ng-data"


def _espeak_voices(data: Path) -> list[Voice]:
    voices: dict[str, Voice] = {}
    aliases: dict[str, tuple[int, str]] = {}
    for path in sorted((data / "lang").rglob("*")):
        if not path.is_file():
            continue
        description, languages = _voice_file(path)
        if not languages:
            continue
        tag = languages[0][0]
        name = tag if tag not in voices else path.name.lower()
        voices[name] = Voice(
            name=name,
            language=tag,
            description=description or path.name,
            id=path.relative_to(data / "lang").as_posix(),
            engine="espeak",
        )
        for alias, rank in languages[1:]:
            # The lower figure is the nearer voice for a language.
            aliases[alias] = min(aliases.get(alias, (rank, name)), (rank, name))
    return [
        Voice(
            name=voice.name,
            language=voice.language,
            description=voice.description,
            id=voice.id,
            engine=voice.engine,
            aliases=tuple(alias for alias, (_, owner) in aliases.items() if owner == voice.name),
        )
        for voice in voices.values()
    ]


def _voice_file(path: Path) -> tuple[str, list[tuple[str, int]]]:
    description = ""
    languages = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        match line.split():
            case ["name", *words]:
                description = " ".join(words)
            case ["language", tag]:
                languages.append((tag.lower(), 5))
            case ["language", tag, rank, *_]:
                languages.append((tag.lower(), int(rank) if rank.isdigit() else 5))
    return description, languages


def _system_voices() -> list[Voice]:
    from voiceguide.speech.pool import Worker, WorkerLostError  # not needed on Linux

    engine = _ENGINES.get(sys.platform, "espeak")
    try:
        with Worker("voiceguide.speech.engines.pyttsx3_engine", engine) as worker:
            answer = worker.ask({"do": "voices"}, limit_s=30)
        listed = answer["voices"]
    except (WorkerLostError, KeyError, OSError) as problem:
        raise fail(f"the system's voices can't be listed: {problem}") from problem
    voices: dict[str, Voice] = {}
    for identity, description, language in listed:
        plain = description.removeprefix("Microsoft ").split(" - ")[0].removesuffix(" Desktop")
        name = plain.lower() if plain.lower() not in voices else identity.lower()
        voices[name] = Voice(name, language, description, identity, engine)
    return list(voices.values())
