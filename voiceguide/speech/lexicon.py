"""What an engine is given to read: the words to say, cleaned, and told where a voice errs.

It shapes the sound only: the words shown and stored stay as they were written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from voiceguide.speech.engine import Notation, Voice
from voiceguide.speech.phonemes import finished, marked
from voiceguide.speech.said_as import JOINS, VERBS, WORDS, Said
from voiceguide.speech.spelling import in_words

LONGEST = 2000
"""Characters in the longest sentence that is spoken: a voice takes long over much longer ones."""

_DROPPED = {"Cf"}
_SPACED = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
# Brackets and angles begin commands in some engines.
PLAIN = str.maketrans(
    {"[": " ", "]": " ", "<": " less than ", ">": " more than ", "\u2018": "'", "\u2019": "'"}
)
WORD = re.compile(r"([^\W\d_]+)('s\b)?")

_OTHER_SCRIPTS = frozenset(
    "am ar as be bg bn chr cmn el fa gu hak he hi hy ja ka kk kn ko kok ky mk ml mr my ne nog or "
    "pa ru sd shn si ta te th tt ug uk ur yue zh".split()
)
"""Languages that are not, or not only, written in Latin letters, of those that voices speak."""


class Lexicon:
    """How words are said, by what `key_for` gives for them; compared as what it is."""

    def __init__(self, words: Mapping[str, Said] = WORDS) -> None:
        """Take a person's words, alone or several in a row; the built-in ones are under them."""
        self.own = {word: said for word, said in words.items() if WORDS.get(word) != said}
        self.words = {**WORDS, **words}
        rows = sorted((word for word in self.own if " " in word), key=len, reverse=True)
        self.pattern = WORD
        if rows:
            told = "|".join(re.escape(row).replace("\\ ", "[ -]") for row in rows)
            letter = r"[^\W\d_]"
            self.pattern = re.compile(
                rf"(?i)(?<!{letter})((?:{told})(?!{letter})|{letter}+)('s\b)?"
            )

    def kept_for(self, words: Iterable[str]) -> dict[str, str]:
        """Give what of a person's own the words use, as a file of words has it."""
        if not self.own:
            return {}
        used = {
            _plain_key(found[1])
            for said in words
            for found in self.pattern.finditer(in_words(cleaned(said)))
        }
        return {
            word: f"/{said.ipa}/" if said.ipa else said.spelling
            for word, said in self.own.items()
            if word in used
        }


BUILT_IN = Lexicon()


def key_for(word: str) -> str:
    """Give a word, or several in a row, as a lexicon has them; "" for what is none.

    They are as a voice would read them: in small letters without accents, what is no matter of
    sounds put in words.
    """
    text = _plain_key(in_words(cleaned(word)))
    return text if text and all(WORD.fullmatch(each) for each in text.split(" ")) else ""


def _plain_key(words: str) -> str:
    return words.lower().replace("-", " ")


def plain(words: str) -> str:
    """Give words as they are compared, without regard to capitals and to signs unseen."""
    return cleaned(words).casefold()


def for_engine(words: str, voice: Voice, lexicon: Lexicon = BUILT_IN) -> str:
    """Give what an engine reads for these words; "" when nothing in them can be said."""
    return _for_engine(words, voice.notation, is_english(voice), lexicon)


def is_english(voice: Voice) -> bool:
    """Tell whether a voice reads English."""
    return voice.language.lower().startswith("en")


@lru_cache(4096)  # asked when words are checked and again when they are looked for
def _for_engine(words: str, notation: Notation, english: bool, lexicon: Lexicon) -> str:
    text = cleaned(words)
    if english:
        text = in_words(text)
    text = " ".join(text.translate(PLAIN).split())
    if not any(mark.isalnum() for mark in text):
        return ""
    return finished(_told(text, notation, lexicon), notation) if english else text


def cleaned(words: str) -> str:
    """Give words without signs unseen, and with single spaces."""
    kept = []
    for mark in unicodedata.normalize("NFC", words):
        category = unicodedata.category(mark)
        if category in _SPACED:
            kept.append(" ")
        elif category not in _DROPPED:
            kept.append(mark)
    return " ".join("".join(kept).split())


def _told(text: str, notation: Notation, lexicon: Lexicon) -> str:
    """Put how it is said in place of each word that voices say wrong."""

    def tell(found: re.Match[str]) -> str:
        word, of = found[1], found[2] or ""
        key = _plain_key(word)
        own = lexicon.own.get(key)
        said = own or _as_verb(text, found) or lexicon.words.get(key)
        if said is None:
            return found[0]
        if said.ipa and notation in ("misaki", "espeak"):
            return marked(found[0], said.ipa + ("z" if of else ""), notation)
        if said.spelling and (own or notation == "respelled"):
            first = word[0].isupper() and key in VERBS
            return (said.spelling.capitalize() if first else said.spelling) + of
        return found[0]

    return lexicon.pattern.sub(tell, text)


def _as_verb(text: str, found: re.Match[str]) -> Said | None:
    verb = VERBS.get(found[1].lower())
    if verb is None or found[2]:
        return None
    after = text[found.end() :]
    following = WORD.match(after, 1) if after.startswith(" ") else None
    if not following and after[:1] not in ("", ".", ",", ";", "!"):
        return None
    next_word = following[1].lower() if following else ""
    if next_word not in verb.before:
        return None
    before = text[: found.start()].rstrip(" \"'(")
    begins = not before or before[-1] in ".!?:" or before.split()[-1].lower() in JOINS
    return verb.said if begins or (verb.anywhere and next_word) else None


def unreadable(words: str, language: str) -> str:
    """Give the first word with a letter that a voice of a language can't read; "" for none.

    Voices of languages in Latin letters name the letters of others, or leave them out.
    """
    if language.lower().partition("-")[0] in _OTHER_SCRIPTS or words.isascii():
        return ""
    for word in words.split():
        for mark in unicodedata.normalize("NFKD", word):
            letter = unicodedata.category(mark) in ("Lu", "Ll", "Lt", "Lo")
            if letter and not unicodedata.name(mark, "").startswith("LATIN"):
                return word
    return ""
