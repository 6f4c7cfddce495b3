"""The shapes that exercises come in, from tables to chatbots: each pose keeps its doses.

`shapes/expected.txt` was written before the import was run on any of them.
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from voiceguide.importing import Imported, import_file
from voiceguide.report import reading_json

HERE = Path(__file__).parent / "shapes"


def expected() -> dict[str, list[str]]:
    """Read the table: under each file's name, its title and then its poses."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (HERE / "expected.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            found[name].append(line.strip())
        elif line and not line.startswith("#"):
            name, _, title = line.partition(": ")
            found[name] = [title]
    return found


def doses_of(imported: Imported) -> list[str]:
    """Say in a line each what the poses are called and what they ask for, as the table has it."""
    return [
        f"{pose['name']}: {_dose(pose)}" for pose in reading_json("", imported.routine)["poses"]
    ]


def _dose(pose: dict[str, Any]) -> str:
    said = [f"{pose['sides']} sides"] if pose["sides"] > 1 else []
    said += [f"{_amount(*pose[key])} {key}" for key in ("sets", "rounds") if pose[key] != [1, 1]]
    for hold in pose["holds"]:
        kind = "assumed" if hold["assumed"] else "work" if hold["work"] else "hold"
        said.append(f"{kind} {_amount(hold['low'], hold['high'])} {hold['unit']}")
    for rest in pose["rests"]:
        said.append(
            f"rest {_amount(rest['low'], rest['high'])} {rest['unit']} between {rest['between']}"
        )
    return ", ".join(said)


def _amount(low: int, high: int | None) -> str:
    return f"{low}" if low == high else f"{low}-{high or ''}"


@pytest.mark.parametrize("name", expected())
def test_each_pose_has_its_doses(name: str) -> None:
    found = import_file(str(HERE / name))
    read = [found.routine.title, *doses_of(found)]
    # A title, or a name, that nothing in the text gives is ours to choose.
    wanted = [
        f"{got.partition(':')[0]}{want[1:]}" if want.startswith("*") else want
        for want, got in zip_longest(expected()[name], read, fillvalue="")
    ]
    assert read == wanted
    assert not [str(problem) for problem in found.routine.problems]
