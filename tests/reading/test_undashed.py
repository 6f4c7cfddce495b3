"""Settings at the top that no line of dashes makes settings are told, not spoken."""

from __future__ import annotations

import pytest

from voiceguide.reading.reader import understand

POSE = "\n\n## Cat\n1. Sit still. Hold for 5 seconds.\n"


@pytest.mark.parametrize(
    ("top", "key"),
    [
        ("Title: Morning\npace: slow", "Title"),
        ("pace: slow", "pace"),
        ("\nauthor: Zoë", "author"),
        ("date: 2026", "date"),
        ("bed-level: 30", "bed-level"),
    ],
)
def test_they_are_an_error_with_its_hint(top: str, key: str) -> None:
    (problem,) = understand(top + POSE, "a.md").problems
    assert problem.severity == "error"
    assert problem.message == f"{key}: is no setting here, and would be spoken"
    assert "---" in problem.hint and problem.place and problem.place.width == len(key) + 1


@pytest.mark.parametrize(
    "top",
    [
        "Breath: let it come and go.",
        "About: what this is for.",
        "Range: stay where it is easy.",
        "Welcome: this is for you.",
        "---\npace: slow\n---",
        "Sit down.\n\npace: slow",
    ],
)
def test_words_that_only_begin_like_one_are_words(top: str) -> None:
    assert not understand(top + POSE, "a.md").problems
