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
