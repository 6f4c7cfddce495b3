"""Time to recover within a sentence: "10 seconds of rest", "resting 1-2 minutes between hangs"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from voiceguide.english.dose import Between
from voiceguide.english.phrases import Phrases, Word, words_in_digits
from voiceguide.english.times import TimeSpan, find_times

_UNITS = {"UNIT": "second seconds sec secs s minute minutes min mins m"}
_LENGTH = Phrases(
    {"length": ["<n> -|–|—|~|to|or <n> -* {UNIT}", "<n> -* {UNIT}", "half? a minute"]}, _UNITS
)
_RESTS = Phrases({"rest": ["of? rest|recovery|break|off !the|your"]}, {})
_PARTS = Phrases({"parts": ["in? between|after each|every|the? <any>?"]}, {})
_A = ("a", "half")
_NAMED = ("rest", "recovery", "break", "off", "resting")
_LINKS = ("and", "then", "with", "by", "followed", "take", "have", "plus")
_PARTED: dict[str, Between] = {
    "sets": "sets", "set": "sets", "exercises": "poses", "poses": "poses", "stretches": "poses",
}  # fmt: skip
_AFTER = {"set", "sets", "rep", "reps", "repetition", "round", "rounds"}
_SMALL = ("in", "between", "after", "each", "every", "the")


class RestPhrase(NamedTuple):
    """Words for a rest at ``start`` to ``end`` of a sentence, its length, and what it parts."""

    start: int
    end: int
    time: TimeSpan
    between: Between


def find_rest(sentence: str) -> RestPhrase | None:
    """Give the first rest that a sentence names beside what it is a rest from, or None."""
    words = words_in_digits(sentence)
    if not any(word.text in _NAMED for word in words):
        return None
    for at, word in enumerate(words):
        length = _LENGTH.at(words, at) if word.kind == "n" or word.text in _A else None
        if length is None:
            continue
        found = _rest_at(sentence, words, at, length[1])
        if found is not None:
            return found
    return None


def _rest_at(sentence: str, words: Sequence[Word], first: int, after: int) -> RestPhrase | None:
    """Read the rest whose length is from one word to before another, if it is one."""
    begin = first
    rest = _RESTS.at(words, after) if after < len(words) else None
    if rest is None:
        begin -= words[begin - 1].text == "for"
        begin -= 1
        if begin < 0 or words[begin].text not in ("rest", "resting"):
            return None
    end = rest[1] if rest else after
    parts = _PARTS.at(words, end) if end < len(words) else None
    while begin and words[begin - 1].text in _LINKS:
        begin -= 1
    begin -= bool(begin) and words[begin - 1].text in (",", ";")
    parted = [word.text for word in words[end : parts[1]]] if parts else []
    start = words[begin].start
    alone = rest is None and "between" not in parted and not _AFTER.intersection(parted)
    if alone and not find_times(sentence[:start]):
        return None  # "Rest for 2 minutes." is led where it stands
    here, there = words[first].start, words[after - 1].end
    times = find_times(sentence[here:there])
    if not times:
        return None
    span = times[0]._replace(start=times[0].start + here, end=times[0].end + here)
    noun = parted[-1] if parted and parted[-1] not in _SMALL else ""
    named: Between = _PARTED.get(noun, "rounds") if noun else ""
    last = words[parts[1] - 1] if parts else words[end - 1]
    return RestPhrase(start, last.end, span, named)
