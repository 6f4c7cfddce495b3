"""A person's own words and how they are said: files of them, and what a session kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from voiceguide.problems import Place, Problem, VoiceguideError, fail
from voiceguide.speech.lexicon import BUILT_IN, PLAIN, Lexicon, cleaned, key_for
from voiceguide.speech.phonemes import ipa_of
from voiceguide.speech.said_as import Said

NAME = "lexicon.toml"

_NONE: Mapping[str, str] = MappingProxyType({})


def load_lexicon(routine: Path, kept: Mapping[str, str] = _NONE) -> Lexicon:
    """Give the lexicon for a routine: of the file beside it, then of the user's own, then built in.

    ``kept`` is what a session was made with, which goes before the user's own.

    Raises VoiceguideError: with every problem in them.
    """
    import platformdirs  # slow to load

    mine = Path(platformdirs.user_config_dir("voiceguide", appauthor=False))
    words = _read(mine / NAME)
    try:
        words |= dict(_row(word, how) for word, how in kept.items())
    except ValueError as problem:
        raise fail(f"what voiceguide kept in {routine} is damaged: {problem}") from problem
    words |= _read(routine.parent / NAME)
    return Lexicon(words) if words else BUILT_IN


def sounds(written: str) -> tuple[str, Lexicon]:
    """Give a sentence, and a lexicon in which each of its words has a sound of these.

    Raises VoiceguideError: one of them is no sound.
    """
    try:
        ipa = [ipa_of(word) for word in written.strip().strip("/").split()]
    except ValueError as problem:
        raise fail(f"{written!r} can't be said: {problem}", 'write it as in "ʃəvˈɑːsənə"') from None
    words = {f"sound{'x' * count}": Said(each) for count, each in enumerate(ipa)}
    return f"{' '.join(words)}." if words else "", Lexicon(words)


def _read(path: Path) -> dict[str, Said]:
    """Read a file of words, alone or in a row: each a spelling, or its sound between slashes.

    There need be none.

    Raises VoiceguideError: with every problem in it.
    """
    if not path.is_file():
        return {}
    import tomllib  # few have one

    try:
        text = path.read_text(encoding="utf-8")
        rows = tomllib.loads(text)
    except (OSError, ValueError) as problem:
        hint = 'a line is a word and how it is said, such as psoas = "so-az"'
        raise VoiceguideError(Problem(f"{path} can't be read: {problem}", hint)) from problem
    words = {}
    problems = []
    for word, how in rows.items():
        try:
            key, said = _row(word, how)
            words[key] = said
        except ValueError as problem:
            problems.append(Problem(str(problem), _HINT, _place(path, text, word)))
    if problems:
        raise VoiceguideError(problems)
    return words


_HINT = 'write its sound in the IPA between slashes, as in "/ˈɑːsənə/", or other letters: "ah-sana"'


def _row(word: str, how: object) -> tuple[str, Said]:
    """Read how words are said. Raises ValueError: they are none, or that is no way to say them."""
    key = key_for(word)
    if not key:
        raise ValueError(f'"{word}" is no word, nor several')
    return key, _said(word, how)


def _said(word: str, how: object) -> Said:
    if not isinstance(how, str) or not how.strip():
        raise ValueError(f'how "{word}" is said is no text')
    if how.strip().startswith("/"):
        try:
            return Said(ipa_of(how))
        except ValueError as problem:
            raise ValueError(f'the sound of "{word}" can\'t be read: {problem}') from None
    spelling = cleaned(how).translate(PLAIN).strip()
    if not any(mark.isalnum() for mark in spelling) or not spelling.isprintable():
        raise ValueError(f'nothing in how "{word}" is said can be spoken')
    return Said("", spelling)


def _place(path: Path, text: str, word: str) -> Place | None:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().strip("\"'").startswith(word):
            return Place(str(path), number, 1 + len(line) - len(line.lstrip()), len(word))
    return None
