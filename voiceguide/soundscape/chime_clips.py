"""The clips of chimes, made once and kept. Where they are kept, nothing is loaded to make them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Literal

from voiceguide.audio.clip import SOUNDS, TARGET_LUFS, Clip, load_clip
from voiceguide.cache import Store, key_of
from voiceguide.problems import fail
from voiceguide.settings import BREATH_CHIME_MS, CHIMES_MS

_MADE = 1
"""To be raised when a chime is made differently."""

_BREATHS: dict[str, Literal["inhale", "exhale"]] = {"[inhale]": "inhale", "[exhale]": "exhale"}
_STRIKE = "[chime]"


def chime_clips(chime: str, speech_lufs: float, store: Store) -> dict[str, Clip]:
    """Give the clips of a chime, by what `voiceguide.timeline.Cue.heard` calls them.

    ``chime`` is a name, or the path of a sound file, which has a bowl's breath. They are as loud
    as befits mono speech of ``speech_lufs``.

    Raises VoiceguideError: the file is no sound, holds none or is too long; the store can't be
    written.
    """
    named = chime if chime in CHIMES_MS else "bowl"
    clips = {name: _named(named, name, speech_lufs, store) for name in (*_BREATHS, _STRIKE)}
    if chime not in CHIMES_MS:
        clips[_STRIKE] = file_chime(Path(chime), store, speech_lufs)
    return clips


def file_chime(path: Path, store: Store, speech_lufs: float = TARGET_LUFS) -> Clip:
    """Give the clip of a chime of the user's.

    Raises VoiceguideError: the file is no sound, holds none or is too long.
    """
    path = path.expanduser()
    try:
        with path.open("rb") as file:
            mark = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as problem:
        reason = (isinstance(problem, OSError) and problem.strerror) or problem
        raise fail(
            f"the chime {path} can't be read: {reason}",
            "name a sound file, or bowl, bell, none",
        ) from problem
    key = key_of({"chime of": mark, "made": _MADE, "lufs": speech_lufs})
    kept = load_clip(store, key)
    if kept is not None:
        return kept
    from voiceguide.soundscape import chime_synth as chimes

    return _keep(key, chimes.from_file(path, speech_lufs), store)


def _named(chime: str, name: str, speech_lufs: float, store: Store) -> Clip:
    key = key_of({"chime": chime, "part": name, "made": _MADE, "lufs": speech_lufs})
    kept = load_clip(store, key)
    if kept is not None:
        return kept
    from voiceguide.soundscape import chime_synth as chimes

    if name in _BREATHS:
        samples = chimes.breath(chime, _BREATHS[name], BREATH_CHIME_MS, speech_lufs)
    else:
        samples = chimes.strike(chime, CHIMES_MS[chime], speech_lufs)
    return _keep(key, samples, store)


def _keep(key: str, samples: bytes, store: Store) -> Clip:
    from voiceguide.audio import flac
    from voiceguide.soundscape import chime_synth as chimes

    store.check()
    clip = replace(chimes.clip_of(samples), key=key)
    store.put(SOUNDS, key, flac.pack(samples))
    store.put("clips", key, clip.to_bytes())
    return clip
