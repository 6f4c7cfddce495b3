import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.english.sentences import sentence_spans, sentences_of


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("", []),
        ("  Sit tall", ["Sit tall"]),
        ("Sit tall. Breathe!  Why? …", ["Sit tall.", "Breathe!", "Why?", "…"]),
        ('Say "ah." Then rest.', ['Say "ah."', "Then rest."]),
        ("Hold for 30 sec. Then release.", ["Hold for 30 sec.", "Then release."]),
        ("Hold for 30 sec. on each side.", ["Hold for 30 sec. on each side."]),
        ("Use a prop, e.g. a Block.", ["Use a prop, e.g. a Block."]),
        ("Lift 2.5 cm.", ["Lift 2.5 cm."]),
    ],
)
def test_sentences(words, sentences):
    assert sentences_of(words) == sentences


@given(st.text(alphabet="ab .!?…\"'\n", max_size=40))
def test_no_words_are_lost_between_sentences(words):
    spans = list(sentence_spans(words))
    ends = [0, *(end for _, end in spans)]
    assert [start for start, _ in spans] == ends[:-1]
    assert not words[ends[-1] :].strip()
