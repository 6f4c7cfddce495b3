import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.speech.engine import Voice
from voiceguide.speech.engines.pyttsx3_voice import pyttsx3_voice
from voiceguide.speech.lexicon import for_engine


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
    assert for_engine(words, "respelled") == read


def test_respellings_are_for_the_voice_that_needs_them():
    assert for_engine("Close your eyes.", "plain") == "Close your eyes."
    english, french = (voice_of("espeak", language) for language in ("en-us", "fr-fr"))
    assert english.notation == "respelled"
    assert french.notation == "plain"
    assert voice_of("nsss", "en-us").notation == "plain"


def voice_of(engine: str, language: str) -> Voice:
    return pyttsx3_voice("name", language, "A voice", "id", engine=engine, version="1")


@pytest.mark.parametrize("words", ["", " \n", "\0", "...", "\u2014", "\u200b", "?!"])
def test_nothing_to_say_is_nothing(words: str):
    assert for_engine(words, "respelled") == ""


@given(st.text())
def test_no_control_character_reaches_a_voice(words: str):
    read = for_engine(words, "respelled")
    assert all(mark.isprintable() for mark in read)
    assert read == read.strip()
    read.encode()
