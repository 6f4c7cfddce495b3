"""What the page is answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from voiceguide.planning import plan
from voiceguide.problems import VoiceguideError
from voiceguide.reading.reader import read_text
from voiceguide.settings import SETTINGS, Settings
from voiceguide.studio.desk import KINDS, laid_out, read_as, taken_in
from voiceguide.studio.wish import Wish, granted, order_of, ordered, settings_from

PATH = Path("x.md")
TEXT = "## Reach\n1. Reach up. Hold for 20 seconds.\n## Fold\n1. Fold. Hold for 3-5 breaths.\n"


def test_the_plan_is_the_command_lines() -> None:
    settings = settings_from({"pace": "1.5", "guidance": "brief", "hold": ""})
    assert settings == Settings(pace=1.5, guidance="brief")
    shown = laid_out(Wish(TEXT, PATH, None, settings))["plan"]
    timeline = plan(read_text(TEXT, "x.md"), settings)
    assert shown["length_ms"] == timeline.length_ms == shown["ends"][-1]
    assert [KINDS[kind] for kind in shown["kinds"]] == [each.cue.kind for each in timeline.cues]
    assert shown["notes"] == list(timeline.script.notes)


def test_poses_are_led_in_the_order_asked_for() -> None:
    shown = laid_out(Wish(TEXT, PATH, [2, 1]))["plan"]
    assert [pose["name"] for pose in shown["poses"]] == ["Fold", "Reach"]
    none = laid_out(Wish(TEXT, PATH, []))
    assert none["plan"] is None
    assert none["refused"][0]["message"] == "no pose is ticked"


def test_an_error_has_its_line_and_no_plan() -> None:
    told = laid_out(Wish("## A\n1. Hold for 30.\n", PATH))
    assert told["plan"] is None
    (problem,) = told["problems"]
    assert (problem["line"], problem["column"], problem["severity"]) == (2, 4, "error")
    assert problem["message"] == "hold has no unit"
    assert [pose["name"] for pose in told["poses"]] == ["A"]


def test_every_line_has_what_became_of_it() -> None:
    words = [(each["line"], each["meaning"]) for each in read_as(TEXT, PATH)]
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


def numbers(wish: Wish) -> list[Any]:
    return [pose["number"] for pose in laid_out(wish)["plan"]["poses"]]


def test_each_pose_that_is_led_has_its_number_in_the_text(tmp_path: Path) -> None:
    three = "## A\n1. Sit.\n## B (optional)\n1. Sit.\n## A\n1. Stand.\n"
    path = tmp_path / "scripts" / "three.md"
    assert numbers(Wish(three, path)) == [1, 3]
    assert numbers(Wish(three, path, settings=Settings(optional=True))) == [1, 2, 3]
    assert numbers(Wish(three, path, [3, 1])) == [3, 1]
    assert numbers(Wish(f"Do the circuit twice.\n\n{three}", path)) == [1, 3, 1, 3]
    path.parent.mkdir()
    (path.parent / "other.md").write_text("## B\n1. Reach.\n## C\n1. Fold.\n")
    taken = "include: other\n\n## A\n1. Sit.\n"
    assert numbers(Wish(taken, path)) == [1, 2, 3]
    assert numbers(Wish(taken, path, [1, 3])) == [1, 3]


def test_a_client_is_led_as_the_command_line_does(tmp_path: Path) -> None:
    client = tmp_path / "anna.toml"
    client.write_text('pace = "slow"\nhold = 2\n[pose."Fold"]\nskip = true\n')
    wish = Wish(TEXT, PATH, client=client)
    told = laid_out(wish)
    assert told["client_sets"] == ["pace", "hold"]
    assert numbers(wish) == [1]
    routine, settings = granted(wish)
    assert settings == Settings(pace=1.25, hold=2.0)
    assert told["plan"]["length_ms"] == plan(routine, settings).length_ms
    assert laid_out(wish._replace(settings=Settings(pace=1.0)))["client_sets"] == ["hold"]
    client.write_text("pace = 1\nspeed = 2\n")
    refused = laid_out(wish)
    assert refused["plan"] is None
    assert refused["refused"][0]["message"] == "anna.toml, line 2: unknown setting 'speed'"


def test_what_was_done_to_come_to_a_length_is_told_and_why_it_cannot_be() -> None:
    told = laid_out(Wish(TEXT, PATH, settings=Settings(length=115_000)))
    assert told["plan"]["length_ms"] == 115_000
    assert told["plan"]["steps"]
    refused = laid_out(Wish(TEXT, PATH, settings=Settings(length=30_000)))
    (problem,) = refused["refused"]
    assert "the shortest it can is" in problem["message"]
    assert problem["hint"].startswith("untick poses")
    assert not refused["problems"]


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        (TEXT, Settings(length=30_000)),
        (TEXT, Settings(length=7_200_000)),
        ("## A (optional)\n1. Sit.\n## B (optional)\n1. Sit.\n", Settings()),
        ("## A\n1. Hold for 7 hours.\n", Settings()),
        ("## A\n1. Sit.\n2. If you like, stay for 20 seconds.\n", Settings()),
        ("include: none\n", Settings()),
    ],
)
def test_the_page_tells_nothing_in_the_words_of_commands(text: str, settings: Settings) -> None:
    told = f"{laid_out(Wish(text, PATH, settings=settings))} {read_as(text, PATH)}"
    assert " --" not in told
    assert "voiceguide list" not in told


def test_names_are_the_command_lines(tmp_path: Path) -> None:
    anna = tmp_path / "anna.toml"
    anna.write_text("")
    wish = Wish(TEXT, PATH)
    for asked, name in (
        (wish, "x"),
        (wish._replace(client=anna), "x-anna"),
        (wish._replace(led=[1]), "x-without-fold"),
        (wish._replace(led=[2, 1]), "x-only-fold-reach"),
        (wish._replace(settings=Settings(pace=1.25, length=1_200_000)), "x-slow-20m"),
    ):
        order = order_of(asked, tmp_path)
        assert ordered(order) == asked
        assert Path(order["target"]).name == f"{name}.mp3"
    third = f"{TEXT}## Third pose\n1. Sit.\n"
    target = order_of(Wish(third, PATH, [1, 2]), tmp_path)["target"]
    assert Path(target).name == "x-without-third-pose.mp3"
