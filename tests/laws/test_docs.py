"""What the documents tell is so: the example of a voice speaks, and every licence is there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest

from voiceguide.cache import Store
from voiceguide.speech.own_words import NAME, load_lexicon
from voiceguide.speech.speak import speak
from voiceguide.speech.voices import find_voice

ROOT = Path(__file__).parents[2]
VOICES = (ROOT / "docs" / "voices.md").read_text(encoding="utf-8")
LICENCES = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", VOICES, re.DOTALL | re.MULTILINE)


def test_the_example_of_a_voice_is_found_and_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    points, program = blocks("toml")[1], blocks("python")[0]
    (tmp_path / "beeps.py").write_text(program, encoding="utf-8")
    about = tmp_path / "beeps-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: beeps\nVersion: 1\n")
    (group,) = tomllib.loads(points)["project"]["entry-points"].items()
    (point,) = group[1].items()
    (about / "entry_points.txt").write_text(f"[{group[0]}]\n{point[0]} = {point[1]}\n")
    monkeypatch.syspath_prepend(tmp_path)
    words = "Inhale, and lift both arms up over your head."
    clip = speak([words], find_voice("beep"), 120, Store(tmp_path / "cache"))[words]
    assert len(words.split()) * 60 / (clip.samples / 48_000) == pytest.approx(120, rel=0.05)


def test_the_example_of_a_lexicon_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("platformdirs.user_config_dir", lambda *_, **__: str(tmp_path / "none"))
    (tmp_path / NAME).write_text(blocks("toml")[0], encoding="utf-8")
    assert set(load_lexicon(tmp_path / "hips.md").own) == {
        "psoas", "malasana", "tensor fasciae latae"
    }  # fmt: skip


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(requirements: Iterable[str], found: set[str]) -> set[str]:
    """Add all that requirements bring, here, and what those bring."""
    from packaging.requirements import Requirement

    for text in requirements:
        requirement = Requirement(text)
        here = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if not here or plain(requirement.name) in found:
            continue
        try:
            of = metadata.distribution(requirement.name)
        except metadata.PackageNotFoundError:
            continue  # an extra that is not installed here
        found.add(plain(requirement.name))
        needed(of.requires or (), found)
    return found


def rows(heading: str) -> dict[str, str]:
    table = LICENCES.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line.split("|") for line in table.splitlines() if line.startswith("| ")]
    return {line[1].strip(): line[2].strip() for line in lines[1:]}


@pytest.mark.parametrize(
    ("extra", "heading"),
    [
        ("", "What is installed"),
        ("studio", "With `voiceguide[studio]`"),
        ("store", "With `voiceguide[store]`"),
        ("pdf", "With `voiceguide[pdf]`"),
        ("piper", "With `voiceguide[piper]`"),
    ],
)
def test_every_package_that_comes_along_is_told_with_its_licence(extra: str, heading: str):
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    asked = project["optional-dependencies"][extra] if extra else project["dependencies"]
    told = rows(heading) if not extra else rows("What is installed") | rows(heading)
    found = needed(asked, set())
    assert found - set(told) == set()
    for name in found:
        said = metadata.metadata(name).get("License-Expression") or ""
        for licence in re.findall(r"[A-Za-z]+-?[\d.]*\d(?:-\w+)*", said):
            family = licence.split("-")[0]
            assert family in told[name], f"{name} is {said}"


def test_the_table_has_none_that_does_not_come_along():
    """But for those that other systems or Pythons bring."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        found = needed(tomllib.load(file)["project"]["dependencies"], set())
    elsewhere = {"audioop-lts", "colorama", "comtypes", "pyobjc", "pypiwin32", "pywin32"}
    elsewhere |= {"lameenc", "espeakng-loader", "six", "tzdata"}
    natural = {"hibari-tts", "onnxruntime", "flatbuffers", "packaging", "protobuf"}
    if "hibari-tts" in found:
        natural = set()
    assert set(rows("What is installed")) - elsewhere - natural <= found


def test_every_test_that_a_promise_about_files_names_is_there():
    promises = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", promises))
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).is_file()] == []
