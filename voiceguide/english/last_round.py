"""What only the last round holds: "holding the last one for 30 seconds"."""

from __future__ import annotations

from voiceguide.english.phrases import Phrases, words_of

_LAST = Phrases(
    {
        "last": [
            f"{on} the|your very? last|final {one} ,?"
            for on in ("on|in|during|for|with?", "and? at")
            for one in ("{ONE}", "> for <n>", "> for a|half")
        ]
    },
    {
        "ONE": """one round rep repetition time lift raise squat lunge curl press bridge pulse
            circle twist push pull squeeze""",
    },
)
_HOLDS = ("hold", "holding", "stay", "staying", "pause", "pausing", "keep", "keeping")


def in_last_round(sentence: str) -> tuple[int, int] | None:
    """Find the words that keep a hold for the last round alone, or None."""
    words = words_of(sentence)
    if not any(word.text in ("last", "final") for word in words):
        return None
    if not any(word.text in _HOLDS for word in words):
        return None
    found = next(_LAST.find(words), None)
    return (words[found[1]].start, words[found[2] - 1].end) if found else None
