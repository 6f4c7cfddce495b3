"""``voiceguide cache``: what is kept of what was spoken."""

from __future__ import annotations

from pathlib import Path

import click

from voiceguide.commands.output import echo, example


@click.command(epilog=example("voiceguide cache", "voiceguide cache --clear"))
@click.option("--clear", is_flag=True, help="Take everything away; it is spoken anew when needed.")
def cache(clear: bool) -> None:
    """Show where spoken sentences are kept, and how much there is.

    What was not used for longest is taken away when it grows over 1000 MB, or over what
    VOICEGUIDE_CACHE_MB says. VOICEGUIDE_CACHE names another folder. What
    voices take that you got is told, too; VOICEGUIDE_VOICES names their folder.
    VOICEGUIDE_STORE is the address of a store that several machines share.

    What runs that were killed have left half-written there or in ./output is
    taken away.
    """
    from voiceguide import cache as upkeep
    from voiceguide.cache import Store, cache_folder, shared_address
    from voiceguide.files import clear_parts
    from voiceguide.speech.folders import clear_folders

    folder = cache_folder()
    bound = upkeep.bound_bytes()
    left = [Store(folder).clear_left(), clear_folders(), clear_parts(Path("output"))]
    count, size = (sum(column) for column in zip(*left, strict=True))
    if count:
        files = "file" if count == 1 else "files"
        echo(f"left by runs that were ended, now taken away: {count} {files}, {_mb(size)}")
    if clear:
        count, size = upkeep.clear(folder)
        echo(f"taken away: {_size(count, size)}")
    kept = list(upkeep.entries(folder))
    echo(folder)
    echo(f"{_size(len(kept), sum(entry.size for entry in kept))} of {bound / 1e6:,.0f} MB")
    if shared_address():
        from voiceguide.remote.place import without_secrets

        echo(without_secrets(shared_address()))
        echo("shared by machines, VOICEGUIDE_STORE; nothing is ever taken away there")
    from voiceguide.speech.shelf import shelf_bytes, voices_folder

    voices = shelf_bytes()
    if voices:
        echo(f"{voices_folder()}\nvoices, {_mb(voices)}; `voices remove` takes them")


def _size(count: int, size: int) -> str:
    return f"{count:,} {'entry' if count == 1 else 'entries'}, {_mb(size)}"


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
