"""One pass through the steps: what is said of them, and the time that each of them takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from voiceguide.building.cues import (
    TIMED,
    Beat,
    Turn,
    is_led,
    is_said,
    is_within_breath,
    role_in,
)
from voiceguide.building.holds import effort_cues, end_tone, hold_cues, in_order
from voiceguide.building.pacing import Half, Pacing
from voiceguide.english.phrasing import breath_clause, sentence_of
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.english.wording import EXHALE, INHALE, REST, REST_NOW, hold_words
from voiceguide.problems import Place
from voiceguide.routine import Duration, Part
from voiceguide.script import Breath, Cue, CueKind

# A longer rest is announced with its length.
_LONGEST_SHORT_REST_MS = 10_000


def lead_parts(parts: Sequence[Part], turn: Turn) -> list[Beat]:
    """Lead parts in order, step by step."""
    beats: list[Beat] = []
    said = _cautions_before_breaths([part for part in parts if is_said(part, turn)])
    for _, step in groupby(said, key=lambda part: part.step):
        beats += _lead_step(list(step), turn)
    return beats


def _cautions_before_breaths(parts: Sequence[Part]) -> Sequence[Part]:
    """Put the cautions of a breath out before the breath in: nobody holds it to listen."""
    breath_of: dict[int, int] = {}
    for into, out in _pairs(parts):
        begins = into
        for at in range(into + 1, len(parts)):
            if parts[at].step != parts[at - 1].step:
                begins = at
            if role_in(parts[at]) == "caution" and into < begins <= out:
                breath_of[at] = into
    if not breath_of:
        return parts
    order = sorted(range(len(parts)), key=lambda at: (breath_of.get(at, at), at not in breath_of))
    return [replace(parts[at], step=parts[breath_of.get(at, at)].step) for at in order]


def _pairs(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Give the places of each breath in and of the breath out that follows it at once."""
    into: int | None = None
    for at, part in enumerate(parts):
        if part.kind == "exhale" and into is not None:
            yield into, at
        if _is_breath(part) or (part.kind in TIMED and not is_within_breath(part)):
            into = at if part.kind == "inhale" else None


def say_parts(parts: Iterable[Part], turn: Turn) -> list[Beat]:
    """Speak what introduces or closes: words without movement, holds where there are any."""
    beats: list[Beat] = []
    for part in parts:
        if not is_said(part, turn):
            continue
        if part.kind in TIMED:
            beats += _lead_timed(part, turn)
        else:
            beats += turn.say(sentence_of(part.text), part.place)
    return beats


def lead_rest(rest: Duration, turn: Turn) -> list[Beat]:
    """Say a rest and let it last, with a word shortly before its end."""
    return _lead_timed(Part("rest", REST, duration=rest, place=rest.place), turn)


def until_next(every: Duration, turn: Turn) -> Beat:
    """Rest until a set has lasted as long as sets are apart: `finish` knows how long that is."""
    return Beat(turn.cue("rest", REST_NOW, 0, every.place), until_ms=turn.pacing.rest_ms(every))


def short_rest(rest: Duration, turn: Turn) -> list[Beat]:
    """Let a rest between counted rounds last, with its words within it where it is short."""
    rest_ms = turn.pacing.rest_ms(rest)
    if rest_ms > _LONGEST_SHORT_REST_MS:
        return lead_rest(rest, turn)
    return [Beat(turn.cue("rest", REST_NOW, rest_ms, rest.place))]


def breath_led(parts: Sequence[Part], pacing: Pacing) -> bool:
    """Tell whether rounds of these parts keep the breath's rhythm: a breath in every step."""
    led = [
        part for part in parts if is_led(part, pacing) and role_in(part) not in ("caution", "tip")
    ]
    # "Exhale, lower your arms." keeps the rhythm; a way out with no breath has time of its own.
    if any(map(_has_its_own_time, led)):
        return False
    steps = {part.step for part in led}
    breathed = {part.step for part in led if _is_breath(part) or part.kind in TIMED}
    return bool(steps) and steps == breathed


