"""Follow the README to the letter, in a fresh clone and a fresh environment, as a reader would.

    python .ci/follow.py FOLDER PAGE.HTML

FOLDER is an empty one to stand in. Its lines for Linux and macOS run in one shell, in their order,
with ADDRESS a repository made of this tree; then its other way, uv's, in an environment like that
of who has just installed uv. What is lent: the page that it imports, a player that makes no sound,
and an end to its watching.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from documents import README, blocks  # noqa: E402

OTHER_WAY = "uv tool install ."


def repository(folder: Path) -> Path:
    """Make a repository of what stands here, whether it was committed or comes from an archive."""
    made = folder / "address"
    parts = ("voiceguide", "scripts", "docs", "benchmarks", "tests", "output", ".ci", ".github")
    made.mkdir()
    for each in ROOT.iterdir():
        if each.is_dir() and each.name in parts:
            leave = shutil.ignore_patterns("__pycache__", "*.mp3" if each.name == "output" else "")
            shutil.copytree(each, made / each.name, ignore=leave)
        elif each.is_file() and each.name != ".git":
            shutil.copy(each, made)
    who = ["-c", "user.name=x", "-c", "user.email=x@localhost", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=made, check=True)
    return made


def run(script: str, folder: Path, **more: str) -> None:
    """Run lines in one shell that stops at the first that fails, and shows each."""
    lent = folder / "lent"
    lent.mkdir(exist_ok=True)
    (lent / "aplay").write_text("#!/bin/sh\n")
    (lent / "aplay").chmod(0o755)
    path = os.pathsep.join([*([more.pop("first")] if "first" in more else []), os.environ["PATH"]])
    env = {**os.environ, "PATH": f"{path}{os.pathsep}{lent}", **more}
    subprocess.run(["bash", "-euxo", "pipefail", "-c", script], cwd=folder, env=env, check=True)


def main() -> None:
    """Follow both ways; the first command that fails ends it."""
    folder, page = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    start, use = blocks(README, "sh")
    address = repository(folder)
    start = start.replace("ADDRESS", str(address))
    lend = f"cp {page} page.html\n"
    run(f"{start}\n{lend}{use.replace(' --watch', '')}", folder)
    made = folder / "voiceguide" / "output" / "middle-back.mp3"
    assert made.stat().st_size > 1_000_000, "the README's session is not where it says"

    assert f"`{OTHER_WAY}`" in README.read_text(encoding="utf-8")
    clone, between = (start.splitlines()[:2], start.splitlines()[2:-1])
    assert all(re.match(r"python3 -m venv|source|pip install", line) for line in between)
    other = folder / "other"
    other.mkdir()
    tools = {"UV_TOOL_DIR": str(other / "tools"), "UV_TOOL_BIN_DIR": str(other / "bin")}
    script = "\n".join([*clone, OTHER_WAY, "cd ..", "voiceguide make middle-back"])
    run(script, other, first=str(other / "bin"), **tools)


if __name__ == "__main__":
    main()
