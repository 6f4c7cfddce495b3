"""The law of reading: what measures is led, a measure of something else, or told."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.english.account import other_measures
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
