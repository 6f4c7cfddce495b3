"""A pose's picture is kept for pages, and never spoken."""

from __future__ import annotations

import pytest

from voiceguide.planning import plan
from voiceguide.reading.reader import read_text


@pytest.mark.parametrize(
    ("text", "picture"),
    [
        ("![A twist](img/twist.png)\n1. Sit tall.", "img/twist.png"),
        ('1. Sit tall. ![A twist](twist.png "From the side")', "twist.png"),
        ("1. Sit tall.\n\n![one](1.png)\n![two](2.png)", "1.png"),
        ("![A twist](<twist.png>)\n1. Sit tall.", "twist.png"),
        ("![nothing]()\n1. Sit tall.", ""),
        ("1. Sit tall.", ""),
    ],
)
def test_a_picture_belongs_to_its_pose(text: str, picture: str) -> None:
    routine = read_text(f"## Bridge\n1. Lie down.\n## Twist\n{text}\n", "twist.md")
    assert [pose.picture for pose in routine.poses] == ["", picture]
    assert {"Lie down.", "Sit tall."} <= set(plan(routine).script.words())
    assert not any("png" in words for words in plan(routine).script.words())
