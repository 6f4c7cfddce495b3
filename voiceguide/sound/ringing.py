"""The clips of chimes, made once and kept. Where they are kept, nothing is loaded to make them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Literal

from voiceguide.problems import fail
from voiceguide.sound.clip import SOUNDS, Clip, clip_from
from voiceguide.sound.store import Store, key_of

LENGTHS_MS = {"bowl": 4008, "bell": 3000}
"""The chimes that are synthesised, and how long each strike lasts. Whole frames."""

BREATH_MS = 1512
"""How long the chime of a breath lasts."""

_MADE = 1
"""To be raised when a chime is made differently."""

_BREATHS: dict[str, Literal["inhale", "exhale"]] = {"[inhale]": "inhale", "[exhale]": "exhale"}
_STRIKE = "[chime]"


def chime_clips(chime: str, store: Store) -> dict[str, Clip]:
    """Give the clips of a chime, by what `voiceguide.timeline.Cue.heard` calls them.

    ``chime`` is one of `LENGTHS_MS` or the path of a sound file, which has a bowl's breath.

    Raises VoiceguideError: the file is no sound, holds none or is too long; the store can't be
    written.
    """
    named = chime if chime in LENGTHS_MS else "bowl"
    clips = {name: _clip(named, name, store) for name in _BREATHS}
    if chime in LENGTHS_MS:
        return clips | {_STRIKE: _clip(chime, _STRIKE, store)}
    return clips | {_STRIKE: _of_file(Path(chime).expanduser(), store)}


def _clip(chime: str, name: str, store: Store) -> Clip:
    key = key_of({"chime": chime, "part": name, "made": _MADE})
    kept = _kept(key, store)
    if kept is not None:
        return kept
    from voiceguide.sound import chimes

    if name in _BREATHS:
        samples = chimes.breath(chime, _BREATHS[name], BREATH_MS)
    else:
        samples = chimes.strike(chime, LENGTHS_MS[chime])
    return _keep(key, samples, store)


def _of_file(path: Path, store: Store) -> Clip:
    try:
        with path.open("rb") as file:
            mark = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as problem:
        reason = (isinstance(problem, OSError) and problem.strerror) or problem
        raise fail(
            f"the chime {path} can't be read: {reason}",
            "name a sound file, or bowl, bell, none",
        ) from problem
    key = key_of({"chime of": mark, "made": _MADE})
    kept = _kept(key, store)
    if kept is not None:
        return kept
    from voiceguide.sound import chimes

    return _keep(key, chimes.from_file(path), store)


def _kept(key: str, store: Store) -> Clip | None:
    block = store.get("clips", key)
    if block is None:
        return None
    try:
        return clip_from(block, key)
    except ValueError:
        return None


def _keep(key: str, samples: bytes, store: Store) -> Clip:
    from voiceguide.sound import chimes, flac

    clip = replace(chimes.clip_of(samples), key=key)
    store.put(SOUNDS, key, flac.pack(samples))
    store.put("clips", key, clip.to_bytes())
    return clip
