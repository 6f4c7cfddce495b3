"""What the page is answered."""

from __future__ import annotations

import pytest

from voiceguide.pipeline import plan
from voiceguide.problems import VoiceguideError
from voiceguide.reading.reader import read_text
from voiceguide.settings import SETTINGS, Settings
from voiceguide.studio.desk import KINDS, laid_out, settings_from, taken_in

TEXT = "## Reach\n1. Reach up. Hold for 20 seconds.\n## Fold\n1. Fold. Hold for 3-5 breaths.\n"


def test_the_plan_is_the_command_lines() -> None:
    settings = settings_from({"pace": "1.5", "guidance": "brief", "hold": ""})
    assert settings == Settings(pace=1.5, guidance="brief")
    shown = laid_out(TEXT, "x", None, settings)["plan"]
    timeline = plan(read_text(TEXT, "x.md"), settings)
    assert shown["length_ms"] == timeline.length_ms == shown["ends"][-1]
    assert [KINDS[kind] for kind in shown["kinds"]] == [each.cue.kind for each in timeline.cues]
    assert shown["notes"] == list(timeline.script.notes)


def test_poses_are_led_in_the_order_asked_for() -> None:
    shown = laid_out(TEXT, "x", [2, 1], Settings())["plan"]
    assert [pose["name"] for pose in shown["poses"]] == ["Fold", "Reach"]
    none = laid_out(TEXT, "x", [], Settings())
    assert none["plan"] is None
    assert none["problems"][0]["message"] == "no pose is ticked"


def test_an_error_has_its_line_and_no_plan() -> None:
    told = laid_out("## A\n1. Hold for 30.\n", "x", None, Settings())
    assert told["plan"] is None
    (problem,) = told["problems"]
    assert (problem["line"], problem["column"], problem["severity"]) == (2, 4, "error")
    assert problem["message"] == "hold has no unit"
    assert [pose["name"] for pose in told["poses"]] == ["A"]


def test_every_line_has_what_became_of_it() -> None:
    told = laid_out(TEXT, "x", None, Settings())
    words = [(each["line"], each["meaning"]) for each in told["readings"]]
    assert (2, "hold, 20 s (written)") in words
    assert (4, "hold, 3 to 5 breaths (written)") in words


def test_settings_are_told_all_at_once() -> None:
    with pytest.raises(VoiceguideError) as caught:
        settings_from({"pace": "quick", "breath": "4", "colour": "red"})
    assert len(caught.value.problems) == 3
    assert settings_from(dict.fromkeys(SETTINGS, "")) == Settings()


def test_an_article_becomes_a_routine_and_a_routine_stays_one() -> None:
    page = (
        b"<html><h1>Neck</h1><h2>Roll</h2><p>Roll your head to the right. Hold for 10 seconds.</p>"
    )
    taken = taken_in(page, "page.html")
    assert taken["imported"]
    assert "Hold for 10 seconds" in taken["text"]
    assert taken_in(TEXT.encode(), "x.md") == {
        "text": TEXT, "left_out": [], "assumed": [], "imported": False
    }  # fmt: skip
    with pytest.raises(VoiceguideError, match="a PDF"):
        taken_in(b"%PDF-1.7", "x.pdf")
