"""A catalogue in a folder of its own, with a voice that any process finds by its name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROUTINES = {
    "neck": "---\ntitle: Neck\n---\n## Neck roll\n1. Sit tall.\n2. Let your right ear sink. "
    "Hold for 2 seconds.\n",
    "rest": "---\ntitle: Rest\n---\n## Rest\n1. Lie down. Rest for 5 seconds.\n\n"
    "## Sit\n1. Sit tall.\n",
}
LISTING = """\
routines = ["*.md"]
out = "made/{routine}-{pace}-{guidance}.mp3"
[settings]
voice = '%s'
[matrix]
pace = ["slow", "normal"]
guidance = ["full", "brief"]
[[exclude]]
routine = "rest"
pace = "slow"
"""
PROGRAM = """\
#!{python}
import math, os, struct, sys, time, wave
with open({log!r}, "a") as log:
    log.write(sys.argv[2] + "\\n")
if os.path.exists({log!r} + ".begun"):
    with open({log!r} + ".begun", "w") as begun:
        begun.write(sys.argv[2])
while os.path.exists({log!r} + ".stop"):
    time.sleep(0.02)
with wave.open(sys.argv[1], "wb") as file:
    file.setparams((1, 2, 8000, 0, "NONE", ""))
    for at in range(8000):
        loud = 9000 * min(1, at / 200, (8000 - at) / 200)
        file.writeframes(struct.pack("<h", int(loud * math.sin(at / 3))))
"""


class Folder:
    """Its routines, its listing, and what was spoken."""

    def __init__(self, path: Path) -> None:
        self.path, self.log = path, path / "log"
        program = path / "tone"
        program.write_text(PROGRAM.format(python=sys.executable, log=str(self.log)))
        program.chmod(0o755)
        self.voice = f"command:{program} {{out}} {{text}}"
        for name, text in ROUTINES.items():
            (path / f"{name}.md").write_text(text, encoding="utf-8")
        self.listing = path / "all.toml"
        self.listing.write_text(LISTING % self.voice, encoding="utf-8")

    def hang(self, *, on: bool = True) -> None:
        """Let whatever is begun to be spoken from now on never come to an end, or do so again."""
        stop = self.path / "log.stop"
        if on:
            stop.touch()
        else:
            stop.unlink()

    def spoken(self) -> list[str]:
        return sorted(self.log.read_text().splitlines()) if self.log.exists() else []

    def made(self) -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in sorted((self.path / "made").iterdir())}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    return Folder(tmp_path)
