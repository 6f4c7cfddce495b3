"""The law of reading: what measures is led, a measure of something else, or told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.english.account import other_measures
from voiceguide.english.numbers import in_digits
from voiceguide.reading.reader import understand
from voiceguide.routine import Routine

AMOUNTS = st.builds(
    "{} {}".format,
    st.integers(2, 90),
    st.sampled_from(
        "seconds|s|minutes|breaths|times|reps|sets|sets of 10|parsecs|inches|degrees|x 3|rounds"
        "|circles|fingers|per side|each leg|".split("|")
    ),
)
FRAMES = st.sampled_from(
    [
        "Hold for {}.",
        "Lean, and stay for {}.",
        "Repeat {}.",
        "Do {}.",
        "{}.",
        "Lift your leg {}, then lower it.",
        "If you can, hold for {}.",
        "Rest for {} between sets.",
        "Hold for {} (about {}).",
        "Hold for {} and breathe {}.",
        "Advanced: {}.",
        "Sway for {}, {}.",
        "Every minute on the minute for {}, do {}.",
        "EMOM {}: {}.",
        "Repeat {}, holding the last one for {}.",
        "On the last one, hold for {}.",
        "Stay there a while, then {}.",
        "Push for {} at 30° and 60°.",
        "Neck tilt {} per side x 2.",
        "Breathing: inhale for {}, exhale for {}.",
        "Hold for {} in silence.",
        "Step up {}, alternating the leading leg.",
    ]
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    frame = draw(FRAMES)
    return frame.format(*(draw(AMOUNTS) for _ in range(frame.count("{}"))))


def led_words(routine: Routine) -> str:
    """Give all source words from which something was led, or that were left to the reader."""
    (pose,) = routine.poses
    words = [part.duration.words for part in (*pose.intro, *pose.parts) if part.duration]
    words += [part.source for part in (*pose.intro, *pose.parts) if part.role == "note"]
    words += [rounds.words for rounds in pose.rounds]
    words += [rounds.rest.words for rounds in pose.rounds if rounds.rest]
    words += [rounds.every.words for rounds in pose.rounds if rounds.every]
    words += [pose.sides.words] if pose.sides else []
    return " ".join(words)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(sentences())
def test_no_number_falls_through(sentence: str):
    routine = understand(f"## Pose\n1. Sit tall.\n2. Lean.\n3. {sentence}\n", "law.md")
    if routine.problems:
        return
    led = re.findall(r"\d+", led_words(routine))
    measures = other_measures(sentence)
    for number in re.finditer(r"\d+", sentence):
        measured = any(start <= number.start() < end for start, end in measures)
        assert number.group() in led or measured, (sentence, led)


SIDED = st.builds(
    "{}{}{}.".format,
    st.sampled_from(
        "Swing slowly|Hold for 20 seconds|Do 8 reps|Lift one leg|Kick|Lean and breathe".split("|")
    ),
    st.sampled_from([" ", ", ", " and breathe, ", ", then repeat "]),
    st.sampled_from(
        "each side|on each leg|per side|with each arm|on both sides|both sides|on the other side"
        "|each leg in turn|switch sides|change legs|e/s|for each foot".split("|")
    ),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(SIDED)
def test_no_side_falls_through(sentence: str):
    routine = understand(f"## Pose\n1. Sit tall.\n2. Lean.\n3. {sentence}\n", "law.md")
    assert routine.poses[0].sides or routine.problems, sentence


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.sampled_from(
        ["Hold {} for {} seconds.", "Do {} {} times.", "Stay in {} for {} breaths.", "Sway {}."]
    ),
    st.sampled_from(["each stretch", "every pose", "all exercises", "it", "the pose", "each side"]),
    st.integers(2, 60),
)
def test_no_rule_of_a_welcome_falls_through(frame: str, what: str, number: int):
    rule = frame.format(what, number)
    routine = understand(f"# All\n{rule}\n\n## Pose\n1. Sit tall.\n2. Lean.\n", "law.md")
    (pose,) = routine.poses
    led = [part.source for part in pose.parts] + [rounds.words for rounds in pose.rounds]
    if str(number) in rule and not routine.problems:
        assert any(str(number) in words for words in led), rule


DOSE_WORDS = (
    "seconds|s|minutes|breaths|times|reps|repetitions|sets|rounds|lifts|squats|x|each"
    "|each side|per leg|both sides|on the right|on the left|L|R|rest|rest between sets"
    "|between reps|hold|hold for|work|for|of|and|then|,|;|(|)|or|to|-|at least|up to|in total"
    "|with|a|the|twice|do|repeat|inches|degrees|every minute|EMOM|on the last one"
    "|holding the last one|after each set|a while|for a moment|in silence|at 30° and 60°"
    "|and rest|same as step 2|alternating the front foot|/|x 3|sets of|the other side"
    "|switch sides|lift your leg|lean|if you can"
).split("|")


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.lists(
        st.one_of(st.sampled_from(DOSE_WORDS), st.integers(3, 59).map(str)), min_size=3, max_size=9
    )
)
def test_no_number_of_a_dose_falls_through(words: list[str]):
    sentence = f"{' '.join(words)}."
    routine = understand(f"## Pose\n1. Sit tall.\n2. Lean.\n3. {sentence}\n", "law.md")
    if routine.problems:
        return
    amounts, kept = led_amounts(routine), kept_words(routine)
    measures = other_measures(sentence)
    for found in re.finditer(r"\d+", sentence):
        number = int(found.group())
        measured = any(start <= found.start() < end for start, end in measures)
        # By turns 3 are two with each; rounds of 3 sets of 10 may be 30, "10 more" eleven, and
        # "5 minutes 20" 320 seconds.
        led = any(
            amount in (number, number + 1, 60 * number) or amount % number == 0
            or 2 * amount in (number, number + 1) or amount // 60 == number or amount % 60 == number
            for amount in amounts
        )  # fmt: skip
        assert led or measured or found.group() in kept, (sentence, amounts)


CORPUS = Path(__file__).parents[2] / "benchmarks" / "corpus"
TEXTS = [
    entry
    for path in sorted(CORPUS.glob("*.json"))
    for entry in json.loads(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("entry", TEXTS, ids=lambda entry: entry["id"])
def test_no_number_of_a_real_text_falls_through(entry: dict[str, Any]):
    steps = "\n".join(f"{n}. {step}" for n, step in enumerate(entry["steps"], 1))
    routine = understand(f"## Pose\n{steps}\n", "law.md")
    if routine.problems:
        return
    amounts, kept = led_amounts(routine), kept_words(routine)
    for step in entry["steps"]:
        # One measure may go over a mark that ends a sentence: "no. 2".
        digits = in_digits(step)
        measures = other_measures(step)
        for found in re.finditer(r"(?<![\w.,:/])\d+", digits):
            number = int(found.group())
            if number < 2 or any(start <= found.start() < end for start, end in measures):
                continue
            words = step[found.start() : found.start() + len(found.group())]
            # "Four more times" is five in all.
            led = any(
                amount in (number, number + 1, 60 * number) or amount % number == 0
                for amount in amounts
            )
            assert led or words in kept, (step, number, amounts)


def led_amounts(routine: Routine) -> set[int]:
    """Give every number that is led, low and high."""
    (pose,) = routine.poses
    times = [part.duration for part in (*pose.intro, *pose.parts) if part.duration]
    times += [rounds.rest for rounds in pose.rounds if rounds.rest]
    amounts = [each for each in (*times, *pose.rounds) if not each.assumed]
    return {each for amount in amounts for each in (amount.low, amount.high) if each is not None}


def kept_words(routine: Routine) -> str:
    """Give the words that are kept for the reader, left to the listener, or led for a time."""
    (pose,) = routine.poses
    parts = [part for part in (*pose.intro, *pose.parts) if part.role or part.optional]
    counted = [part for part in pose.parts if part.kind == "work"]  # "5 left, 5 right"
    return " ".join(part.source for part in (*parts, *counted))
