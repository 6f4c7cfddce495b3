"""What a shell completes: routines, their poses, and what a setting may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import click

from voiceguide.problems import VoiceguideError
from voiceguide.settings import Setting

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Complete: TypeAlias = "Callable[[click.Context, click.Parameter, str], list[CompletionItem]]"


def complete_routine(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Give the shell the names of routines that begin so; or let it complete a path."""
    from voiceguide.library import FOLDER, shipped

    del ctx, param
    names = {path.stem for folder in (FOLDER, shipped()) for path in folder.glob("*.md")}
    return _completed(sorted(names), incomplete) or _completed_path(incomplete)


def complete_pose(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Give the shell the poses of the routines named before; a word of a name is enough."""
    from voiceguide.library import find_routines, folded
    from voiceguide.loader import read_routine

    del param
    # While a shell completes, what was named before stands there where it was not taken yet.
    named = ctx.params.get("routines") or ctx.params.get("routine") or ctx.args
    try:
        paths = find_routines([named] if isinstance(named, str) else named)
        names = [pose.name for path in paths for pose in read_routine(path).poses]
    except VoiceguideError:
        return []
    wanted = folded(incomplete)
    return _completed([name for name in names if wanted in folded(name)], "")


def complete_setting(setting: Setting) -> Complete:
    """Make what completes a setting: the words that its help names, voices, files."""

    def complete(
        ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        del ctx, param
        words = [word for word in setting.metavar.split("|") if word.islower()]
        if setting.field in ("voice", "fallback"):
            words = _voices()
        found = _completed(words, incomplete)
        return found or (_completed_path(incomplete) if "FILE" in setting.metavar else [])

    return complete


def _voices() -> list[str]:
    from voiceguide.speech.voices import list_voices

    try:
        listed = list_voices()
    except VoiceguideError:
        return []
    return [voice.name for voice in listed if voice.language.lower().startswith("en")]


def _completed(words: Sequence[str], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(word) for word in words if word.startswith(incomplete)]


def _completed_path(incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]
