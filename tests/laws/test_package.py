"""What is packed: all of it, and nothing else; and pins that fit what is asked for."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest
from documents import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

with (ROOT / "pyproject.toml").open("rb") as _file:
    PROJECT = tomllib.load(_file)["project"]
PINS = ROOT / "requirements-dev.txt"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return folder


def test_the_wheel_has_the_package_and_nothing_else(packed: Path) -> None:
    (path,) = packed.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        names = set(wheel.namelist())
        (about,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(wheel.read(about).decode())
    info = about.removesuffix("METADATA")
    assert {name.partition("/")[0] + "/" for name in names} == {"voiceguide/", info}
    ours = [
        path
        for path in (ROOT / "voiceguide").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    ]
    wanted = {path.relative_to(ROOT).as_posix() for path in ours}
    wanted |= {f"voiceguide/scripts/{path.name}" for path in (ROOT / "scripts").glob("*.md")}
    assert {name for name in names if name.startswith("voiceguide/")} == wanted
    assert {"voiceguide/py.typed", "voiceguide/importing/prompt.md"} <= wanted
    assert {f"{info}licenses/LICENSE", f"{info}entry_points.txt"} <= names
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata.get_payload().startswith("# voiceguide\n")


def test_the_sdist_has_all_that_it_takes_to_test_and_to_change_it(packed: Path) -> None:
    (path,) = packed.glob("*.tar.gz")
    with tarfile.open(path) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    for folder in ("voiceguide", "scripts", "tests", "docs", "benchmarks", ".github"):
        for each in (ROOT / folder).rglob("*"):
            if each.is_file() and "__pycache__" not in each.parts:
                assert each.relative_to(ROOT).as_posix() in names
    tops = {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "pyproject.toml"}
    assert tops | {".ci/run", "requirements-dev.txt"} <= names
    assert not {name for name in names if name.startswith("output/") or "__pycache__" in name}


def test_the_pins_fit_what_is_asked_for_and_name_no_place() -> None:
    text = PINS.read_text(encoding="utf-8")
    assert "://" not in text and "index" not in text
    pinned: dict[str, list[Requirement]] = {}
    for line in re.findall(r"^[a-z].*?(?= \\)", text, re.MULTILINE):
        pin = Requirement(line)
        pinned.setdefault(canonicalize_name(pin.name), []).append(pin)
    for asked in map(
        Requirement, PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    ):
        if asked.name == PROJECT["name"]:
            continue  # an extra of its own
        pins = pinned[canonicalize_name(asked.name)]
        assert all(asked.specifier.contains(next(iter(pin.specifier)).version) for pin in pins), (
            f"{asked} is pinned otherwise; the first lines of {PINS.name} say how to pin anew"
        )
    assert text.count("--hash=sha256:") > len(pinned)
