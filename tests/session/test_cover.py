"""The cover as a picture: its colours tell what comes when. Its beauty is for eyes to judge."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from voiceguide.cache import Store
from voiceguide.script import Cue, Script, ScriptPose
from voiceguide.session import cover, lettering
from voiceguide.session.cover import draw_cover
from voiceguide.timeline import Timeline, lay_out

PAPER = cover._PAPER


def session(cues: list[Cue], title: str = "Hips", poses: int = 0) -> Timeline:
    poses = max([poses, *(1 + cue.pose for cue in cues if cue.pose is not None)])
    script = Script(title, tuple(ScriptPose(f"Pose {n}", 1, 1) for n in range(poses)), tuple(cues))
    return lay_out(script, lambda words: 100 * len(words), measured=True)


def many(count: int, title: str = "Hips") -> Timeline:
    return session(
        [
            cue
            for pose in range(count)
            for cue in (
                Cue("say", "Sit tall, and breathe.", pose=pose),
                Cue("inhale", "", 3500, pose),
                Cue("exhale", "", 4500, pose),
                Cue("hold", "", 30_000, pose),
                Cue("pause", "", 8000, pose),
            )
        ],
        title,
    )


def picture(timeline: Timeline) -> Image.Image:
    data = draw_cover(timeline)
    assert len(data) < 60_000
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG" and image.size == (600, 600)
        return image.convert("RGB")


def column(image: Image.Image, x: int, row: int = 0) -> list[tuple[int, ...]]:
    top = cover._ROWS_TOP + row * (cover._ROW + cover._GAP)
    return [image.getpixel((x, y)) for y in range(top, top + cover._ROW)]


def height(image: Image.Image, x: int, row: int = 0) -> int:
    return sum(colour != PAPER for colour in column(image, x, row))


@pytest.mark.parametrize("count", [1, 2, 7, 40, 600])
def test_any_number_of_poses_fits(count: int):
    picture(many(count))


def test_voice_breath_hold_and_pause_are_told_apart():
    quarter = 50_000
    image = picture(
        session(
            [
                Cue("say", "x" * 500, pose=0),
                Cue("inhale", "", quarter, 0),
                Cue("hold", "", quarter, 0),
                Cue("pause", "", quarter, 0),
            ]
        )
    )
    left, right = lettering.MARGIN + 2, 600 - lettering.MARGIN - 3
    heights = [height(image, (left + right) // 2, row) for row in range(4)]
    assert heights == sorted(heights, reverse=True) and len(set(heights)) == 4
    assert height(image, left, 1) < height(image, right, 1)
    tones = [column(image, right, row)[cover._ROW // 2] for row in range(4)]
    assert len(set(tones)) == 4


def test_an_exhale_falls():
    image = picture(session([Cue("exhale", "", 10_000, 0)]))
    left, right = lettering.MARGIN + 2, 600 - lettering.MARGIN - 3
    assert height(image, left, 0) > height(image, right, 3)


def test_the_session_is_to_scale():
    image = picture(session([Cue("say", "x" * 100, pose=0), Cue("say", "x" * 300, pose=1)]))
    middle = cover._ROW // 2
    colours = [
        column(image, x, row)[middle]
        for row in range(4)
        for x in range(lettering.MARGIN, 600 - lettering.MARGIN)
    ]
    assert PAPER not in colours
    assert colours.count(colours[0]) == len(colours) // 4
    assert colours.count(colours[-1]) == len(colours) * 3 // 4


def test_poses_that_follow_each_other_differ_in_colour():
    poses = 40
    image = picture(session([Cue("say", "x" * 100, pose=n) for n in range(poses)]))
    middle = cover._ROW // 2
    colours = [
        column(image, x, row)[middle]
        for row in range(4)
        for x in range(lettering.MARGIN, 600 - lettering.MARGIN)
    ]
    changes = sum(a != b for a, b in pairwise(colours))
    assert changes == poses - 1


def test_the_same_session_has_the_same_cover_in_another_process():
    here = Path(__file__).parent
    code = "import sys, test_cover as t; sys.stdout.buffer.write(t.draw_cover(t.many(3)))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [here, here.parents[1]]))},
    )
    assert run.stdout == draw_cover(many(3))


@pytest.mark.parametrize(
    "title",
    [
        "Hips",
        "Five stretches for the middle back",
        "Forty poses " * 20,
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenstretching" * 3,
        "Supta Baddha Koṇāsana — für müde Rücken",
        "Растяжка для спины",
        "W" * 1_000_000,
        "tab\tand\nline \x07 bell \U0001f31e",
    ],
)
def test_titles_keep_within_their_place(title: str):
    image = picture(many(2, title))
    drawn = [
        (x, y)
        for y in range(lettering.LENGTH_TOP + 10)
        for x in range(600)
        if image.getpixel((x, y)) != PAPER
    ]
    assert drawn
    assert min(x for x, _ in drawn) >= lettering.MARGIN - 6
    assert max(x for x, _ in drawn) <= 600 - lettering.MARGIN + 6
    assert min(y for _, y in drawn) >= lettering.TITLE_TOP - 6


@pytest.mark.parametrize("title", ["背中のストレッチ", "مرونة", "\U0001f31e", "", "\x07"])
def test_a_title_that_cannot_be_set_leaves_the_length_alone(title: str):
    assert draw_cover(many(1, title)) == draw_cover(many(1, "")) != draw_cover(many(1, "Hips"))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_title_makes_a_cover(title: str):
    picture(many(1, title))


def test_lengths_are_told_as_people_tell_them():
    told = [cover._length(ms) for ms in (0, 29_400, 60_000, 1_311_000, 3_599_000, 6_600_000)]
    assert told == ["0 s", "29 s", "1 min", "22 min", "1 h 00 min", "1 h 50 min"]


def test_a_cover_asks_for_the_length_of_its_session_but_a_few_times(monkeypatch):
    asked = []
    length_ms = Timeline.length_ms.fget
    monkeypatch.setattr(Timeline, "length_ms", property(lambda t: asked.append(1) or length_ms(t)))
    draw_cover(many(3))
    assert len(asked) <= 2


def test_a_session_of_nothing_has_a_cover_too():
    picture(session([])._replace(cues=()))


def test_words_that_were_set_before_are_taken_from_the_store(tmp_path: Path, monkeypatch):
    store = Store(tmp_path)
    first = draw_cover(many(2), store)
    monkeypatch.setattr(lettering, "_set", lambda *_: pytest.fail("set anew"))
    assert draw_cover(many(2), store) == first
    with pytest.raises(pytest.fail.Exception):
        draw_cover(many(2, "Knees"), store)
    with pytest.raises(pytest.fail.Exception):
        draw_cover(many(20), store)


def test_words_from_the_store_are_those_that_would_be_set(tmp_path: Path):
    for title in ("Hips", "", "w" * 1000):
        kept = [draw_cover(many(3, title), Store(tmp_path)) for _ in range(2)]
        assert kept == [draw_cover(many(3, title))] * 2
