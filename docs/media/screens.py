"""Make the pictures of the studio and the player anew, as a real browser shows them.

    python docs/media/screens.py [FOLDER]

It starts the studio in a folder of its own, makes a session there, and takes two pictures for the
README. With a FOLDER, it takes every view there, light and dark, for a desktop and a phone: to look
at. It needs what ``pip install -e '.[dev]'`` installs, and Chromium.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ROUTINE = "middle-back"
DESKTOP, PHONE = (1280, 820), (390, 820)
KEPT = (("studio", DESKTOP, "light"), ("player", PHONE, "dark"))
NOON = datetime(2026, 6, 1, 12, 0)
_COLOURS = 48


@contextmanager
def studio(home: Path) -> Iterator[str]:
    """Make a session in a folder below ``home``, start the studio there, and give its link."""
    folder = home / "classes"
    (folder / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / f"{ROUTINE}.md", folder / "scripts")
    env = dict(os.environ, PYTHONPATH=str(ROOT), HOME=str(home), XDG_RUNTIME_DIR=str(home))
    tool = [sys.executable, "-m", "voiceguide"]
    subprocess.run([*tool, "make", ROUTINE, "--quiet"], cwd=folder, env=env, check=True)
    command = [*tool, "studio", "--no-browser", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=folder, env=env
    ) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def follow(page: Any) -> None:
    """Open the player, two breaths into the first long hold of a pose with sides."""
    page.get_by_role("button", name=f"Listen: {ROUTINE}.mp3").click()
    page.locator(".vg-name").wait_for()
    page.evaluate(
        f"""async () => {{
            const told = await (await fetch("api/sessions/{ROUTINE}.mp3")).json();
            const hold = told.cues.find((cue) => cue.kind === "hold" && cue.side && cue.breath
                && cue.end_ms - cue.start_ms > 20000);
            const [breath_in] = hold.breath;
            document.querySelector("vg-player").seek(hold.start_ms + 0.8 * breath_in);
        }}"""
    )
    page.locator(".vg-way", has_text="Breathe in").wait_for()


def taken(page: Any) -> bytes:
    """Take a picture in few colours: what a page shows has no more."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    drawn = io.BytesIO()
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(drawn, "PNG", optimize=True)
    return drawn.getvalue()


def main() -> None:
    """Take the pictures, and say how large they are."""
    every = [
        (name, size, scheme)
        for name in ("studio", "player")
        for size in (DESKTOP, PHONE)
        for scheme in ("light", "dark")
    ]
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with (
        tempfile.TemporaryDirectory() as home,
        sync_playwright() as driver,
        studio(Path(home)) as link,
    ):
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        state = None
        for name, (width, height), scheme in every if into != HERE else KEPT:
            size = {"width": width, "height": height}
            known = browser.new_context(viewport=size, color_scheme=scheme, storage_state=state)
            page = known.new_page()
            page.clock.set_fixed_time(NOON)
            page.goto(link if state is None else link.partition("start?")[0])
            page.locator("#total", has_text=":").wait_for()
            page.locator("#made button").first.wait_for()
            if name == "player":
                follow(page)
            state = known.storage_state()
            which = "" if into == HERE else f"-{width}-{scheme}"
            path = into / f"{name}{which}.png"
            path.write_bytes(taken(page))
            print(f"{path}: {path.stat().st_size} bytes")
            known.close()
        browser.close()


if __name__ == "__main__":
    main()
