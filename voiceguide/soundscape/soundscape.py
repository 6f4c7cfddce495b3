"""Chimes, bed and levels, from the settings.

Each function answers one question about settings. What makes sound is loaded only where there is
something to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from voiceguide.audio.clip import STEREO_LU, TARGET_LUFS, Voicing
from voiceguide.problems import fail
from voiceguide.settings import USUAL_BED_LEVEL, USUAL_CHIME, Settings

if TYPE_CHECKING:
    from voiceguide.audio.clip import Clip
    from voiceguide.cache import Store
    from voiceguide.soundscape.bed_levels import Shape
    from voiceguide.soundscape.over_bed import Bedding


class Soundscape(NamedTuple):
    """The clips of the chimes by `Cue.sound`, how the voice is to sound, and what lies under it."""

    chimes: Mapping[str, Clip]
    voicing: Voicing
    bedding: Bedding | None


def is_stereo(settings: Settings) -> bool:
    """Tell whether a session is in stereo: it is where it has a bed."""
    return settings.bed not in (None, "none")


def speech_lufs(settings: Settings) -> float:
    """Give the loudness of a session's speech, on all its channels together."""
    if settings.loudness is not None:
        return settings.loudness
    return TARGET_LUFS + (STEREO_LU if is_stereo(settings) else 0.0)


def voicing_of(settings: Settings) -> Voicing:
    """Give how the voice is to sound. Its loudness is that of clips, which have one channel."""
    # The same samples are louder on two channels than on one.
    louder = STEREO_LU if is_stereo(settings) else 0.0
    return Voicing(speech_lufs(settings) - louder, settings.voice_treatment or "none")


def bed_shape(settings: Settings) -> Shape:
    """Give the levels and times of the bed."""
    from voiceguide.soundscape.bed_levels import Shape

    level = USUAL_BED_LEVEL if settings.bed_level is None else settings.bed_level
    return Shape(under=-level)


def chimes_of(settings: Settings, store: Store) -> Mapping[str, Clip]:
    """Give the clips of the chimes and of the tick by `Cue.sound`, none where there are none.

    Raises VoiceguideError: a chime that is no sound, or too long; the store can't be written.
    """
    chime = settings.chime or USUAL_CHIME
    ticks = settings.count == "tones" or settings.end == "chime"
    if chime == "none" and not ticks:
        return {}
    from voiceguide.soundscape.chime_clips import chime_clips, tick_clips

    lufs = voicing_of(settings).lufs
    clips = {} if chime == "none" else chime_clips(chime, lufs, store)
    return clips | (tick_clips(chime, lufs, store) if ticks else {})


def bedding_of(settings: Settings, store: Store) -> Bedding | None:
    """Give what lies under a session, None where nothing does.

    Raises VoiceguideError: a bed that is no sound, or a swell without a bed; the store can't be
    written.
    """
    if settings.swell and settings.bed is None:
        raise fail("there is no bed that could swell", "add --bed waves, or leave --swell out")
    if settings.bed is None or settings.bed == "none":
        return None
    from voiceguide.soundscape.bed_loop import loop_of
    from voiceguide.soundscape.over_bed import Bedding

    swell = bool(settings.swell)
    loop = loop_of(settings.bed, store, swell=swell)
    return Bedding(loop, bed_shape(settings), speech_lufs(settings), swell)
