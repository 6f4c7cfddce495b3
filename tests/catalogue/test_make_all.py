"""Many sessions at once: each sentence spoken once, whoever is lost on the way."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from other_process import speak_here

from voiceguide import Order, Settings, VoiceguideError, make_all, parse_routine, verify
from voiceguide.catalogue import clips
from voiceguide.catalogue.listing import read_listing
from voiceguide.catalogue.making import Step

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs here are scripts")


def orders(folder) -> list[Order]:
    return [each for each in read_listing(folder.listing).orders() if isinstance(each, Order)]


def right(folder, outcomes) -> None:
    assert not [problem for each in outcomes for problem in each.problems]
    assert len(folder.made()) == len(outcomes) == 6
    assert all(not verify(Path(each.target)).faults for each in outcomes)
    assert folder.spoken() == sorted(set(folder.spoken()))


def test_each_sentence_is_spoken_once_by_any_executor(folder):
    steps: list[Step] = []
    with ThreadPoolExecutor(2) as threads:
        outcomes = make_all(orders(folder), threads, on_step=steps.append)
    right(folder, outcomes)
    spoken = [step for step in steps if step.phase == "speak"]
    assert spoken[-1].done == spoken[-1].total == len(folder.spoken())
    assert sum(each.spoken for each in outcomes) == 0
    assert [each.target for each in outcomes] == [order.target for order in orders(folder)]
    told = [step.outcome for step in steps if step.outcome]
    assert sorted(told) == sorted(outcomes)


def test_a_worker_is_killed_in_the_middle_of_each_phase(folder, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clips, "BATCH", 2)
    monkeypatch.setattr("voiceguide.catalogue.making._TOGETHER", 1)
    killed: list[str] = []

    def kill_one(step: Step) -> None:
        workers = multiprocessing.active_children()
        if step.phase not in killed and workers:
            killed.append(step.phase)
            workers[0].kill()

    outcomes = make_all(orders(folder), processes=2, on_step=kill_one)
    assert killed == ["speak", "assemble"]
    assert not [problem for each in outcomes for problem in each.problems]
    assert all(not verify(Path(each.target)).faults for each in outcomes)
    # Of what was being said when its worker was killed, each begins anew.
    assert len(folder.spoken()) <= len(set(folder.spoken())) + 1


def test_what_cannot_be_made_keeps_no_other_from_it(folder):
    routine = parse_routine("## Rest\n1. Lie down. Rest for 5 seconds.\n")
    voice = Settings(voice=folder.voice)
    asked = [
        Order(routine, str(folder.path / "good.mp3"), voice),
        Order(routine, str(folder.path / "wrong.mp3"), Settings(voice="nobody")),
        Order(routine, str(folder.path / "neck.md" / "wrong.mp3"), voice),
    ]
    with ThreadPoolExecutor(1) as thread:
        good, voiceless, misplaced = make_all(asked, thread)
    assert Path(good.target).stat().st_size == good.size and not good.problems
    assert "nobody" in voiceless.problems[0].message
    assert "can't be written" in misplaced.problems[0].message
    assert not list(folder.path.glob(".*.part"))


def test_two_jobs_for_one_file_are_refused(folder):
    order = orders(folder)[0]
    with pytest.raises(VoiceguideError, match="same file"):
        make_all([order, order])


def test_a_process_that_is_a_daemon_can_speak(tmp_path: Path):
    process = multiprocessing.get_context("spawn").Process(
        target=speak_here, args=(str(tmp_path),), daemon=True
    )
    process.start()
    process.join()
    assert (tmp_path / "spoken").read_text() == "Inhale. Exhale."


def test_another_version_of_a_voice_is_told_and_not_heard(folder, monkeypatch: pytest.MonkeyPatch):
    from voiceguide.catalogue import tasks

    monkeypatch.setattr(tasks, "inputs_of", lambda _: "other")
    with ThreadPoolExecutor(1) as thread:
        outcomes = make_all(orders(folder)[:1], thread)
    assert "another version" in outcomes[0].problems[0].message
    assert not (folder.path / "made").exists()


def test_no_engine_of_clusters_is_imported():
    # In a process of its own: another test here may have begun a cluster.
    program = "import sys; from voiceguide import make_all; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "voiceguide.catalogue.making" in loaded
    assert not {"distributed", "dask", "fsspec"} & set(loaded)
