import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.speech.lexicon import spoken


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Close your eyes.", "Cloze your eyes."),
        ("Keep your feet close together.", "Keep your feet close together."),
        ("Slowly bow forward.", "Slowly bough forward."),
        ("Bow pose.", "Bow pose."),
        ("Separate your feet.", "Separayt your feet."),
        ("Two separate blocks.", "Two separate blocks."),
        ("Warrior II.", "Warrior two."),
        ("Warrior I, then rest.", "Warrior one, then rest."),
        ("A warrior I know.", "A warrior I know."),
        ("Namaste.", "nahmastay."),
        ("Hold\0 for\n four\u00ad  breaths.", "Hold for four breaths."),
        ("Child\u2019s Pose [slowly]", "Child's Pose slowly"),
        ("Lift <b>up", "Lift less than b more than up"),
    ],
)
def test_what_the_voice_reads(words: str, read: str):
    assert spoken(words, "espeak", "en-us") == read


def test_respellings_are_for_the_voice_that_needs_them():
    assert spoken("Close your eyes.", "nsss", "en-us") == "Close your eyes."
    assert spoken("Close your eyes.", "espeak", "fr-fr") == "Close your eyes."


@pytest.mark.parametrize("words", ["", " \n", "\0", "...", "\u2014", "\u200b", "?!"])
def test_nothing_to_say_is_nothing(words: str):
    assert spoken(words, "espeak", "en-us") == ""


@given(st.text())
def test_no_control_character_reaches_a_voice(words: str):
    read = spoken(words, "espeak", "en-us")
    assert all(mark.isprintable() for mark in read)
    assert read == read.strip()
    read.encode()
