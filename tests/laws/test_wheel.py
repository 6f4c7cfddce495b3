"""The wheel as others get it: with the routines it ships, and with types that a checker takes."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PROGRAM = """
from voiceguide import Made, Settings, make, parse_routine, plan, read_routine, verify

routine = read_routine("scripts/middle-back.md", poses=["twist"], skip=["Cobra"])
settings = Settings(pace="slow", breath=(3.5, 4.5), guidance="brief", bed="rain")
minutes: float = plan(parse_routine("## Rest"), settings).length_ms / 60_000
made: Made = make(routine, "rest.mp3", Settings(pace=1.25))
good: bool = not verify(made.path).faults
pace: float | None = routine.settings.pace
"""
WRONG = 'from voiceguide import Settings\nSettings(guidance="brieff")\n'


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, unpack it where Python looks for packages, and give that Python."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    place = folder / "env"
    venv.create(place)
    paths = {name: str(place) for name in ("base", "platbase", "installed_base")}
    packages = sysconfig.get_path("purelib", "venv", paths)
    zipfile.ZipFile(wheel).extractall(packages)
    scripts = Path(sysconfig.get_path("scripts", "venv", paths))
    assert (Path(packages) / "voiceguide" / "scripts" / "middle-back.md").is_file()
    return scripts / Path(sys.executable).name


def checked(program: str, python: Path, folder: Path) -> str:
    (folder / "program.py").write_text(program)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python)]
    own = ["--config-file", "", "--cache-dir", str(folder / "cache"), "program.py"]
    # With a path to this repository the checker would look here.
    env = dict(os.environ)
    env.pop("PYTHONPATH", None)
    env.pop("MYPYPATH", None)
    run = subprocess.run(
        mypy + own, cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    return run.stdout


def test_a_program_is_checked_against_the_types_in_the_wheel(installed: Path, tmp_path: Path):
    assert "Success" in checked(PROGRAM, installed, tmp_path)
    assert '"guidance" to "Settings" has incompatible type' in checked(WRONG, installed, tmp_path)
