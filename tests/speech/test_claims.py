"""Two at once never make the same thing twice, and what a gone process claimed is free again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import fake_voice
import pytest

from voiceguide.cache import Store
from voiceguide.speech import claims as claiming
from voiceguide.speech.claims import FOLDER, STALE_S, Claims, made_once
from voiceguide.speech.speak import speak

posix = pytest.mark.skipif(os.name != "posix", reason="processes are looked for on POSIX")
WORDS = [f"Now {word}, and hold." for word in "lift lower turn lean sit rise bend wait".split()]

SPEAK = """
import sys
from pathlib import Path
import fake_voice
from voiceguide.cache import Store
from voiceguide.speech.speak import speak
folder, *words = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
speak(words, fake_voice.voice(f"count {folder}/log"), 120, Store(Path(folder) / "cache"))
"""


def begun(folder: Path, words: list[str]) -> subprocess.Popen[bytes]:
    """Start a process that speaks as soon as it is told."""
    paths = os.pathsep.join([*sys.path, str(Path(fake_voice.__file__).parent)])
    made = subprocess.Popen(
        [sys.executable, "-c", SPEAK, str(folder), *words],
        env={**os.environ, "PYTHONPATH": paths},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert made.stdout.readline() == b"ready\n"
    return made


def test_processes_at_once_speak_each_sentence_once(tmp_path: Path):
    orders = [WORDS, WORDS[::-1], WORDS[3:] + WORDS[:3]]
    made = [begun(tmp_path, words) for words in orders]
    for each in made:
        each.stdin.write(b"\n")
        each.stdin.flush()
    for each in made:
        each.communicate()
        assert each.returncode == 0
    spoken = (tmp_path / "log").read_text().splitlines()
    assert sorted(line for line in spoken if line in WORDS) == sorted(WORDS)
    # The voice's calibration, too: each sentence of it at each figure of the dial.
    assert len(spoken) == len(WORDS) + 6 * len(fake_voice.DIAL)
    assert not [*(tmp_path / "cache" / FOLDER).iterdir()]


def test_what_is_there_is_not_claimed(tmp_path: Path):
    store = Store(tmp_path)
    speak(WORDS, fake_voice.voice(), 120, store)
    (tmp_path / FOLDER).rmdir()
    speak(WORDS, fake_voice.voice(), 120, store)
    assert not (tmp_path / FOLDER).exists()


def test_one_at_a_time_has_a_claim(tmp_path: Path):
    with Claims(tmp_path) as one, Claims(tmp_path) as other:
        assert one.take("a") and other.take("b")
        assert not other.take("a") and not one.take("b")
        assert other.free(["a", "b", "c"]) == ["c"]
        one.release("a")
        assert other.free(["a", "b", "c"]) == ["a", "c"]
        assert other.take("a")
    assert not [*(tmp_path / FOLDER).iterdir()]
    assert not one.take("a")


@posix
def test_a_process_that_was_killed_leaves_its_claims_to_others(tmp_path: Path):
    code = (
        "import sys, os, signal; from pathlib import Path;"
        "from voiceguide.speech.claims import Claims;"
        "Claims(Path(sys.argv[1])).take('a'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    paths = os.pathsep.join(sys.path)
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )
    assert (tmp_path / FOLDER / "a").is_file()
    with Claims(tmp_path) as claims:
        assert claims.free(["a"]) == ["a"]
        assert claims.take("a")


def test_a_claim_of_another_machine_lasts_while_it_is_touched(tmp_path: Path):
    now = [1000.0]
    path = tmp_path / FOLDER / "a"
    path.parent.mkdir()
    path.write_text(json.dumps(["elsewhere", os.getpid(), "1", "x"]))
    with Claims(tmp_path, lambda: now[0]) as claims:
        for beat in range(1, 4):
            assert not claims.free(["a"])
            now[0] += STALE_S - 1
            os.utime(path, ns=(beat, beat))
        assert not claims.free(["a"])
        now[0] += STALE_S
        assert claims.free(["a"]) == ["a"]
        assert not path.exists()


@posix
@pytest.mark.parametrize("since", ["1", "gone"])
def test_a_number_that_another_process_has_now_is_no_claim(tmp_path: Path, since: str):
    if not Path("/proc/self/stat").exists():
        pytest.skip("the system does not tell when a process was started")
    path = tmp_path / FOLDER / "a"
    path.parent.mkdir()
    path.write_text(json.dumps([claiming._machine(), os.getpid(), since, "x"]))
    with Claims(tmp_path) as claims:
        assert claims.free(["a"]) == ["a"]


@pytest.mark.parametrize("written", ["", "{", "[]", '["a", null, 1, "x"]'])
def test_a_claim_that_says_nothing_is_waited_for(tmp_path: Path, written: str):
    now = [1000.0]
    path = tmp_path / FOLDER / "a"
    path.parent.mkdir()
    path.write_text(written)
    with Claims(tmp_path, lambda: now[0]) as claims:
        assert not claims.free(["a"])
        now[0] += STALE_S
        assert claims.free(["a"]) == ["a"]


def test_a_claim_is_not_given_back_that_another_has_taken_over(tmp_path: Path):
    with Claims(tmp_path) as claims:
        claims.take("a")
        (tmp_path / FOLDER / "a").write_text('["elsewhere", 1, "1", "y"]')
        claims.release("a")
        assert (tmp_path / FOLDER / "a").is_file()


def test_where_no_claim_can_be_written_work_goes_on(tmp_path: Path):
    (tmp_path / FOLDER).write_text("no folder")
    with Claims(tmp_path) as claims:
        assert claims.take("a")


def test_threads_make_a_thing_once(tmp_path: Path):
    made: list[str] = []
    found: list[str] = []

    def ask() -> None:
        found.append(
            made_once(
                tmp_path, "a", lambda: made[0] if made else None, lambda: made.append("x") or "x"
            )
        )

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["x"] * 4 and made == ["x"]
