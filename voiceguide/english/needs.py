"""What a welcome says that is needed: "You will need a mat and two blankets."."""

from __future__ import annotations

from collections.abc import Iterable

from voiceguide.english.pattern import Pattern

_STATED = Pattern(
    r"\byou(?:[’']ll|\swill)?\s(?:only\s|just\s)?need\s(?P<things>[^.!?;]{1,200})", "need"
)


def stated_needs(sentences: Iterable[str]) -> str:
    """Give what sentences say is needed, in their own words; "" where none does."""
    found = (_STATED.search(each) for each in sentences)
    return next((" ".join(each["things"].split()) for each in found if each), "")
