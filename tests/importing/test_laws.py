"""Laws of importing: whatever the text, a routine that reads back, or one plain error."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.importing import import_article, source_of
from voiceguide.planning import plan
from voiceguide.problems import VoiceguideError

ARTICLES = Path(__file__).parent / "articles"
WHOLE = [
    path.read_text(encoding="utf-8").splitlines()
    for path in sorted(ARTICLES.glob("*.*"))
    if path.suffix in (".txt", ".md")
]
LINES = [line for lines in WHOLE for line in lines]
ODD = [
    "", "---", "===", "```", "# A", "## B", "1. Cobra", "2. Twist", "[40s]", "> note", "<!-- x",
    "Hold for 0 seconds.", "Hold for 30.", "Repeat 9000 times.", "Repeat steps 7-9.", "2.",
    "Pose 3", "1. Lie on your back [5x].", "Subject: x", "From: y", "-- ", "Caution", "Benefits:",
    "Sets: 3", "**Cobra.** Lift your chest. Hold for 3 breaths.", "title: x",
    "Hold each pose for 10 seconds.",
]  # fmt: skip
INSERTED = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.one_of(st.sampled_from(LINES), st.sampled_from(ODD), st.text(max_size=40)),
    ),
    max_size=12,
)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """An article with lines of others, odd ones and any text put into it."""
    lines = list(draw(st.sampled_from([*WHOLE, []])))
    for at, line in draw(INSERTED):
        lines.insert(at, line)
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(articles())
def test_what_is_imported_reads_back_and_holds_no_mark_of_the_article(text: str) -> None:
    try:
        found = import_article(source_of(text.encode("utf-8", "replace"), "x.txt"))
    except VoiceguideError as error:
        assert all(str(problem) for problem in error.problems)
        return
    assert found.routine.poses
    assert not [problem for problem in found.routine.problems if problem.severity == "error"]
    assert not set("[]\0\r") & set(found.markdown)
    try:
        plan(found.routine, long=True)
    except VoiceguideError as error:  # "Repeat 9000 times.", in an introduction
        assert "would last" in str(error)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_an_article_or_an_error(data: bytes) -> None:
    try:
        import_article(source_of(data, "x.txt"))
    except VoiceguideError as error:
        assert error.problems


def test_time_grows_with_length_only() -> None:
    start = time.process_time()
    for line in ("A. x {0}\n", "a\tb {0}\n"):
        text = "Sheet\n\n" + "".join(line.format(number) for number in range(6000))
        with pytest.raises(VoiceguideError):
            import_article(source_of(text.encode(), "x.txt"))
    assert time.process_time() - start < 20  # with the square of it, minutes


def test_a_table_may_have_nothing_but_lines() -> None:
    steps = "1. Sit tall, and turn to the right. Hold for 30 seconds.\n2. Come back to center.\n"
    ruled = f"Seated twist\n\n{steps}\n|---|---|\n|---|---|\n"
    assert import_article(source_of(ruled.encode(), "x.txt")).routine.poses
