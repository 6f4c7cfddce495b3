"""What is heard besides the words, from the settings: the chime's time, the bed, the levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from voiceguide.building.pacing import Pacing, pacing_from
from voiceguide.problems import fail
from voiceguide.routine import Settings
from voiceguide.settings import BREATH_CHIME_MS, CHIMES_MS, USUAL_BED_LEVEL

if TYPE_CHECKING:
    from voiceguide.sound.bedding import Bedding
    from voiceguide.sound.clip import Clip, Voicing
    from voiceguide.sound.store import Store

USUAL_CHIME = "bowl"


class Soundscape(NamedTuple):
    """The clips of the chimes by `Cue.heard`, how the voice is to sound, and what lies under it."""

    chimes: Mapping[str, Clip]
    voicing: Voicing
    bedding: Bedding | None


def pacing_of(settings: Settings) -> Pacing:
    """Give the pacing that settings ask for, with the time that their chimes take.

    Raises VoiceguideError: a number that no session can have, or a chime that is no sound.
    """
    pacing = pacing_from(settings)
    chime = settings.chime or USUAL_CHIME
    if chime in CHIMES_MS:
        length_ms = CHIMES_MS[chime]
    else:
        from voiceguide.sound.ringing import file_chime
        from voiceguide.sound.store import Store

        length_ms = file_chime(Path(chime), Store()).length_ms
    breath_ms = BREATH_CHIME_MS if length_ms else 0
    return replace(pacing, chime_ms=length_ms, breath_chime_ms=breath_ms)


def is_stereo(settings: Settings) -> bool:
    """Tell whether a session is in stereo: it is where it has a bed."""
    return settings.bed not in (None, "none")


def soundscape(settings: Settings, store: Store) -> Soundscape:
    """Make ready all that is heard besides the words, and refuse what can't be.

    Raises VoiceguideError: a chime or bed that is no sound, a swell without a bed.
    """
    from voiceguide.sound.clip import STEREO_LU, TARGET_LUFS, Voicing

    if settings.swell and settings.bed is None:
        raise fail("there is no bed that could swell", "add --bed waves, or leave --swell out")
    chime = settings.chime or USUAL_CHIME
    chimes: Mapping[str, Clip] = {}
    # The same samples are louder on two channels than on one.
    louder = STEREO_LU if is_stereo(settings) else 0.0
    wanted = TARGET_LUFS + louder if settings.loudness is None else settings.loudness
    voicing = Voicing(wanted - louder, settings.voice_treatment or "none")
    if chime != "none":
        from voiceguide.sound.ringing import chime_clips

        chimes = chime_clips(chime, voicing.lufs, store)
    return Soundscape(chimes, voicing, _bedding(settings, wanted, store))


def _bedding(settings: Settings, speech_lufs: float, store: Store) -> Bedding | None:
    if settings.bed in (None, "none"):
        return None
    # Not needed where there is no bed.
    from voiceguide.sound.automation import Shape
    from voiceguide.sound.bedding import Bedding
    from voiceguide.sound.loops import loop_of

    level = USUAL_BED_LEVEL if settings.bed_level is None else settings.bed_level
    # With a swell, the waves come with the breath rather than against it.
    bed = "surf" if settings.swell and settings.bed == "waves" else settings.bed
    loop = loop_of(bed, store)
    return Bedding(loop, Shape(under=-level), speech_lufs, bool(settings.swell))
