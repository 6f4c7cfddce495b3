"""``voiceguide studio``: a page on this machine, to do all of it without typing commands."""

from __future__ import annotations

from pathlib import Path

import click

from voiceguide.commands.output import echo, example
from voiceguide.problems import fail


@click.command(epilog=example("voiceguide studio", "voiceguide studio ~/classes --share"))
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--port", type=click.IntRange(0, 65535), help="Use this port; 0 for any free one.")
@click.option("--share", is_flag=True, help="Share finished sessions in the local network.")
@click.option("--address", metavar="IP", help="This machine's address to share at.")
@click.option("--no-browser", is_flag=True, help="Print the address, and open nothing.")
def studio(
    folder: Path, port: int | None, share: bool, address: str | None, no_browser: bool
) -> None:
    """Open a page to read, shape, make and play sessions, on this machine alone.

    It works on the routines in FOLDER/scripts and the sessions in FOLDER/output, as the other
    commands do. Ctrl-C ends it. To SHARE lets phones in the same network hear finished sessions,
    and podcast apps follow them; nothing can be changed from there.
    """
    try:
        from voiceguide.page.square import square_lines
        from voiceguide.studio.folder import Folder
        from voiceguide.studio.server import bound, running, serve
        from voiceguide.studio.share import WARNING, Link, Sharing
    except ImportError as problem:
        missing = (problem.name or "a part").partition(".")[0]
        raise fail(
            f"the studio needs {missing}", "pip install 'voiceguide[studio]', and try again"
        ) from None
    folder = folder.expanduser().resolve()
    if not folder.is_dir():
        raise fail(f"there is no folder {folder}", "name one that there is, or make it first")

    def told(link: str) -> None:
        echo(f"The studio is open at {link}")
        echo("The link works once. Ctrl-C ends the studio.")
        if not no_browser:
            _open(link)

    def shown(link: Link) -> None:
        for line in (f"Shared at {link.address}", *square_lines(link.address), WARNING):
            echo(line)

    if port is None and (there := running(folder)):
        echo(f"The studio of {folder} runs already: {there.link}")
        if not no_browser:
            _open(there.link)
        return
    sharing = Sharing(Folder(folder), address, shown)
    serve(folder, bound(port), told, sharing, share=share)


def _open(link: str) -> None:
    import threading
    import webbrowser

    # A browser may take long to come, and some hold on to whoever called them.
    threading.Thread(target=webbrowser.open, args=[link], daemon=True).start()
