"""Sessions that were made before still show, verify and make again as they did.

`old/` has one session as voiceguide 0.1.0 wrote it, in three formats, from `evening.md` with

    voiceguide make evening.md --guidance minimal --pace 0.1 --rate 230 --loudness -21 --chime bell

and what it then showed of it. They are not made anew when the code changes: that is their use.
"""

from __future__ import annotations

import json
from pathlib import Path

import fake_voice
import pytest
from click.testing import CliRunner

from voiceguide.cli import main
from voiceguide.formats import format_of
from voiceguide.session import manifest
from voiceguide.session.containers import CONTAINERS
from voiceguide.session.file import read_session
from voiceguide.speech import voices

OLD = Path(__file__).parent / "old"


@pytest.fixture(params=["mp3", "m4b", "opus"])
def old(request: pytest.FixtureRequest) -> Path:
    return OLD / f"evening.{request.param}"


def run(*words: str) -> str:
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def shown(name: str) -> str:
    return (OLD / name).read_text(encoding="utf-8")


def test_they_show_what_they_showed(old: Path):
    told = json.loads(run("show", "--json", str(old)))
    # There were no sets yet.
    assert {pose.pop("sets") for pose in told["poses"]} == {1}
    assert {cue.pop("set") for cue in told["cues"]} == {None}
    assert told == json.loads(shown("show.json"))
    assert run("show", str(old)) == shown("show.txt")


def test_they_keep_what_a_session_of_now_would_keep(old: Path):
    kept = CONTAINERS[format_of(old)].read(old).manifest
    session = read_session(old)
    assert manifest.to_bytes(session.timeline, session.origin) == kept
    assert session.origin.text == shown("evening.md")
    assert (session.title, session.artist, len(session.origin.measures)) == ("Evening", "Zoë", 7)


def test_they_are_as_they_should_be(old: Path):
    assert "as it should be" in run("verify", str(old))


def test_they_are_made_again(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(voices, "find_voice", lambda *_, **__: fake_voice.voice())
    path = tmp_path / old.name
    run("make", str(old), "--out", str(path), "--quiet", "--verify")
    before, after = read_session(old), read_session(path)
    assert (after.title, after.artist, after.origin.text) == (
        before.title,
        before.artist,
        before.origin.text,
    )
    # There was no counting yet, no second voice and no length to come to.
    new = {"voice": "fake", "count": None, "fallback": None, "length": None, "fit": None}
    new |= dict.fromkeys(("ready", "announce", "end", "halfway"))
    assert after.settings == {**before.settings, **new}
    assert after.timeline.script.poses == before.timeline.script.poses
    # What is said beside the author's words may be another by now.
    said = [cue.say for cue in after.timeline.script.cues]
    assert {"Leaf.", "Fold forward, and breathe.", "Sit up."} <= set(said)
    holds = [cue.length_ms for cue in after.timeline.script.cues if cue.kind == "hold"]
    assert holds == [3000]
