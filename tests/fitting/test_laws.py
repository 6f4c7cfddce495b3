"""What holds of a session that is fitted to a length, whatever the routine and the length."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import pacings, routines

from voiceguide.building.builder import build
from voiceguide.building.lengths import least_ms
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.fitting.choices import choices_of
from voiceguide.fitting.fit import WITHIN_MS, fit
from voiceguide.fitting.pauses import LONGEST_MS, room_ms, with_longer_pauses
from voiceguide.problems import VoiceguideError
from voiceguide.routine import Duration, Routine
from voiceguide.script import Cue, Script
from voiceguide.timeline import lay_out

law = settings(max_examples=60, deadline=None, derandomize=True)


def fitted(routine, pacing):
    def on_clock(script):
        return lay_out(script, lambda say: estimate_speech_ms(say, pacing.rate), measured=False)

    return fit(routine, pacing, lambda some, at: on_clock(build(some, at)), on_clock)


def numbers(routine: Routine):
    """Give every duration and count of rounds, in order."""
    for part in (*routine.welcome, *routine.closing):
        yield part.duration
    for pose in routine.poses:
        for part in (*pose.intro, *pose.parts):
            yield part.duration
        for rounds in pose.rounds:
            yield rounds
            yield rounds.rest


lengths = st.one_of(st.integers(30, 7200), st.none())


@law
@given(routines().filter(lambda routine: routine.poses), pacings(), lengths, st.floats(0.7, 1.4))
def test_within_two_seconds_and_the_bounds_or_an_error(routine, pacing, seconds, factor):
    usual = build(routine, pacing)
    clocked = lay_out(usual, lambda say: estimate_speech_ms(say, pacing.rate), measured=False)
    # Half of the lengths are near to what it takes anyway: those can often be met.
    wanted = 1000 * seconds if seconds else round(clocked.length_ms * factor)
    asked = pacing._replace(length_ms=wanted)
    try:
        found = fitted(routine, asked)
    except VoiceguideError as error:
        (problem,) = error.problems
        assert "can't last" in problem.message and problem.hint
        return
    assert abs(found.timeline.length_ms - wanted) <= WITHIN_MS
    assert found == fitted(routine, asked)
    for was, now in zip(numbers(routine), numbers(found.routine), strict=True):
        if was is None:
            continue
        taken = pacing.chosen(now)
        assert was == now._replace(taken=0)
        if was.assumed:
            assert pacing.chosen(was) <= 2 * taken and taken <= 2 * pacing.chosen(was)
        elif isinstance(was, Duration) and was.qualifier == "up to":
            assert taken <= was.high
        else:
            assert was.low <= taken <= (2 * was.low if was.high is None else was.high)
    # Where nothing but pauses differs from what was built, they took at most one part in twenty.
    plain = build(found.routine, found.pacing)
    pairs = list(zip(plain.cues, found.timeline.script.cues, strict=True))
    longer = [two.length_ms - one.length_ms for one, two in pairs if one != two]
    assert sum(longer) <= wanted // 20
    for one, two in pairs:
        assert one == two or (one.kind == "pause" and one.length_ms < two.length_ms <= LONGEST_MS)


@law
@given(routines().filter(lambda routine: routine.poses), pacings(), st.integers(5, 90))
def test_led_again_or_left_out_every_pose_is_led(routine, pacing, minutes):
    asked = pacing._replace(length_ms=60_000 * minutes, fit="repeat")
    if least_ms(routine, pacing) > 3_600_000:
        return
    try:
        found = fitted(routine, asked)
    except VoiceguideError:
        return
    names = Counter(pose.name for pose in found.routine.poses)
    assert all(names[pose.name] >= 1 for pose in routine.poses)
    assert abs(found.timeline.length_ms - asked.length_ms) <= WITHIN_MS


@given(st.lists(st.integers(0, 25_000), min_size=1, max_size=8), st.floats(0, 1))
def test_pauses_take_exactly_what_is_left_and_the_shortest_first(lengths, share):
    cues = [Cue("pause", length_ms=3000)]
    for pose, ms in enumerate(lengths):
        cues += [Cue("hold", length_ms=30_000, pose=pose), Cue("pause", length_ms=ms, pose=pose)]
    script = Script("s", (), (*cues, Cue("pause", length_ms=3000)))
    more = int(share * room_ms(script))
    longer = with_longer_pauses(script, more)
    added = [b.length_ms - a.length_ms for a, b in zip(script.cues, longer.cues, strict=True)]
    assert sum(added) == more and min(added) >= 0
    assert all(
        b.length_ms <= LONGEST_MS for b, more in zip(longer.cues, added, strict=True) if more
    )
    grown = [b.length_ms for b, more in zip(longer.cues[2:-2], added[2:-2], strict=True) if more]
    assert not grown or max(grown) - min(grown) <= 1 or max(added) <= 1


@law
@given(routines(), pacings(), st.floats(-1, 1), st.floats(-0.5, 0.49))
def test_a_choice_stays_between_its_ends_and_grows_with_the_way(routine, pacing, way, shift):
    for choice in choices_of(routine, pacing):
        assert choice.least <= choice.at(way, shift) <= choice.most
        assert choice.at(0, shift) == choice.usual
        assert (choice.at(-1, shift), choice.at(1, shift)) == (choice.least, choice.most)
        assert choice.at(max(-1, way - 0.3), shift) <= choice.at(way, shift)
