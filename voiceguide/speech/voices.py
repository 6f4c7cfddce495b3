"""The voices there are, by the names a person would type. Nothing here speaks."""

from __future__ import annotations

from collections.abc import Iterable

from voiceguide.problems import VoiceguideError, fail
from voiceguide.settings import FASTEST, SLOWEST
from voiceguide.speech.engine import EngineKind, Voice
from voiceguide.speech.engines import engine_kinds

DEFAULT_WPM = 120


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
    return _by_name(voice for kind in engine_kinds() for voice in kind.list_voices())


def list_variants() -> list[str]:
    """Give what may follow a voice's name after a plus, as in "en-us+f3"; often nothing."""
    return [variant for kind in engine_kinds() for variant in kind.list_variants()]


def find_voice(name: str | None = None) -> Voice:
    """Find a voice by its name in any case, or the usual voice for None.

    Raises VoiceguideError: there is no such voice; the hint names the nearest.
    """
    if name is None:
        return _usual()
    base, plus, _ = name.strip().partition("+")
    wanted = base.strip().lower().replace("_", "-")
    known: list[str] = []
    for kind in engine_kinds():
        voices = _by_name(kind.list_voices())
        found = _named(wanted, voices)
        if found is not None:
            return _varied(found, name, kind) if plus else found
        known += [voice.name for voice in voices]
    if not known:
        raise _no_voice()
    raise fail(f'no voice is named "{base}"', _nearest(wanted, known))


def _usual() -> Voice:
    for kind in engine_kinds():
        voice = kind.default_voice()
        if voice is not None:
            return voice
    raise _no_voice()


def _no_voice() -> VoiceguideError:
    return fail("this system has no voice", "install a voice in the system's settings")


def _by_name(voices: Iterable[Voice]) -> list[Voice]:
    return sorted(voices, key=lambda voice: voice.name)


def _named(wanted: str, voices: list[Voice]) -> Voice | None:
    for voice in voices:
        if wanted in (voice.name.lower(), voice.id.lower(), voice.description.lower()):
            return voice
    for voice in voices:
        if wanted in voice.aliases:
            return voice
    return None


def _varied(voice: Voice, name: str, kind: EngineKind) -> Voice:
    """Give the variant of a voice that a name asks for after its plus, in any case.

    Raises VoiceguideError: its kind has no such variant.
    """
    base, _, variant = name.strip().partition("+")
    variants = {known.lower(): known for known in kind.list_variants()}
    chosen = variants.get(variant.strip().lower())
    if chosen is None:
        raise fail(f'no voice is named "{name}"', _nearest(variant, list(variants), f"{base}+"))
    return voice._replace(
        name=f"{voice.name}+{chosen}",
        description=f"{voice.description}, {chosen}",
        id=f"{voice.id}+{chosen}",
        aliases=(),
    )


def _nearest(wanted: str, names: list[str], before: str = "") -> str:
    import difflib  # slow to load, for a message that few will see

    near = difflib.get_close_matches(wanted.lower(), names, n=3, cutoff=0.5)
    listing = '"voiceguide voices" lists them'
    if not near:
        return listing
    return f"did you mean {' or '.join(before + name for name in near)}? {listing}"
