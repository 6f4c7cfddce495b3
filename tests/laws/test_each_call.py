"""No good file is harmed, whichever call on a file fails, or is the last that a process makes.

Each call that changes what is on the disk is made to fail in turn, as on a full or broken disk, and
is made the last, as by a signal that nothing outlives or a loss of power; what is left is seen.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from voiceguide import Settings, VoiceguideError, make, parse_routine
from voiceguide.cache import Store, key_of
from voiceguide.files import clear_parts
from voiceguide.library import start_routine

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="each try is a fork of this process"
)

TEXT = "## Neck roll\n1. Sit tall.\n2. Let your right ear sink. Hold for 2 seconds. Switch sides.\n"
CALLS = ("fsync", "replace", "rename", "link", "unlink", "mkdir")
SPENT, DONE, TOLD, BROKEN = 3, 0, 1, 70


class Faults:
    """Counts the calls that change what is on the disk; one of them fails, or is the last."""

    def __init__(self, at: int, trouble: str) -> None:
        self.at, self.trouble, self.count = at, trouble, 0
        for name in CALLS:
            setattr(os, name, self._counted(getattr(os, name)))
        opened = self._counted(io.open)
        real = io.open

        def open_(file: object, mode: str = "r", *more: object, **named: object) -> object:
            writes = set(mode) & set("wxa+")
            return (opened if writes else real)(file, mode, *more, **named)

        io.open = builtins.open = open_  # type: ignore[assignment]

    def _counted(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            self.count += 1
            if self.count == self.at:
                if self.trouble == "KILL":
                    os.kill(os.getpid(), signal.SIGKILL)
                number = getattr(errno, self.trouble)
                raise OSError(number, os.strerror(number), str(given[0]))
            return real(*given, **named)

        return call


def tried(work: Callable[[], object], at: int, trouble: str) -> int:
    """Do something in a process of its own; give how it ended, negative for a signal."""
    child = os.fork()
    if not child:
        status = BROKEN
        try:
            faults = Faults(at, trouble)
            work()
            status = DONE if faults.count >= at else SPENT
        except VoiceguideError:
            status = TOLD
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("trouble", ["ENOSPC", "EIO", "KILL"])
def test_a_session_and_its_captions_are_those_before_or_the_new_ones(trouble: str, tmp_path: Path):
    folder, good = tmp_path / "out", tmp_path / "good"
    routine = parse_routine(TEXT)

    def work(hold: float = 2.0) -> None:
        make(routine, folder / "s.mp3", Settings(hold=hold, voice="system"), captions=["vtt"])

    def now() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

    work()
    new = now()
    work(hold=1.0)
    before = now()
    assert list(new) == list(before) == ["s.mp3", "s.vtt"] and new != before
    shutil.copytree(folder, good)
    ends = set()
    for at in range(1, 200):
        shutil.rmtree(folder)
        shutil.copytree(good, folder)
        end = tried(work, at, trouble)
        if end == SPENT:
            break
        ends.add(end)
        if trouble == "KILL":
            assert end == -signal.SIGKILL
            clear_parts(folder)
            left = now()
            assert list(left) == ["s.mp3", "s.vtt"], f"at call {at}"
            assert all(left[name] in (before[name], new[name]) for name in left), f"at call {at}"
        else:
            assert end in (TOLD, DONE), f"at call {at}"
            # Where the call at fault was that which clears away, the next run does.
            clear_parts(folder)
            assert now() == (new if end == DONE else before), f"at call {at}"
    else:
        pytest.fail("there is no end of calls")
    assert ends >= ({-signal.SIGKILL} if trouble == "KILL" else {TOLD})


@pytest.mark.parametrize("trouble", ["ENOSPC", "EIO", "KILL"])
def test_a_new_routine_is_whole_or_not_there(trouble: str, tmp_path: Path):
    whole = start_routine("hips", tmp_path / "first").read_bytes()
    for at in range(1, 50):
        folder = tmp_path / f"{at}"
        end = tried(lambda folder=folder: start_routine("hips", folder), at, trouble)
        if end == SPENT:
            break
        path = folder / "hips.md"
        assert not path.exists() or path.read_bytes() == whole
        assert path.exists() or end != DONE
        assert end == (-signal.SIGKILL if trouble == "KILL" else end)
    assert at > 3


@pytest.mark.parametrize("trouble", ["ENOSPC", "EIO", "KILL"])
def test_an_entry_of_the_store_is_whole_or_not_there(trouble: str, tmp_path: Path):
    key = key_of({"text": "Inhale."})
    for at in range(1, 50):
        store = Store(tmp_path / f"{at}")
        end = tried(lambda store=store: store.put("clips", key, b"sound" * 1000), at, trouble)
        if end == SPENT:
            break
        assert store.get("clips", key) in (None, b"sound" * 1000)
        store.clear_left()
        assert not list((store.folder / "unfinished").glob("*"))
        store.put("clips", key, b"sound")
        assert store.get("clips", key) == b"sound"
    assert at > 3


def test_the_faults_strike():
    """A bar that never falls would hold nothing up."""
    counted: list[int] = []

    def work() -> None:
        counted.append(1)
        os.unlink("/no/such/file")  # noqa: PTH108 - the very call

    assert tried(work, 1, "KILL") == -signal.SIGKILL
    assert tried(lambda: None, 1, "KILL") == SPENT
    assert tried(work, 1, "EIO") == BROKEN
