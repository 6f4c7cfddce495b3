"""Whole articles, of many shapes: what becomes of each, and which are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voiceguide.importing import Imported, import_article, import_file, source_of
from voiceguide.planning import plan
from voiceguide.problems import VoiceguideError
from voiceguide.timeline import Timeline

HERE = Path(__file__).parent / "articles"
ARTICLES = sorted(path for path in HERE.glob("*.*"))
REFUSED = sorted((HERE / "refused").glob("*.*"))
FIVE_POSES = HERE / "shoulders.txt"
Golden = Callable[[Path, str], None]


def imported(path: Path) -> Imported:
    return import_file(str(path))


def names(result: Imported) -> list[str]:
    return [pose.name for pose in result.routine.poses]


def cues(timeline: Timeline) -> list[tuple[int, int, str, str, int | None]]:
    return [(t.start_ms, t.end_ms, t.cue.kind, t.cue.say, t.cue.pose) for t in timeline.cues]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_what_an_article_becomes(path: Path, golden: Golden) -> None:
    result = imported(path)
    told = [f"left out: {line}" for line in result.left_out]
    told += [f"assumed: {line}" for line in result.assumed]
    text = "\n".join([result.markdown, *told])
    golden(HERE / "read" / f"{path.name}.txt", text.rstrip("\n") + "\n")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_it_reads_back_without_error_and_can_be_planned(path: Path) -> None:
    result = imported(path)
    assert not [problem for problem in result.routine.problems if problem.severity == "error"]
    assert plan(result.routine).length_ms > 0


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_importing_what_was_imported_changes_nothing(path: Path) -> None:
    once = imported(path)
    again = import_article(source_of(once.markdown.encode(), f"{path.stem}.md"))
    assert names(again) == names(once)
    assert cues(plan(again.routine)) == cues(plan(once.routine))


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.name)
def test_an_article_about_something_else_is_refused(path: Path) -> None:
    with pytest.raises(VoiceguideError, match="does not read like a movement routine: ") as caught:
        imported(path)
    assert len(caught.value.problems) == 1
    assert "steps that move the body" in caught.value.problems[0].hint


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("recipes.txt", "a recipe (“boil”"),
        ("assembly.html", "assembly or repair"),
        ("gardening.txt", "gardening"),
        ("code.md", "computers"),
        ("news.txt", "no steps to follow"),
        ("benefits.txt", "no steps to follow"),
    ],
)
def test_the_reason_is_told(name: str, reason: str) -> None:
    with pytest.raises(VoiceguideError) as caught:
        imported(HERE / "refused" / name)
    assert reason in str(caught.value)


@pytest.fixture
def five() -> Imported:
    return imported(FIVE_POSES)


def test_lists_that_start_again_are_poses_named_from_their_own_words(five: Imported) -> None:
    assert names(five)[0] == "Cat-Cow"
    assert names(five)[1].endswith("Backbend")
    assert names(five)[2] == "Seated Twist"
    assert names(five)[3] in ("Backbend", "Pose 4")
    assert names(five)[4] == "Bridge Pose"
    assert sum("has no heading" in line for line in five.assumed) == 5


def test_its_plan_has_the_times_of_the_words(five: Imported) -> None:
    timeline = plan(five.routine)
    script = timeline.script
    assert [(pose.sides, pose.rounds) for pose in script.poses] == [
        (1, 6), (1, 1), (2, 1), (1, 3), (1, 4),
    ]  # fmt: skip

    def held(pose: int, side: str | None = None, round_: int | None = None) -> int:
        return sum(
            timed.end_ms - timed.start_ms
            for timed in timeline.cues
            if timed.cue.pose == pose
            and timed.cue.kind == "hold"
            and side in (None, timed.cue.side)
            and round_ in (None, timed.cue.round)
        )

    assert held(0) == 0
    assert held(1) == 180_000
    assert held(2, "right") == held(2, "left") == 4 * 8000 + 8000
    assert [held(3, round_=n) for n in (1, 2, 3)] == [2 * 8000] * 3
    assert [held(4, round_=n) for n in (1, 2, 3, 4)] == [6 * 8000] * 4
    led = [t.cue.kind for t in timeline.cues if t.cue.pose == 0 and t.cue.round]
    assert led.count("inhale") == led.count("exhale") == 6


def test_its_warnings_are_spoken_and_its_praise_is_not(five: Imported) -> None:
    bridge = five.routine.poses[4]
    assert [part.role for part in bridge.intro] == ["caution", "caution"]
    assert any("opens the front" in note for note in bridge.notes)
    said = [t.cue.say for t in plan(five.routine).cues]
    assert not any("opens the front" in words or "Repeat both sides" in words for words in said)
    assert any("refraining from turning your head" in words for words in said)


def test_what_is_no_part_of_it_is_told(five: Imported) -> None:
    assert any(line.reason == "an image note" for line in five.left_out)
    assert any(line.reason == "about the author" for line in five.left_out)
    assert "image" not in five.markdown and "writer" not in five.markdown
