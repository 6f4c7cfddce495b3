"""The commands that are ended and failed, and the place in which that is done."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from tests.faults import place as rel


def _make(suffix: str, *more: str) -> list[str]:
    """Over the good file, whatever the settings would name it: that is the one at risk."""
    return ["make", "hips", "--quiet", "--out", f"output/hips.{suffix}", *more]


TARGETS = {
    "cold": "hips.mp3",
    "nothing": "hips.mp3",
    "warm": "hips.mp3",
    "bed": "hips.mp3",
    "m4b": "hips.m4b",
    "opus": "hips.opus",
    "flac": "hips.flac",
    "wav": "hips.wav",
    "again": "hips.mp3",
    "prune": "hips.mp3",
    "captions": "hips.mp3",
    "watch": "hips.mp3",
}
COMMANDS = {
    "nothing": _make("mp3", "--hold", "1.5"),
    "cold": _make("mp3", "--hold", "1.5"),
    "warm": _make("mp3", "--hold", "1.5"),
    "captions": _make("mp3", "--hold", "1.5", "--captions", "vtt,txt,lrc,json"),
    "bed": _make("mp3", "--bed", "brown"),
    "m4b": _make("m4b", "--hold", "1.5"),
    "opus": _make("opus", "--hold", "1.5"),
    "flac": _make("flac", "--hold", "1.5"),
    "wav": _make("wav", "--hold", "1.5"),
    "again": [
        *("make", "output/hips.mp3", "--quiet", "--hold", "1.5"),
        *("--out", "output/hips.mp3"),
    ],
    "prune": _make("mp3", "--hold", "1.5"),
    "import": ["import", "article.txt", "-o", "scripts/new.md"],
    "new": ["new", "hips two"],
    "say": ["say", "Inhale, and lift your heart.", "--out", "output/hear.wav"],
    "watch": _make("mp3", "--watch"),
}
WRITTEN = {"import": "new.md", "new": "hips-two.md"}
"""What these leave in the folder of routines."""
ARTICLE = (
    "Cat-Cow\nStart on your hands and knees. Inhale and lift your head. "
    "Exhale and round your back. Repeat 5 times.\n\n"
) * 40
MISSING = {
    "cold": ("clips", "sounds"),
    "m4b": ("packets",),
    "opus": ("packets",),
    "bed": ("beds", "mixes", "mixed"),
    "nothing": ("voices", "clips", "sounds"),
    "prune": ("clips",),
}
"""What of the cache a command finds no more, so that it makes it."""


class Stage:
    """A place with good files, to which it is brought back before each case."""

    def __init__(self, name: str) -> None:
        self.place = rel.Place(name)
        (self.place.w / "article.txt").write_text(ARTICLE)
        for kind in ("mp3", "m4b", "opus", "flac", "wav"):
            ran = self.place.run("make", "hips", "--quiet", "--format", kind, timeout=300)
            assert ran.rc == 0, ran.err
        self.good = self.place.root / "good"
        shutil.copytree(self.place.w / "output", self.good)
        self._full = self.place.root / "full-cache"
        shutil.copytree(self.place.cache, self._full)

    def prepare(self, scene: str) -> dict[str, str]:
        """Bring back all that was good; returns what the command's environment has besides."""
        place = self.place
        for path, source in ((place.w / "output", self.good), (place.cache, self._full)):
            shutil.rmtree(path, ignore_errors=True)
            shutil.copytree(source, path)
        for each in (place.w / "scripts").iterdir():
            if each.name != "hips.md":
                each.unlink()
        shutil.rmtree(place.tmp, ignore_errors=True)
        place.tmp.mkdir()
        for kind in MISSING.get(scene, ()):
            shutil.rmtree(place.cache / kind, ignore_errors=True)
        if scene != "prune":
            return {}
        _age(place.cache, 7200)
        return {"VOICEGUIDE_CACHE_MB": "0"}

    def good_files(self) -> list[tuple[Path, bool]]:
        """List the outputs, each with whether it is still the very file that was good."""
        names = sorted(each.name for each in self.good.iterdir())
        output = self.place.w / "output"
        return [(output / n, rel.sha(output / n) == rel.sha(self.good / n)) for n in names]

    def is_whole(self, path: Path) -> bool:
        return self.place.run("verify", f"output/{path.name}").rc == 0

    def written(self, scene: str) -> Path | None:
        """Return the routine that the command has left, if it leaves one."""
        path = self.place.w / "scripts" / WRITTEN[scene] if scene in WRITTEN else None
        return path if path and path.exists() else None


def _age(folder: Path, seconds: float) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (time.time() - seconds,) * 2)
