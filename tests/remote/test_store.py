"""What machines share: read through, written back; whatever fails there, sessions are made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import voiceguide
from voiceguide import VoiceguideError, verify
from voiceguide.cache import Store, key_of
from voiceguide.remote import shared
from voiceguide.remote.place import Place

ADDRESS = "faulty://clips"
KEY = key_of({"text": "Inhale."})
OTHER = key_of({"text": "Exhale."})


def entry_of(there, kind: str = "clips") -> str:
    return min(name for name in there.store if f"/clips/{kind}/" in name)


def raw(there, name: str) -> bytes:
    return there.store[name].getvalue()


def spoil(there, name: str, block: bytes) -> None:
    del there.store[name]
    super(there, there()).pipe_file(name, block)


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_what_one_machine_spoke_another_reads(kind: str, machine, tmp_path: Path):
    address = f"memory://{tmp_path.name}" if kind == "memory" else (tmp_path / "disk").as_uri()
    first, second = machine("a", address), machine("b", address)
    one, spoken = first.made()
    assert spoken and one.spoken == len(spoken)
    two, again = second.made()
    assert again == [] and two.spoken == 0 and not two.told
    assert two.path.read_bytes() == one.path.read_bytes()
    # Samples are asked for where they are needed alone.
    assert first.kept("sounds") and not second.kept("sounds")
    assert second.made("neck.flac")[1] == []
    assert second.kept("sounds") and not verify(second.folder / "neck.flac").faults


def test_a_remake_asks_nothing_of_it(there, machine):
    machine("a").made()
    asked = len(there.calls)
    assert asked
    machine("a").made()
    assert there.calls[asked:] == []


def test_what_costs_no_speaking_stays_here(there, machine):
    machine("a").made("neck.opus")
    assert {name.split("/")[-3] for name in there.store} == {"clips", "sounds", "voices"}


@pytest.mark.parametrize(
    "damage",
    [
        lambda entry: entry[: len(entry) // 2],
        lambda entry: entry[:-5] + bytes([entry[-5] ^ 1]) + entry[-4:],
        lambda entry: entry[:0],
        lambda entry: b"voiceguide 1" + entry[12:],
    ],
    ids=["cut", "flipped", "empty", "other"],
)
def test_what_is_damaged_there_is_not_used_is_told_once_and_replaced(damage, there, machine):
    machine("a").made()
    clips = [name for name in there.store if "/clips/clips/" in name]
    whole = {name: raw(there, name) for name in clips}
    for name in clips[:2]:
        spoil(there, name, damage(whole[name]))
    made, spoken = machine("b").made()
    assert len(spoken) == 2 == made.spoken
    (told,) = made.told
    assert told.severity == "warning" and "damaged" in told.message and ADDRESS in told.message
    assert not verify(made.path).faults
    assert {name: raw(there, name) for name in clips} == whole
    made, spoken = machine("c").made()
    assert spoken == [] and not made.told


def test_an_entry_under_anothers_name_is_damaged(there, machine):
    machine("a").made()
    one, other = sorted(name for name in there.store if "/clips/clips/" in name)[:2]
    spoil(there, one, raw(there, other))
    made, spoken = machine("b").made()
    assert len(spoken) == 1 and "damaged" in made.told[0].message


def test_away_from_the_start_the_local_cache_goes_on_and_says_so_once(there, machine):
    def gone(*_):
        raise ConnectionError("no route to host")

    there.fault = staticmethod(gone)
    first = machine("a")
    made, spoken = first.made()
    assert spoken and not verify(made.path).faults
    (told,) = made.told
    assert told.message == f"{ADDRESS} is away: no route to host"
    assert len({what for what, _ in there.calls}) == 1 and len(there.calls) <= 16
    assert first.made()[1] == []


def test_cut_in_the_middle_of_a_put_the_rest_goes_on_and_no_half_is_used(there, machine):
    writes = []

    def cut(what: str, path: str) -> int | None:
        writes.extend([path] if what == "write" and "/clips/clips/" in path else [])
        return 40 if len(writes) == 2 else None

    there.fault = staticmethod(cut)
    made, spoken = machine("a").made()
    assert made.told[0].message == f"{ADDRESS} is away: the line was cut"
    assert not verify(made.path).faults
    there.fault = staticmethod(lambda *_: None)
    second, again = machine("b").made()
    assert 0 < len(again) <= len(spoken) and not verify(second.path).faults
    # What was cut is whole by now, and what was missing is there.
    third, none = machine("c").made()
    assert none == [] and not third.told


def test_one_that_never_answers_is_away_after_its_time(there, machine, impatient):
    there.fault = staticmethod(lambda *_: impatient.wait() and None)
    made, spoken = machine("a").made()
    assert spoken and made.told[0].message == f"{ADDRESS} is away: no answer within 0 s"
    assert len(there.calls) <= 16


def test_one_that_may_only_be_read_is_read(there, machine):
    machine("a").made()
    spoil(there, entry_of(there), b"cut")

    def forbid(what: str, _: str) -> None:
        if what == "write":
            raise PermissionError("access denied")

    there.fault = staticmethod(forbid)
    made, spoken = machine("b").made()
    assert len(spoken) == 1
    assert [told.message.rpartition(": ")[2] for told in made.told[1:]] == ["access denied"]


def test_back_again_it_is_given_what_it_lacks(there, tmp_path: Path):
    now = 0.0
    behind = shared.Shared(Place(ADDRESS), clock=lambda: now)
    kept = [tmp_path / name for name in "abc"]
    for path in kept:
        path.write_bytes(path.name.encode())

    def gone(*_):
        raise ConnectionError("gone")

    there.fault = staticmethod(gone)
    behind.put("clips/aa/a", kept[0])
    behind.settle()
    behind.put("clips/bb/b", kept[1])
    behind.settle()
    assert len(there.calls) == 1 and len(behind.told()) == 1
    there.fault = staticmethod(lambda *_: None)
    assert behind.get("clips/aa/a") is None and len(there.calls) == 1  # not asked so soon
    now = 31.0
    kept[1].unlink()  # what is gone here by then is let go
    behind.put("clips/cc/c", kept[2])
    behind.settle()
    assert sorted(there.store) == ["/clips/clips/aa/a", "/clips/clips/cc/c"]
    there.fault = staticmethod(gone)
    assert behind.get("clips/aa/a") is None
    assert behind.told() == []  # it was told once


def test_a_store_away_for_long_is_asked_ever_less(there):
    now = 0.0
    behind = shared.Shared(Place(ADDRESS), clock=lambda: now)

    def gone(*_):
        raise ConnectionError("gone")

    there.fault = staticmethod(gone)
    asked_at = []
    for second in range(3600):
        now = float(second)
        before = len(there.calls)
        behind.get("clips/aa/a")
        asked_at += [second] if len(there.calls) > before else []
    assert asked_at == [0, 30, 90, 210, 450, 930, 1830, 2730]


def test_what_is_there_is_known_by_its_list(there, tmp_path: Path):
    store = Store(tmp_path, shared=ADDRESS)
    shared.shared_at.cache_clear()
    assert store.in_shared("clips", [KEY, OTHER]) == set()
    store.put("clips", KEY, b"sound")
    store.settle()
    assert store.in_shared("clips", [KEY, OTHER]) == {KEY}
    Store(tmp_path, shared="").put("clips", OTHER, b"other")
    store.share("clips", [OTHER])
    store.settle()
    assert store.in_shared("clips", [KEY, OTHER]) == {KEY, OTHER}
    assert not [path for what, path in there.calls if what == "read"]


@pytest.mark.parametrize("address", ["s4://bucket/clips", "gone+://x", "://x", "s3:/b"])
def test_an_address_that_nothing_knows_is_told(address: str, machine):
    with pytest.raises(VoiceguideError) as told:
        machine("a", address).made()
    assert address in str(told.value) and "hint" in str(told.value)


def test_without_fsspec_it_tells_what_to_install(machine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(VoiceguideError, match=r'pip install "voiceguide\[store\]"'):
        machine("a", "s3://bucket/clips").made()


@pytest.mark.parametrize("address", ["faulty://ann:hunter2@host/clips?key=s3cr3t"])
def test_no_secret_is_ever_told(address: str, there, machine):
    def gone(*_):
        raise ConnectionError(f"can't connect to {address}\nwith ann:hunter2, key=s3cr3t")

    there.fault = staticmethod(gone)
    made, _ = machine("a", address).made()
    told = str(made.told[0])
    assert "faulty://host/clips is away" in told and len(told.splitlines()) == 2
    assert "hunter2" not in told and "s3cr3t" not in told


def test_make_takes_an_address_and_writes_sessions_here(there, tmp_path: Path, machine):
    first = machine("a", "")
    first.made()
    assert not there.store
    with pytest.raises(VoiceguideError, match="written to this machine"):
        voiceguide.make(voiceguide.parse_routine("## Neck\n1. Sit tall.\n"), "s3://bucket/x.mp3")
    neck = voiceguide.parse_routine("## Neck\n1. Sit tall. Hold for 2 seconds.\n")
    voiceguide.make(neck, tmp_path / "neck.mp3", store=ADDRESS)
    assert there.store


LOADED = """
import json, sys
from voiceguide import make, read_routine, Settings
make(read_routine(sys.argv[1]), sys.argv[2])
print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("address", ["", "memory://clips"])
def test_a_remake_loads_nothing_for_it(address: str, tmp_path: Path):
    (tmp_path / "neck.md").write_text("## Neck\n1. Sit tall.\n2. Hold for 2 seconds.\n")
    home = Path(voiceguide.__file__).parents[1]
    own = {"VOICEGUIDE_STORE": address, "VOICEGUIDE_CACHE": str(tmp_path / "cache")}
    env = {**os.environ, "PYTHONPATH": str(home), **own}

    def loaded() -> set[str]:
        run = subprocess.run(
            [sys.executable, "-c", LOADED, str(tmp_path / "neck.md"), str(tmp_path / "neck.mp3")],
            env=env, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return {name for name in json.loads(run.stdout) if "fsspec" in name or "remote" in name}

    first = loaded()
    assert not first if not address else {"fsspec", "voiceguide.remote.place"} <= first
    assert not loaded()
