"""The documents that people read, taken apart for tests and for what follows them to the letter."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, kind: str) -> list[str]:
    """Give the blocks of code of one kind that a page shows, in order."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def commands(page: Path, kind: str = "sh") -> list[str]:
    """Give the lines of a page that can be typed, without what is said beside them."""
    lines = "".join(blocks(page, kind)).splitlines()
    return [line.split("  #")[0].split(" # ")[0].strip() for line in lines if line.strip()]
