"""What a voice is given to read: in words, and with the sound of what it would say wrong."""

from __future__ import annotations

from pathlib import Path

import fake_voice
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.audio.clip import Voicing
from voiceguide.problems import VoiceguideError
from voiceguide.speech.engine import Voice
from voiceguide.speech.engines.pyttsx3_voice import pyttsx3_voice
from voiceguide.speech.lexicon import BUILT_IN, for_engine
from voiceguide.speech.own_words import NAME, load_lexicon
from voiceguide.speech.phonemes import ipa_of, marked
from voiceguide.speech.said_as import VERBS, WORDS
from voiceguide.speech.speak import clip_key


def voice_of(engine: str, language: str) -> Voice:
    return pyttsx3_voice("name", language, "A voice", "id", engine=engine, version="1")


ESPEAK = voice_of("espeak", "en-us")
PLAIN = voice_of("nsss", "en-us")
MISAKI = fake_voice.voice()._replace(notation="misaki")
PIPER = fake_voice.voice()._replace(notation="espeak")


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Close your eyes.", "Cloze your eyes."),
        ("Keep your feet close together.", "Keep your feet close together."),
        ("Slowly bow forward.", "Slowly bough forward."),
        ("Bow pose.", "Bow pose."),
        ("Separate your feet.", "Separayt your feet."),
        ("Two separate blocks.", "Two separate blocks."),
        ("Use a block.", "Yooze a block."),
        ("Wind down, and contract your core.", "Wined down, and contractt your core."),
        ("Make use of it.", "Make use of it."),
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
    assert for_engine(words, ESPEAK) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Rest in Savasana, and breathe.", "Rest in [Savasana](/ʃəvˈɑsənə/), and breathe."),
        ("Alternate legs. Contract the core.",
         "[Alternate](/ˈɔltəɹnˌAt/) legs. [Contract](/kəntɹˈækt/) the core."),
        ("The wind is down. Wind down.", "The wind is down. [Wind](/wˈInd/) down."),
        ("Exhale and wind down. Sun and wind are fine.",
         "Exhale and [wind](/wˈInd/) down. Sun and wind are fine."),
        ("Contract and release.", "[Contract](/kəntɹˈækt/) and release."),
        ("Alternate. Rebound gently.", "[Alternate](/ˈɔltəɹnˌAt/). [Rebound](/ɹɪbˈWnd/) gently."),
        ("A rebound. Alternate, then rest.", "A rebound. [Alternate](/ˈɔltəɹnˌAt/), then rest."),
        ("Take a bow. Alternate 5 times.", "Take a bow. Alternate 5 times."),
        ("Then slowly project the chest.", "Then slowly [project](/pɹəʤˈɛkt/) the chest."),
        ("An alternate way.", "An alternate way."),
        ("Bow from the hips.", "[Bow](/bˈW/) from the hips."),
        ("ĀDHO MUKHA ŚVĀNĀSANA", "[Adho](/ˈɑdO/) [mukha](/mˈʊkə/) [shvanasana](/ʃvɑnˈɑsənə/)"),
        ("Savasana's end", "[Savasana's](/ʃəvˈɑsənəz/) end"),
    ],
)  # fmt: skip
def test_what_a_voice_that_takes_sounds_reads(words: str, read: str):
    assert for_engine(words, MISAKI) == read


def test_a_comma_after_a_sound_is_kept_where_piper_would_lose_it():
    said = for_engine("Rest in Savasana, and breathe. Then Savasana.", PIPER)
    assert said == "Rest in [[ʃəvˈɑːsənə,]] and breathe. Then [[ʃəvˈɑːsənə.]]"


def test_respellings_are_for_the_voice_that_needs_them():
    assert for_engine("Close your eyes.", PLAIN) == "Close your eyes."
    assert ESPEAK.notation == "respelled"
    assert voice_of("espeak", "fr-fr").notation == "plain"
    # Nor is French put into English words.
    assert for_engine("Restez 3x10, près du mur.", voice_of("espeak", "fr-fr")) == (
        "Restez 3x10, près du mur."
    )


@pytest.mark.parametrize("words", ["", " \n", "\0", "...", "\u2014", "\u200b", "?!", "🧘", "** **"])
@pytest.mark.parametrize("voice", [ESPEAK, MISAKI, PIPER])
def test_nothing_to_say_is_nothing(words: str, voice: Voice):
    assert for_engine(words, voice) == ""


@given(st.text())
def test_no_control_character_reaches_a_voice(words: str):
    read = for_engine(words, ESPEAK)
    assert all(mark.isprintable() for mark in read)
    assert read == read.strip()
    read.encode()


@given(st.text("[]()/ abcSavasana,."))
def test_no_mark_of_a_person_becomes_a_sound(words: str):
    read = for_engine(words, MISAKI)
    assert read.count("](/") == sum(word.lower() in WORDS for word in split(words))


def split(words: str) -> list[str]:
    return "".join(mark if mark.isalpha() else " " for mark in words).split()


