"""Machines without a disk in common: a catalogue's store is all that they share."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from faulty_place import there

from voiceguide import Order, VoiceguideError, make_all, verify
from voiceguide.catalogue.listing import read_listing
from voiceguide.remote import shared

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs here are scripts")

__all__ = ["there"]


def orders(folder) -> list[Order]:
    return [each for each in read_listing(folder.listing).orders() if isinstance(each, Order)]


def on_another(folder, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Go on as a machine that has nothing yet."""
    shared.shared_at.cache_clear()
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(folder.path / name))
    for made in (folder.path / "made").glob("*"):
        made.unlink()


def test_what_workers_spoke_no_other_machine_speaks(folder, monkeypatch: pytest.MonkeyPatch):
    store = (folder.path / "store").as_uri()
    outcomes = make_all(orders(folder), store=store, processes=2)
    spoken = folder.spoken()
    assert spoken == sorted(set(spoken)) and not [each for each in outcomes if each.problems]
    on_another(folder, monkeypatch, "other")
    again = make_all(orders(folder), store=store, processes=2)
    assert folder.spoken() == spoken
    assert [each.digest for each in again] == [each.digest for each in outcomes]
    assert all(not verify(Path(each.target)).faults for each in again)


def test_what_is_here_alone_is_put_there(folder, there, monkeypatch: pytest.MonkeyPatch):
    with ThreadPoolExecutor(2) as threads:
        make_all(orders(folder), threads)
        spoken = folder.spoken()
        make_all(orders(folder), threads, "faulty://clips")
        on_another(folder, monkeypatch, "other")
        make_all(orders(folder), threads, "faulty://clips")
    assert folder.spoken() == spoken
    assert {name.split("/")[2] for name in there.store} == {"clips", "sounds"}


def test_a_store_that_comes_and_goes_costs_no_session(folder, there):
    calls = 0

    def flicker(*_) -> None:
        nonlocal calls
        calls += 1
        if calls % 3:
            raise ConnectionError("gone")

    there.fault = staticmethod(flicker)
    with ThreadPoolExecutor(2) as threads:
        outcomes = make_all(orders(folder), threads, "faulty://clips")
    assert calls and not [each for each in outcomes if each.problems]
    assert all(not verify(Path(each.target)).faults for each in outcomes)
    assert folder.spoken() == sorted(set(folder.spoken()))


def test_an_address_that_nothing_knows_is_told_before_a_word_is_spoken(folder):
    with ThreadPoolExecutor(2) as threads, pytest.raises(VoiceguideError, match="s4"):
        make_all(orders(folder), threads, "s4://bucket")
    assert not folder.spoken()
