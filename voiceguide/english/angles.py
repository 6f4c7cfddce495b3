"""A list of angles at which the same is done: "at 30°, 60° and 90°"."""

from __future__ import annotations

from voiceguide.english.phrases import Phrases, words_in_digits

_ITEM = Phrases({"item": ["<n> °|degrees|degree"]}, {})


def list_of_angles(sentence: str) -> list[tuple[int, int]]:
    """Give the places of several angles that stand in a list after "at", or none."""
    if "°" not in sentence and "degree" not in sentence:
        return []
    words = words_in_digits(sentence)
    for at in range(len(words)):
        if words[at].text != "at":
            continue
        places: list[tuple[int, int]] = []
        here = at + 1
        while here < len(words):
            item = _ITEM.at(words, here)
            if item is None:
                break
            places.append((words[here].start, words[item[1] - 1].end))
            link = item[1]
            while link < len(words) and words[link].text in (",", "and", "then"):
                link += 1
            if link == item[1]:
                break
            here = link
        if len(places) > 1:
            return places
    return []
