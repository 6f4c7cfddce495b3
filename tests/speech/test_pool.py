import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from voiceguide.problems import VoiceguideError
from voiceguide.speech.folders import clear_folders
from voiceguide.speech.pool import TRIES, NoAnswerError, Worker, Workers

REQUEST = {
    "do": "measure",
    "words": "Inhale.",
    "by": "fake",
    "mend": "try again",
    "text": "Inhale.",
    "voice": "tone",
    "rate": 100,
    "stretch": 1.0,
    "level": False,
    "treatment": "none",
}
posix = pytest.mark.skipif(os.name != "posix", reason="signals and process states of POSIX")


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Each test has a folder for temporary files; what workers made there must be gone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def test_each_request_is_answered_once_with_its_own_answer():
    texts = ["Rest." + " And rest." * count for count in range(9)]
    requests = [{**REQUEST, "text": text} for text in texts]
    with Workers("fake_voice", "fake", 2) as workers:
        answers = dict(workers.run(requests))
        again = dict(workers.run(requests))
    lengths = [answers[index]["samples"] for index in range(len(texts))]
    assert sorted(lengths) == lengths
    assert len(set(lengths)) == len(lengths)
    assert again == answers


def test_no_requests_need_no_worker():
    with Workers("no_such_module", "fake", 2) as workers:
        assert list(workers.run([])) == []


@pytest.mark.parametrize("trouble", ["hang", "crash"])
def test_a_worker_that_hangs_or_ends_is_replaced_and_its_clip_tried_again(
    trouble: str, tmp_path: Path
):
    marker = tmp_path / "happened"
    with Workers("fake_voice", f"fake {trouble} {marker}", 1, limit_s=2) as workers:
        answers = list(workers.run([REQUEST]))
    assert marker.exists()
    assert [index for index, _ in answers] == [0]
    assert answers[0][1]["samples"] > 0


@pytest.mark.parametrize(
    ("engine", "reason"),
    [("fake refuse", "not today"), ("fake mute", "no sound")],
)
def test_what_cannot_be_spoken_is_told_with_its_words(engine: str, reason: str):
    with Workers("fake_voice", engine, 1) as workers, pytest.raises(VoiceguideError) as caught:
        list(workers.run([{**REQUEST, "words": "Breathe in."}]))
    assert '"Breathe in."' in str(caught.value)
    assert reason in str(caught.value)


def test_trying_again_has_an_end(tmp_path: Path):
    log = tmp_path / "log"
    with (
        Workers("fake_voice", "fake crash", 1) as workers,
        pytest.raises(VoiceguideError, match="it ended"),
    ):
        list(workers.run([REQUEST]))
    with Workers("fake_voice", f"fake count {log}", 1) as workers, pytest.raises(VoiceguideError):
        list(workers.run([{**REQUEST, "rate": 0}]))
    assert log.read_text().count("Inhale.") == TRIES


def test_an_engine_that_is_missing_is_told():
    with (
        Worker("no_such_module", "fake") as worker,
        pytest.raises(NoAnswerError, match="does not start: No module named 'no_such_module'"),
    ):
        worker.ask(REQUEST, 30)


def test_what_an_engine_prints_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "loud_voice.py").write_text(
        "import os, fake_voice\n"
        "print('hello', flush=True)\n"
        "os.write(1, b'{}\\n')\n"
        "open_engine = fake_voice.open_engine\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with Worker("loud_voice", "fake") as worker:
        assert worker.ask(REQUEST, 30)["samples"] > 0


STARTS_A_LONG_CLIP = """
import sys, tempfile
sys.path[:0] = {paths!r}
tempfile.tempdir = {folder!r}
from voiceguide.speech.folders import clear_folders
from voiceguide.speech.pool import Workers
with Workers("fake_voice", "fake {trouble} " + {marker!r}, 2) as workers:
    list(workers.run([{request}]))
"""


@posix
@pytest.mark.parametrize("trouble", ["hang", "flood"])
@pytest.mark.parametrize("sent", ["SIGINT", "SIGKILL"])
def test_workers_end_with_the_process_that_started_them(
    sent: str, trouble: str, temporary: Path, tmp_path: Path
):
    """In the middle of a clip that hangs or writes, in a script without a guard."""
    marker = tmp_path / "happened"
    script = tmp_path / "script.py"
    script.write_text(
        STARTS_A_LONG_CLIP.format(
            paths=[path for path in sys.path if path],
            folder=str(temporary),
            marker=str(marker),
            trouble=trouble,
            request=json.dumps(REQUEST).replace("false", "False"),
        )
    )
    process = subprocess.Popen([sys.executable, str(script)], stderr=subprocess.PIPE, text=True)
    wait_until(marker.exists)
    process.send_signal(getattr(signal, sent))
    errors = process.communicate(timeout=60)[1]
    assert process.returncode == -getattr(signal, sent)
    assert ("KeyboardInterrupt" in errors) == (sent == "SIGINT")
    # The worker takes its folder away as the last thing it does.
    wait_until(lambda: not list(temporary.iterdir()))


@posix
def test_what_a_killed_worker_left_is_known_from_what_one_still_needs(temporary: Path):
    worker = Worker("fake_voice", "fake")
    with Worker("fake_voice", "fake") as other:
        assert worker.ask(REQUEST, 30)["samples"] > 0
        assert clear_folders() == (0, 0)
        folders = set(temporary.iterdir())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("voiceguide.speech.pool.take_away", lambda _: None)
            worker.end()  # as if by a signal that nothing outlives
        assert set(temporary.iterdir()) == folders
        count, size = clear_folders()
        assert count == 1 and size > 0
        assert other.ask(REQUEST, 30)["samples"] > 0


@posix
def test_another_run_may_take_the_same_folder_away_first(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
):
    (temporary / "voiceguide-left").mkdir()

    def found_by_both(folder: Path) -> bool:
        shutil.rmtree(folder)
        return True

    monkeypatch.setattr("voiceguide.speech.folders._is_left", found_by_both)
    assert clear_folders() == (1, 0)


@posix
def test_folders_of_others_are_left_alone(temporary: Path):
    (temporary / "voiceguide-new").mkdir()  # about to get its log
    (temporary / "voiceguide-link").symlink_to(temporary)
    (temporary / "voiceguide-file").touch()
    assert clear_folders() == (0, 0)
    for path in temporary.iterdir():
        path.rmdir() if path.name == "voiceguide-new" else path.unlink()


def wait_until(reached, limit_s: float = 60) -> None:
    end = time.monotonic() + limit_s
    while not reached():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)
