"""The few words inside a hold, which never make it longer, and the way out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from voiceguide.building.cues import Beat, Turn, is_led, is_within_breath
from voiceguide.building.moves import Body, Move, movement
from voiceguide.building.pacing import Pacing
from voiceguide.english.phrasing import sentence_of
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.english.wording import (
    COUNTDOWN,
    HALFWAY,
    HOLD_LINES,
    LAST_BREATH,
    RELEASE,
    TEN_MORE_SECONDS,
)
from voiceguide.problems import Place
from voiceguide.routine import Part
from voiceguide.settings import TICK_MS

# Judgement: to talk too much is the main fault of guided sessions.
_SHORTEST_MS = 20_000
_QUIET_MS = 10_000
_HALFWAY_FROM_MS = 45_000
_EFFORT_HALFWAY_FROM_MS = 60_000
_LINE_EVERY_MS = 45_000
_TEN_SECONDS_FROM_MS = 30_000
_LAST_BREATH_FROM = 3
# Judgement: however long the hold, no more than two lines in each half of it.
_LINES_A_HALF = 2
_LONGEST_LINE_MS = 7_000
# Judgement: out of a shorter hold the body comes by itself with the next round.
_SHORTEST_LED_OUT_S = 5


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


def hold_cues(  # noqa: PLR0913 - what is held, and what may be said in it
    length_ms: int,
    breaths: int | None,
    lines: Sequence[str],
    pacing: Pacing,
    *,
    new: bool,
    first: bool = False,
    opening: str = "",
) -> list[tuple[str, int]]:
    """Divide a hold into (words, length), which add up to exactly ``length_ms``.

    ``breaths`` is how many it has, None for one in seconds. "Halfway." has its place in
    the ``first`` round of each side, lines have theirs where it is all ``new``: on the first side.
    Brief guidance drops the lines, minimal guidance keeps only the words that tell of the end.
    ``opening`` are the author's own words, at its beginning.
    """
    words = {0: opening}
    for start, said in _reminders(length_ms, breaths, lines, pacing, new, first or new):
        words.setdefault(start, said)
    return _divided(words, length_ms)


def _divided(words: Mapping[int, str], length_ms: int) -> list[tuple[str, int]]:
    starts = sorted(words)
    ends = [*starts[1:], length_ms]
    return [(words[start], end - start) for start, end in zip(starts, ends, strict=True)]


def effort_cues(length_ms: int, pacing: Pacing, *, new: bool) -> list[tuple[str, int]]:
    """Divide work or a rest into (words, length): a word ten seconds before its end.

    A long one has one in its middle, too, where it is ``new``.
    """
    if length_ms < _SHORTEST_MS or estimate_speech_ms(TEN_MORE_SECONDS, pacing.rate) > 9_000:
        return [("", length_ms)]
    words = dict(_end_words(length_ms, None, pacing, _SHORTEST_MS))
    told = new and pacing.guidance != "minimal" and pacing.halfway
    if told and length_ms >= _EFFORT_HALFWAY_FROM_MS:
        words[length_ms // 2] = HALFWAY
    return _divided({0: "", **words}, length_ms)


def _reminders(  # noqa: PLR0913, PLR0917 - as above
    length_ms: int,
    breaths: int | None,
    lines: Sequence[str],
    pacing: Pacing,
    new: bool,
    first: bool,
) -> list[tuple[int, str]]:
    if length_ms < _SHORTEST_MS:
        return []
    # The most needed comes first; what would crowd it is left out.
    wanted: list[tuple[int, str]] = []
    ending = _end_words(length_ms, breaths, pacing, _TEN_SECONDS_FROM_MS)
    counted = ending if len(ending) > 1 else []
    wanted += ending if not counted else []
    if first and pacing.guidance != "minimal" and pacing.halfway and length_ms >= _HALFWAY_FROM_MS:
        wanted.append((length_ms // 2, HALFWAY))
    if new and pacing.guidance == "full":
        wanted += zip(_line_starts(length_ms), lines, strict=False)
    kept = counted
    for start, said in wanted:
        ends = [other for other, _ in kept if other > start] + [length_ms]
        fits = estimate_speech_ms(said, pacing.rate) * 5 // 4 <= min(ends) - start
        apart = all(abs(start - other) >= _QUIET_MS for other, _ in kept)
        if fits and apart and start >= _QUIET_MS:
            kept.append((start, said))
    return kept


def _end_words(
    length_ms: int, breaths: int | None, pacing: Pacing, seconds_from_ms: int
) -> list[tuple[int, str]]:
    """Give the words that tell of a hold's end, each with its start; () where none do."""
    if pacing.end == "count" and _counts_in_time(pacing.rate):
        first_ms = length_ms - 1000 * len(COUNTDOWN)
        return [(first_ms + 1000 * at, word) for at, word in enumerate(COUNTDOWN)]
    if pacing.end in ("chime", "none"):
        return []
    if breaths is None:
        ends = length_ms >= seconds_from_ms
        return [(length_ms - 10_000, TEN_MORE_SECONDS)] if ends else []
    last_ms = length_ms - length_ms // breaths
    return [(last_ms, LAST_BREATH)] if breaths >= _LAST_BREATH_FROM else []


