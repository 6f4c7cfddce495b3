"""An article becomes a routine in our Markdown, for a person to read over, before it is read."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from voiceguide.importing.article import (
        Imported,
        import_article,
        import_file,
        read_article,
    )
    from voiceguide.importing.left_out import brief
    from voiceguide.importing.sources import Source, is_article, load, prompt, source_of

__all__ = [
    "Imported", "Source", "brief", "import_article", "import_file", "is_article", "load",
    "prompt", "read_article", "source_of",
]  # fmt: skip

_HOMES = {
    **dict.fromkeys(("Source", "is_article", "load", "prompt", "source_of"), "sources"),
    "brief": "left_out",
}


def __getattr__(name: str) -> Any:
    # Every command asks whether a file is an article; what it takes to read one is seldom needed.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = importlib.import_module(f"voiceguide.importing.{_HOMES.get(name, 'article')}")
    return getattr(home, name)