def _has_its_own_time(part: Part) -> bool:
    if part.kind in TIMED:
        return not is_within_breath(part)
    return part.role == "way out" and not _is_breath(part)


def flow(parts: Sequence[Part], turn: Turn, opening: str = "") -> list[Beat]:
    """Lead a breath-led round after the first: breath cues alone, each exactly its half breath.

    ``opening`` ("Last one.") is spoken within the first breath.
    """
    beats: list[Beat] = []
    for _, step in groupby(parts, key=lambda part: part.step):
        led = [part for part in step if is_said(part, turn)]
        for index, part in enumerate(led):
            if is_within_breath(part):
                beats += _lead_timed(part, turn)
            if not _is_breath(part):
                continue
            # Nothing is held in such a round, so no way out need be said whole.
            bare = replace(part, role="")
            cue = _breath_cue(bare, turn, opening if not beats else "", _said_with(led, index))
            beats.append(Beat(cue, part.meaning.actions, flowing=True))
    return beats


def _is_breath(part: Part) -> bool:
    return part.kind in ("inhale", "exhale") and part.role not in ("caution", "tip")


def _lead_step(parts: Sequence[Part], turn: Turn) -> list[Beat]:
    beats: list[Beat] = []
    breathing = any(_is_breath(part) for part in parts)
    first = [part for part in parts if _is_caution_first(part, breathing=breathing)]
    for part in first:
        beats += turn.say(sentence_of(part.text), part.place)
    rest = in_order([part for part in parts if part not in first])
    for plain, run in groupby(rest, key=_is_plain):
        if plain:
            beats += _lead_plain(list(run), turn, breathing=breathing)
            continue
        for part in run:
            if part.kind in TIMED:
                beats += _lead_timed(part, turn)
            elif _is_breath(part):
                beats.append(Beat(_breath_cue(part, turn), part.meaning.actions))
            else:
                beats += turn.say(sentence_of(part.text), part.place)
                beats += _time_out(part, turn)
    return beats


def _is_caution_first(part: Part, *, breathing: bool) -> bool:
    """Tell a caution that is said before its step: others mean nothing yet, or part two breaths."""
    return role_in(part) == "caution" and (breathing or not part.meaning.in_place)


def _time_out(part: Part, turn: Turn) -> list[Beat]:
    """Give the time for a way out; one way at the tempo of counted rounds."""
    if turn.tempo and turn.repeat > 1:
        return [Beat(turn.cue("move", "", turn.tempo.way_ms, part.place))]
    return turn.move(part.meaning.actions, turn.pacing.limb_ms, part.place)


def _is_plain(part: Part) -> bool:
    # A way out has its own time to move, so it parts what stands before it from what follows.
    return role_in(part) in ("tip", "caution") or (part.kind == "plain" and part.role != "way out")


def _lead_plain(run: Sequence[Part], turn: Turn, *, breathing: bool) -> list[Beat]:
    """Say the sentences between two breaths or holds, and give time to move once, after the last.

    A tip or a caution speaks of what has been done, and asks for no time.
    """
    if breathing and turn.brevity == 3:
        return []
    actions = [part for part in run if part.role not in ("tip", "caution")]
    until = 0 if turn.brevity == 3 else len(actions) - 1
    beats: list[Beat] = []
    waiting: list[Beat] = []  # the time to move, until what is to be careful of is said
    index = -1
    for part in run:
        if part.role == "tip":
            beats += [*waiting, *turn.say(sentence_of(part.text), part.place)]
            waiting = []
            continue
        if part.role == "caution":
            beats += turn.say(sentence_of(part.text), part.place)
            continue
        index += 1
        if index <= until:
            beats += turn.say(_plain_words(part, turn), part.place)
        if index == until:
            waiting = _time_for(actions, turn, part.place)
    return beats + waiting