def _counts_in_time(rate: int) -> bool:
    """Tell whether each number is over within its second, so that a hold stays as long."""
    return all(estimate_speech_ms(word, rate) * 9 // 8 <= 1000 for word in COUNTDOWN)


def end_tone(length_ms: int, turn: Turn, place: Place | None) -> list[Beat]:
    """Make the soft tone that tells of a hold's end where that is asked for, right after it."""
    if turn.pacing.end != "chime" or length_ms < _QUIET_MS:
        return []
    # A chime within a round is the tick.
    cue = turn.cue("chime", "", TICK_MS, place)
    return [Beat(cue._replace(round=cue.round or 1))]


def _line_starts(length_ms: int) -> list[int]:
    """Divide each half of a hold evenly, with one line at each division."""
    half = length_ms / 2
    stretches = min(int(half // _LINE_EVERY_MS), _LINES_A_HALF + 1)
    if stretches < 2:
        return []
    within = [round(half * step / stretches) for step in range(1, stretches)]
    return within + [round(half) + start for start in within]


def is_meanwhile(part: Part) -> bool:
    """Tell whether a part that stands after a hold is meant during it.

    "Hold for 30 seconds. Tip: flex your foot.", or "Keep your back flat."
    """
    if part.role in ("tip", "caution"):
        return part.kind != "hold"
    return part.kind == "plain" and part.meaning.meanwhile


def in_order(parts: Sequence[Part]) -> list[Part]:
    """Put what is meant during a hold before it: its words would only be heard after it.

    "Breathe." is put into it, as ``short``: it is said within the hold.
    """
    ordered: list[Part] = []
    at: int | None = None
    for part in parts:
        held = ordered[-1] if ordered else None
        if part.meaning.within and held and held.kind == "hold" and held.text and not held.short:
            ordered[-1] = replace(held, short=sentence_of(part.text))
            continue
        if part.kind == "hold":
            at = len(ordered)
        elif at is not None and is_meanwhile(part):
            ordered.insert(at, part)
            at += 1
            continue
        else:
            at = None
        ordered.append(part)
    return ordered


def left_in_a_hold(
    parts: Sequence[Part], pacing: Pacing, *, resting: bool = False, between: bool = False
) -> bool:
    """Tell whether parts end in a hold that nothing leads out of.

    "Release to center. Stay for one breath." is no such hold: its way out has come before it.
    To rest is to hold something only in a ``resting`` pose. ``between`` rounds or sides a short
    hold needs no words, nor one that the next pass leads out of at its start.
    """
    led = [p for p in parts if is_led(p, pacing) and p.role not in ("caution", "tip")]
    held = next(
        (
            at
            for at in reversed(range(len(led)))
            if led[at].kind == "hold" and not is_within_breath(led[at])
        ),
        None,
    )
    if held is None or any(map(_leaves, led[held + 1 :])):
        return False
    hold = led[held]
    if not resting and (hold.role == "way out" or not _is_held(hold, led[:held])):
        return False
    if between and (_is_short(hold) or led[0].role == "way out"):
        return False
    before = [part for part in led[:held] if not is_meanwhile(part)]
    return not before or before[-1].role != "way out"


def _leaves(part: Part) -> bool:
    """Tell words that lead out of a hold; a breath that moves a limb does so, too."""
    moves = any(action.moves_limb or action.postures for action in part.meaning.actions)
    return part.meaning.leads_out or (part.kind in ("inhale", "exhale") and moves)


def is_released(beats: Sequence[Beat]) -> bool:
    """Tell whether beats end in a way out of a hold that is no part's: one that was added."""
    if not beats or beats[-1].cue.kind != "move":
        return False
    before = next((beat.cue for beat in reversed(beats[:-1]) if beat.cue.kind != "chime"), None)
    return before is not None and (before.kind == "hold" or before.say == RELEASE)


def _is_held(hold: Part, before: Sequence[Part]) -> bool:
    acting = [part for part in before if part.kind == "plain" and part.meaning.actions]
    slight = hold.meaning.slight or (bool(acting) and acting[-1].meaning.slight)
    if hold.meaning.stillness == "breathing" or slight:
        # "Sit. Breathe for a minute." holds nothing; with a limb in place it is a pose.
        return any(part.meaning.shapes and not part.meaning.slight for part in before)
    return hold.meaning.stillness == "held"


def _is_short(hold: Part) -> bool:
    # As written: what is said must not change with the pace.
    duration = hold.duration
    return duration is None or (
        duration.unit == "s" and (duration.high or duration.low) < _SHORTEST_LED_OUT_S
    )
