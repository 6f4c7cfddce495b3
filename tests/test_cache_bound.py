from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import fake_voice
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voiceguide.cache import Store, bound_bytes, clear, entries, keep_under, key_of
from voiceguide.problems import VoiceguideError
from voiceguide.speech.speak import speak

SIZE = 1000


def key(number: int) -> str:
    return key_of({"number": number})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def fill(store: Store, ages: list[int]) -> None:
    """Put an entry for each age, last used so many hours ago."""
    for number, age in enumerate(ages):
        store.put("clips", key(number), bytes(SIZE))
        path = next(store.folder.rglob(key(number)))
        os.utime(path, (0, time.time() - age * 3600))


def kept(store: Store) -> set[int]:
    names = {entry.path.name for entry in entries(store.folder)}
    return {number for number in range(100) if key(number) in names}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(2, 500), max_size=8, unique=True), st.integers(0, 9))
def test_the_oldest_go_until_the_rest_fit(tmp_path_factory, ages: list[int], room: int):
    store = Store(tmp_path_factory.mktemp("cache"))
    fill(store, ages)
    one = max((entry.size for entry in entries(store.folder)), default=SIZE)
    keep_under(store.folder, room * one)
    youngest = sorted(range(len(ages)), key=lambda number: ages[number])[:room]
    assert kept(store) == set(youngest)


def test_what_was_used_within_the_hour_stays_whatever_the_bound(store: Store):
    fill(store, [0, 5, 0, 9])
    keep_under(store.folder, 0)
    assert kept(store) == {0, 2}


def test_use_counts_not_age(store: Store):
    fill(store, [9, 5])
    assert store.get("clips", key(0)) is not None
    keep_under(store.folder, 0)
    assert kept(store) == {0}


def test_clearing_takes_entries_and_nothing_else(store: Store, tmp_path: Path):
    fill(store, [0, 5])
    others = [
        store.folder / "letter.txt",
        store.folder / "clips" / "ab" / "letter.txt",
        store.folder / "clips" / "ab" / ("c" * 40),
        store.folder / "unfinished" / "waiting",
        tmp_path / "outside",
    ]
    for path in others:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    count, size = clear(store.folder)
    assert count == 2 and size >= 2 * SIZE
    assert all(path.read_text() == "mine" for path in others)
    assert clear(store.folder) == (0, 0)


def test_there_need_be_no_cache(tmp_path: Path):
    assert list(entries(tmp_path / "none")) == []
    assert clear(tmp_path / "none") == (0, 0)
    keep_under(tmp_path / "none", 0)


def test_a_cache_that_is_a_file_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(VoiceguideError, match="can't be read"):
        list(entries(tmp_path / "file"))


def test_entries_that_others_take_away_meanwhile_do_not_matter(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    fill(store, [5, 6, 7])
    unlink = Path.unlink

    def raced(path: Path, missing_ok: bool = False) -> None:
        unlink(path)
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", raced)
    keep_under(store.folder, 0)
    assert kept(store) == set()
    assert clear(store.folder) == (0, 0)


@pytest.mark.parametrize(
    ("named", "bound"), [("", 1_000_000_000), ("500", 500_000_000), ("0.5", 500_000), ("0", 0)]
)
def test_the_variable_sets_the_bound(named: str, bound: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VOICEGUIDE_CACHE_MB", named)
    assert bound_bytes() == bound


@pytest.mark.parametrize("named", ["x", "-1", "nan", "inf", "1 GB"])
def test_a_bound_that_is_no_number_is_told(named: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VOICEGUIDE_CACHE_MB", named)
    with pytest.raises(VoiceguideError, match="VOICEGUIDE_CACHE_MB"):
        bound_bytes()


WORDS = [f"Sentence number {number}." for number in range(5)]


CLEAR_OFTEN = """
import sys
from pathlib import Path
from voiceguide.cache import clear, keep_under
folder, stop = map(Path, sys.argv[1:])
while not stop.exists():
    clear(folder)
    keep_under(folder, 0)
"""


def test_clearing_while_another_process_speaks_harms_neither(store: Store, tmp_path: Path):
    stop = tmp_path / "stop"
    other = subprocess.Popen([sys.executable, "-c", CLEAR_OFTEN, str(store.folder), str(stop)])
    try:
        for _ in range(2):
            clips = speak(WORDS, fake_voice.voice(), 120, store)
            assert list(clips) == WORDS
            assert all(clip.samples for clip in clips.values())
    finally:
        stop.touch()
        ended = other.wait()
    assert ended == 0


def test_an_entry_that_goes_between_two_runs_is_spoken_again(store: Store):
    speak(WORDS, fake_voice.voice(), 120, store)
    clear(store.folder)
    anew = []
    speak(WORDS, fake_voice.voice(), 120, store, lambda _, was_spoken: anew.append(was_spoken))
    assert anew == [True] * len(WORDS)
