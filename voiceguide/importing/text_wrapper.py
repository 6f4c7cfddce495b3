"""What is wrapped around a text: the head and end of a mail, settings, code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from voiceguide.importing.blocks import Block

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_MAIL_FIELD = re.compile(
    r"^(?P<key>from|to|cc|bcc|subject|date|sent|reply-to|message-id|mime-version|content-[\w-]+|x-[\w-]+):\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:title|headline)\s*:\s*(?P<title>\S.*)$", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good\s(?:morning|day))\b[^.]{0,40}[,!]?$", re.IGNORECASE
)
_FAREWELL = re.compile(
    r"^(?:(?:with\s)?(?:best|kind|warm|many)?\s?(?:wishes|regards|thanks)|best|cheers|love|yours(?:\s\w+)?|"
    r"sincerely|namaste|take\scare|see\syou(?:\s\w+){0,2}|all\sthe\sbest)[,.!]?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Plain:
    """What a text or a workout holds: its blocks, and what was no part of it from the start."""

    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)


def without_mail(lines: list[str], plain: Plain) -> tuple[list[str], bool]:
    """Take off a mail's head, greeting, farewell and what it answers."""
    body = next((i for i, line in enumerate(lines) if line.strip()), 0)
    fields = 0
    for line in lines[body:]:
        match = _MAIL_FIELD.match(line)
        if match is None and not (fields and line.startswith(" ")):
            break
        if match and match["key"].lower() == "subject":
            plain.title = re.sub(r"^(?:(?:re|fwd?|aw|wg):\s*)+", "", match["value"], flags=re.I)
        fields += 1
    if fields < 2:
        plain.title = ""
        return lines, False
    plain.left_out.append(("the head of the mail", lines[body]))
    kept: list[str] = []
    rest = lines[body + fields :]
    for index, line in enumerate(rest):
        if _FAREWELL.match(line.strip()) or line.rstrip() == "--":
            told = " ".join(" ".join(rest[index:]).split())
            plain.left_out.append(("the end of the mail", told))
            break
        if not kept and (not line.strip() or _GREETING.match(line.strip())):
            continue
        kept.append(line)
    return kept, True


def without_settings(lines: list[str], plain: Plain) -> list[str]:
    """Take off front matter, of which only the title is ours to use."""
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is not None and (match := _TITLE.match(lines[first])):
        plain.title = match["title"]
        return lines[first + 1 :]
    if first is None or lines[first].strip() != "---":
        return lines
    for index in range(first + 1, min(len(lines), first + 40)):
        if lines[index].strip() in ("---", "..."):
            return lines[index + 1 :]
        match = re.match(r"^(title|[\w-]+)\s*:\s*(.*)$", lines[index])
        if match and match[1].lower() == "title":
            plain.title = match[2].strip("\"' ")
        elif lines[index].strip():
            plain.left_out.append(("a setting of the article", lines[index]))
    return lines


def without_code(lines: list[str], plain: Plain) -> list[str]:
    """Take out what stands between fences."""
    kept, code = [], False
    for line in lines:
        if _FENCE.match(line):
            code = not code
            if code:
                plain.left_out.append(("code", line))
            kept.append("")
        elif not code:
            kept.append(line)
    return kept
