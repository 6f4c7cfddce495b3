"""``voiceguide sheet``: a routine on paper."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from voiceguide.commands.completion import complete_routine
from voiceguide.commands.naming import at_place, names_a_file, own_name
from voiceguide.commands.options import POSES, SKIP, TITLE, setting_option
from voiceguide.commands.output import echo, example, tell, tell_fit, tell_import
from voiceguide.commands.wishes import Wish, granted, of_client, wish_options, wishes_of
from voiceguide.naming import stem_for
from voiceguide.problems import VoiceguideError, fail
from voiceguide.settings import SETTINGS

if TYPE_CHECKING:
    from voiceguide.sheet.page import Paper

F = TypeVar("F", bound=Callable[..., Any])
_SETTINGS = ("hold", "range", "optional", "length", "fit")
"""Those that change how much of a pose is done."""
_ENDINGS = (".html", ".htm", ".pdf")


def _dose_options(command: F) -> F:
    for option in reversed([POSES, SKIP, TITLE, *map(setting_option, _SETTINGS)]):
        command = option(command)
    return wish_options(command)


def _link(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    if value is None:
        return ""
    from voiceguide.sheet.page import checked_link

    try:
        return checked_link(value)
    except VoiceguideError as error:
        (problem,) = error.problems
        raise click.BadParameter(f"{problem.message}: {problem.hint}", ctx, param) from None


@click.command(epilog=example(
    "voiceguide sheet hips",
    "voiceguide sheet knee --for anna --link https://example.org/anna.mp3",
    "voiceguide sheet hips --out ~/hips.pdf --paper letter",
))  # fmt: skip
@click.argument("routines", nargs=-1, required=True, metavar="ROUTINE...",
                shell_complete=complete_routine)  # fmt: skip
@_dose_options
@click.option(
    "--link", callback=_link, metavar="URL",
    help="Print a square that leads a phone there: to the session, or a film.",
)  # fmt: skip
@click.option(
    "--paper", type=click.Choice(("a4", "letter"), case_sensitive=False),
    help="The paper that it is for [default: a4, or what the browser prints on].",
)  # fmt: skip
@click.option(
    "-o", "--out", metavar="FILE|FOLDER",
    help="Where to write: a .html or, with WeasyPrint, a .pdf [default: the folder output].",
)  # fmt: skip
@click.option("--replace", is_flag=True, help="Let it take the place of a file that is there.")
def sheet(routines: Sequence[str], **asked: Any) -> None:
    """Write a routine as a sheet to print: steps, doses, cautions, pictures.

    It is one HTML file that holds all it shows; print it from a browser. Steps stand as they were
    written. With --for, the doses, sides and notes are those of the client.
    """
    from voiceguide.library import find_routines

    everything = dict.fromkeys(each.field for each in SETTINGS.values()) | asked
    wishes = wishes_of(find_routines(routines), everything)
    missed = 0
    written: set[Path] = set()
    for wish in wishes:
        try:
            _write(wish, everything, written)
        except VoiceguideError as error:
            tell(of_client(error, wish).problems)
            missed += 1
    if missed:
        if len(wishes) > 1:
            echo(f"{len(wishes) - missed} written, {missed} not", err=True)
        click.get_current_context().exit(1)


def _place(wish: Wish, out: str | None) -> Path:
    place = Path(os.path.expanduser(out)) if out else Path("output")  # noqa: PTH111 - never raises
    if "{client}" in str(place) and wish.client is None:
        raise click.UsageError(f"--out {out}: there is no client: name one with --for")
    if not names_a_file(out):
        return at_place(place, wish) / f"{stem_for(wish.stem, wish.client)}.html"
    if place.suffix.lower() not in _ENDINGS:
        hint = "a new folder ends in a slash"
        raise click.UsageError(f"--out {out}: a sheet is a .html or a .pdf; {hint}")
    return at_place(place, wish)


def _write(wish: Wish, asked: dict[str, Any], written: set[Path]) -> None:
    from voiceguide.files import check_place, whole
    from voiceguide.planning import planned
    from voiceguide.sheet.contents import sheet_of
    from voiceguide.sheet.page import page_of

    routine, imported, settings, _ = granted(wish, asked)
    path = own_name(_place(wish, asked["out"]), wish, routine, asked)
    if not names_a_file(asked["out"]):
        path = path.with_name(f"{path.stem}-sheet.html")
    tell_import(imported)
    tell(routine.problems)
    if path in written:
        raise fail(f"two sheets would both be written to {path}", "--out may have {client} in it")
    if not asked["replace"] and (path.exists() or path.is_symlink()):
        raise fail(f"{path} is there already, and is left as it is", "--replace takes its place")
    check_place(path, 0)
    plan = planned(routine, settings, long=True)
    tell_fit(plan.timeline, plan.steps)
    found = sheet_of(plan, [wish.client.parent] if wish.client else [])
    tell(found.problems)
    is_pdf = path.suffix.lower() == ".pdf"
    paper: Paper | None = asked["paper"] or ("a4" if is_pdf else None)
    page = page_of(found, link=asked["link"], paper=paper)
    data = page.encode("utf-8", "replace")
    if is_pdf:
        from voiceguide.sheet.pdf import pdf_of

        data = pdf_of(page)
    with whole(path, replacing=asked["replace"]) as growing:
        growing.write_bytes(data)
    written.add(path)
    echo(path)
