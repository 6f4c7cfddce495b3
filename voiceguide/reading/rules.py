"""What a welcome asks of every pose: "Hold each stretch for 30 seconds", "rest between them"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from voiceguide.english.rules import (
    asks_for,
    rest_between_poses,
    rest_between_rounds,
    rule_in,
    times_round,
)
from voiceguide.english.sides import names_limb
from voiceguide.english.wording import REST
from voiceguide.problems import Problem
from voiceguide.reading.drafts import Draft, Rest, duration_of
from voiceguide.reading.sentence import read_sentence
from voiceguide.reading.text import Text
from voiceguide.routine import Duration, Part, Rounds

_TIMED = {"hold", "work", "rounds", "inhale", "exhale"}


class Rules(NamedTuple):
    """What is asked of each pose, the rest that parts them, and the sentences that ask nothing.

    ``rounds`` is how often all poses are gone round, None where it is once.
    """

    drafts: list[Draft]
    rest: Draft | None
    spoken: list[Text]
    rounds: Rounds | None = None


def read_rules(welcome: Sequence[Text], problems: list[Problem]) -> Rules:
    """Sort the sentences of a welcome into rules for all poses and what is only spoken."""
    drafts: list[Draft] = []
    rest: Draft | None = None
    spoken: list[Text] = []
    rounds: Rounds | None = None
    parted: Duration | None = None
    around = any(times_round(sentence.words) for sentence in welcome)
    for sentence in welcome:
        span = rest_between_rounds(sentence.words) if around else None
        parted = duration_of(span, sentence) if span else parted
        found = times_round(sentence.words)
        if found is not None and rounds is None:
            rounds = Rounds(found.low, found.high, 0, 0, sentence.words, place=sentence.place())
        if span or (found is not None and rounds and rounds.words == sentence.words):
            continue
        between = _rest(sentence)
        asked = [] if between else _rule(sentence, problems)
        rest = between or rest
        drafts += asked
        if not asked and not between:
            spoken.append(sentence)
    if rounds is not None:
        rounds = rounds._replace(rest=parted)
    return Rules(drafts, rest, spoken, rounds)


def _rule(sentence: Text, problems: list[Problem]) -> list[Draft]:
    words = rule_in(sentence.words)
    if words is None or asks_for(words) is None:
        return []
    found: list[Problem] = []
    drafts = read_sentence(sentence._replace(words=words), 0, 0, found)
    problems += found if drafts else []
    return drafts


def _rest(sentence: Text) -> Draft | None:
    span = rest_between_poses(sentence.words)
    if span is None:
        return None
    duration = duration_of(span, sentence)
    part = Part("rest", REST, sentence.words, duration=duration, place=sentence.place())
    return Draft(part, rests=(Rest(duration, "poses"),))


def by_rules(rules: Rules, drafts: list[Draft], steps: int, *, last: bool) -> list[Draft]:
    """Give what rules for all ask of a pose that does not say it itself.

    ``last`` tells the last pose, after which there is no rest between poses.
    """
    kinds = {draft.part.kind for draft in drafts if not draft.part.role}
    wanted = set()
    if "rounds" not in kinds:
        wanted.add("rounds")
    if not kinds & _TIMED:
        wanted |= {"hold", "work", "rest"}
    limb = any(names_limb(draft.part.source) for draft in drafts)
    if "side" not in kinds and (limb or not kinds & _TIMED):
        wanted.add("side")
    asked = [each for each in rules.drafts if each.part.kind in wanted]
    if rules.rest and not last:
        asked.append(rules.rest)
    step = max(0, steps - 1)
    return [each._replace(part=replace(each.part, step=step)) for each in asked]
