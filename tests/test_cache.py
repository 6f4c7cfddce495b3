import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.cache import Store, cache_folder, key_of
from voiceguide.files import held
from voiceguide.problems import VoiceguideError

KEY = key_of({"text": "Inhale."})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def entry(store: Store) -> Path:
    return next(path for path in store.folder.rglob(KEY))


def test_what_is_put_is_got(store: Store):
    assert store.get("clips", KEY) is None
    store.put("clips", KEY, b"sound\nand more\0")
    assert store.get("clips", KEY) == b"sound\nand more\0"
    assert store.get("voices", KEY) is None
    assert [path for path in store.folder.rglob("*") if path.is_file()] == [entry(store)]


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-1],
        lambda whole: whole + b"\0",
        lambda whole: whole[:-3] + b"x" + whole[-2:],
        lambda whole: whole[:0],
        lambda whole: b"\n" + whole,
        lambda whole: b"voiceguide 0" + whole[12:],
    ],
)
def test_a_damaged_entry_counts_as_missing_and_can_be_put_again(store: Store, damage):
    store.put("clips", KEY, b"sound")
    entry(store).write_bytes(damage(entry(store).read_bytes()))
    assert store.get("clips", KEY) is None
    store.put("clips", KEY, b"sound")
    assert store.get("clips", KEY) == b"sound"


def test_a_folder_in_an_entrys_place_counts_as_missing(store: Store):
    (store.folder / "clips" / KEY[:2] / KEY).mkdir(parents=True)
    assert store.get("clips", KEY) is None
    store.put("clips", KEY, b"sound")
    assert store.get("clips", KEY) == b"sound"


def test_readers_beside_writers_see_whole_entries_only(store: Store):
    blocks = [bytes([number]) * 50_000 for number in range(4)]

    def write(block: bytes) -> None:
        for _ in range(30):
            store.put("clips", KEY, block)

    threads = [threading.Thread(target=write, args=(block,)) for block in blocks]
    store.put("clips", KEY, blocks[0])
    for thread in threads:
        thread.start()
    seen = set()
    while any(thread.is_alive() for thread in threads):
        seen.add(store.get("clips", KEY))
    for thread in threads:
        thread.join()
    assert seen <= set(blocks)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "cache")
    for act in (store.check, lambda: store.put("clips", KEY, b"sound")):
        with pytest.raises(VoiceguideError, match="VOICEGUIDE_CACHE"):
            act()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written_is_told(store: Store):
    store.folder.mkdir()
    store.folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(VoiceguideError, match="VOICEGUIDE_CACHE"):
        store.check()


def test_a_full_disk_is_told_and_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VoiceguideError, match="No space left on device"):
        store.put("clips", KEY, b"sound")
    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def test_what_ended_runs_left_is_cleared_and_what_others_write_is_not(store: Store):
    store.check()
    waiting = store.folder / "unfinished"
    names = [".0123456789ab.part", "0123456789abcdef"]  # the second as it was named before
    for name in names:
        (waiting / name).write_bytes(b"half")
    with held(waiting, ".ba9876543210.part") as part:
        assert store.clear_left() == (2, 8)
        assert list(waiting.iterdir()) == [part.path]


def test_the_variable_moves_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.setenv("VOICEGUIDE_CACHE", "")
    assert cache_folder().name == "voiceguide"


@given(st.dictionaries(st.text(), st.integers() | st.text()))
def test_a_key_follows_from_the_shape_whatever_its_order(shape: dict[str, object]):
    assert key_of(shape) == key_of(dict(reversed(shape.items())))
    assert key_of(shape) != key_of({**shape, "more": 1} if "more" not in shape else {})
