"""A sentence of a step becomes parts: what is spoken, what is held, what is done again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from voiceguide.english.account import measuring, unaccounted
from voiceguide.english.angles import list_of_angles
from voiceguide.english.both_ways import counted_both_ways
from voiceguide.english.breath_patterns import find_breath_pattern
from voiceguide.english.breaths import find_breaths, quick_breaths
from voiceguide.english.doses import LONGEST, dose_after_name, dose_at_end, dose_at_start, find_dose
from voiceguide.english.intervals import (
    LEAST_REPETITION_S,
    CountedThings,
    counted_things,
    find_interval,
)
from voiceguide.english.last_round import in_last_round
from voiceguide.english.pattern import Pattern
from voiceguide.english.phrasing import (
    as_order,
    first_clause,
    hold_phrase,
    sentence_of,
    work_phrase,
)
from voiceguide.english.positions import is_ready, is_work
from voiceguide.english.repeats import Repeat, find_repeat, is_action, named_steps
from voiceguide.english.rests import find_rest
from voiceguide.english.roles import cut_prefix, is_optional, is_progress, role_of
from voiceguide.english.same_steps import same_steps
from voiceguide.english.sides import (
    SideWords,
    alternates,
    alternates_sides,
    each_limb,
    without_each,
)
from voiceguide.english.tempo import counted_tempo, find_tempo
from voiceguide.english.times import TimeSpan, find_times
from voiceguide.english.vague import find_vague
from voiceguide.english.wording import BREATHE_IN, BREATHE_OUT, EXHALE, INHALE, STAY_WITH_IT
from voiceguide.problems import Problem
from voiceguide.reading.checks import check_amounts, check_dose, check_time
from voiceguide.reading.clauses import Clause, cut
from voiceguide.reading.doses import (
    breath_drafts,
    dose_drafts,
    rest_draft,
    tempo_draft,
    ways_draft,
)
from voiceguide.reading.drafts import Draft, duration_of
from voiceguide.reading.set_aside import set_aside
from voiceguide.reading.text import Text
from voiceguide.routine import Duration, Part, PartKind, Role

_TURN_ROUND = (
    r"(?:(?:and|then|now|slowly|gently|carefully)[\s,]+)*"
    r"(?:turn\s(?:a?round|over)|roll\s(?:over|onto)|face\b|sit\sfacing|lie\son|swap\b|cross\b|flip)"
)
_AFTERWARDS = Pattern(r"[,;]\s(?:and\s)?then\s", "then")
_JOINED = Pattern(r"[,;:)]\s+|\s(?=(?:and|then|or)\s)|\s(?=[(])")
_SLASH = Pattern(r"(?<=\s)/(?=\s)", "/")
_PIECE = LONGEST // 3
_TURNING = Pattern(_TURN_ROUND)
_TURNS = Pattern(
    rf"(?P<words>{_TURN_ROUND}.*?)\s(?:and|to)\srepeat\b",
    "turn|roll|fac|lie|swap|cross|flip",
    "repeat",
)
_DIRECTION = Pattern(
    r"^(?:forwards?|backwards?|up(?:wards?)?|down(?:wards?)?|clockwise|counter\w*|inwards?|outwards?)\b",
)
_MOVES = Pattern(
    r"(?:squat|nod|shrug|twist|turn|march|kick|punch|jump|hop|skip|circle|roll|swing|rock|lunge|crunch"
    r"|curl|pulse|tap|clap|bounce|step|lift|bend|dip|press|push|pull|squeeze|rotate|tilt|blink)[.!]?"
)
_JUST_AS_LONG = Pattern(
    r"^(?:for|in|with)\s(?:(?:just\s)?as\slong|(?:exactly\s)?the\ssame|an?\sequal|equally)\b",
)


def read_sentence(sentence: Text, step: int, number: int, problems: list[Problem]) -> list[Draft]:
    """Read one sentence of a step; what is wrong with it goes to ``problems``."""
    prefix, length = cut_prefix(sentence.words)
    labelled = bool(length) and not prefix
    body = sentence.cut(length, len(sentence.words)) if length else sentence
    if not body.words:
        return []
    words = body.words
    role = role_of(words)
    clauses = [Clause("plain", 0, len(words))]
    if prefix in ("caution", "tip"):
        clauses[0].role = "caution" if prefix == "caution" else "tip"
    elif role == "caution" and not _opens_with_time(words):
        clauses[0].role = role
    elif is_ready(words):
        clauses[0].role = "note"  # where rounds begin, and nothing to listeners
    elif is_progress(words):
        clauses[0].role = "tip"
    elif len(body.words) > LONGEST and (_measures(body, problems) or len(words) > 2 * LONGEST):
        return [
            draft
            for piece in _in_pieces(body)
            for draft in _read_body(piece, role, step, number, problems)
        ]
    else:
        read = _read_body(body, role, step, number, problems)
        # "Reach your arms up. Breathing: inhale.": one breath, with the movement before it.
        bare = labelled and len(read) == 1 and read[0].part.kind in ("inhale", "exhale")
        return [read[0]._replace(joins=len(words.split()) < 3)] if bare else read
    return _with_the_change([d for clause in clauses for d in _drafts(clause, body, step, number)])


def _measures(body: Text, problems: list[Problem]) -> bool:
    """Tell of a sentence that is too long to be followed where it has measures, and whether."""
    measures = measuring(body.words)
    if any(measure.what != "a side" for measure in measures):
        message = "this sentence is too long to be sure of what is led in it"
        hint = "write it as several sentences"
        problems.append(body.problem(message, hint, 0, len(body.words), "warning"))
    return bool(measures)


def _in_pieces(body: Text) -> Iterator[Text]:
    """Cut a sentence that is too long to be followed where it is joined.

    So the time that reading takes grows with the length of a text, whatever is in it.
    """
    start = 0
    while len(body.words) - start > _PIECE:
        ends = [found.end() for found in _JOINED.finditer(body.words[start : start + _PIECE])]
        end = start + (ends[-1] if ends else _PIECE)
        yield body.cut(start, end)
        start = end
    yield body.cut(start, len(body.words))


def _read_body(
    body: Text, role: Role, step: int, number: int, problems: list[Problem]
) -> list[Draft]:
    """Read what leads: first what is not for now is set aside, then a dose or clauses are read."""
    aside = set_aside(body, step, number, problems)
    left, notes = aside.left, aside.notes
    tempo = find_tempo(left.words)
    if tempo is not None:
        notes.append(tempo_draft(tempo, left, step, number))
        left = left.blanked(tempo.start, tempo.end)
    if not any(mark.isalnum() for mark in left.words):
        return notes
    for reading in (
        _vague,
        _quick,
        _paced,
        _every,
        _at_each,
        _last_round,
        _same_steps,
        _breaths,
        _ways,
        _dose,
        _slashed,
        _then,
        _each_limb,
        _dose_at_end,
        _dose_at_start,
        _rest,
    ):
        drafts = reading(left, role, step, number, problems)
        if drafts is not None:
            return [*drafts, *notes]
    return [*_clauses(left, role, step, number, aside.spans, problems), *notes]


def _clauses(  # noqa: PLR0913, PLR0917 - a sentence, where it stands, and what is not in it
    body: Text, role: Role, step: int, number: int, aside: Spans, problems: list[Problem]
) -> list[Draft]:
    """Read a sentence clause by clause, and close its account."""
    clauses = cut(body.words.rstrip())
    check_amounts(body, clauses, aside, problems)
    if len(clauses) == 1 and clauses[0].kind == "plain" and not clauses[0].optional:
        clauses[0].role = clauses[0].role or role
    read = [d for each in clauses for d in _drafts(each, body, step, number)]
    return _with_the_change(_movement_first(read))


def _movement_first(drafts: list[Draft]) -> list[Draft]:
    """Lift, then hold: "Lift your hips 10 times, holding each for 5 seconds."."""
    result = list(drafts)
    for at in range(len(result) - 2):
        hold, action, rounds = result[at : at + 3]
        acts = action.part.kind == "plain" and action.part.source == rounds.part.source
        if hold.part.kind == "hold" and rounds.part.kind == "rounds" and acts:
            result[at], result[at + 1] = action, hold
    return result


Read = list[Draft] | None
Spans = list[tuple[int, int]]


def _vague(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Stay there until you feel warm." as a hold whose length is assumed."""
    words = body.words
    found = None if role or is_optional(words) else find_vague(words)
    if found is None or any(find_times(words)) or find_repeat(words) or find_breaths(words):
        return None
    if any(m.what in ("a number", "a time") for m in unaccounted(words, measuring(words), ())):
        return None
    said = words[: found.end].strip()
    place = body.place(0, found.end)
    duration = Duration(found.seconds, found.seconds, "s", words=said, assumed=True, place=place)
    spoken = sentence_of(said)
    moved = Part("plain", spoken, said, first_clause(said), step=step, sentence=number, place=place)
    kind: PartKind = "rest" if found.rests else "hold"
    text = "" if found.moves else spoken
    held = replace(moved, kind=kind, text=text, short="", duration=duration)
    drafts = [Draft(moved), Draft(held)] if found.moves else [Draft(held)]
    rest = body.cut(found.end, len(words))
    after = [] if not any(map(str.isalnum, rest.words)) else _read_body(
        rest.cut(len(rest.words) - len(rest.words.lstrip(" ,;")), len(rest.words)),
        role, step, number, problems,
    )  # fmt: skip
    return [*drafts, *after]


