"""One table of sentences and what is read in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from voiceguide.english.numbers import in_digits
from voiceguide.english.times import find_times
from voiceguide.problems import Problem
from voiceguide.reading.sentence import Draft, read_sentence
from voiceguide.reading.text import Text, sentences

PHRASES = Path(__file__).parent / "phrases.txt"


def read(words: str) -> tuple[list[Draft], list[Problem]]:
    problems: list[Problem] = []
    text = Text(words, ((0, 1, 1),), "x.md", (words,))
    drafts = [d for s in sentences(text) for d in read_sentence(s, 0, 0, problems)]
    return drafts, problems


def told(draft: Draft) -> str:
    part = draft.part
    words = [part.role or ("spoken" if part.kind == "plain" else part.kind)]
    if part.duration:
        high = "more" if part.duration.high is None else str(part.duration.high)
        words.append(f"{part.duration.low}-{high} {part.duration.unit} {part.duration.qualifier}")
    if draft.repeat and part.kind == "rounds":
        high = "more" if draft.repeat.high is None else str(draft.repeat.high)
        words.append(f"{draft.repeat.low}-{high}{' assumed' if draft.repeat.assumed else ''}")
        words += [f"steps {draft.steps}"] if draft.steps else []
        words += ["both sides"] if draft.repeat.whole else []
    if draft.side and part.kind == "side":
        words.append(draft.side.noun)
        words += ["alternating"] if draft.alternate_sides else []
    words += ["optional"] if part.optional else []
    return " | ".join(
        [", ".join(words), *filter(None, [part.text, draft.tail and f"tail: {draft.tail}"])]
    )


def test_phrases(golden: Callable[[Path, str], None]) -> None:
    lines = [
        line
        for line in PHRASES.read_text(encoding="utf-8").splitlines()
        if line[:1] not in ("", " ")
    ]
    table = ""
    for line in lines:
        table += f"{line}\n"
        if line.startswith("#"):
            continue
        drafts, problems = read(line)
        table += "".join(f"    {told(draft)}\n" for draft in drafts)
        table += "".join(f"    {p.severity}: {p.message}\n" for p in problems)
    golden(PHRASES, table)


@given(st.text(max_size=200))
def test_reading_never_fails(words: str) -> None:
    if words.strip():
        read(words.replace("\n", " ").replace("\r", " "))


WORDS = st.lists(
    st.sampled_from(
        "hold stay for 3 to 5 - – 10 ten a few several seconds minutes breaths times repeat on "
        "each other side left right inhale exhale and then , ; . 3x10 sets of 1/2 ½ half or more "
        "at least up to about once twice switch legs if you like do not [40s] after while".split()
    ),
    max_size=25,
)


@given(WORDS)
def test_reading_never_fails_on_words_of_time(words: list[str]) -> None:
    if words:
        read(" ".join(words))


@given(st.text(max_size=100))
def test_digits_keep_every_place(words: str) -> None:
    assert len(in_digits(words)) == len(words)


@given(
    st.integers(1, 3600),
    st.sampled_from(["Hold for {} seconds.", "Stay {} s.", "Rest for about {} secs"]),
)
def test_a_time_survives_being_written(seconds: int, form: str) -> None:
    assert [span.low for span in find_times(form.format(seconds))] == [seconds]
