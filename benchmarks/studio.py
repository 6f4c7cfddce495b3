"""Measures how soon the studio's picture follows a dial, in a real browser.

    python benchmarks/studio.py [--turns N]

From the input event of a dial to the frame that shows the new picture: the question, the plan, the
answer, the drawing. Beside it stands the processor time that the studio and the whole browser take
for a turn, which other work on the machine makes little longer. It needs what ``pip install -e
'.[dev]'`` installs and Chromium, and takes a minute. Run it on an idle machine; the table goes to
``results-studio.md`` beside this file.
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
def studio(folder: Path) -> Iterator[tuple[str, int]]:
    """Start a studio as anyone would, and give its link and its process."""
    command = [sys.executable, "-m", "voiceguide", "studio", folder, "--no-browser", "--port", "0"]
    env = dict(os.environ, PYTHONPATH=str(HERE.parent), XDG_RUNTIME_DIR=str(folder))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().split()[-1], process.pid
        finally:
            process.terminate()


def worked_ms(browser: Any, studio_id: int) -> float:
    """Give the processor time that the studio and all of the browser took so far."""
    session = browser.new_browser_cdp_session()
    told = session.send("SystemInfo.getProcessInfo")
    session.detach()
    there = Path(f"/proc/{studio_id}/stat")
    times = there.read_text().rpartition(")")[2].split()[11:13] if there.exists() else ["0"]
    ticks = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 1
    studios = sum(map(int, times)) / ticks
    return 1000 * float(studios + sum(each["cpuTime"] for each in told["processInfo"]))


def turned(page: Any, studio_id: int, turns: int) -> dict[str, tuple[list[float], float]]:
    """Turn each dial so often; give the milliseconds of each turn, and of work on each."""
    page.get_by_text("More dials").click()
    browser = page.context.browser
    found: dict[str, tuple[list[float], float]] = {}
    for label, values in DIALS.items():
        page.evaluate(TURN, [label, values[-1]])  # the first finds nothing warm
        before = worked_ms(browser, studio_id)
        took = [page.evaluate(TURN, [label, values[turn % len(values)]]) for turn in range(turns)]
        found[label] = took, (worked_ms(browser, studio_id) - before) / turns
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
    lines = [
        "| routine | dial | median | worst | limit | processor time of a turn |",
        "|---|---|---|---|---|---|",
    ]
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
            with studio(folder) as (link, studio_id):
                page = browser.new_page(viewport={"width": 1400, "height": 900})
                page.goto(link)
                page.locator("#total", has_text=":").wait_for()
                length = page.inner_text("#total")
                for dial, (took, work) in turned(page, studio_id, turns).items():
                    limit = LIMITS_MS[routine]
                    is_met = "" if max(took) <= limit else ", missed"
                    lines.append(
                        f"| {routine}, {length} | {dial} | {median(took):.0f} ms"
                        f" | {max(took):.0f} ms | {limit} ms{is_met} | {work:.0f} ms |"
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
