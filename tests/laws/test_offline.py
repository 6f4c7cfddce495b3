"""Offline means offline: making a session opens no connection and leaves nothing elsewhere.

onnxruntime, under the natural voices, would write files into the home folder as soon as it is
loaded, and send telemetry after half a minute, unless it is told not to before.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import voiceguide

ROUTINE = "## Neck roll\n1. Sit tall.\n2. Let your right ear sink. Hold for 2 seconds.\n"

# Python runs this in every process, workers too, before anything else.
WATCH = """
import os, sys
def watch(event, about):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        with open(os.environ["WATCHED"], "a") as file:
            file.write(f"{event} {about}\\n")
sys.addaudithook(watch)
"""


def made(folder: Path, voice: str) -> tuple[set[str], list[str]]:
    """Make a session with a fresh home; give the files that are there now, and what was asked."""
    for name in ("home", "tmp", "watch", "here"):
        (folder / name).mkdir()
    (folder / "watch" / "sitecustomize.py").write_text(WATCH)
    (folder / "here" / "neck.md").write_text(ROUTINE)
    paths = [str(folder / "watch"), str(Path(voiceguide.__file__).parents[1])]
    kept = {name: text for name, text in os.environ.items() if not name.startswith("VOICEGUIDE_")}
    subprocess.run(
        [sys.executable, "-m", "voiceguide", "make", "neck.md", "--voice", voice],
        cwd=folder / "here",
        env={
            **{name: text for name, text in kept.items() if not name.startswith("XDG_")},
            "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "tmp"),
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONDONTWRITEBYTECODE": "1",
            "WATCHED": str(folder / "watched"),
        },
        check=True,
        capture_output=True,
    )
    log = folder / "watched"
    asked = log.read_text().splitlines() if log.exists() else []
    files = {path for path in folder.rglob("*") if path.is_file()}
    return {path.relative_to(folder).as_posix() for path in files}, asked


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
@pytest.mark.usefixtures("natural")
@pytest.mark.parametrize("voice", ["heart", "system"])
def test_a_cold_make_opens_no_connection_and_writes_to_its_own_places(voice: str, tmp_path: Path):
    files, asked = made(tmp_path, voice)
    assert asked == []
    own = {"watch/sitecustomize.py", "here/neck.md", "here/output/neck.mp3"}
    assert own <= files
    elsewhere = {path for path in files - own if not path.startswith("home/.cache/voiceguide/")}
    assert elsewhere == set()


def test_its_watch_sees_a_connection(tmp_path: Path):
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    program = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('', 9))"
    subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "WATCHED": str(tmp_path / "watched")},
        check=True,
    )
    assert "socket.connect" in (tmp_path / "watched").read_text()
