"""What a session's file is called: after its routine, and after how it differs from it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from voiceguide.commands.wishes import Wish
from voiceguide.formats import USUAL, endings, format_of
from voiceguide.library import slug
from voiceguide.naming import own_stem, stem_for
from voiceguide.routine import Routine
from voiceguide.settings import Settings

_PLACES = ("{routine}", "{title}", "{client}")


def targets_of(wishes: Sequence[Wish], asked: dict[str, Any]) -> list[Path]:
    """Name the file of each session; a single one may have a file of its own choosing."""
    out, kind = asked["out"], asked["kind"]
    if out and "://" in out:
        from voiceguide.remote.place import without_secrets

        told = "a session is written to this machine; `voiceguide catalogue` writes to addresses"
        raise click.UsageError(f"--out {without_secrets(out)}: {told}")
    place = Path(os.path.expanduser(out)) if out else Path("output")  # noqa: PTH111 - never raises
    if "{client}" in str(place) and any(wish.client is None for wish in wishes):
        raise click.UsageError(f"--out {out}: there is no client: name one with --for")
    if names_a_file(out):
        if not format_of(place):
            raise click.UsageError(
                f"--out {out}: a session is a {endings()}; a new folder ends in a slash"
            )
        if kind and kind != format_of(place):
            raise click.UsageError(f"--out {out} is no .{kind}: leave --format or its ending out")
        if len(wishes) > 1 and not any(name in out for name in _PLACES):
            what = "clients" if wishes[0].client else "routines"
            raise click.UsageError(f"--out {out} is one file, and there are {len(wishes)} {what}")
        targets = [at_place(place, wish) for wish in wishes]
    else:
        targets = [at_place(place, wish) / _name(wish, kind) for wish in wishes]
    twice = [target for target in targets if targets.count(target) > 1 and "{" not in str(target)]
    if twice:
        raise click.UsageError(f"two routines would both be written to {twice[0]}")
    return targets


def at_place(place: Path, wish: Wish) -> Path:
    """Put the routine's name and the client's into a place that asks for them."""
    client = slug(wish.client.stem) if wish.client else ""
    return Path(str(place).replace("{routine}", wish.stem).replace("{client}", client))


def _name(wish: Wish, kind: str | None) -> str:
    # A session made again stays what it was.
    return f"{stem_for(wish.stem, wish.client)}.{kind or format_of(wish.paths[0]) or USUAL}"


def names_a_file(out: str | None) -> bool:
    """Tell whether ``--out`` names a file, not a folder."""
    if not out or out.endswith(("/", os.sep)):
        return False
    place = Path(os.path.expanduser(out))  # noqa: PTH111 - never raises
    return bool(place.suffix) and not place.is_dir()


def own_name(target: Path, wish: Wish, routine: Routine, asked: dict[str, Any]) -> Path:
    """Give a session the name of its own that it has with other poses, pace or length.

    Neither what ``--out`` names is changed, nor that of a session made again.
    """
    target = Path(str(target).replace("{title}", slug(routine.title)))
    if names_a_file(asked["out"]) or format_of(wish.paths[0]):
        return target
    given = Settings(pace=asked["pace"], length=asked["length"])
    name = own_stem(target.stem, routine, given, only=bool(asked["poses"]))
    return target.with_name(f"{name}{target.suffix}")
