import pytest

from voiceguide.english.phrasing import sentence_of


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("lie down", "Lie down."),
        ("\u2022 Lie on your back", "Lie on your back."),
        ("(The knee may bend.)", "The knee may bend."),
        ("Sit with both legs extended .", "Sit with both legs extended."),
        ("Lift your hips, and then", "Lift your hips."),
        ('Say "ah!"', 'Say "ah!"'),
        ("Bend (a little)", "Bend (a little)."),
        ("...", ""),
    ],
)
def test_a_clause_becomes_a_sentence_and_stays_one(words, sentence):
    assert sentence_of(words) == sentence
    assert sentence_of(sentence) == sentence
