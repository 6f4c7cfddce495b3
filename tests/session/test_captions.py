from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voiceguide.script import Cue, Script, ScriptPose
from voiceguide.session.captions import (
    CAPTIONS,
    chapters_json,
    lrc,
    spoken_lines,
    transcript,
    webvtt,
)
from voiceguide.timeline import Timeline, chapters_of, lay_out

CUES = (
    Cue("pause", length_ms=1000),
    Cue("say", "Welcome."),
    Cue("say", "Cat-Cow.", pose=0),
    Cue("move", length_ms=12_000, pose=0),
    Cue("inhale", "Inhale.", 3500, pose=0),
    Cue("exhale", "", 4500, pose=0),
    Cue("hold", length_ms=40_000, pose=0),
    Cue("hold", "Last breath.", 8000, pose=0),
    Cue("pause", length_ms=500, pose=0),
    Cue("chime", length_ms=900, pose=1),
    Cue("say", "Bridge <3 & [rest] --> go.", pose=1),
    Cue("pause", length_ms=3000),
)


def timeline_of(cues=CUES, title: str = "Middle back") -> Timeline:
    poses = (ScriptPose("Cat-Cow", 1, 1), ScriptPose("Bridge", 1, 1))
    script = Script(title, poses[: 1 + max((c.pose or 0) for c in cues)], tuple(cues), "Zoë")
    return lay_out(script, lambda words: 24 * len(words), measured=True)


TIMELINE = timeline_of()
cues_of_any_session = st.lists(
    st.tuples(
        st.sampled_from(["say", "inhale", "exhale", "hold", "move", "pause", "chime"]),
        st.text(max_size=20),
        st.integers(1, 400_000),
    ).map(lambda each: Cue(*each)),
    min_size=1,
    max_size=30,
).map(lambda cues: [Cue("say", "One.", pose=0), *cues])


def ms_of(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    whole, thousandths = seconds.split(".")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(whole)) * 1000 + int(thousandths)


def test_webvtt_as_a_whole():
    assert webvtt(TIMELINE).startswith(
        """WEBVTT

00:00:01.000 --> 00:00:01.192
Welcome.

00:00:01.192 --> 00:00:01.384
Cat-Cow.

00:00:01.384 --> 00:00:13.384
[time to move, 12 s]

00:00:13.384 --> 00:00:16.884
Inhale.

00:00:16.884 --> 00:00:21.384
[exhale]

00:00:21.384 --> 00:01:01.384
[hold, 40 s]

00:01:01.384 --> 00:01:09.384
Last breath.

00:01:09.884 --> 00:01:10.784
[chime]

00:01:10.784 --> 00:01:11.408
Bridge &lt;3 &amp; [rest] --&gt; go.
"""
    )


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(cues_of_any_session)
def test_webvtt_times_are_those_of_the_timeline(cues: list[Cue]):
    timeline = timeline_of(cues)
    text = webvtt(timeline)
    times = re.findall(r"^(\S+) --> (\S+)$", text, re.MULTILINE)
    shown = [(ms_of(start), ms_of(end)) for start, end in times]
    every = [(timed.start_ms, timed.end_ms) for timed in timeline.cues]
    assert [each for each in every if each in shown] == shown
    spoken = [(timed.start_ms, timed.end_ms) for timed in timeline.cues if timed.cue.say]
    assert set(spoken) <= set(shown)
    # A reader takes an empty line for the end of a caption.
    blocks = text.removeprefix("WEBVTT\n\n").rstrip("\n").split("\n\n")
    assert len(blocks) == len(shown)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(cues_of_any_session)
def test_lrc_times_are_those_of_the_timeline(cues: list[Cue]):
    timeline = timeline_of(cues)
    lines = [line for line in lrc(timeline).split("\n") if re.match(r"\[\d", line)]
    starts = []
    for line in lines:
        match = re.fullmatch(r"\[(\d+):(\d\d)\.(\d\d)\][^\[\]]*", line)
        assert match
        starts.append((int(match[1]) * 60 + int(match[2])) * 1000 + int(match[3]) * 10)
    spoken = [timed.start_ms // 10 * 10 for timed in timeline.cues if timed.cue.say]
    assert set(spoken) <= set(starts) and starts == sorted(starts)


def test_lrc_names_the_session():
    lines = lrc(TIMELINE).splitlines()
    assert lines[:4] == [
        "[ti:Middle back]",
        "[ar:Zoë]",
        "[length:01:14]",
        "[00:01.00]Welcome.",
    ]
    assert "[00:21.38](hold, 40 s)" in lines
    assert lines[-2] == "[01:10.78]Bridge <3 & (rest) --> go."


def test_the_transcript_stands_under_its_poses():
    assert transcript(TIMELINE).splitlines() == [
        "Middle back", "",
        "Opening", "Welcome.", "",
        "Cat-Cow", "Cat-Cow.", "[time to move, 12 s]", "Inhale.", "[exhale]", "[hold, 40 s]",
        "Last breath.", "",
        "Bridge", "[chime]", "Bridge <3 & [rest] --> go.", "",
        "Closing", "[silence, 3 s]",
    ]  # fmt: skip


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(cues_of_any_session)
def test_spoken_lines_are_one_for_each_spoken_cue(cues: list[Cue]):
    timeline = timeline_of(cues)
    spoken = [timed for timed in timeline.cues if timed.cue.say]
    assert spoken_lines(timeline) == [(timed.cue.say, timed.start_ms) for timed in spoken]


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(cues_of_any_session)
def test_chapters_cover_the_session_in_order(cues: list[Cue]):
    timeline = timeline_of(cues)
    about = json.loads(chapters_json(timeline))
    assert about["version"] == "1.2.0" and about["title"] == "Middle back"
    chapters = about["chapters"]
    assert [each["title"] for each in chapters] == [each.name for each in chapters_of(timeline)]
    assert chapters[0]["startTime"] == 0
    assert chapters[-1]["endTime"] * 1000 == pytest.approx(timeline.length_ms)
    for one, following in pairwise(chapters):
        assert one["endTime"] == following["startTime"]


def test_chapters_name_the_author_only_where_there_is_one():
    assert json.loads(chapters_json(TIMELINE))["author"] == "Zoë"
    nobody = TIMELINE._replace(script=TIMELINE.script._replace(author=""))
    assert "author" not in json.loads(chapters_json(nobody))


@pytest.mark.parametrize("kind", CAPTIONS)
def test_any_title_makes_text_that_can_be_written(kind: str, tmp_path: Path):
    timeline = timeline_of(title="a]\n[00:00.00]b --> 日本")
    text = CAPTIONS[kind].text(timeline)
    (tmp_path / "file").write_text(text, encoding="utf-8")
    assert text.endswith("\n")
    assert not re.search(r"^\[00:00.00\]b", text, re.MULTILINE)
