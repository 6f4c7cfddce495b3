from hypothesis import given
from hypothesis import strategies as st

from voiceguide.english.speech_length import estimate_speech_ms


def test_a_sentence_takes_about_its_words_at_the_rate():
    sentence = (
        "Inhale, lift your chest, and let your shoulders slide slowly down your back, "
        "so that your neck is long and the crown of your head reaches up."
    )
    words = len(sentence.split())
    assert abs(estimate_speech_ms(sentence, 120) / (words * 60_000 / 120) - 1) < 0.25


def test_half_the_rate_takes_twice_as_long():
    slow, fast = estimate_speech_ms("Exhale.", 60), estimate_speech_ms("Exhale.", 120)
    assert abs(slow - 2 * fast) <= 1


def test_no_words_take_no_time():
    assert [estimate_speech_ms(text, 120) for text in ("", " ", "...", "—")] == [0, 0, 0, 0]


def test_marks_at_the_end_are_no_pause():
    assert estimate_speech_ms("Hold (if you like).", 120) == estimate_speech_ms(
        "Hold (if you like", 120
    )
    assert estimate_speech_ms("Hold, still.", 120) > estimate_speech_ms("Hold still.", 120)


@given(st.text(), st.text(), st.integers(1, 1000))
def test_more_text_never_takes_less_time(text: str, more: str, rate: int):
    assert estimate_speech_ms(f"{text} {more}", rate) >= estimate_speech_ms(text, rate) >= 0
