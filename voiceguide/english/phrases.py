"""Phrases as rows of words to choose from, found in a sentence that is cut into words.

A row is written in fields: "each|every  side|leg" is two words, of which the first is one of two.
A table of rows costs nothing before it is asked, where a pattern of as many words takes longer to
make ready than a whole routine to read.

| field | stands for |
|---|---|
| ``each`` | that word, or mark |
| ``altern~`` | a word that begins so |
| ``<n>`` ``<clock>`` ``<ratio>`` | a number, a time as 1:30, two numbers as 40/20 |
| ``<year>`` ``<bar>`` | 1900 to 2099; the mark that parts words in a field |
| ``<any>`` ``<within>`` | any word or number; anything but a full stop |
| ``<plural>`` | a word that ends in s |
| ``<start>`` ``<end>`` ``<final>`` | where the sentence begins, a clause ends, the sentence ends |
| ``x?`` ``x*`` ``x+`` | x or nothing; x any number of times; x at least once |
| ``!x`` | no x here |
| ``>`` | what follows must stand there, and is not part of the phrase |
| ``{NAME}`` | the words of a group |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from voiceguide.english.numbers import NUMBER, in_digits
from voiceguide.english.pattern import Pattern

_CUT = Pattern(
    r"(?P<clock>\d{1,2}:[0-5]\d(?![\d:])|\d{1,2}\s?['′’]\s?[0-5]?\d\s?(?:[\"″”]|''))"
    rf"|(?P<n>{NUMBER}|\d+(?=/\s?[a-zA-Z]))|(?P<ratio>\d+\s?[/:]\s?\d+)|(?P<digits>\d+)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)|(?P<mark>''|[^\w\s\0])",
    flags=0,
)
What = TypeVar("What", bound=str)
_ENDS = (".", ",", ";", "!", "")


class Word(NamedTuple):
    """A word, number or mark at ``start`` to ``end`` of a sentence, in small letters.

    ``kind`` is "clock", "n", "ratio", "digits", "word" or "mark"; ``apart`` is False where it
    follows a word or number without a space, as the "s" of "30s".
    """

    start: int
    end: int
    text: str
    kind: str
    apart: bool


@lru_cache(512)
def words_of(sentence: str) -> tuple[Word, ...]:
    """Cut a sentence into words, with its numbers as they are written."""
    words: list[Word] = []
    end = -1
    for match in _CUT.finditer(sentence):
        kind = match.lastgroup or ""
        apart = match.start() != end or "mark" in (kind, words[-1].kind if words else "mark")
        words.append(
            Word(match.start(), match.end(), match.group().strip(" \0").lower(), kind, apart)
        )
        end = match.end()
    return tuple(words)


def words_in_digits(sentence: str) -> tuple[Word, ...]:
    """Cut a sentence into words, with every number in digits."""
    return words_of(in_digits(sentence))


class _Field(NamedTuple):
    words: frozenset[str]
    stems: tuple[str, ...]
    least: int
    most: int
    never: bool = False
    ahead: bool = False

    def fits(self, words: Sequence[Word], at: int) -> bool:
        """Tell whether the word at a place is one of the field's."""
        choices = self.words
        if at >= len(words):
            return "<end>" in choices or "<final>" in choices
        text, kind = words[at].text, words[at].kind
        if text in choices or ("<within>" in choices and text != "."):
            return True
        if kind == "word":
            if "<any>" in choices or (bool(self.stems) and text.startswith(self.stems)):
                return True
            return "<plural>" in choices and text.endswith("s")
        if kind == "mark":
            return "<end>" in choices and text in _ENDS
        year = "<year>" in choices and len(text) == 4 and text[:2] in ("19", "20")
        return year or f"<{kind}>" in choices or "<any>" in choices


def _field(source: str, groups: Mapping[str, str]) -> _Field:
    never = source.startswith("!")
    source = source.removeprefix("!")
    least, most = {"?": (0, 1), "*": (0, 99), "+": (1, 99)}.get(source[-1], (1, 1))
    if (least, most) != (1, 1) and len(source) > 1:
        source = source[:-1]
    else:
        least, most = 1, 1
    words: set[str] = set()
    for choice in source.split("|"):
        words.update(groups[choice[1:-1]].split() if choice.startswith("{") else [choice])
    if "<bar>" in words:
        words.add("|")
    stems = tuple(word[:-1] for word in words if len(word) > 1 and word.endswith("~"))
    return _Field(frozenset(words), stems, least, most, never)


