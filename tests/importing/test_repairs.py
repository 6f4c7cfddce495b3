"""What reading can't take is taken out of what is led: all at once, not one after the other."""

from __future__ import annotations

import pytest

from voiceguide.importing import to_markdown
from voiceguide.importing.found import Found
from voiceguide.importing.outline import Outline
from voiceguide.routine import Routine


def test_many_errors_are_repaired_in_few_readings(monkeypatch: pytest.MonkeyPatch):
    readings = 0
    read = to_markdown.understand

    def counted(source: str, path: str) -> Routine:
        nonlocal readings
        readings += 1
        return read(source, path)

    monkeypatch.setattr(to_markdown, "understand", counted)
    poses = [
        Found(f"Pose {number}", intro=[], steps=["Lean.", "Hold for 0 seconds. Sit up."])
        for number in range(30)
    ]
    written = to_markdown.write("Title", "page.html", Outline(welcome=[], poses=poses, notes=[]))
    assert readings == 2
    assert len(written.not_led) == 30
    assert written.markdown.count("Sit up.") == 30


def test_a_long_introduction_becomes_several_paragraphs():
    intro = [f"This is sentence {number} about the pose." for number in range(400)]
    pose = Found("Pose", intro=intro, steps=["Lean.", "Hold for 10 seconds."])
    written = to_markdown.write("T", "page.html", Outline(welcome=[], poses=[pose], notes=[]))
    assert not written.not_led
    assert "This is sentence 399 about the pose." in written.markdown
