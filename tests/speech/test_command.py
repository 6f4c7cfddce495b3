"""Any program as a voice: with no shell between, and named where it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from voiceguide.cache import Store
from voiceguide.problems import VoiceguideError
from voiceguide.speech.engine import Pace, Voice
from voiceguide.speech.engines.command_engine import CommandEngine
from voiceguide.speech.speak import speak
from voiceguide.speech.voices import find_voice

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs here are scripts")

# Writes what it was given beside itself, then a tone of 8 kHz in stereo.
PROGRAM = """\
#!{python}
import math, struct, sys, wave
with open({log!r}, "a") as log:
    log.write(repr(sys.argv[1:]) + repr(sys.stdin.read()) + "\\n")
out = sys.argv[sys.argv.index("-o") + 1]
with wave.open(out, "wb") as file:
    file.setparams((2, 2, 8000, 0, "NONE", ""))
    for at in range(8000):
        file.writeframes(struct.pack("<2h", *[int(9000 * math.sin(at / 3))] * 2))
"""


class Program:
    def __init__(self, folder: Path, text: str = PROGRAM) -> None:
        self.path, self.log = folder / "my tone", folder / "log"
        self.path.write_text(text.format(python=sys.executable, log=str(self.log)))
        self.path.chmod(0o755)

    def voice(self, more: str = "-o {out} -t {text}") -> Voice:
        return find_voice(f"command:'{self.path}' {more}")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def said(voice: Voice, text: str, folder: Path) -> Path:
    return CommandEngine(folder).say(text, voice.id, Pace(0))


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Inhale.", "Inhale."),
        ("-o /tmp/elsewhere", "o /tmp/elsewhere"),
        ("--help", "help"),
        ("@/etc/passwd", "etc/passwd"),
        ("a; touch $HOME `id` && | > x", "a; touch $HOME `id` && | > x"),
        ('"quoted"', 'quoted"'),
        ("{out} and {text}", "out} and {text}"),
        ("Sit in {out}.", "Sit in {out}."),
    ],
)
def test_a_text_stays_one_word_and_no_option(
    text: str, given: str, program: Program, tmp_path: Path
):
    said(program.voice(), text, tmp_path)
    words = ["-o", str(tmp_path / "speech.wav"), "-t", given]
    assert program.log.read_text() == repr(words) + "''\n"


def test_without_a_place_for_it_the_text_is_on_standard_input(program: Program, tmp_path: Path):
    said(program.voice("-o {out}"), "Inhale.", tmp_path)
    assert program.log.read_text().endswith("'Inhale.\\n'\n")


def test_what_it_writes_becomes_a_clip_of_any_rate_and_is_kept(program: Program, tmp_path: Path):
    store = Store(tmp_path / "cache")
    clip = speak(["Inhale."], program.voice(), 120, store)["Inhale."]
    assert clip.samples / 48_000 == pytest.approx(1, abs=0.02)
    # It has no dial: another rate is the same clip. Nothing was measured before it.
    assert speak(["Inhale."], program.voice(), 140, store)["Inhale."] == clip
    assert len(program.log.read_text().splitlines()) == 1


def test_another_program_under_the_name_is_another_voice(program: Program, tmp_path: Path):
    before = program.voice()
    Program(tmp_path, PROGRAM + "\n# changed\n")
    assert program.voice().version != before.version


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("#!/bin/sh\necho no such voice >&2; exit 3\n", r"failed \(3\): no such voice"),
        ("#!/bin/sh\nexit 0\n", "wrote no sound"),
        ("#!/bin/sh\n: > \"$2\"\n", "wrote no sound"),
        ("#!/bin/sh\necho no sound at all > \"$2\"\n", "can't be read as sound"),
    ],
)  # fmt: skip
def test_a_program_that_fails_is_named_with_the_sentence(text: str, told: str, tmp_path: Path):
    voice = Program(tmp_path, text).voice()
    with pytest.raises(VoiceguideError, match=told) as caught:
        speak(["Inhale."], voice, 120, Store(tmp_path / "cache"))
    assert '"Inhale." could not be spoken by command:' in str(caught.value)
    assert "my tone" in str(caught.value)


def test_a_program_that_hangs_is_ended(tmp_path: Path):
    text = "#!/bin/sh\necho $$ > '" + str(tmp_path / "pid") + "'\nexec sleep 600\n"
    voice = Program(tmp_path, text).voice()
    with pytest.raises(OSError, match=r"my tone was not ready within 0\.5 seconds"):
        CommandEngine(tmp_path, limit_s=0.5).say("Inhale.", voice.id, Pace(0))
    pid = (tmp_path / "pid").read_text().strip()
    assert subprocess.run(["ps", "-p", pid], capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("command:", "missing after the colon"),
        ("command", "alone is no voice"),
        ("command:no-such-program -o {out}", "there is no program"),
        ("command:sh -c true", "does not say where to write"),
        ("command:sh 'never ends {out}", "can't be read"),
    ],
)
def test_what_is_no_command_is_told(name: str, told: str):
    with pytest.raises(VoiceguideError, match=told):
        find_voice(name)


def test_a_file_can_not_have_a_program_run(program: Program):
    with pytest.raises(VoiceguideError, match="a file asks for it"):
        find_voice(f"command:{program.path} -o {{out}}", by_hand=False)
