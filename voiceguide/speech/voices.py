"""The voices there are, by the names a person would type. Nothing here speaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from voiceguide.problems import fail
from voiceguide.settings import FASTEST, SLOWEST
from voiceguide.speech.engine import Kind, Offer, Voice, Wanted
from voiceguide.speech.engines import KINDS, engine_kinds, other_kinds, own_kind, own_kinds

if TYPE_CHECKING:
    from voiceguide.speech.crew import Crew

DEFAULT_WPM = 120
_STEM = 4
"""So many letters tell which country a word is of: brit, amer, scot."""


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


def wanted_for(name: str) -> Sequence[Wanted]:
    """Give the files to get for a voice.

    Raises VoiceguideError: there is none of that name to get, or the catalogue can't be got.
    """
    for kind in own_kinds():
        files = kind.wanted(name)
        if files:
            return files
    for kind in own_kinds():
        offer = kind.find_offer(name)
        if offer is not None:
            raise fail(f"{offer.name} does not come this way", offer.how)
    raise fail(f'no voice to get is named "{name}"', '"voiceguide voices" lists them')


def stored_for(name: str) -> Sequence[Path]:
    """Give the files that were got for a voice.

    Raises VoiceguideError: none were.
    """
    for kind in own_kinds():
        files = kind.stored(name)
        if files:
            return files
    raise fail(
        f'no voice named "{name}" was got', "only what `voiceguide voices get` brought is removed"
    )


def list_offers() -> list[Offer]:
    """Give the voices that are not here but can be had, by name."""
    offers = (offer for kind in own_kinds() for offer in kind.list_offers())
    return sorted(offers, key=lambda offer: offer.name)


def list_variants() -> list[str]:
    """Give what may follow a voice's name after a plus, as in "en-us+f3"; often nothing."""
    return [variant for kind in own_kinds() for variant in kind.list_variants()]


def find_voice(name: str | None = None, *, by_hand: bool = True) -> Voice:
    """Find a voice by its name in any case, or the usual voice for None.

    The name of a kind is that of its usual voice; "kind:name" is one of its own, or what it opens
    of that name, a program or a file. Nothing is opened for a name that came out of a file and was
    not given ``by_hand``.

    Raises VoiceguideError: there is no such voice; the hint names the nearest.
    """
    if name is None:
        return _usual(own_kinds(), "this system has no voice")
    prefix, colon, rest = name.strip().partition(":")
    prefix = prefix.strip().lower()
    if prefix in KINDS and not colon:
        return _usual([own_kind(prefix)], f'"{prefix}" alone is no voice here')
    if colon:
        for kind in [own_kind(prefix)] if prefix in KINDS else other_kinds():
            if kind.name == prefix:
                return _of_kind(kind, rest, by_hand)
    return _by_its_name(name)


def one_that_speaks(voice: Voice, crew: Crew) -> tuple[Voice, str]:
    """Give the usual voice, or the next where its engine does not start, and why; "" for why not.

    Raises VoiceguideError: the system starts no process.
    """
    trouble = crew.trouble(voice)
    if trouble:
        for kind in own_kinds():
            other = kind.default_voice()
            if other is not None and other.engine != voice.engine:
                return other, f"{voice.name} does not speak here: {trouble}"
    return voice, ""


def with_fallback(voice: Voice, other: Voice) -> Voice:
    """Let another voice say what one of recordings has no recording of.

    Raises VoiceguideError: the voice is none of recordings.
    """
    if not voice.instead:
        raise fail(
            f"the voice {voice.name} says all by itself",
            "--fallback goes with --voice recorded:FOLDER",
        )
    recorded = {said: speaker for said, speaker in voice.instead.items() if speaker.driver}
    return other._replace(name=voice.name, instead=recorded)


def _usual(kinds: Iterable[Kind], none: str) -> Voice:
    for kind in kinds:
        voice = kind.default_voice()
        if voice is not None:
            return voice
    raise fail(none, "install a voice in the system's settings")


def _of_kind(kind: Kind, rest: str, by_hand: bool) -> Voice:
    """Give a kind's own voice, or open one.

    Raises VoiceguideError: there is none, or a file asks to open one.
    """
    found = _known_to(kind, rest)
    if found is not None:
        return found
    if not by_hand and type(kind).open_voice is not Kind.open_voice:
        name = f"{kind.name}:{rest}"
        raise fail(
            f'the voice "{name}" would run or open something, and a file asks for it',
            "if you trust it, name it yourself with --voice; else name another",
        )
    return kind.open_voice(rest)


def _by_its_name(name: str) -> Voice:
    """Look for a name in every kind.

    Raises VoiceguideError: no kind has it.
    """
    known: list[Voice] = []
    for kind in engine_kinds():
        found = _known_to(kind, name)
        if found is not None:
            return found
        known += kind.list_voices()
    base = name.strip().partition("+")[0]
    for kind in own_kinds():
        offer = kind.find_offer(base)
        if offer is not None:
            raise fail(f'the voice "{offer.name}" is not installed', offer.how)
    if not known:
        raise fail("this system has no voice", "install a voice in the system's settings")
    described = [voice.name for voice in known if _describes(voice, base)][:3]
    usual = _usual(own_kinds(), "this system has no voice").name
    hint = _nearest(
        _plain(base), [voice.name for voice in known], none=f"without one, {usual} speaks"
    )
    if described:
        hint = f'did you mean {" or ".join(described)}? "voiceguide voices" lists all'
    raise fail(f'no voice is named "{base}"', hint)


def _describes(voice: Voice, word: str) -> bool:
    """Tell whether a word is one of a voice's description, or of its kin: British, Britain."""
    stem = _plain(word)[:_STEM]
    said = voice.description.lower().replace("(", " ").replace("-", " ").split()
    if _plain(word) in _plain(voice.name).split("-"):  # "joe" of en_US-joe-medium
        return True
    return len(stem) == _STEM and any(each.startswith(stem) for each in said)


def _known_to(kind: Kind, name: str) -> Voice | None:
    """Give a kind's voice of that name, or a variant of one.

    Raises VoiceguideError: its kind has no such variant.
    """
    base, plus, _ = name.strip().partition("+")
    found = _named(_plain(base), _by_name(kind.list_voices()))
    return _varied(found, name, kind) if plus and found is not None else found


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", "-")


def _by_name(voices: Iterable[Voice]) -> list[Voice]:
    return sorted(voices, key=lambda voice: voice.name)


def _named(wanted: str, voices: list[Voice]) -> Voice | None:
    for voice in voices:
        if wanted in map(_plain, (voice.name, voice.id, voice.description)):
            return voice
    for voice in voices:
        if wanted in voice.aliases:
            return voice
    return None


def _varied(voice: Voice, name: str, kind: Kind) -> Voice:
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


def _nearest(wanted: str, names: list[str], before: str = "", none: str = "") -> str:
    """Give a hint with the names nearest to one; ``none`` is said where none is near."""
    import difflib  # slow to load, for a message that few will see

    near = difflib.get_close_matches(wanted.lower(), names, n=3, cutoff=0.6)
    listing = '"voiceguide voices" lists them'
    if not near:
        return f"{none}; {listing}" if none else listing
    return f"did you mean {' or '.join(before + name for name in near)}? {listing}"
