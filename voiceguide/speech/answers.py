"""How a worker answers a request: the engine speaks, and what it gave is measured or made a clip.

Apart from `worker`, which must be at work before all the libraries that are needed here are
loaded.
"""

from __future__ import annotations

from typing import cast

from voiceguide.audio.clip import Voicing
from voiceguide.audio.decode import read_samples
from voiceguide.audio.flac import pack
from voiceguide.audio.loudness import blocks_within
from voiceguide.speech import mastering
from voiceguide.speech.engine import Engine, ListingEngine, Pace
from voiceguide.speech.fits import Fits
from voiceguide.speech.judge import check_whole, judge
from voiceguide.speech.requests import (
    Answer,
    MadeClip,
    MakeClip,
    Measure,
    Measured,
    Request,
    as_text,
)


def answer(engine: Engine, request: Request) -> Answer:
    """Do what a request asks for.

    Raises OSError: the engine refused. Raises BadSoundError, NoSoundError: what it gave is not the
    words. Raises BadClipError: it did not become a clip.
    """
    if request["do"] == "voices":
        return {"voices": cast(ListingEngine, engine).voices()}
    pace = Pace(request["rate"], request["stretch"])
    path = engine.say(request["text"], request["voice"], pace)
    try:
        check_whole(path)
        samples = read_samples(path)
    except OSError as problem:
        raise OSError(
            f"what it gave can't be read as sound: {problem.strerror or problem}"
        ) from problem
    if request["do"] == "measure":
        return _measured(samples, request)
    return _clip(samples, request)


def _measured(samples: bytes, request: Measure) -> Measured:
    judge(samples, Fits())
    speech = mastering.speech(samples)
    blocks: list[float] = []
    if request["level"]:
        blocks = [*blocks_within(mastering.treated(speech, request["treatment"]))]
    return {"samples": len(speech) // 2, "blocks": blocks}


def _clip(samples: bytes, request: MakeClip) -> MadeClip:
    shape = judge(samples, Fits(*request.get("fits", ())))
    voicing = Voicing(request["lufs"], request["treatment"])
    clip, shaped = mastering.make_clip(samples, request["gain_db"], voicing)
    return {"clip": as_text(clip.to_bytes()), "sound": as_text(pack(shaped)), "shape": shape}
