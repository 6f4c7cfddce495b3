"""Routines and sessions of a folder, and names that lead nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from voiceguide.problems import VoiceguideError
from voiceguide.studio.folder import ChangedError, Folder


def test_own_routines_come_first_and_hide_those_shipped_of_their_name(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.save("hips", "## A\n1. Sit.\n", None)
    names = [(name, is_own) for name, _, is_own in folder.routines()]
    assert names[0] == ("hips", True)
    assert ("hips", False) not in names
    assert ("middle-back", False) in names
    assert folder.read("hips").text == "## A\n1. Sit.\n"


def test_what_changed_on_the_disk_is_not_written_over(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    kept = folder.save("a", "one", None)
    with pytest.raises(ChangedError):
        folder.save("a", "new file of that name", None)
    (tmp_path / "scripts" / "a.md").write_text("two")
    with pytest.raises(ChangedError):
        folder.save("a", "three", kept.mark)
    assert (tmp_path / "scripts" / "a.md").read_text() == "two"
    assert folder.save("a", "three", folder.read("a").mark).text == "three"
    (tmp_path / "scripts" / "a.md").unlink()
    with pytest.raises(ChangedError):
        folder.save("a", "four", kept.mark)


@pytest.mark.parametrize(
    "name", ["../a", "a/b", "..", ".a", "", "a\0", "-a", "a" * 90, "con ", "a."]
)
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(VoiceguideError, match="can't name a routine"):
        Folder(tmp_path).save(name, "text", None)
    with pytest.raises(VoiceguideError, match="there is no"):
        Folder(tmp_path).read(name)
    with pytest.raises(VoiceguideError, match="there is no"):
        Folder(tmp_path).session(name)
    assert not [*tmp_path.rglob("*")]
