"""A timeline as data: what it shows of itself, and that its JSON is read as it was given."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from voiceguide.script import Breath, Cue, Script, ScriptPose
from voiceguide.timeline import Timeline, from_json, lay_out

KINDS = ["say", "inhale", "exhale", "hold", "move", "pause", "chime"]


def timeline_of(cues: list[Cue], title: str = "Five stretches") -> Timeline:
    poses = {cue.pose for cue in cues} - {None}
    script = Script(title, tuple(ScriptPose(f"Pose {n}", 1, 1) for n in poses), tuple(cues))
    return lay_out(script, lambda words: 10 * len(words), measured=False)


def test_they_tell_of_themselves_in_one_short_line():
    timeline = timeline_of([Cue("hold", length_ms=377_000, pose=0)] * 2)
    assert repr(timeline) == "Timeline('Five stretches', 1 pose, 2 cues, 12:34, estimated)"
    assert repr(timeline._replace(measured=True)).endswith(", measured)")
    assert repr(timeline.script) == "Script('Five stretches', 1 pose, 2 cues)"
    assert repr(timeline_of([])) == "Timeline('Five stretches', 0 poses, 0 cues, 0:00, estimated)"


cues_with_everything = st.builds(
    Cue,
    st.sampled_from(KINDS),
    st.text(max_size=9),
    st.integers(0, 90_000),
    st.sampled_from([None, 0]),
    st.sampled_from([None, "left", "second"]),
    st.sampled_from([None, 3]),
    st.sampled_from([None, 14]),
    st.sampled_from([None, Breath(3500, 4500, 10)]),
)


@given(cues_with_everything)
def test_a_cue_shows_what_it_has_as_python_would_write_it(cue: Cue):
    assert eval(repr(cue), {"Cue": Cue, "Breath": Breath}) == cue
    assert repr(Cue("hold", length_ms=8000, pose=1)) == "Cue('hold', length_ms=8000, pose=1)"


@given(st.lists(cues_with_everything, max_size=9))
def test_its_json_is_read_as_it_was_given(cues: list[Cue]):
    data = timeline_of(cues).as_json()
    assert from_json(json.loads(json.dumps(data))).as_json() == data
