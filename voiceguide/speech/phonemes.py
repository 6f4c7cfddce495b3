"""How a word's sound is told to an engine, from one way to write it: the IPA."""

from __future__ import annotations

import re

from voiceguide.speech.engine import Notation

LETTERS = frozenset("abdefhijklmnopstuvwzæðŋɐɑɒɔəɚɛɜɝɡɪɫɹɾʃʊʌʍʒʔʤʧθᵊᵻː ˈˌˑ.ɨɵɲxçβɣ")
"""What may stand in a word's sound: the letters of English in the IPA, and of borrowed words."""

_ALIKE = {"g": "ɡ", "r": "ɹ", "'": "ˈ", ",": "ˌ", ":": "ː", "ʤ": "dʒ", "ʧ": "tʃ", "ɝ": "ɜː"}

# misaki has one letter for each sound: hibari's model was made with them.
_MISAKI = {
    "eɪ": "A", "aɪ": "I", "aʊ": "W", "oʊ": "O", "ɔɪ": "Y", "tʃ": "ʧ", "dʒ": "ʤ", "ɾ": "T",
    "ɜːɹ": "ɜɹ", "ɜː": "ɜɹ", "ɚ": "əɹ", "ᵻ": "ɪ", "ɫ": "l", "ɒ": "ɑ", "ɝ": "ɜɹ", "ɨ": "ɪ",
    "ɵ": "O", "ɲ": "nj", "x": "k", "ç": "h", "β": "v", "ɣ": "ɡ", "ʍ": "w", "a": "ɑ", "o": "O",
    "e": "A", "ː": "", "ˑ": "", ".": "",
}  # fmt: skip
"""In this order, the longer before those that are in them."""

_AFTER_MARK = r"\]\]([,;:.!?]+)"


def ipa_of(written: str) -> str:
    """Give the sound of a word as it is kept here, of how a person wrote it.

    Raises ValueError: there is a letter in it that is none of these sounds.
    """
    ipa = "".join(_ALIKE.get(letter, letter) for letter in written.strip().strip("/[]"))
    strange = sorted(set(ipa) - LETTERS)
    if strange or not ipa.strip(" .ˈˌːˑ"):
        raise ValueError(f'"{strange[0]}" is no sound of English' if strange else "no sound")
    return ipa


def marked(word: str, ipa: str, notation: Notation) -> str:
    """Give a word with its sound as an engine is told it; the word alone where it can't be."""
    if notation == "misaki":
        for sound, letter in _MISAKI.items():
            ipa = ipa.replace(sound, letter)
        return f"[{word}](/{ipa}/)"
    if notation == "espeak":
        return f"[[{ipa}]]"
    return word


def finished(text: str, notation: Notation) -> str:
    """Give a text whose words are marked as its engine reads it.

    After a sound in brackets piper loses a comma, and the gap to the next word; within, it keeps
    both.
    """
    return re.sub(_AFTER_MARK, r"\1]]", text) if notation == "espeak" else text
