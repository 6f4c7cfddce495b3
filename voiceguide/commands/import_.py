"""``voiceguide import``: from an article to a routine, for a person to read over."""

from __future__ import annotations

from pathlib import Path

import click

from voiceguide.commands.output import echo, example, tell, tell_import, write_out


def _print_prompt(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from voiceguide.importing import prompt

        write_out(prompt())
        context.exit()


@click.command("import", epilog=example(
    "voiceguide import hips.html -o scripts/hips.md",
    "voiceguide import - < notes.txt",
    "voiceguide import --prompt",
))  # fmt: skip
@click.argument("article")
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    help="Write it here, where no file is yet; its folder is made [default: print it].",
)
@click.option(
    "--prompt",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_prompt,
    help="Print what to ask a chatbot, so that it writes a routine which reads without a warning.",
)
def import_article(article: str, out: str | None) -> None:
    """Turn an article into a routine, to be read over.

    ARTICLE is a text, Markdown, a table, a page saved from a browser, or a workout in JSON or YAML;
    - reads standard input. What was left out and what was assumed is told on standard error.
    """
    from voiceguide.importing import import_file

    target = Path(out).expanduser() if out else None
    if target is not None:
        _check_target(target)
    imported = import_file(article)
    if target is None:
        write_out(imported.markdown)
    else:
        _write(target, imported.markdown)
    tell_import(imported)
    tell(imported.routine.problems)
    if target is not None:
        echo(f"{target}: read it over, then voiceguide make {target}", err=True)


def _check_target(target: Path) -> None:
    from voiceguide.files import check_place, clear_parts, taken

    clear_parts(target.parent)  # one that was killed after it took its name left its own
    if target.exists() or target.is_symlink():
        raise taken(target)
    check_place(target, 0)


def _write(target: Path, markdown: str) -> None:
    """Write a file that is not there yet, whole or not at all; its folder is made with it."""
    from voiceguide.files import whole

    with whole(target, replacing=False) as growing:
        growing.write_text(markdown, encoding="utf-8", newline="\n")
