"""Where sentences end."""

from __future__ import annotations

from collections.abc import Iterator

from voiceguide.english.pattern import Pattern

# A full stop after these does not end a sentence; after the second group only when no capital
# letter follows ("Hold for 30 sec. Then release.").
_NEVER_LAST = {"e.g", "i.e", "dr", "mr", "mrs", "ms", "st", "vs", "approx", "fig", "cf", "etc"}
_MAYBE_LAST = {"sec", "secs", "min", "mins", "rep", "reps", "in", "ft", "no", "etc", "a.m", "p.m"}
_END = Pattern(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_LAST_WORD = Pattern(r"[\w.]*$")
_NEXT = Pattern(r"\s*(?P<letter>\S)")


def sentence_spans(words: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence starts and ends, white space around it included.

    A sentence ends at full stops, exclamation and question marks only.
    """
    start = 0
    for match in _END.finditer(words):
        if match.group() == ".":
            # Longer than any of those words: no more is looked at, so that time grows with length.
            before = _LAST_WORD.search(words, max(start, match.start() - 9), match.start())
            word = before.group().lower() if before else ""
            following = _NEXT.match(words, match.end())
            after = following["letter"] if following else ""
            if word in _NEVER_LAST and after:
                continue
            if word in _MAYBE_LAST and after and not after.isupper():
                continue
        yield start, match.end()
        start = match.end()
    if words[start:].strip():
        yield start, len(words)


def sentences_of(words: str) -> list[str]:
    """Split words into sentences, without white space around them."""
    return [words[start:end].strip() for start, end in sentence_spans(words)]
