"""What a worker is asked and what it answers: the words between two processes.

Each request and each answer is one line of JSON. ``do`` says which request it is; a worker that
cannot answer one gives `Failed` instead.
"""

from __future__ import annotations

import base64
from typing import Literal, NotRequired, TypedDict


class ListVoices(TypedDict):
    """Asks which voices the engine has."""

    do: Literal["voices"]


class VoiceList(TypedDict):
    """Answers `ListVoices`: (id, name, language) of each."""

    voices: list[tuple[str, str, str]]


class Measure(TypedDict):
    """Asks to speak, and to measure what was spoken.

    ``words``, ``by`` and ``mend`` are for messages, the last what may help; ``text`` is what the
    engine reads. ``voice``, ``rate``
    and ``stretch`` are as the engine knows them, the last two those of a `Pace`. ``level`` asks
    for the loudness as well, with the voice so treated.
    """

    do: Literal["measure"]
    words: str
    by: str
    mend: str
    text: str
    voice: str
    rate: float
    stretch: float
    level: bool
    treatment: str


class Measured(TypedDict):
    """Answers `Measure`: samples of speech at 48 kHz; its blocks of loudness in LUFS if asked."""

    samples: int
    blocks: list[float]


class MakeClip(TypedDict):
    """Asks to speak, and to make a clip of it.

    The first fields are those of `Measure`; ``gain_db`` brings the voice to the usual loudness
    where that is known, ``lufs`` is the loudness that is wanted. ``fits`` is what the sound must
    fit, as `voiceguide.speech.fits.Fits` has it; without it, it may last as long as it does.
    """

    do: Literal["clip"]
    words: str
    by: str
    mend: str
    text: str
    voice: str
    rate: float
    stretch: float
    gain_db: float | None
    lufs: float
    treatment: str
    fits: NotRequired[tuple[float, float, float, bool]]


class MadeClip(TypedDict):
    """Answers `MakeClip`: a clip's bytes and its samples in FLAC, both by `as_text`; its shape.

    The shape is what `voiceguide.speech.judge` makes of its levels.
    """

    clip: str
    sound: str
    shape: str


class Ready(TypedDict):
    """What a worker says first, when its engine has started."""

    ready: Literal[True]


class Failed(TypedDict):
    """Answers any request, or stands for `Ready`: why it could not be done."""

    error: str


SpeechRequest = Measure | MakeClip
Request = ListVoices | SpeechRequest
Answer = VoiceList | Measured | MadeClip | Ready | Failed


def as_text(block: bytes) -> str:
    """Give bytes as text that JSON can hold."""
    return base64.b64encode(block).decode()


def as_bytes(text: str) -> bytes:
    """Give the bytes that `as_text` was given."""
    return base64.b64decode(text)
