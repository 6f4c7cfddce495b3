"""Every command that a document shows is run as it stands, and every link leads somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np
import pytest
import soundfile
from click.testing import CliRunner
from documents import PAGES, README, ROOT, blocks, commands
from tones import tone

from voiceguide.audio.clip import SAMPLE_RATE
from voiceguide.cli import main
from voiceguide.library import shipped

DATA = Path(__file__).parent / "documents"
SHORT = ("README", "sound")
"""Pages that put a bed under a routine, for which a short one of its name stands here. With the
long one the README's commands are run by .ci/run."""

ELSEWHERE = {
    "git clone": "the start, which .ci/run follows to the letter",
    "cd ": "the same",
    "python3 -m venv": "the same",
    "source .venv": "the same",
    "pip install": "the same",
    "python -m pytest": "this",
    "voiceguide studio": "it has no end: tests/studio/test_command.py",
    'eval "$(_VOICEGUIDE': "tests/commands/test_completion.py",
    "_VOICEGUIDE": "tests/commands/test_completion.py",
    "voiceguide voices get": "goes online: tests/speech/test_fetch.py",
    "voiceguide make --voice en_US": "a voice that was got: tests/speech/test_piper.py",
    "voiceguide make --voice piper:": "the same",
    "voiceguide make --voice 'command:": "programs: tests/speech/test_command.py",
}
"""What this test does not run: how a line begins, and what holds it."""

PLAYERS = ("afplay", "pw-play", "paplay", "aplay", "ffplay")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a clone of its own, with what the documents speak of, and a player that is heard."""
    here = tmp_path / "voiceguide"
    shutil.copytree(shipped(), here / "scripts")
    shutil.copy(DATA / "page.html", here)
    (here / "clients").mkdir()
    (anna, *_) = blocks(ROOT / "docs" / "clients.md", "toml")
    (here / "clients" / "anna.toml").write_text(anna, encoding="utf-8")
    music = np.frombuffer(tone(3), np.int16)
    soundfile.write(here / "my-music.flac", music, SAMPLE_RATE)
    players = tmp_path / "players"
    players.mkdir()
    for name in PLAYERS:
        (players / name).write_text("#!/bin/sh\n")
        (players / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(players), prepend=":")
    monkeypatch.chdir(here)
    return here


@pytest.mark.skipif(sys.platform == "win32", reason="its players are scripts")
@pytest.mark.parametrize("page", list(filter(commands, PAGES)), ids=lambda page: page.stem)
def test_every_command_shown_runs(page: Path, folder: Path) -> None:
    if page.stem in SHORT:
        shutil.copy(DATA / "short" / "middle-back.md", folder / "scripts")
    for line in commands(page):
        if line.startswith(tuple(ELSEWHERE)):
            continue
        program, *words = shlex.split(line)
        assert program == "voiceguide", f"{page.name}: who holds {line!r}?"
        # A watch has no end, and the natural voice takes its time: tests of their own have both.
        words = ["system" if word == "heart" else word for word in words if word != "--watch"]
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        assert result.exit_code == 0, f"{page.name}: {line}\n{result.output}"
        assert "Traceback" not in result.output


def test_powershell_gets_the_same_steps() -> None:
    (unix, *_), (windows,) = blocks(README, "sh"), blocks(README, "powershell")
    same = {
        "python3 -m venv .venv": "py -m venv .venv",
        "source .venv/bin/activate": ".venv\\Scripts\\Activate.ps1",
    }
    allowed = "Set-ExecutionPolicy -Scope Process RemoteSigned"
    lines = [line for line in windows.splitlines() if line != allowed]
    assert lines == [same.get(line, line) for line in unix.splitlines()]
    assert "&&" not in windows and "'" not in windows
    assert windows.index(allowed) < windows.index("Activate")


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.count("\n") <= 150
    for page in (ROOT / "docs").glob("*.md"):
        assert f"](docs/{page.name})" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'src="([^"]+)"', text)]:
        if not re.match(r"https?://", link):
            assert (page.parent / link.partition("#")[0]).exists(), f"{page.name}: {link}"


def test_the_sample_to_hear_is_half_a_minute_and_small() -> None:
    from mutagen.mp3 import MP3

    sample = ROOT / "docs" / "media" / "cat-cow.mp3"
    assert MP3(sample).info.length == pytest.approx(30, abs=0.1)
    assert sample.stat().st_size < 300_000


def helps(command: click.Command, above: click.Context | None, name: str) -> list[str]:
    context = click.Context(command, above, name, max_content_width=80, terminal_width=80)
    context.help_option_names = ["-h", "--help"]
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    told = [f"## {context.command_path}\n\n```text\n{text}\n```\n"]
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            assert inner is not None
            told += [] if inner.hidden else helps(inner, context, each)
    return told


def test_the_page_of_commands_is_their_help(golden: Callable[[Path, str], None]) -> None:
    head = "# Commands\n\nWhat `--help` says of each, written here by `python -m pytest --rewrite`."
    golden(
        ROOT / "docs" / "commands.md", "\n".join([f"{head}\n", *helps(main, None, "voiceguide")])
    )
