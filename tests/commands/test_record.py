"""``voiceguide record``: the sheet of what to record, and a session of one's own voice."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tones import tone

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("short")


def test_a_session_in_ones_own_voice(run: Run):
    result = run("record", "short", "--out", "mine")
    assert result.exit_code == 0
    told = result.stdout.splitlines()
    count = int(told[0].split()[1])
    assert told == [
        f"mine/sentences.txt: {count} sentences, 0 recorded",
        f"to be recorded: 1-{count}",
    ]
    missing = run("make", "short", "--voice", "recorded:mine")
    assert missing.exit_code == 1 and "recorded:mine lacks 1, 2, 3" in missing.stderr
    for number in (1, 3):
        with wave.open(f"mine/{number}.wav", "wb") as file:
            file.setparams((1, 2, 48_000, 0, "NONE", ""))
            file.writeframes(tone(1.0, 0.1))
    again = run("record", "short", "--out", "mine", "--pace", "slow").stdout.splitlines()
    assert again[0].endswith(f"{count} sentences, 2 recorded")
    assert again[1] == f"to be recorded: 2, 4-{count}"
    # Nothing more is needed at another pace.
    made = run("make", "short", "--voice", "recorded:mine", "--fallback", "system", "--verify")
    assert made.exit_code == 0, made.stderr
    slow = run("make", "output/short.mp3", "--pace", "2")
    assert slow.exit_code == 1 and "a file asks for it" in slow.stderr
    slow = run("make", "output/short.mp3", "--pace", "2", "--voice", "recorded:mine")
    assert slow.exit_code == 0 and "sentences: 0 spoken" in slow.stderr


def test_a_program_in_front_matter_is_refused(run: Run, short: Path):
    asks = "voice: command:touch ran {out}\ntitle"
    short.write_text(short.read_text().replace("title", asks, 1))
    result = run("make", "short")
    assert result.exit_code == 1 and "a file asks for it" in result.stderr
    assert not Path("ran").exists() and not Path("output").exists()
