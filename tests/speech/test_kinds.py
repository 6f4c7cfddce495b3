"""Kinds of voices: voiceguide's own, and those that other packages bring."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from voiceguide.cache import Store
from voiceguide.problems import VoiceguideError
from voiceguide.speech.engine import Kind
from voiceguide.speech.engines import GROUP, KINDS, own_kind
from voiceguide.speech.speak import speak
from voiceguide.speech.voices import find_voice, list_voices

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_own_kinds_are_registered_as_others_are():
    with PROJECT.open("rb") as file:
        assert tomllib.load(file)["project"]["entry-points"][GROUP] == KINDS


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_the_name_it_is_found_by(name: str):
    kind = own_kind(name)
    assert isinstance(kind, Kind)
    assert kind.name == name


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, module: str, place: str) -> None:
    """Put a package with one module and one kind where Python looks for packages."""
    (folder / "beeping.py").write_text(module, encoding="utf-8")
    about = folder / "beeping-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: beeping\nVersion: 1\n")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\nbeeping = {place}\n")
    monkeypatch.delitem(sys.modules, "beeping", raising=False)
    monkeypatch.syspath_prepend(folder)


BEEPING = """
import fake_voice
from voiceguide.speech.engine import Kind

class Beeping(Kind):
    name = "beeping"

    def list_voices(self):
        return [fake_voice.voice()._replace(name="beep")]

    def open_voice(self, rest):
        return fake_voice.voice()._replace(name=f"beeping:{rest}", id="tone")
"""


def test_the_voices_of_another_package_are_found_and_speak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    install(tmp_path, monkeypatch, BEEPING, "beeping:Beeping")
    assert find_voice("Beep") == find_voice("beeping:beep")
    assert find_voice("beeping:else").name == "beeping:else"
    assert "beep" in [voice.name for voice in list_voices()]
    assert speak(["Inhale."], find_voice("beep"), 120, Store(tmp_path))["Inhale."].samples > 0
    with pytest.raises(VoiceguideError, match="a file asks for it"):
        find_voice("beeping:else", by_hand=False)
    assert find_voice("beeping:beep", by_hand=False).name == "beep"


def test_a_package_that_does_not_load_is_named_where_it_is_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    install(tmp_path, monkeypatch, "import nothing_of_that_name", "beeping:Beeping")
    assert find_voice("system")
    with pytest.raises(VoiceguideError, match=r"the voices of beeping .*nothing_of_that_name"):
        find_voice("beep")


@pytest.mark.skipif(os.name != "posix", reason="process groups")
def test_a_worker_ends_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A program that an engine waits for would go on after the engine was ended for being late."""
    (tmp_path / "sleeping.py").write_text(
        "import pathlib, subprocess\n"
        "class Engine:\n"
        "    def say(self, text, voice, pace):\n"
        f"        with open({str(tmp_path / 'pid')!r}, 'w') as file:\n"
        "            child = subprocess.Popen(['sleep', '600'])\n"
        "            file.write(str(child.pid))\n"
        "        child.wait()\n"
        "def open_engine(engine, folder):\n"
        "    return Engine()\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    from voiceguide.speech.pool import NoAnswerError, Worker

    request = {
        "do": "measure", "words": "", "text": "", "voice": "", "rate": 0, "stretch": 1,
        "level": False, "treatment": "none",
    }  # fmt: skip
    with Worker("sleeping", "") as worker, pytest.raises(NoAnswerError):
        worker.ask(request, 2)
    left = subprocess.run(["ps", "-o", "stat=", (tmp_path / "pid").read_text()],
                          capture_output=True, text=True, check=False).stdout  # fmt: skip
    assert left.strip()[:1] in ("", "Z")
