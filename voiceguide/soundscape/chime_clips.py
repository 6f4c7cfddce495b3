"""The clips of chimes, made once and kept. Where they are kept, nothing is loaded to make them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from voiceguide.audio.clip import Clip, keep_clip, load_clip
from voiceguide.cache import Store, key_of
from voiceguide.files import check_file
from voiceguide.script import CHIME_SOUNDS, TICK
from voiceguide.settings import CHIMES_MS, USUAL_CHIME
from voiceguide.soundscape.chime_file import MOST_BYTES, unreadable

CHIME_VERSION = 1
"""To be raised when `chime_synth` makes a chime differently, or MP3 frames are encoded so."""


def chime_clips(chime: str, speech_lufs: float, store: Store) -> dict[str, Clip]:
    """Give the clips of a chime, by what `voiceguide.script.Cue.sound` calls them.

    ``chime`` is a name, or the path of a sound file, which has the usual chime's breath. They are
    as loud as befits mono speech of ``speech_lufs``.

    Raises VoiceguideError: the file is no sound, holds none or is too long; the store can't be
    written.
    """
    named = chime if chime in CHIMES_MS else USUAL_CHIME
    clips = {sound: _named(named, sound, speech_lufs, store) for sound in CHIME_SOUNDS.values()}
    if chime != named:
        clips[CHIME_SOUNDS["chime"]] = _from_file(Path(chime), speech_lufs, store)
    return clips


def tick_clips(chime: str, speech_lufs: float, store: Store) -> dict[str, Clip]:
    """Give the clip of the tick that counts, in the sound of a chime; of the usual one if none.

    Raises VoiceguideError: the store can't be written.
    """
    named = chime if CHIMES_MS.get(chime) else USUAL_CHIME
    return {TICK: _named(named, TICK, speech_lufs, store)}


def _from_file(path: Path, speech_lufs: float, store: Store) -> Clip:
    """Give the clip of a chime of the user's.

    Raises VoiceguideError: the file is no sound, holds none or is too long.
    """
    path = path.expanduser()
    try:
        check_file(path, MOST_BYTES)
        with path.open("rb") as file:
            mark = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as problem:
        raise unreadable(path, problem) from problem
    key = key_of({"chime of": mark, "made": CHIME_VERSION, "lufs": speech_lufs})
    kept = load_clip(store, key, whole=True)
    if kept is not None:
        return kept
    from voiceguide.soundscape.chime_synth import from_file

    return _keep(key, from_file(path, speech_lufs), store)


def _named(chime: str, part: str, speech_lufs: float, store: Store) -> Clip:
    key = key_of({"chime": chime, "part": part, "made": CHIME_VERSION, "lufs": speech_lufs})
    kept = load_clip(store, key, whole=True)
    if kept is not None:
        return kept
    from voiceguide.soundscape import chime_synth

    if part == CHIME_SOUNDS["chime"]:
        samples = chime_synth.strike(chime, speech_lufs)
    elif part == TICK:
        samples = chime_synth.tick(chime, speech_lufs)
    else:
        rising = part == CHIME_SOUNDS["inhale"]
        samples = chime_synth.breath(chime, speech_lufs, rising=rising)
    return _keep(key, samples, store)


def _keep(key: str, samples: bytes, store: Store) -> Clip:
    from voiceguide.audio import flac
    from voiceguide.soundscape.chime_synth import clip_of

    store.check()
    return keep_clip(store, replace(clip_of(samples), key=key), flac.pack(samples))
