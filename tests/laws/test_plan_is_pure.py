"""A plan reads what it needs and leaves no trace: no cache, no codec, not even for a chime's file.

A page may plan at every keystroke.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import voiceguide
from voiceguide.audio.clip import SAMPLE_RATE
from voiceguide.audio.pcm import as_pcm
from voiceguide.session.codecs import write_flac, write_wav

ROUTINE = """\
---
chime: ./ding.{kind}
bed: {bed}
swell: yes
---
# Short evening

## Cat-Cow

1. Inhale, drop your belly and look up.
2. Exhale, round your back and look down.
3. Hold for 3 breaths.
"""

# Every file that is opened to write, folder made, name changed and process begun is an event.
WATCHED = """
import json, os, sys
done = []
MAKES = {"os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate", "os.utime",
         "subprocess.Popen", "socket.connect"}
def watch(event, about):
    writes = event == "open" and (about[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes or event in MAKES:
        done.append(f"{event} {about}")
sys.addaudithook(watch)
"""
BY_LIBRARY = (
    WATCHED
    + """
from voiceguide import plan, read_routine
length_ms = plan(read_routine("evening.md")).length_ms
"""
)
BY_COMMAND = (
    WATCHED
    + """
import contextlib, io
from voiceguide.cli import main
with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
    main(["plan", "evening.md", "--json"])
length_ms = json.loads(out.getvalue())["length_ms"]
"""
)
TOLD = """
print(json.dumps([length_ms, done, sorted(sys.modules)]))
"""


def write_chime(path: Path) -> None:
    import numpy as np

    ring = as_pcm(0.3 * np.sin(np.arange(2 * SAMPLE_RATE) / 20)[:, None])
    {"wav": write_wav, "flac": write_flac}[path.suffix[1:]](path, iter([ring]), 1)


@pytest.mark.parametrize("kind", ["wav", "flac"])
@pytest.mark.parametrize("program", [BY_LIBRARY, BY_COMMAND], ids=["library", "command"])
@pytest.mark.parametrize("bed", ["waves", "./ding.wav"])
def test_a_plan_leaves_no_trace(bed: str, program: str, kind: str, tmp_path: Path):
    home = tmp_path / "home"
    here = home / "here"
    here.mkdir(parents=True)
    (here / "evening.md").write_text(ROUTINE.format(kind=kind, bed=bed))
    write_chime(here / f"ding.{kind}")
    before = sorted(home.rglob("*"))
    run = subprocess.run(
        [sys.executable, "-B", "-c", program + TOLD],
        cwd=here,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(voiceguide.__file__).parents[1]),
            "HOME": str(home),
            "TMPDIR": str(home),
            "VOICEGUIDE_CACHE": str(home / "cache"),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    length_ms, done, loaded = json.loads(run.stdout)
    assert length_ms > 30_000
    assert done == []
    assert sorted(home.rglob("*")) == before
    rooms = {"audio", "cache", "session", "speech", "verifying"}
    ours = [name for name in loaded if name.startswith("voiceguide.")]
    assert not [name for name in ours if name.split(".")[1] in rooms]
    assert not {"av", "numpy", "pydub", "pyttsx3", "PIL"} & set(loaded)


def test_its_watch_sees_what_is_written(tmp_path: Path):
    program = WATCHED + "open('x', 'w').close(); os.mkdir('y'); length_ms = 0" + TOLD
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert [each.split()[0] for each in json.loads(run.stdout)[1]] == ["open", "os.mkdir"]
