"""A sheet as one page of HTML, which holds all that it shows and prints on any paper."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Literal

from voiceguide.page.pictures import picture_kind
from voiceguide.page.policy import digest_of
from voiceguide.problems import fail
from voiceguide.sheet.contents import Sheet, SheetPose
from voiceguide.sheet.lines import Line, Phrase

Paper = Literal["a4", "letter"]
PAPERS: tuple[Paper, ...] = ("a4", "letter")

_LONGEST_LINK = 500
"""Letters in an address: more make a square too fine for a phone to read off paper."""

# Nothing is fetched and nothing runs: whoever opens it may trust it.
_POLICY = (
    "default-src 'none'; img-src data:; style-src '{style}'; base-uri 'none'; form-action 'none'"
)
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def page_of(sheet: Sheet, *, link: str = "", paper: Paper | None = None) -> str:
    """Draw a sheet as HTML. Without a ``paper`` whoever prints it chooses.

    ``link`` is where its square leads, "" for none.

    Raises VoiceguideError: the link is no address, or what draws its square is not installed.
    """
    style = (Path(__file__).parent / "sheet.css").read_text("utf-8")
    if paper:
        style += f"@page {{ size: {paper}; }}\n"
    title = f"{sheet.title}, for {sheet.client}" if sheet.client else sheet.title
    return _PAGE.format(
        policy=_POLICY.format(style=digest_of(style)),
        title=escape(title),
        style=style,
        body="\n".join(_body(sheet, link)),
    )


def checked_link(link: str) -> str:
    """Give a link as it is. Raises VoiceguideError: it is no address of a page."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(link)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or not link.isprintable() or any(map(str.isspace, link)):
        raise fail(f"{link[:80]!r} is no address", "a link begins with https:// or http://")
    if len(link) > _LONGEST_LINK:
        raise fail(
            f"a link of {len(link)} letters makes a square that no phone reads off paper",
            f"give one of at most {_LONGEST_LINK}",
        )
    return link


def _body(sheet: Sheet, link: str) -> Iterator[str]:
    yield "<header>"
    yield '<div class="aside"><div class="date">Date</div>'
    if link:
        yield _square(link)
    yield "</div>"
    yield f"<h1>{escape(sheet.title)}</h1>"
    if sheet.client:
        yield f'<p class="client">For {escape(_name(sheet.client))}</p>'
    yield from _about(sheet)
    if sheet.welcome:
        yield f'<p class="about">{_words(sheet.welcome)}</p>'
    yield "</header>\n<main>"
    yield from _care(sheet.cautions)
    for number, pose in enumerate(sheet.poses, 1):
        yield from _pose(pose, number)
    yield "</main>"
    if sheet.closing or sheet.author:
        author = (Phrase(f"By {sheet.author}."),) if sheet.author else ()
        yield f"<footer>{_words((*sheet.closing, *author))}</footer>"


def _name(client: str) -> str:
    """Give the name of a client's file as one is written: "anna-lee" is "Anna Lee"."""
    plain = " ".join(client.replace("-", " ").replace("_", " ").split())
    return plain.title() if plain.islower() else plain


def _about(sheet: Sheet) -> Iterator[str]:
    minutes = max(1, round(sheet.length_ms / 60_000))
    told = [f"About {minutes} {'minute' if minutes == 1 else 'minutes'}"]
    told += [f"for {sheet.about}"] if sheet.about else []
    lines = [f"{', '.join(told)}."]
    lines += [f"You need {sheet.needs}."] if sheet.needs else []
    lines += [f"All of it {sheet.rounds} times round."] if sheet.rounds > 1 else []
    yield f'<p class="about">{"<br>".join(map(escape, lines))}</p>'


def _care(cautions: tuple[str, ...]) -> Iterator[str]:
    if cautions:
        lines = "".join(f"<p>{escape(each)}</p>" for each in cautions)
        yield f'<div class="care" role="note">{lines}</div>'


def _pose(pose: SheetPose, number: int) -> Iterator[str]:
    yield "<article>"
    if pose.picture:
        kind = picture_kind(pose.picture)
        data = base64.b64encode(pose.picture.read_bytes()).decode()
        yield f'<img src="data:{kind};base64,{data}" alt="{escape(pose.name)}">'
    yield f"<h2>{number}. {escape(pose.name)}</h2>"
    if pose.doses:
        doses = "".join(f"<span>{escape(each)}</span>" for each in pose.doses)
        yield f'<p class="doses">{doses}</p>'
    yield from _care(pose.cares)
    for line in pose.intro:
        yield f"<p>{_words(line)}</p>"
    if pose.steps:
        steps = "".join(f"<li>{_words(line)}</li>" for line in pose.steps)
        yield f"<ol>{steps}</ol>"
    yield "</article>"


def _words(line: Line) -> str:
    tags = {"": "{}", "caution": "<b>{}</b>", "tip": "<i>{}</i>"}
    return " ".join(tags[phrase.kind].format(escape(phrase.words)) for phrase in line)


def _square(link: str) -> str:
    try:
        from voiceguide.page.square import square
    except ImportError:
        hint = "pip install 'voiceguide[studio]', and try again; or leave --link out"
        raise fail("the square of a link needs segno", hint) from None
    drawn = base64.b64encode(square(checked_link(link)).encode()).decode()
    address = escape(link)
    return (
        f'<div class="square"><img src="data:image/svg+xml;base64,{drawn}" alt="{address}">'
        f'<a href="{address}">{address.replace("/", "/<wbr>")}</a></div>'
    )
