"""What holds for every routine, however it is put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import durations, pacings, poses, routines

from voiceguide.building.builder import build, vocabulary
from voiceguide.building.pacing import Pacing
from voiceguide.english.meaning import understood
from voiceguide.english.mirror import exchange
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.routine import Part, Pose, Routine, Sides
from voiceguide.timeline import lay_out

law = settings(max_examples=60, deadline=None, derandomize=True)


def _laid_out(routine, pacing):
    script = build(routine, pacing)
    return lay_out(script, lambda text: estimate_speech_ms(text, pacing.rate), measured=False)


@law
@given(routines(), pacings())
def test_every_routine_makes_a_timeline_without_gap_or_overlap(routine, pacing):
    timeline = _laid_out(routine, pacing)
    ends = [0, *(cue.end_ms for cue in timeline.cues)]
    assert [cue.start_ms for cue in timeline.cues] == ends[:-1]
    assert ends[-1] == timeline.length_ms
    assert len(timeline.pose_times()) == len(routine.poses)
    assert timeline.as_json()["length_ms"] == timeline.length_ms


@law
@given(routines(), pacings())
def test_cues_carry_what_they_should(routine, pacing):
    for cue in build(routine, pacing).cues:
        assert cue.length_ms >= 0
        assert cue.say == cue.say.strip()
        assert cue.kind != "say" or cue.say
        assert cue.kind not in ("pause", "chime") or not cue.say
        # Only what is counted is told while it is done.
        assert cue.kind != "move" or not cue.say or cue.round is not None
        assert "{}" not in cue.say
        assert cue.round is None or cue.round >= 1


@law
@given(durations(), pacings())
def test_the_hold_cues_of_a_hold_last_exactly_as_long_as_was_chosen(duration, pacing):
    hold = understood(Part("hold", "Hold for {}.", duration=duration, step=0))
    routine = Routine("r.md", "One", poses=(Pose("Only", parts=(hold,)),))
    cues = [cue for cue in build(routine, pacing).cues if cue.kind == "hold"]
    assert sum(cue.length_ms for cue in cues) == pacing.hold_ms(duration)
    assert cues[0].say == ""
    # A reminder eats the hold: spoken, it ends before its cue does.
    laid_out = [cue for cue in _laid_out(routine, pacing).cues if cue.cue.kind == "hold"]
    assert laid_out[-1].end_ms - laid_out[0].start_ms == pacing.hold_ms(duration)


@law
@given(poses(), pacings())
def test_no_hold_is_lost_or_stretched_by_rounds_and_sides(pose, pacing):
    """Each hold that is led is led whole, however often."""
    cues = build(Routine("r.md", "One", poses=(pose,)), pacing).cues
    lengths = {
        part.place.line: pacing.hold_ms(part.duration)
        for part in pose.parts
        if part.kind == "hold" and (pacing.optional or not part.optional)
    }
    led = Counter()
    for cue in cues:
        if cue.kind == "hold":
            led[cue.line] += cue.length_ms
    assert set(led) == set(lengths)
    assert all(led[line] % lengths[line] == 0 for line in led)


@law
@given(poses(), pacings())
def test_cautions_survive_every_level_of_guidance(pose, pacing):
    full = pacing._replace(guidance="full")
    wanted = {part.text for part in (*pose.intro, *pose.parts) if part.role == "caution"}
    routine = Routine("r.md", "One", poses=(pose,))
    said = Counter(cue.say for cue in build(routine, full).cues if cue.say in wanted)
    assert set(said) == wanted
    for guidance in ("brief", "minimal"):
        less = build(routine, pacing._replace(guidance=guidance)).cues
        assert Counter(cue.say for cue in less if cue.say in wanted) == said


@law
@given(poses(), pacings())
def test_ways_out_are_led_as_often_as_their_step_at_every_level(pose, pacing):
    routine = Routine("r.md", "One", poses=(pose,))
    ways = {part.text for part in pose.parts if part.role == "way out"}
    ways |= {exchange(text) for text in ways}
    counts = [
        sum(cue.say in ways for cue in build(routine, pacing._replace(guidance=each)).cues)
        for each in ("full", "brief", "minimal")
    ]
    assert counts[0] == counts[1] == counts[2]


@law
@given(poses(), pacings())
def test_notes_are_never_said_and_take_no_time(pose, pacing):
    def without(parts):
        return tuple(replace(part, kind="side") if part.role == "note" else part for part in parts)

    bare = pose._replace(intro=without(pose.intro), parts=without(pose.parts))
    one, two = (build(Routine("r.md", "One", poses=(each,)), pacing) for each in (pose, bare))
    assert one.cues == two.cues
    unsaid = sum(part.role == "note" for part in (*pose.intro, *pose.parts))
    assert sum("left unsaid" in note for note in one.notes) == unsaid


@law
@given(routines(), pacings(), st.floats(0.5, 2.0))
def test_no_pace_says_anything_beyond_the_vocabulary(routine, pacing, pace):
    known = set(vocabulary(build(routine, pacing), routine, pacing))
    assert set(build(routine, pacing).words()) <= known
    assert set(build(routine, pacing._replace(pace=pace)).words()) <= known


@law
@given(routines(), pacings())
def test_the_pace_changes_no_hold_in_seconds_and_no_order(routine, pacing):
    one = build(routine, pacing._replace(pace=1.0))
    two = build(routine, pacing._replace(pace=1.5))
    assert one.poses == two.poses

    def kinds(script):
        return [cue.kind for cue in script.cues if cue.kind not in ("hold", "pause")]

    assert kinds(one) == kinds(two)


@law
@given(poses(), st.sampled_from([("right", "left"), ("left", "right")]))
def test_the_second_side_exchanged_is_the_first(pose, names):
    """Without tips, rounds and reminders both sides are the same words, but for the side.

    A way into a posture is said only once.
    """
    parts = tuple(
        part
        for part in pose.parts
        if part.role != "tip" and part.kind != "hold" and part.meaning.settled is None
    )
    sided = Pose("Both", parts=parts, sides=Sides(names, 0, len(parts)))
    if not parts:
        return
    cues = build(Routine("r.md", "One", poses=(sided,)), Pacing()).cues
    first = [cue.say for cue in cues if cue.side == names[0] and cue.say]
    second = [cue.say for cue in cues if cue.side == names[1] and cue.say]
    assert second[0] == f"Now the {names[1]} side."
    assert [exchange(text) for text in second[1:]] == first


@law
@given(routines(), pacings())
def test_a_longer_hold_changes_no_words_but_its_own_length_and_reminders(routine, pacing):
    """The factor on holds moves no pose, side or round."""
    one, two = (build(routine, pacing._replace(hold=hold)) for hold in (1.0, 2.0))
    assert one.poses == two.poses
    assert sum(c.kind == "move" for c in one.cues) == sum(c.kind == "move" for c in two.cues)
