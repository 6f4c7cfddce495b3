from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.building.holds import hold_cues, hold_lines
from voiceguide.building.pacing import Pacing
from voiceguide.english.meaning import understood
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.routine import Part

LINES = hold_lines((), 120)


def _at(seconds, breaths=None, *, new=True, guidance="full"):
    """Give each reminder with the second it starts at."""
    start, spoken = 0, []
    pacing = Pacing(guidance=guidance)
    for words, ms in hold_cues(seconds * 1000, breaths, LINES, pacing, new=new):
        if words:
            spoken.append((start / 1000, words))
        start += ms
    assert start == seconds * 1000
    return spoken


def test_a_short_hold_is_silent():
    assert _at(19) == []
    assert _at(16, breaths=2) == []


def test_seconds_end_with_ten_more_from_thirty_on():
    assert _at(29) == []
    assert _at(30) == [(20, "Ten more seconds.")]


def test_breaths_end_with_the_last_from_three_on():
    assert _at(24, breaths=3) == [(16, "Last breath.")]
    assert _at(40, breaths=2) == []


def test_halfway_from_forty_five_seconds_on():
    assert _at(44) == [(34, "Ten more seconds.")]
    assert _at(45) == [(22.5, "Halfway."), (35, "Ten more seconds.")]
    assert _at(48, breaths=6) == [(24, "Halfway."), (40, "Last breath.")]


def test_halfway_and_lines_have_their_place_in_the_first_round_only():
    assert _at(180, new=False) == [(170, "Ten more seconds.")]


def test_a_long_hold_has_a_line_at_most_every_45_seconds():
    assert _at(180) == [
        (45, LINES[0]),
        (90, "Halfway."),
        (135, LINES[1]),
        (170, "Ten more seconds."),
    ]
    starts = [start for start, words in _at(600) if words in LINES]
    assert starts == [100, 200, 400, 500]


def test_less_guidance_says_less_in_a_hold():
    assert [words for _, words in _at(180, guidance="brief")] == ["Halfway.", "Ten more seconds."]
    assert [words for _, words in _at(180, guidance="minimal")] == ["Ten more seconds."]


def test_a_pose_has_its_own_words_on_breath_and_ease_first():
    parts = [
        Part("plain", "Relax your jaw."),
        Part("plain", "Lift your arms and breathe."),
        Part("plain", "Breathe into your belly if you can."),
        Part("plain", "Let your breath stay slow and full."),
        Part("inhale", "Inhale.", short="Inhale."),
        Part("plain", "Let your breath slow down.", optional=True),
    ]
    assert hold_lines(map(understood, parts), 120)[:2] == (
        "Let your breath stay slow and full.",
        "Relax your jaw.",
    )


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.integers(1, 600),
    st.integers(1, 40),
    st.integers(1500, 15_000),
    st.booleans(),
    st.integers(90, 160),
)
def test_reminders_eat_the_hold_and_leave_it_quiet(seconds, breaths, breath_ms, new, rate):
    pacing = Pacing(rate=rate)
    for length_ms, count in ((seconds * 1000, None), (breaths * breath_ms, breaths)):
        cues = hold_cues(length_ms, count, LINES, pacing, new=new)
        assert sum(ms for _, ms in cues) == length_ms
        assert cues[0][0] == ""
        assert all(ms >= 10_000 for _, ms in cues[:-1])
        assert all(estimate_speech_ms(words, rate) <= ms for words, ms in cues if words)
        assert length_ms >= 20_000 or len(cues) == 1
