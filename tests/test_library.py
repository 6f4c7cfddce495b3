"""Routines and poses are found as people type them."""

from __future__ import annotations

from pathlib import Path

import pytest

from voiceguide.library import find_routine, find_routines, folded, select
from voiceguide.problems import VoiceguideError
from voiceguide.reading.reader import read_text

POSES = [
    "Étirement du chat",
    "Viparīta Karaṇī",
    "Cobra",
    "Cobra, then child",
    "Bridge",
    "Corpse (Śavāsana)",
    "Pate",
    "Pâté",
]
ROUTINE = read_text("".join(f"## {name}\n1. Sit still.\n" for name in POSES), "a.md")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("scripts/hips-before-bed", "scripts/Étirement_doux", "other/acc", "other/bcc"):
        path = Path(f"{name}.md")
        path.parent.mkdir(exist_ok=True)
        path.write_text("## Cat\n1. Sit still.\n", encoding="utf-8")
    Path("other/README.md").write_text("What lies here.", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("named", "numbers"),
    [
        (["etirement"], [1]),
        (["ÉTIREMENT DU CHAT"], [1]),
        (["karani"], [2]),
        (["sav"], [6]),
        (["Śav"], [6]),
        (["savasana"], [6]),
        (["Cobra"], [3]),
        (["Cobra, Bridge"], [3, 5]),
        (["bridge,5"], [5, 5]),
        (["cobra, then child"], [4]),
        (["pate"], [7]),
        (["Pâté"], [8]),
    ],
)
def test_poses_are_found_without_accents_and_several_at_once(named: list[str], numbers: list[int]):
    assert list(select(ROUTINE, named).chosen) == numbers
    left = select(ROUTINE, skip=named).chosen
    assert sorted({*range(1, 9)} - {*left}) == sorted({*numbers})


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (["Cobra, Brigde"], "no pose 'Brigde'"),
        ([","], "no pose ','"),
        (["asana"], "no pose 'asana'"),
        (["p"], "several poses are called 'p'"),
    ],
)
def test_what_fits_none_or_several_is_told(named: list[str], told: str):
    with pytest.raises(VoiceguideError, match=told):
        select(ROUTINE, named)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Hips", "before", "bed"], ["scripts/hips-before-bed.md"]),
        (["Hips before bed"], ["scripts/hips-before-bed.md"]),
        (["hips_before_bed.md"], ["scripts/hips-before-bed.md"]),
        (["etirement doux"], ["scripts/Étirement_doux.md"]),
        (["other/acc"], ["other/acc.md"]),
        (["other"], ["other/acc.md", "other/bcc.md"]),
        (["other", "other/bcc", "Hips", "before", "bed"],
         ["other/acc.md", "other/bcc.md", "scripts/hips-before-bed.md"]),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("here")
def test_routines_are_found_as_people_name_them(names: list[str], found: list[str]):
    assert [path.as_posix() for path in find_routines(names)] == found


def test_a_routine_is_meant_before_a_folder_of_its_name(here: Path):
    (here / "hips-before-bed").mkdir()
    assert find_routine("hips-before-bed").is_file()


def test_a_folder_without_a_routine_is_told(here: Path):
    (here / "empty").mkdir()
    with pytest.raises(VoiceguideError, match="the folder empty has no routine in it"):
        find_routines(["empty"])


@pytest.mark.usefixtures("here")
def test_words_that_are_no_name_are_told_one_by_one():
    with pytest.raises(VoiceguideError, match="there is no routine 'Hop'"):
        find_routines(["Hop", "before", "dinner"])


def test_names_are_folded_as_ears_hear_them():
    assert folded("  ŚAVĀSANA  (Corpse) ") == folded("savasana (corpse)")
    assert folded("Straße") == "strasse"
