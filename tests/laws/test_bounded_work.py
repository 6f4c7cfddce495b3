"""No text costs much: it is read, planned or refused within processor time that is counted here."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voiceguide.cli import main
from voiceguide.importing.sources import MOST_CHARACTERS, MOST_LINES
from voiceguide.planning import MOST_CUES
from voiceguide.reading.reader import MOST_BYTES

LIMIT_S = 12
"""What is asked for is 2 s; a machine may be slow and busy, and what had no bound took minutes."""


def pose(number: int, rounds: int) -> str:
    steps = "".join(f"{step + 1}. Lift your left arm number {step}.\n" for step in range(20))
    again = f"21. Repeat {rounds} times.\n22. Repeat on the other side.\n\n"
    return f"## Pose {number}\n\n{steps}{again}"


HEAVY = {
    "rounds": ("".join(pose(each, 500) for each in range(10)), f"more than {MOST_CUES:,} cues"),
    "rounds to fit": ("---\nlength: 20 min\n---\n" + pose(1, 500) * 2, "cues"),
    "a circuit": (f"Do the circuit {10**9} times.\n\n## Sit\n\n1. Sit tall.\n", ""),
    "a long text": ("".join(pose(each, 3) for each in range(60)), "hours"),
    "a longer text": ("x" * (MOST_BYTES + 1), "less than 250 kB"),
    "a name": (f"## {'_a_ ' * 8000}\n\n1. Sit.\n", "200 letters"),
    "a title": (f"---\ntitle: {',' * 64_000}\n---\n## Sit\n\n1. Sit.\n", "letters in one setting"),
    "lines": ("## Sit\n\n" + "a\n" * (MOST_BYTES // 2 - 5), "no steps"),
    "poses": ("## A\n\n1. Sit.\n\n" * (MOST_BYTES // 15), "5,000 sentences"),
    "sentences": ("1. Sit. Lie.\n\n## A\n\n" * (MOST_BYTES // 21), "5,000 sentences"),
    "steps": ("## Arms\n\n" + "1. Lift your arm. Repeat once.\n" * 5000, "1000 steps"),
}


@pytest.mark.parametrize(
    ("command", "name"),
    [*(("plan", name) for name in HEAVY), ("make", "rounds"), ("list", "rounds")],
)
def test_a_heavy_routine_is_refused_in_time(
    command: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    text, told = HEAVY[name]
    monkeypatch.chdir(tmp_path)
    Path("scripts").mkdir()
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    words = [command, str(tmp_path / "x.md")]
    words += ["--out", str(tmp_path / "x.mp3"), "--voice", "system"] if command == "make" else []
    if command == "list":
        (tmp_path / "x.md").rename(tmp_path / "scripts" / "x.md")
        words, told = ["list"], "can't be read"
    result = within(lambda: CliRunner().invoke(main, words, catch_exceptions=False))
    assert told in result.output
    assert not (tmp_path / "x.mp3").exists()


@pytest.mark.parametrize("ending", ["txt", "html", "yaml"])
def test_a_heavy_article_is_refused_in_time(ending: str, tmp_path: Path):
    one = {
        "txt": "Cat-Cow\nInhale and lift your head. Exhale. Repeat 5 times.\n\n",
        "html": "<div><p>Inhale and lift your head.</p></div>",
        "yaml": "- name: Cat-Cow\n  reps: 3\n",
    }[ending]
    size = 9_000_000 if ending == "html" else 5 * MOST_CHARACTERS
    (tmp_path / f"x.{ending}").write_text(one * (size // len(one)), encoding="utf-8")
    words = ["import", str(tmp_path / f"x.{ending}")]
    result = within(lambda: CliRunner().invoke(main, words, catch_exceptions=False))
    assert result.exit_code == 1 and "more" in result.output


def test_a_text_of_many_short_lines_is_no_article(tmp_path: Path):
    (tmp_path / "x.txt").write_text("| Turn right | 30 s |\n" * (MOST_LINES + 1), encoding="utf-8")
    words = ["import", str(tmp_path / "x.txt")]
    result = within(lambda: CliRunner().invoke(main, words, catch_exceptions=False))
    assert result.exit_code == 1 and "more text than an article" in result.output


def within(work: Callable[[], Result]) -> Result:
    began = time.process_time()
    done = work()
    assert time.process_time() - began < LIMIT_S
    return done
