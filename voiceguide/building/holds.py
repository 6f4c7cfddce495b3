"""The few words inside a hold. Each eats the hold and never makes it longer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from voiceguide.building.moves import Body, Move, movement
from voiceguide.building.pacing import Pacing
from voiceguide.english.phrasing import sentence_of
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.english.wording import HALFWAY, HOLD_LINES, LAST_BREATH, TEN_MORE_SECONDS
from voiceguide.routine import Part

# practice.md's figures: over-talking is the main fault.
_SHORTEST_MS = 20_000
_QUIET_MS = 10_000
_HALFWAY_FROM_MS = 45_000
_LINE_EVERY_MS = 45_000
_TEN_SECONDS_FROM_MS = 30_000
_LAST_BREATH_FROM = 3
# Judgement: however long the hold, no more than two lines in each half of it.
_LINES_A_HALF = 2
_LONGEST_LINE_MS = 7_000


def hold_lines(parts: Iterable[Part], rate: int) -> tuple[str, ...]:
    """Give the lines that a pose's long holds may use: its own about breath and ease, then ours."""
    own = [
        part
        for part in parts
        if part.kind == "plain" and part.role in ("", "tip") and not part.optional
        # What moves a limb is no word for stillness.
        if part.meaning.soothes and movement(part.meaning.actions, Body("lying"))[0] <= Move.SMALL
    ]
    # Words on the breath first: a stable order.
    own.sort(key=lambda part: part.meaning.soothes != "breath")
    about = [sentence_of(part.text) for part in own]
    short = [line for line in about if estimate_speech_ms(line, rate) <= _LONGEST_LINE_MS]
    return tuple(dict.fromkeys((*short, *HOLD_LINES)))


def hold_cues(
    length_ms: int, breaths: int | None, lines: Sequence[str], pacing: Pacing, *, new: bool
) -> list[tuple[str, int]]:
    """Divide a hold into (words, length), which add up to exactly ``length_ms``.

    ``breaths`` is how many it has, None for one in seconds. ``new`` is true in the first round of
    the first side, where "Halfway." and lines have their place; brief guidance drops the lines,
    minimal guidance keeps only the words that tell of the end.
    """
    words = {0: ""}
    for start, said in _reminders(length_ms, breaths, lines, pacing, new=new):
        words.setdefault(start, said)
    starts = sorted(words)
    ends = [*starts[1:], length_ms]
    return [(words[start], end - start) for start, end in zip(starts, ends, strict=True)]


def _reminders(
    length_ms: int, breaths: int | None, lines: Sequence[str], pacing: Pacing, *, new: bool
) -> list[tuple[int, str]]:
    if length_ms < _SHORTEST_MS:
        return []
    # The most needed comes first; what would crowd it is left out.
    wanted: list[tuple[int, str]] = []
    if breaths is None and length_ms >= _TEN_SECONDS_FROM_MS:
        wanted.append((length_ms - 10_000, TEN_MORE_SECONDS))
    elif breaths is not None and breaths >= _LAST_BREATH_FROM:
        wanted.append((length_ms - length_ms // breaths, LAST_BREATH))
    if new and pacing.guidance != "minimal" and length_ms >= _HALFWAY_FROM_MS:
        wanted.append((length_ms // 2, HALFWAY))
    if new and pacing.guidance == "full":
        wanted += zip(_line_starts(length_ms), lines, strict=False)
    kept: list[tuple[int, str]] = []
    for start, said in wanted:
        ends = [other for other, _ in kept if other > start] + [length_ms]
        fits = estimate_speech_ms(said, pacing.rate) * 5 // 4 <= min(ends) - start
        apart = all(abs(start - other) >= _QUIET_MS for other, _ in kept)
        if fits and apart and start >= _QUIET_MS:
            kept.append((start, said))
    return kept


def _line_starts(length_ms: int) -> list[int]:
    """Divide each half of a hold evenly, with one line at each division."""
    half = length_ms / 2
    stretches = min(int(half // _LINE_EVERY_MS), _LINES_A_HALF + 1)
    if stretches < 2:
        return []
    within = [round(half * step / stretches) for step in range(1, stretches)]
    return within + [round(half) + start for start in within]
