"""The natural voices of hibari: "heart" comes with it, others are there once they were got."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from voiceguide.speech.engine import About, Kind, Known, Offer, Voice, Wanted, Work
from voiceguide.speech.packages import package_folder, package_version
from voiceguide.speech.shelf import checksum, voices_folder

DRIVER = "voiceguide.speech.engines.hibari_engine"
PLACE = "https://huggingface.co/maureesewilliams/hibari/resolve/main/voices/"

_USUAL = "heart"
_LICENCE = "Apache-2.0"
# Measured on one core: 0.9 s to start, 110 ms for a sentence and its clip; 215 to 260 MB.
_WORK = Work(memory_mb=260, pays_from=8)

_HEART = (
    (0.36, 80.5), (0.38, 87.2), (0.40, 91.9), (0.42, 96.8), (0.44, 98.9), (0.46, 109.4),
    (0.48, 112.5), (0.50, 113.9), (0.52, 115.2), (0.54, 117.3), (0.56, 121.0), (0.58, 135.1),
    (0.60, 136.8), (0.62, 138.5), (0.64, 140.1), (0.66, 144.2), (0.68, 160.2), (0.70, 163.0),
    (0.72, 165.4), (0.74, 167.8), (0.76, 169.7), (0.78, 171.9), (0.80, 186.8), (0.82, 204.0),
    (0.84, 206.4), (0.86, 214.0), (0.88, 218.3), (0.92, 223.6), (1.00, 230.5), (1.08, 236.5),
    (1.14, 241.9), (1.20, 252.7), (1.24, 261.1), (1.30, 266.6),
)  # fmt: skip
"""Words a minute over the 88 sentences of the shipped routine, trimmed as clips are.

hibari rounds each phoneme to 25 ms, so that its speed goes in steps of up to 12 %.
"""

_KNOWN = {
    "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8": Known(
        _HEART, {"none": 7.4, "warm": 7.1}
    )
}
"""What was measured of voices, by the checksum of their models."""


class Hibari(Kind):
    """hibari's voices."""

    name = "hibari"

    def default_voice(self) -> Voice | None:
        """Give "heart", where hibari and what it runs on are installed."""
        return _voice(_USUAL, registry()[_USUAL]) if is_installed() else None

    def list_voices(self) -> list[Voice]:
        """Give "heart", and those that were got. None is got by being listed."""
        if not is_installed():
            return []
        return [
            _voice(name, about)
            for name, about in registry().items()
            if about.get("bundled") or (voices_folder() / about["file"]).is_file()
        ]

    def list_offers(self) -> list[Offer]:
        """Give those that can be got."""
        if not is_installed():
            about = About(natural=True, size_mb=97, licence=_LICENCE)
            return [Offer(_USUAL, "en-us", "American, female", about, "pip install hibari-tts")]
        return [
            Offer(
                name,
                about["language"].lower(),
                _description(about),
                _about(about),
                f"voiceguide voices get {name}",
            )
            for name, about in registry().items()
            if not about.get("bundled") and not (voices_folder() / about["file"]).is_file()
        ]

    def wanted(self, name: str) -> list[Wanted]:
        """Give the one file of a voice that is not in hibari's wheel."""
        about = registry().get(name.lower()) if is_installed() else None
        if about is None or about.get("bundled"):
            return []
        path = voices_folder() / about["file"]
        return [Wanted(PLACE + about["file"], path, about["bytes"], about["sha256"], "sha256")]

    def stored(self, name: str) -> list[Path]:
        """Give its file, if it is there."""
        return [wanted.path for wanted in self.wanted(name) if wanted.path.is_file()]


def is_installed() -> bool:
    """Tell whether hibari can speak here, without loading anything of it."""
    return package_folder("hibari") is not None and package_folder("onnxruntime") is not None


def registry() -> dict[str, dict[str, Any]]:
    """Give what the installed hibari tells of its voices: files, checksums, languages."""
    folder = package_folder("hibari")
    assert folder is not None
    voices: dict[str, dict[str, Any]] = json.loads(
        (folder / "assets" / "voices.json").read_text(encoding="utf-8")
    )
    return voices


def _voice(name: str, about: dict[str, Any]) -> Voice:
    # A model that is in the wheel is as its version says; one that was got may be another.
    model = about["sha256"] if about.get("bundled") else checksum(voices_folder() / about["file"])
    runtime = ".".join(package_version("onnxruntime").split(".")[:2])
    again = "pip install --force-reinstall hibari-tts onnxruntime"
    return Voice(
        name=name,
        language=about["language"].lower(),
        description=_description(about),
        id=name,
        engine=f"hibari {name}",
        driver=DRIVER,
        version=f"hibari-tts {package_version('hibari', 'hibari_tts')}, "
        f"onnxruntime {runtime}, {model[:16]}",
        dial=tuple(speed for speed, _ in _HEART),
        stepped=True,
        known=_KNOWN.get(model),
        notation="misaki",
        work=_WORK,
        about=_about(about),
        mend=again if about.get("bundled") else f"get it again: voiceguide voices get {name}",
    )


def _description(about: dict[str, Any]) -> str:
    return f"{about['accent']}, {about['gender']}"


def _about(about: dict[str, Any]) -> About:
    return About(natural=True, size_mb=about["bytes"] / 1e6, licence=_LICENCE)
