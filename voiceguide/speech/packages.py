"""What is installed, told from its files alone: nothing is imported to find out."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path


@cache
def package_folder(module: str) -> Path | None:
    """Give the folder of an installed package, or None."""
    spec = importlib.util.find_spec(module)
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


@cache
def package_version(module: str, distribution: str = "") -> str:
    """Give an installed package's version, which the folder of its metadata has in its name.

    ``distribution`` is the name under which it is installed, where that is another.
    """
    folder, name = package_folder(module), distribution or module
    if folder is not None:
        found = list(folder.parent.glob(f"{name}-*.dist-info"))
        if len(found) == 1:
            return found[0].stem.removeprefix(f"{name}-")
    from importlib import metadata  # finds every kind of installation, slowly

    return metadata.version(name)
