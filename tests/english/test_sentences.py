import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.english.going_on import goes_on
from voiceguide.english.sentences import sentence_spans, sentences_of
from voiceguide.english.sides import names_limb


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


@pytest.mark.parametrize(
    ("before", "words", "together"),
    [
        ("Tense your fists for 5 seconds.", "Let them go for 15.", True),
        ("Tense your fists.", "Let them go for 15.", False),
        ("Hold for 3 breaths.", "Let go for 15.", False),
        ("Hold for 30 seconds.", "Repeat for 3.", False),
        ("Too easy?", "Hold for 60 seconds.", True),
        ("Ready?", "Hold for 60 seconds.", False),
    ],
)
def test_a_sentence_that_needs_the_one_before_it(before: str, words: str, together: bool):
    assert goes_on(before, words) is together


def test_one_limb_is_named_by_what_it_does_too():
    assert names_limb("Have a helper raise your straight leg.")
    assert not names_limb("Keep your legs straight.")
