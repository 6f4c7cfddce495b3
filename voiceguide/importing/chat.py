"""What a chatbot says around a routine: that it is glad to help, and what it could do next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voiceguide.english.sentences import sentences_of
from voiceguide.importing.blocks import Block
from voiceguide.importing.purpose import asks, moves, times

_FLAGS = re.IGNORECASE | re.VERBOSE
_CHAT = re.compile(
    r"""^(?:(?:sure(?:\sthing)?|certainly|of\scourse|absolutely|got\sit|no\sproblem|happy\sto\shelp|glad\sto\shelp)\b\s?[!,.—–-]
    |(?:just\s|please\s)?let\sme\sknow\b
    |(?:would|do)\syou\s(?:like|want|prefer)\b[^.]*\?
    |(?:want|shall|should|need)\s(?:me\sto|i)\b[^.]*\?
    |i(?:[’']d\sbe\shappy|\scan\s(?:also|even|make|create|write|turn|adjust|tailor|add|design|put|help)|\scould\salso|[’']m\shappy)\b
    |if\syou(?:[’']d|\swould)?\s(?:like|want|prefer|need)\b[^.]*\bi(?:\scan|\scould|[’']ll|[’']d)\b
    |feel\sfree\sto\s(?:ask|reach|let|tell|adjust|modify|customi[sz]e|tweak)\b
    |just\s(?:ask|say\sthe\sword|tell\sme)\b
    |(?:i\s)?hope\s(?:this|that|it|you)\b
    |as\san\sai\b)""",
    _FLAGS,
)
_BESIDE_CHAT = re.compile(
    r"""^(?:here(?:[’']s|\sis|\sare)\s(?:a|an|your|the|some|my|\d+)\b|below\s(?:is|are)\b|i(?:[’']ve|\shave)\s(?:put|made|created|written|designed)\b
    |(?:enjoy|happy)\s(?:your|the|this|stretching)\b|(?:you[’']ve|you\shave)\sgot\sthis\b|great\s(?:question|idea|choice)\b)""",
    _FLAGS,
)
_LIKE_A_TITLE = 8
"""The level of a heading that only stands like one: "Here is a routine:"."""


def without_chat(blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[str, str]]]:
    """Leave out a chatbot's own words: the blocks kept, and what was left out with its reason.

    "Here's a routine" and "Enjoy your stretch!" are its words only where others of them are;
    whatever asks for a movement or a time stays.
    """
    said = [
        list(sentences_of(block.words))
        if block.kind == "text" or block.level == _LIKE_A_TITLE
        else []
        for block in blocks
    ]
    chats = any(_is_chat(sentence) for each in said for sentence in each)
    if not chats:
        return list(blocks), []
    kept: list[Block] = []
    left_out: list[tuple[str, str]] = []
    for block, sentences in zip(blocks, said, strict=True):
        if not sentences:
            kept.append(block)
            continue
        chat = [
            sentence
            for sentence in sentences
            if _is_chat(sentence) or (_BESIDE_CHAT.match(sentence) and not asks(sentence))
        ]
        left_out += [("chat", " ".join(chat))] if chat else []
        words = " ".join(sentence for sentence in sentences if sentence not in chat)
        kept += [replace(block, words=words, lead=0 if chat else block.lead)] if words else []
    return kept, left_out


def _is_chat(sentence: str) -> bool:
    return bool(_CHAT.match(sentence)) and not (moves(sentence) and times(sentence))
