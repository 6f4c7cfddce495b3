"""Chimes, bed and levels, from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from voiceguide.problems import fail
from voiceguide.settings import USUAL_BED_LEVEL, USUAL_CHIME, Settings

if TYPE_CHECKING:
    from voiceguide.audio.clip import Clip, Voicing
    from voiceguide.cache import Store
    from voiceguide.soundscape.over_bed import Bedding


class Soundscape(NamedTuple):
    """The clips of the chimes by `Cue.sound`, how the voice is to sound, and what lies under it."""

    chimes: Mapping[str, Clip]
    voicing: Voicing
    bedding: Bedding | None


def is_stereo(settings: Settings) -> bool:
    """Tell whether a session is in stereo: it is where it has a bed."""
    return settings.bed not in (None, "none")


def soundscape(settings: Settings, store: Store) -> Soundscape:
    """Make ready all that is heard besides the words, and refuse what can't be.

    Raises VoiceguideError: a chime or bed that is no sound, a swell without a bed.
    """
    from voiceguide.audio.clip import STEREO_LU, TARGET_LUFS, Voicing

    if settings.swell and settings.bed is None:
        raise fail("there is no bed that could swell", "add --bed waves, or leave --swell out")
    chime = settings.chime or USUAL_CHIME
    chimes: Mapping[str, Clip] = {}
    # The same samples are louder on two channels than on one.
    louder = STEREO_LU if is_stereo(settings) else 0.0
    wanted = TARGET_LUFS + louder if settings.loudness is None else settings.loudness
    voicing = Voicing(wanted - louder, settings.voice_treatment or "none")
    if chime != "none":
        from voiceguide.soundscape.chime_clips import chime_clips

        chimes = chime_clips(chime, voicing.lufs, store)
    return Soundscape(chimes, voicing, _bedding(settings, wanted, store))


def _bedding(settings: Settings, speech_lufs: float, store: Store) -> Bedding | None:
    if settings.bed in (None, "none"):
        return None
    # Not needed where there is no bed.
    from voiceguide.soundscape.bed_levels import Shape
    from voiceguide.soundscape.bed_loop import loop_of
    from voiceguide.soundscape.over_bed import Bedding

    level = USUAL_BED_LEVEL if settings.bed_level is None else settings.bed_level
    swell = bool(settings.swell)
    loop = loop_of(settings.bed, store, swell=swell)
    return Bedding(loop, Shape(under=-level), speech_lufs, swell)
