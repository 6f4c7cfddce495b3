"""``voiceguide plan``, and the poses and settings that a session is asked for with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("short")


def plan_of(run: Run, *words: str) -> dict[str, object]:
    result = run("plan", "short", "--json", *words)
    assert result.exit_code == 0, result.stderr
    plan: dict[str, object] = json.loads(result.stdout)
    return plan


def poses_of(plan: dict[str, object]) -> list[str]:
    poses = plan["poses"]
    assert isinstance(poses, list)
    return [pose["name"] for pose in poses]


def test_a_slower_pace_is_longer(run: Run) -> None:
    lengths = [plan_of(run, "--pace", pace)["length_ms"] for pace in ("fast", "normal", "slow")]
    assert lengths == sorted(lengths) and len(set(lengths)) == 3  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], ["Neck roll", "Shoulder shrug"]),
        (["--pose", "shoulder"], ["Shoulder shrug"]),
        (["--pose", "2", "--pose", "neck roll"], ["Shoulder shrug", "Neck roll"]),
        (["--skip", "NECK"], ["Shoulder shrug"]),
        (["--skip", "2"], ["Neck roll"]),
        (["--pose", "shrug"], ["Shoulder shrug"]),
    ],
)
def test_poses_named_are_the_poses_led(run: Run, words: list[str], names: list[str]) -> None:
    assert poses_of(plan_of(run, *words)) == names


def test_a_session_of_more_than_six_hours_wants_to_be_meant(run: Run) -> None:
    Path("long.md").write_text("## Rest\n1. Stay for 350 minutes.\n2. Stay for 20 minutes.\n")
    result = run("plan", "long.md")
    assert result.exit_code == 1 and "--long" in result.stderr
    assert run("plan", "long.md", "--long").exit_code == 0


def test_in_brief_a_plan_is_its_poses_and_totals(run: Run) -> None:
    brief = run("plan", "short", "--brief").stdout.splitlines()
    whole = run("plan", "short").stdout.splitlines()
    assert brief[0] == whole[0] and brief[2].split() == ["start", "length", "pose"]
    assert [line.split("  ")[-1] for line in brief[3:5]] == [
        "Neck roll (2 sides)",
        "Shoulder shrug (2 rounds)",
    ]
    assert brief[-1].endswith("  in all") and set(brief[6:]) <= set(whole)


def test_a_plan_is_of_one_routine(run: Run, short: Path) -> None:
    short.with_name("other.md").write_bytes(short.read_bytes())
    result = run("plan", "scripts")
    assert result.exit_code == 2 and "one routine, and these are 2" in result.stderr
    run("new", "Hips at night")
    assert run("plan", "Hips", "at", "night", "--brief").exit_code == 0
