"""A text as copying left it, made whole: page lines, cut words and sentences, lettered steps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voiceguide.importing.text_wrapper import Plain

_PAGE = r"(?:page|pg\.?|p\.)\s?\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?"
_PAGE_LINE = re.compile(
    rf"^\s*(?:{_PAGE}|[-–—]\s?\d{{1,3}}\s?[-–—]|\d{{1,3}}\s?(?:of|/)\s?\d{{1,3}})\s*$",
    re.IGNORECASE,
)
_PAGE_AT_END = re.compile(rf"\s{{2,}}[|·•-]?\s*{_PAGE}\s*$|\s[|·•]\s*{_PAGE}\s*$", re.IGNORECASE)
_NUMBER_AT_END = re.compile(r"^(?P<words>\s*\S.*?\S)\s{3,}(?P<number>\d{1,3})\s*$")
_LONE_NUMBER = re.compile(r"^\s*\d{1,3}\s*$")
_ENDS = re.compile(r"[.!?:;…][\"”’)]*\s*$")
_CUT = re.compile(r"[A-Za-z][a-z][-‐]$")
_OF_NUMBER = re.compile(r"\d\s?[-–‐]$")
# A hyphen that belongs to its word, wherever the line ends.
_COMPOUND = re.compile(
    r"\b(?:hip|shoulder|knee|chest|eye|arm|cross|self|well|half|one|two|three|four|five|ten|left|right|sit|warm|push|pull|step)[-‐]$",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"^\s*\(?(?P<letter>[A-Ha-h])[.)]\s+(?=\S)")
_NUMBERED = re.compile(r"^\s*\(?\d{1,2}[.)]\s+\S")
_SUSPENDED = re.compile(r"^(?:and|or|to)\b")


def without_pages(lines: Sequence[str], plain: Plain) -> list[str]:
    """Leave out page numbers and the lines that every page repeats beside them.

    A sentence that a page's end cuts in two goes on in the next line.
    """
    lines = [line.replace("\f", "") if line.strip("\f ") else "" for line in lines]
    paged = _page_lines(lines)
    kept: list[str] = []
    cut = False
    for number, line in enumerate(lines):
        if number in paged:
            mark = _PAGE_AT_END.search(line)
            kept += [line[: mark.start()]] if mark else []
            plain.left_out.append(("a page line", line[mark.start() :] if mark else line))
            cut = True
        elif cut and not line.strip():
            kept.append("")
        elif cut:
            last = next((at for at in range(len(kept) - 1, -1, -1) if kept[at].strip()), -1)
            if last >= 0 and not _ENDS.search(kept[last]) and line.strip()[:1].islower():
                del kept[last + 1 :]
            kept.append(line)
            cut = False
        else:
            kept.append(line)
    return kept


def _page_lines(lines: Sequence[str]) -> set[int]:
    """Find the lines that are a page's number, or a title repeated beside one."""
    paged = {
        at for at, line in enumerate(lines) if _PAGE_LINE.match(line) or _PAGE_AT_END.search(line)
    }
    numbered: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        if match := _NUMBER_AT_END.match(line):
            numbered.setdefault(match["words"], []).append((at, int(match["number"])))
    for found in numbered.values():
        pages = [page for _, page in found]
        if len(pages) > 1 and pages == list(range(pages[0], pages[0] + len(pages))):
            paged |= {at for at, _ in found}
    paged |= {at for at, line in enumerate(lines) if _LONE_NUMBER.match(line) and _cuts(lines, at)}
    return paged


def _cuts(lines: Sequence[str], at: int) -> bool:
    """Tell whether a lone number parts a sentence in two."""
    before = next((line for line in reversed(lines[:at]) if line.strip()), "")
    after = next((line for line in lines[at + 1 :] if line.strip()), "")
    return bool(before) and not _ENDS.search(before) and after.strip()[:1].islower()


def joined(lines: Sequence[str]) -> str:
    """Put the lines of a paragraph together, and with them the words that their ends cut."""
    pieces: list[str] = []
    for line in map(str.strip, lines):
        last = pieces[-1] if pieces else ""
        if _OF_NUMBER.search(last) and line[:1].isalnum():
            pieces.append(line)
        elif _CUT.search(last) and line[:1].islower() and not _SUSPENDED.match(line):
            pieces[-1] = last if _COMPOUND.search(last) else last[:-1]
            pieces.append(line)
        else:
            pieces += [" ", line] if pieces else [line]
    return "".join(pieces).strip()


def letters_marked(lines: Sequence[str]) -> list[str]:
    """Write steps counted by letters ("A. Sit tall", "B. Lean") as "a) …", "b) …".

    Those under a number are set in below it. A letter by itself may be anyone's initial.
    """
    runs: list[list[int]] = []
    for at, line in enumerate(lines):
        if match := _LETTERED.match(line):
            letter = match["letter"].lower()
            if runs and letter == "abcdefgh"[len(runs[-1]) : len(runs[-1]) + 1]:
                runs[-1].append(at)
            elif letter == "a":
                runs.append([at])
    marked = list(lines)
    for run in runs:
        before = next((line for line in reversed(lines[: run[0]]) if line.strip()), "")
        indent = "   " if _NUMBERED.match(before) else ""
        for letter, at in zip("abcdefgh", run if len(run) > 1 else (), strict=False):
            marked[at] = f"{indent}{letter}) {_LETTERED.sub('', lines[at])}"
    return marked
