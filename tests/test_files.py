"""Files that are whole or not there: what stands under a name whatever happens on the way."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from voiceguide.files import clear_parts, held, together, whole
from voiceguide.problems import VoiceguideError

posix = pytest.mark.skipif(os.name != "posix", reason="locks, links and signals of POSIX")

GROWS = """
import os, signal, sys
from pathlib import Path
from voiceguide.files import whole
with whole(Path(sys.argv[1])) as growing:
    growing.write_bytes(b"half of it")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@posix
def test_what_a_killed_process_left_goes_with_the_next_write(tmp_path: Path):
    target = tmp_path / "s.mp3"
    target.write_bytes(b"good")
    ended = subprocess.run([sys.executable, "-c", GROWS, str(target)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert target.read_bytes() == b"good"
    assert len(names(tmp_path)) == 2
    with whole(tmp_path / "other.mp3") as growing:
        assert names(tmp_path) == [growing.name, "s.mp3"]


@posix
def test_what_is_still_written_is_left_alone(tmp_path: Path):
    with whole(tmp_path / "s.mp3") as growing:
        growing.write_bytes(b"half")
        assert clear_parts(tmp_path) == (0, 0)
        assert growing.exists()
    assert names(tmp_path) == ["s.mp3"]
    with held(tmp_path, ".0123456789ab.part"):
        assert clear_parts(tmp_path) == (0, 0)


@posix
def test_nothing_but_our_parts_is_cleared(tmp_path: Path):
    others = [".part", ".0123456789ab.part.mp3", "0123456789ab.part", ".0123456789xy.part"]
    for name in others:
        (tmp_path / name).touch()
    (tmp_path / ".aaaaaaaaaaaa.part").symlink_to(tmp_path / ".part")
    (tmp_path / ".bbbbbbbbbbbb.part").mkdir()
    os.mkfifo(tmp_path / ".cccccccccccc.part")
    assert clear_parts(tmp_path) == (0, 0)
    assert clear_parts(tmp_path / "none") == (0, 0)


def test_a_file_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "s.mp3"
    synced: list[tuple[int, bytes]] = []
    sync = os.fsync

    def seen(number: int) -> None:
        synced.append((os.fstat(number).st_ino, target.read_bytes() if target.exists() else b""))
        sync(number)

    monkeypatch.setattr(os, "fsync", seen)
    with whole(target) as growing:
        growing.write_bytes(b"all of it")
    assert synced[0] == (target.stat().st_ino, b"")
    if os.name == "posix":
        assert synced[1:] == [(tmp_path.stat().st_ino, b"all of it")]


def test_a_sync_that_fails_leaves_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "s.mp3"
    target.write_bytes(b"good")

    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with (
        pytest.raises(VoiceguideError, match="Input/output error"),
        whole(target) as growing,
    ):
        growing.write_bytes(b"better")
    assert target.read_bytes() == b"good" and names(tmp_path) == ["s.mp3"]


def test_a_close_that_fails_once_it_has_its_name_is_no_failure(tmp_path: Path):
    class Closed(io.BytesIO):
        def close(self) -> None:
            raise OSError(28, "No space left on device")

    target = tmp_path / "s.mp3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("voiceguide.files._made", lambda path: path.touch() or Closed())
        patch.setattr("voiceguide.files.Part.sync", lambda _: None)
        with whole(target) as growing:
            growing.write_bytes(b"new")
    assert target.read_bytes() == b"new" and names(tmp_path) == ["s.mp3"]


@pytest.mark.parametrize("trouble", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize("before", [b"old", None])
def test_files_take_their_names_together_or_not_at_all(
    trouble: type[BaseException],
    before: bytes | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    paths = [tmp_path / name for name in ("s.mp3", "s.vtt", "s.txt")]
    if before is not None:
        for path in paths:
            path.write_bytes(before)
    replace = Path.replace

    def fails_at_the_last(path: Path, target: Path) -> Path:
        if target == paths[-1]:
            raise trouble(5, "Input/output error", str(path), None, str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fails_at_the_last)
    with (
        pytest.raises((VoiceguideError, KeyboardInterrupt), match=r"s\.txt"),
        together(paths) as growing,
    ):
        for each in growing:
            each.write_bytes(b"new")
    assert names(tmp_path) == (sorted(path.name for path in paths) if before else [])
    assert all(path.read_bytes() == before for path in paths if before)


def test_what_is_not_to_be_replaced_is_not(tmp_path: Path):
    target = tmp_path / "new.md"
    told = "new.md is there already, and is left as it is"
    with pytest.raises(VoiceguideError, match=told), whole(target, replacing=False) as growing:
        growing.write_bytes(b"mine")
        target.write_bytes(b"theirs")  # at the last moment
    assert target.read_bytes() == b"theirs" and names(tmp_path) == ["new.md"]


def test_a_disk_without_hard_links_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    paths = [tmp_path / "a", tmp_path / "b"]
    for text in (b"one", b"two"):
        with together(paths) as growing:
            for each in growing:
                each.write_bytes(text)
        assert [path.read_bytes() for path in paths] == [text, text]
    with whole(tmp_path / "c", replacing=False) as growing:
        growing.write_bytes(b"three")
    with pytest.raises(VoiceguideError), whole(tmp_path / "c", replacing=False):
        pass
    assert names(tmp_path) == ["a", "b", "c"]
    assert (tmp_path / "c").read_bytes() == b"three"


@posix
@pytest.mark.parametrize("link", ["s.mp3", "out"])
def test_links_in_a_folder_of_others_are_not_followed(link: str, tmp_path: Path):
    shared, mine = tmp_path / "shared", tmp_path / "mine"
    shared.mkdir()
    mine.mkdir()
    target = shared / "s.mp3" if link == "s.mp3" else shared / "out" / "s.mp3"
    (shared / link).symlink_to(mine / "letter" if link == "s.mp3" else mine)
    shared.chmod(0o1777)
    with pytest.raises(VoiceguideError, match="others may write"), whole(target):
        pass
    assert names(mine) == []
    shared.chmod(0o700)
    with whole(target) as growing:
        growing.write_bytes(b"as I wished")
    assert target.read_bytes() == b"as I wished" and target.is_file()