def _quick(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Make 30 short, sharp exhales." as time for them."""
    del role
    quick = quick_breaths(body.words)
    if quick is None or is_optional(body.words) or find_repeat(body.words):
        return None
    left = body.words[: quick.start] + body.words[quick.end :]
    if any(each.what != "a side" for each in measuring(left)):
        return None
    counted = body.cut(quick.start, quick.end)
    duration = Duration(
        quick.seconds, quick.seconds, "s", words=counted.words, assumed=True, place=counted.place()
    )
    check_time(body, duration, (quick.start, quick.end), problems)
    words = body.words.strip()
    return [Draft(Part("work", sentence_of(words), words, "", duration=duration, step=step,
                       sentence=number, place=body.place()))]  # fmt: skip


def _paced(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Count to five as you lift, and to five as you lower." as a movement and its tempo."""
    tempo = counted_tempo(body.words)
    if tempo is None:
        return None
    words = body.words[: tempo.end].strip()
    said, place = sentence_of(words), body.place(0, tempo.end)
    part = Part("plain", said, words, said, step=step, sentence=number, place=place)
    after = body.cut(tempo.end, len(body.words))
    after = after.cut(len(after.words) - len(after.words.lstrip(" ,;")), len(after.words))
    rest = _read_body(after, role, step, number, problems) if _has_words(after) else []
    return [Draft(part), tempo_draft(tempo, body, step, number), *rest]


def _has_words(text: Text) -> bool:
    return any(map(str.isalnum, text.words))


def _every(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Every minute on the minute for 10 minutes, do 8 squats" as ten sets of eight."""
    found = find_interval(body.words)
    if found is None:
        return None
    rest = body.blanked(found.start, found.end)
    told: list[Problem] = []
    drafts = _read_body(rest, role, step, number, told)
    counted = [draft for draft in drafts if draft.repeat or draft.sets]
    if not counted and (moves := counted_things(rest.words)):
        drafts, told = _counted_things(rest, moves, step, number), []
        counted = drafts[-1:]
    if len(counted) != 1 or counted[0].sets or counted[0].repeat is None:
        return None
    problems += told
    words = body.words[found.start : found.end].strip(" ,;:")
    place = body.place(found.start, found.end - found.start)
    every = Duration(found.seconds, found.seconds, "s", words=words, place=place)
    if counted[0].repeat.low * LEAST_REPETITION_S > found.seconds:
        message = f"{body.words.strip()!r} asks for more than there is time for"
        hint = "write fewer, or a longer time"
        problems.append(body.problem(message, hint, 0, len(body.words), "warning"))
    sets = Repeat(found.start, found.end, found.times, found.times)
    return [
        draft._replace(sets=sets, every=every) if draft is counted[0] else draft for draft in drafts
    ]


def _counted_things(body: Text, moves: CountedThings, step: int, number: int) -> list[Draft]:
    """Give a movement that is only known by its number: "6 burpees"."""
    words, place = body.words.strip(" ,;:"), body.place()
    said = sentence_of(moves.what)
    part = Part("plain", said, words, said, step=step, sentence=number, place=place)
    marker = replace(part, kind="rounds", text="", short="")
    return [Draft(part), Draft(marker, Repeat(0, 0, moves.times, moves.times))]


def _at_each(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "hold for 10 seconds at 30°, 60° and 90°" as a hold at each of them."""
    places = list_of_angles(body.words) if any(find_times(body.words)) else []
    if not places:
        return None
    drafts: list[Draft] = []
    for start, end in places:
        one = body
        for other in places:
            if other != (start, end):
                one = one.blanked(*other)
        for gap, until in itertools.pairwise(places):
            one = one.blanked(gap[1], until[0])
        drafts += _read_body(one, role, step, number, problems)
    return drafts


def _last_round(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Repeat 5 times, holding the last one for 30 seconds": only the last round holds."""
    found = in_last_round(body.words)
    if found is None or not any(find_times(body.words)):
        return None
    drafts = _read_body(body.blanked(*found), role, step, number, problems)
    column = body.place(*found).column
    holds = [at for at, draft in enumerate(drafts) if draft.part.kind == "hold"]
    after = [at for at in holds if (time := drafts[at].part.duration)
             and time.place and time.place.column > column]  # fmt: skip
    if not holds:
        return None
    at = after[0] if after else holds[-1]
    drafts[at] = drafts[at]._replace(part=replace(drafts[at].part, among="last"))
    return drafts


def _same_steps(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Same as step 2." and "Repeat step 2." as what is done there."""
    del role, problems
    found = same_steps(body.words)
    if found is None or not 1 <= found.first <= found.last <= step:
        return None
    words = body.words.strip()
    part = Part("plain", sentence_of(words), words, step=step, sentence=number, place=body.place())
    if found.near and found.last == step:
        return None  # the step before it, once more: a round
    return [Draft(part, again=(found.first, found.last))]


def _breaths(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    del role, problems
    breath = find_breath_pattern(body.words.rstrip())
    if breath is None:
        return None
    rest = body.words[breath.end :]
    measures = [each for each in measuring(rest) if each.what in ("a number", "a time")]
    if measures and not (find_times(rest) or find_repeat(rest)):
        return None  # "in for 2, out for 2 sets of 10"
    return breath_drafts(breath, body, step, number)


def _ways(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    del role, problems
    ways = counted_both_ways(body.words)
    return [ways_draft(ways, body, step, number)] if ways else None


def _dose(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    del role
    dose = find_dose(body.words.rstrip())
    if dose is None or not (dose.says_more or dose.moves):
        return None
    check_dose(body, dose, problems)
    return dose_drafts(dose, body, step, number)


def _slashed(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "Push 6 s / release 2 s / stretch 20 s" as one after the other, not as a choice."""
    words = body.words
    slashes = [match.start() for match in _SLASH.finditer(words)]
    edges = [0, *slashes, len(words)]
    pieces = [words[start:end] for start, end in itertools.pairwise(edges)]
    if not slashes or not all(find_times(piece) for piece in pieces):
        return None
    for at in slashes:
        words = f"{words[: at - 1]}, {words[at + 1 :]}"
    return _read_body(body._replace(words=words), role, step, number, problems)


def _then(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read "…, 10 times for 3 sets, then roll over and do the left" as two sentences."""
    after = _AFTERWARDS.search(body.words)
    if after is None or dose_at_end(body.words[: after.start()]) is None:
        return None
    halves = body.cut(0, after.start()), body.cut(after.end(), len(body.words))
    return [d for half in halves for d in _read_body(half, role, step, number, problems)]


def _each_limb(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Lead "Lift each knee 10 times." with one and then the other."""
    found = each_limb(body.words)
    counted = found and (find_repeat(body.words) or find_times(body.words))
    if found is None or not counted or is_optional(body.words):
        return None
    start, end, noun = found
    one = body._replace(words=f"{body.words[:start]}{'one':<{end - start}}{body.words[end:]}")
    side = SideWords(start, end, noun, each=True)
    words = body.words.strip()
    part = Part("side", "", words, step=step, sentence=number, place=body.place())
    return [*_read_body(one, role, step, number, problems), Draft(part, side=side)]


def _dose_at_end(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    parted = None
    if not is_optional(body.words):
        parted = dose_at_end(body.words) or dose_after_name(body.words)
    if parted is None:
        return None
    end, start, dose = parted
    tail = body.cut(start, len(body.words))
    check_dose(tail, dose, problems)
    action = _read_body(body.cut(0, end), role, step, number, problems)
    return [*action, *dose_drafts(dose, tail, step, number, named=True)]


def _dose_at_start(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    parted = dose_at_start(body.words)
    if parted is None:
        return None
    start, dose = parted
    check_dose(body, dose, problems)
    action = _read_body(body.cut(start, len(body.words)), role, step, number, problems)
    return [*action, *dose_drafts(dose, body, step, number)]


def _rest(body: Text, role: Role, step: int, number: int, problems: list[Problem]) -> Read:
    """Read a sentence round the rest that it names beside something else."""
    rest = None if is_optional(body.words) else find_rest(body.words)
    if rest is None:
        return None
    check_time(body, rest.time, (rest.time.start, rest.time.end), problems)
    before, after = (
        _read_body(half, role, step, number, problems) if any(map(str.isalnum, half.words)) else []
        for half in (
            body.cut(0, len(body.words[: rest.start].rstrip(" /"))),
            body.cut(rest.end, len(body.words)),
        )
    )
    return [*before, rest_draft(rest, body, step, number), *after]


def _with_the_change(drafts: list[Draft]) -> list[Draft]:
    """Say "turn round" of "turn round and repeat on the other leg" at the change of side."""
    result: list[Draft] = []
    for draft in drafts:
        before = result[-1].part if result else None
        if draft.side and before and before.kind == "plain" and _TURNING.match(before.source):
            result.pop()
            source = f"{before.source} {draft.part.source}"
            part = replace(draft.part, source=source, place=before.place)
            result.append(draft._replace(part=part, tail=before.text))
        else:
            result.append(draft)
    return result


def _opens_with_time(words: str) -> bool:
    times = find_times(words)
    return bool(times) and times[0].start < 12


def _drafts(clause: Clause, body: Text, step: int, number: int) -> list[Draft]:
    source = body.words[clause.start : clause.end].strip()
    place = body.place(clause.start, clause.end - clause.start)

    def part(text: str, short: str = "", duration: Duration | None = None) -> Part:
        return Part(
            clause.kind, text, source, short, clause.role, clause.optional, duration,
            step, number, place,
        )  # fmt: skip

    if clause.kind == "plain":
        said = as_order(source) if clause.role == "way out" else source
        return [Draft(part(sentence_of(said), first_clause(said)))]
    if clause.kind in ("inhale", "exhale"):
        duration = duration_of(clause.time, body) if clause.time else None
        word = _breath_word(clause.kind, source)
        label = source.partition(":")[0]
        bare = clause.time and _only_time(source[len(label) :], duration)
        return [Draft(part(word if bare else sentence_of(source), word, duration))]
    if clause.kind == "hold" and clause.time is not None:
        duration = duration_of(clause.time, body)
        held = part(_hold_phrase(clause, clause.time, body.words), "", duration)
        works = not clause.role and is_work(held.text)
        return [Draft(replace(held, kind="work", text=work_phrase(held.text)) if works else held)]
    return _again(clause, part(""), source, body)


def _only_time(words: str, duration: Duration | None) -> bool:
    """Tell ": 4 seconds." from ": draw the air in for a count of 5."."""
    return duration is not None and words.strip(" :.!") == duration.words.strip(" .")


def _breath_word(kind: PartKind, source: str) -> str:
    """Give the author's own word for a breath, alone."""
    words = source.lower()
    if "breath" in words and "hale" not in words:
        return BREATHE_IN if kind == "inhale" else BREATHE_OUT
    return INHALE if kind == "inhale" else EXHALE


def _hold_phrase(clause: Clause, time: TimeSpan, words: str) -> str:
    if clause.lead:
        return STAY_WITH_IT
    before, after = words[clause.start : time.start], words[time.end : clause.end]
    return hold_phrase(before, words[time.start : time.end], after)


def _without_end(action: str) -> str:
    """Drop what led to a number that was taken out: "raise your arms for"."""
    words = action.rstrip(" .,;!\t")
    marks = "".join(action[len(words) :].split())
    verb, _, last = words.rpartition(" ")
    return f"{verb.rstrip() if last in ('for', 'about', 'each') else words}{marks}"


def _again(clause: Clause, marker: Part, source: str, body: Text) -> list[Draft]:
    """Read rounds or a side; an action in the same words ("raise your arms 10 times") is spoken."""
    tail = sentence_of(body.words[slice(*clause.tail)]) if clause.tail else ""
    if clause.kind == "side" and _JUST_AS_LONG.match(tail):
        tail = ""  # the second side is always led as long as the first
    turning = _TURNS.match(source)
    if clause.kind == "side" and turning:
        tail = sentence_of(turning["words"])
    if clause.tail:
        marker = replace(marker, source=body.words[clause.start : clause.tail[1]])
    draft = Draft(
        marker, clause.repeat, clause.side, tail, named_steps(source),
        alternates(source), alternates_sides(source),
    )  # fmt: skip
    if clause.repeat and is_action(source):
        at = clause.start
        action = (
            body.words[at : clause.repeat.start] + body.words[clause.repeat.end : clause.end]
        ).strip()
        action = _without_end(without_each(action))
        if len(action.split()) > 1 or _DIRECTION.match(action) or _MOVES.fullmatch(action):
            spoken = Part(
                "plain", sentence_of(action), source, first_clause(action),
                step=marker.step, sentence=marker.sentence, place=marker.place,
            )  # fmt: skip
            return [Draft(spoken), draft]
    return [draft]