class Phrases(Generic[What]):
    """Rows of phrases by what they are; at one place the row that is written first is taken."""

    def __init__(self, rows: Mapping[What, Sequence[str]], groups: Mapping[str, str]) -> None:
        self._source, self._groups = rows, groups
        self._rows: list[tuple[What, bool, list[_Field]]] = []
        self._by_word: dict[str, list[int]] = {}
        self._any: list[int] = []
        self._by_stem: dict[str, list[int]] = {}

    def at(self, words: Sequence[Word], at: int) -> tuple[What, int] | None:
        """Give what the phrase that begins at a word is, and the word after its last; or None."""
        if not self._rows:
            self._prepare()
        for number in self._candidates(words[at]):
            kind, starts, fields = self._rows[number]
            if starts and at:
                continue
            end = _match(fields, 0, words, at)
            if end is not None:
                return kind, end
        return None

    def find(self, words: Sequence[Word]) -> Iterator[tuple[What, int, int]]:
        """Give each phrase in order, without overlap: what it is, its first word and after it."""
        at = 0
        while at < len(words):
            found = self.at(words, at) if words[at].apart else None
            if found is None or found[1] == at:
                at += 1
                continue
            yield found[0], at, found[1]
            at = found[1]

    def every(self, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Give the places of all phrases, one that begins within another too."""
        for at, word in enumerate(words):
            if word.apart or word.kind != "word":
                found = self.at(words, at)
                if found is not None:
                    yield word.start, words[found[1] - 1].end

    def _candidates(self, word: Word) -> Sequence[int]:
        """Give the rows that may begin with a word, in the order in which they are written."""
        rows = self._by_word.get(word.text, ())
        if word.kind not in ("word", "mark"):
            more: Sequence[int] = self._by_word.get(f"<{word.kind}>", ())
        elif word.kind == "word":
            more = self._any
            if self._by_stem and word.text.startswith(tuple(self._by_stem)):
                stems = (stem for stem in self._by_stem if word.text.startswith(stem))
                more = [*more, *(number for stem in stems for number in self._by_stem[stem])]
        else:
            more = ()
        return sorted({*rows, *more}) if rows and more else rows or more

    def _prepare(self) -> None:
        """Read the rows: only when something is looked for."""
        fields: dict[str, _Field] = {}
        for kind, rows in self._source.items():
            for source in rows:
                names = source.split()
                starts = names[0] == "<start>"
                row: list[_Field] = []
                ahead = False
                for name in names[starts:]:
                    if name == ">":
                        ahead = True
                        continue
                    if name not in fields:
                        fields[name] = _field(name, self._groups)
                    row.append(fields[name]._replace(ahead=True) if ahead else fields[name])
                self._index(row, len(self._rows))
                self._rows.append((kind, starts, row))
        self._any = [*self._by_word.get("<any>", ()), *self._by_word.get("<plural>", ())]

    def _index(self, row: Sequence[_Field], number: int) -> None:
        """Note the words that a row may begin with: of its fields up to the first that must be."""
        for field in row:
            if field.never:
                continue
            for word in field.words:
                self._by_word.setdefault(word, []).append(number)
            for stem in field.stems:
                self._by_stem.setdefault(stem, []).append(number)
            if field.least:
                return


def _match(fields: Sequence[_Field], n: int, words: Sequence[Word], at: int) -> int | None:
    """Give the word after the last field from the ``n``-th on, or None where they don't fit."""
    if n == len(fields):
        return at
    field = fields[n]
    if field.never:
        return None if field.fits(words, at) else _match(fields, n + 1, words, at)
    many = 0
    while many < field.most and field.fits(words, at + many):
        many += 1
    while many >= field.least:
        end = _match(fields, n + 1, words, at + many)
        if end is not None:
            return at if field.ahead else end
        many -= 1
    return None
