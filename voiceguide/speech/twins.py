"""Whether a voice gave the same sound for two texts: then one of them was not said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from voiceguide.cache import Store
from voiceguide.problems import fail
from voiceguide.speech.pool import TRIES, Workers
from voiceguide.speech.requests import MadeClip, MakeClip

_LENGTH, _LENGTH_MS10 = 0.03, 2
_SHIFTS = range(-4, 5)
_FLOOR_DB = 18
"""What is more than 30 dB under the loudest tells nothing: letters of a shape under this."""

_ALIKE_DB = 1.2
_TONE_DB = 3
_SURELY_OTHER_DB = 5.0
_SAME_TEXT = 0.75
_LETTERS_FROM = 8


class Said(NamedTuple):
    """Words, and the shape of what a voice gave for them, as `judge` has it."""

    text: str
    shape: str


def without_twins(
    workers: Workers,
    requests: Mapping[str, MakeClip],
    kept: Mapping[str, Said],
    store: Store,
    is_mine: Callable[[str], bool] = lambda _: True,
) -> Iterator[tuple[str, MadeClip]]:
    """Answer the request under each key, as (key, answer), until no two texts sound the same.

    Those that are not ``is_mine`` when their turn comes are left out.
    ``kept`` are those spoken before. Where two sound the same, both are asked for again, if they
    can be: an answer may come twice, and the later one counts.

    Raises VoiceguideError: as `Workers.run`; or two still sound the same, and none of both stays
    in the store.
    """
    spoken = dict(kept)
    todo = list(requests)
    for again in range(TRIES):
        twins: dict[str, str] = {}
        asked = todo

        def is_asked(index: int, asked: list[str] = asked, again: int = again) -> bool:
            return bool(again) or is_mine(asked[index])

        for index, answer in workers.run([requests[key] for key in asked], is_asked):
            if answer is None:
                continue
            key = asked[index]
            said = Said(requests[key]["words"], answer["shape"])
            twin = twin_of(said, spoken)
            if twin is None:
                spoken[key] = said
                yield key, answer
            else:
                twins[key] = twin
        todo = [*twins, *(twin for twin in dict.fromkeys(twins.values()) if twin in requests)]
        if not todo:
            return
        for key in todo:
            spoken.pop(key, None)
    key, twin = next(iter(twins.items()))
    store.take_away("clips", twin)
    request = requests[key]
    other = kept[twin].text if twin in kept else requests[twin]["words"]
    raise fail(
        f'"{request["words"]}" could not be spoken by {request["by"]}: it sounds the same as '
        f'"{other}"',
        f"{request['mend']}, or name another --voice",
    )


def twin_of(said: Said, others: Mapping[str, Said]) -> str | None:
    """Give the name of another text that sounds the same as this one, None where none does.

    Two takes of one sentence are 0.3 dB apart as a rule, 1.2 at most; two sentences that do not
    share most of their letters were never nearer than 1.5 in the corpora. Words that are short, or
    have figures in them, may well sound alike, and so do tones.
    """
    letters = _letters(said.text)
    if len(letters) < _LETTERS_FROM or not said.shape:
        return None
    levels = _levels(said.shape)
    if max(levels) - sorted(levels)[len(levels) // 5] < _TONE_DB:
        return None
    for name, other in others.items():
        if abs(len(other.shape) - len(levels)) > _LENGTH * len(levels) + _LENGTH_MS10:
            continue
        if _distance(levels, _levels(other.shape)) < _ALIKE_DB and _differ(letters, other.text):
            return name
    return None


def _differ(letters: str, text: str) -> bool:
    other = _letters(text)
    if len(other) < _LETTERS_FROM:
        return False
    return SequenceMatcher(None, letters, other, autojunk=False).ratio() < _SAME_TEXT


def _letters(text: str) -> str:
    """Give a text's letters, none where there are figures."""
    return "" if re.search(r"\d", text) else "".join(re.findall(r"[^\W_]+", text.lower()))


def _levels(shape: str) -> list[int]:
    return [max(_FLOOR_DB, ord(letter) - ord("0")) for letter in shape]


def _distance(one: list[int], other: list[int]) -> float:
    """Give how far the levels of two sounds are apart, laid on each other as they fit best."""
    if _nearest(one, other, _SHIFTS[::2], 8) > _SURELY_OTHER_DB:
        return _SURELY_OTHER_DB
    return _nearest(one, other, _SHIFTS, 1)


def _nearest(one: list[int], other: list[int], shifts: range, step: int) -> float:
    """Give the least distance over some shifts, measured at each so many levels."""
    return min(_apart(one[max(0, by) :: step], other[max(0, -by) :: step]) for by in shifts)


def _apart(one: list[int], other: list[int]) -> float:
    pairs = [abs(a - b) for a, b in zip(one, other, strict=False)]
    return sum(pairs) / max(1, len(pairs))