@pytest.mark.parametrize("word", [*WORDS, *VERBS])
def test_a_built_in_sound_is_in_the_letters_that_engines_know(word: str):
    said = WORDS.get(word) or VERBS[word].said
    assert ipa_of(said.ipa) == said.ipa
    misaki = "AIOQWYbdfhijklmnpstuvwzæðŋɑɐɔəɛɜɡɪɹʃʊʌʒʤʧˈˌθᵊT"
    assert set(marked("", said.ipa, "misaki")) <= set(misaki + "[](/)")
    assert word == word.lower()


OWN = """\
psoas = "so-azz"
"Malasana" = "/mɑːlˈɑːsənɑː/"
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("platformdirs.user_config_dir", lambda *_, **__: str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    return tmp_path


def test_a_file_beside_the_routine_says_how_words_are_said(here: Path):
    assert load_lexicon(here / "hips.md") is BUILT_IN
    (here / NAME).write_text(OWN, encoding="utf-8")
    own = load_lexicon(here / "hips.md")
    assert for_engine("The psoas.", ESPEAK, own) == "The so-azz."
    assert for_engine("The Psoas.", MISAKI, own) == "The so-azz."
    assert for_engine("Malasana.", MISAKI, own) == "[Malasana](/mɑlˈɑsənɑ/)."
    assert for_engine("Savasana.", ESPEAK, own) == "shavasana."


ROWS = """\
"IT band" = "/ˌaɪtˈiː bˌænd/"
"tensor fasciae latae" = "tensor fashia laytay"
"tensor" = "tensser"
"cat-cow" = "cat cow"
"""


def test_words_in_a_row_are_said_as_one(here: Path):
    (here / NAME).write_text(ROWS, encoding="utf-8")
    own = load_lexicon(here / "hips.md")
    assert for_engine("Roll the IT band.", MISAKI, own) == ("Roll the [I T band](/ˌItˈi bˌænd/).")
    assert for_engine("IT Band, then rest.", PIPER, own) == "[[ˌaɪtˈiː bˌænd,]] then rest."
    # As far as it goes; then word by word.
    assert for_engine("The Tensor Fasciae Latae.", PLAIN, own) == "The tensor fashia laytay."
    assert for_engine("A tensor fasciae.", PLAIN, own) == "A tensser fasciae."
    assert for_engine("Cat-Cow. Cat cow. Cat-cows.", PLAIN, own) == "cat cow. cat cow. Cat-cows."
    kept = own.kept_for(["Roll the IT band.", "Cat-Cow."])
    assert kept == {"i t band": "/ˌaɪtˈiː bˌænd/", "cat cow": "cat cow"}
    # A session that is made again says them so.
    (here / NAME).unlink()
    again = load_lexicon(here / "hips.md", kept)
    for words in ("Roll the IT band.", "Cat-Cow."):
        assert for_engine(words, MISAKI, again) == for_engine(words, MISAKI, own)


def test_the_users_own_words_are_under_those_beside_the_routine(here: Path):
    (here / "config" / NAME).write_text('psoas = "sew-us"\nbosu = "boss-oo"', encoding="utf-8")
    (here / NAME).write_text(OWN, encoding="utf-8")
    own = load_lexicon(here / "hips.md")
    assert for_engine("Psoas, bosu.", PLAIN, own) == "so-azz, boss-oo."


def test_no_mark_of_an_engine_comes_in_by_a_spelling(here: Path):
    (here / NAME).write_text('psoas = "[[sO]] [x](/ə/) <a>"', encoding="utf-8")
    read = for_engine("Psoas.", MISAKI, load_lexicon(here / "hips.md"))
    assert not set("[]<>") & set(read)


def test_only_sentences_with_the_word_are_spoken_anew(here: Path):
    (here / NAME).write_text(OWN, encoding="utf-8")
    own = load_lexicon(here / "hips.md")

    def keys(words: str) -> set[str]:
        return {clip_key(words, ESPEAK, 120, Voicing(), lexicon) for lexicon in (BUILT_IN, own)}

    assert len(keys("Inhale.")) == 1
    assert len(keys("Feel the psoas.")) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("psoas = ", r"lexicon\.toml can't be read: "),
        ("psoas = 3", r'lexicon\.toml:1:1: how "psoas" is said is no text'),
        ('\n  psoas = "/soʊ!/"', r'lexicon\.toml:2:3: the sound of "psoas" .* "!" is no sound'),
        ('psoas = "//"', "no sound"),
        ('psoas = "..."', "can be spoken"),
        ('"three 3" = "x"', r'"three 3" is no word, nor several'),
        ('psoas = "[[a]]; rm"\nx = 1', r'"x" is said is no text'),
    ],
)
def test_what_is_no_lexicon_is_told_with_its_place(here: Path, text: str, told: str):
    (here / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(VoiceguideError, match=told):
        load_lexicon(here / "hips.md")
