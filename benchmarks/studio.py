"""Measures how soon the studio's picture follows a dial, in a real browser.

    python benchmarks/studio.py [--turns N]

From the input event of a dial to the frame that shows the new picture: the question, the plan, the
answer, the drawing. It needs what ``pip install -e '.[dev]'`` installs and Chromium, and takes a
minute. Run it on an idle machine; the table is written to ``results-studio.md`` beside this file.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
MIDDLE_BACK = HERE.parent / "scripts" / "middle-back.md"
POSES = 300
LIMITS_MS = {"middle-back": 100, f"{POSES} poses": 250}

# A dial by its label, and how each turn sets it: values that differ from one turn to the next.
DIALS: dict[str, list[str]] = {
    "Holds": ["0.9", "0.95", "1", "1.05", "1.1", "1.15"],
    "Pace": ["0.9", "0.95", "1", "1.05", "1.1"],
    "How much": ["brief", "minimal", ""],
    "Counting": ["tones", "none", ""],
}

TURN = """async ([label, value]) => {
    const dial = [...document.querySelectorAll("#dials label")]
        .find((each) => each.textContent.startsWith(label)).querySelector("input, select");
    const drawn = new Promise((done) => new PerformanceObserver((list, observer) => {
        if (!list.getEntriesByName("voiceguide-drawn").length) return;
        observer.disconnect();
        // What is sent from a frame's callback arrives when the frame was handed on.
        requestAnimationFrame(() => {
            const after = new MessageChannel();
            after.port1.onmessage = () => done(performance.now());
            after.port2.postMessage(0);
        });
    }).observe({ entryTypes: ["mark"] }));
    dial.value = value;
    const began = performance.now();
    dial.dispatchEvent(new Event("input", { bubbles: true }));
    return (await drawn) - began;
}"""


def many_poses() -> str:
    """Write a routine of different poses, each with two sides: it lasts some five hours."""
    poses = (
        f"## Stretch number {n}\n\n"
        f"1. Inhale, and reach your right arm up.\n2. Exhale, and lean over to the left.\n"
        f"3. Hold for 4-6 seconds, then come back up.\n4. Repeat on the other side.\n"
        for n in range(1, POSES + 1)
    )
    return "---\ntitle: Many\n---\n" + "\n".join(poses)


@contextmanager
def studio(folder: Path) -> Iterator[str]:
    """Start a studio as anyone would, and give its link."""
    command = [sys.executable, "-m", "voiceguide", "studio", folder, "--no-browser", "--port", "0"]
    env = dict(os.environ, PYTHONPATH=str(HERE.parent), XDG_RUNTIME_DIR=str(folder))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def turned(page: Any, turns: int) -> dict[str, list[float]]:
    """Turn each dial so often; give the milliseconds that each turn took."""
    page.get_by_text("More dials").click()
    found: dict[str, list[float]] = {}
    for label, values in DIALS.items():
        page.evaluate(TURN, [label, values[-1]])  # the first finds nothing warm
        found[label] = [
            page.evaluate(TURN, [label, values[turn % len(values)]]) for turn in range(turns)
        ]
        page.get_by_role("button", name="All dials as usual").click()
        page.wait_for_timeout(500)
    return found


def main() -> None:
    """Measure both routines, print the table, and write it beside this file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--turns", type=int, default=40, help="of each dial")
    turns = asked.parse_args().turns
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    lines = ["| routine | dial | median | worst | limit |", "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        (folder / "scripts").mkdir()
        texts = {"middle-back": MIDDLE_BACK.read_text("utf-8"), f"{POSES} poses": many_poses()}
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = driver.chromium.launch(executable_path=chromium, args=flags)
        version = browser.version
        for routine, text in texts.items():
            for old in (folder / "scripts").iterdir():
                old.unlink()
            (folder / "scripts" / "routine.md").write_text(text, "utf-8")
            with studio(folder) as link:
                page = browser.new_page(viewport={"width": 1400, "height": 900})
                page.goto(link)
                page.locator("#total", has_text=":").wait_for()
                length = page.inner_text("#total")
                for dial, took in turned(page, turns).items():
                    limit = LIMITS_MS[routine]
                    is_met = "" if max(took) <= limit else ", missed"
                    lines.append(
                        f"| {routine}, {length} | {dial} | {median(took):.0f} ms"
                        f" | {max(took):.0f} ms | {limit} ms{is_met} |"
                    )
                page.close()
        browser.close()
    table = "\n".join(lines)
    about = (
        f"Chromium {version}, Python {platform.python_version()}, {os.cpu_count()} cores,"
        f" {platform.system()}; {turns} turns of each dial. Other work at the start: {busy:.1f}."
    )
    told = "From a dial's input event to the frame that shows the new picture, in a real browser."
    result = f"# The studio\n\n{about}\n\n{told}\n\n{table}\n"
    (HERE / "results-studio.md").write_text(result, "utf-8")
    print(result)


if __name__ == "__main__":
    main()