def _time_for(actions: Sequence[Part], turn: Turn, place: Place | None) -> list[Beat]:
    """Give time for what is asked for, at the tempo of the rounds where they are counted.

    In the first round a body may have further to go than in the others.
    """
    does = tuple(action for part in actions for action in part.meaning.actions)
    if turn.tempo is None:
        return turn.move(does, place=place)
    cue = turn.cue("move", "", turn.tempo.ways_ms(actions), place)
    return [Beat(cue, does if turn.repeat == 1 else ())]


def _plain_words(part: Part, turn: Turn) -> str:
    if turn.settled and part.meaning.settled:
        return sentence_of(part.meaning.settled)
    if turn.brevity > 1 or turn.pacing.guidance == "minimal":
        return _short_words(part)
    return sentence_of(part.text)


def _short_words(part: Part) -> str:
    return sentence_of(part.short or part.text)


def _lead_timed(part: Part, turn: Turn) -> list[Beat]:
    """Lead a hold, work or a rest: its words, then its full length."""
    pacing, duration = turn.pacing, part.duration
    if duration is None:
        return turn.say(sentence_of(part.text), part.place)
    if is_within_breath(part):
        ms = pacing.scaled(1000 * pacing.count(duration))
        return [Beat(turn.cue("hold", part.short, ms, part.place), flowing=True)]
    if part.kind != "hold":
        return _lead_effort(part, duration, turn)
    number = pacing.count(duration)
    words = hold_words(part.text, number, duration.unit, duration.manner)
    beats = turn.say(sentence_of(words), part.place)
    breaths = number if duration.unit == "breaths" else None
    length_ms = pacing.hold_ms(duration)
    breath = None if breaths is None else Breath(pacing.half_ms("inhale"), pacing.half_ms("exhale"))
    held = [(part.short, length_ms)]
    if not part.quiet:
        held = hold_cues(
            length_ms, breaths, turn.lines, pacing,
            new=turn.new, first=turn.repeat == 1, opening=part.short,
        )  # fmt: skip
    for words, ms in held:
        beats.append(Beat(turn.cue("hold", words, ms, part.place)._replace(breath=breath)))
        breath = breath and breath._replace(at_ms=breath.at_ms + ms)
    return beats + ([] if part.quiet else end_tone(length_ms, turn, part.place))


def _lead_effort(part: Part, duration: Duration, turn: Turn) -> list[Beat]:
    """Lead work or a rest: neither is held, so nothing reminds to breathe or soften."""
    pacing = turn.pacing
    kind: CueKind = "work" if part.kind == "work" else "rest"
    length_ms = pacing.rest_ms(duration)
    number = max(1, length_ms // 1000) if duration.unit == "s" else pacing.count(duration)
    beats = turn.say(sentence_of(hold_words(part.text, number, duration.unit)), part.place)
    beats += [
        Beat(turn.cue(kind, words, ms, part.place))
        for words, ms in effort_cues(length_ms, pacing, new=kind == "rest" or turn.repeat == 1)
    ]
    return beats + end_tone(length_ms, turn, part.place)


def _breath_cue(part: Part, turn: Turn, opening: str = "", following: Sequence[Part] = ()) -> Cue:
    pacing = turn.pacing
    kind: Half = "inhale" if part.kind == "inhale" else "exhale"
    half_ms = pacing.half_ms(kind, part.duration)
    words = part.short or (INHALE if kind == "inhale" else EXHALE)
    if turn.brevity == 1 or part.role == "way out":
        words = sentence_of(part.text)
    elif turn.brevity == 2:
        clauses = [breath_clause(part.text), *map(_short_words, following)]
        # All or nothing, so that the words of any pace are those of a slow or a fast one.
        if sum(estimate_speech_ms(each, pacing.rate) for each in (opening, *clauses)) <= half_ms:
            words = " ".join(filter(None, clauses))
    return turn.cue(kind, f"{opening} {words}".strip(), half_ms, part.place)


def _said_with(led: Sequence[Part], index: int) -> list[Part]:
    """Give the sentences that belong to the breath at ``index``: "Exhale. Round your back."."""
    following: list[Part] = []
    for part in led[index + 1 :]:
        if _is_breath(part) or part.kind in TIMED:
            break
        following.append(part)
    return following
