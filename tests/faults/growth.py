"""Reads lines made to be slow, at three lengths each, and tells how time grows.

usage: growth.py — one line for each that is slow, then one line of figures.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from pathlib import Path

SEEDS = json.loads(Path(__file__).with_name("slow.json").read_text("utf-8"))
ENDS = ["", "!", "x", " seconds.", "\n", " the other side."]
SIZES = (4000, 16000, 64000)
LIMIT_S = 20


_TWIST = "Sit tall on the floor. Inhale, and turn to the right. Hold for 30 seconds."
_PAGE = f"<h2>Seated twist</h2><p>{_TWIST}</p>"


def text_of(seed: str, end: str, size: int, shape: str) -> str:
    body = (seed * (size // len(seed) + 1))[:size] + end
    return {
        "step": f"## Pose\n\n1. Sit. {body}\n2. Hold for 5 seconds.\n",
        "start": f"## Pose\n\n1. {body}\n",
        "name": f"## {body}\n\n1. Sit.\n",
        "front": f"---\ntitle: {body}\n---\n\n## Pose\n\n1. Sit.\n",
        "raw": f"Seated twist\n\n{_TWIST}\n{body}\nExhale, and fold forward. Stay for 5 breaths.\n",
        "page": f"<html><body><p>{body}</p>{_PAGE}<p>Fold forward. {body}</p></body></html>",
        "tag": f"<html><body><p {body}>a</p>{_PAGE}</body></html>",
        "welcome": f"{body}\n\n## Pose\n\n1. Sit.\n",
    }[shape]


def job(text: str, shape: str) -> None:
    from voiceguide import VoiceguideError

    try:
        if shape in ("raw", "page", "tag"):
            from voiceguide.importing import import_article, source_of

            import_article(
                source_of(
                    text.encode("utf-8", "surrogatepass"), "x.txt" if shape == "raw" else "x.html"
                )
            )
        else:
            from voiceguide import plan

            try:
                from voiceguide import parse_routine
            except ImportError:
                from voiceguide.reading.reader import read_text

                def parse_routine(text: str) -> object:
                    return read_text(text, "x.md")

            plan(parse_routine(text), long=True)
    except VoiceguideError as problem:
        str(problem)


def timed(text: str, shape: str) -> float:
    """Seconds, in a process of its own that an alarm may end; -1 for a crash."""
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
        code = 0
        try:
            job(text, shape)
        except BaseException:
            import traceback

            print(
                "CRASH",
                shape,
                repr(text[:60]),
                len(text),
                traceback.format_exc().strip().splitlines()[-3:],
                flush=True,
            )
            code = 3
        os._exit(code)
    _, status, used = os.wait4(pid, 0)
    if os.WIFSIGNALED(status):
        return float(LIMIT_S)
    return -1.0 if os.WEXITSTATUS(status) else used.ru_utime + used.ru_stime


def main() -> None:
    import voiceguide.importing  # noqa: F401
    from voiceguide import plan  # noqa: F401

    with contextlib.suppress(ImportError):
        import trafilatura  # noqa: F401
    shapes = sys.argv[1:] or ["step", "start", "name", "front", "raw", "page", "tag", "welcome"]
    end_at = time.time() + float(os.environ.get("GROWTH_S", "1e9"))
    tried = slow = crashed = 0
    worst = (0.0, "")
    for shape in shapes:
        for number, seed in enumerate(SEEDS):
            if time.time() > end_at:
                break
            tried += 1
            end = ENDS[number % len(ENDS)]
            took = [timed(text_of(seed, end, SIZES[0], shape), shape)]
            if took[0] < 0:
                crashed += 1
                continue
            if took[0] < 0.05 and number % 3:  # fast at 4,000: only some are tried longer
                took.append(timed(text_of(seed, end, SIZES[2], shape), shape))
            else:
                took += [timed(text_of(seed, end, size, shape), shape) for size in SIZES[1:]]
            if min(took) < 0:
                crashed += 1
            if max(took) > worst[0]:
                worst = (max(took), f"{shape} of {seed!r}")
            if max(took) > 5:
                slow += 1
                print(
                    f"  {shape}, {seed!r} again and again: {[round(t, 2) for t in took]} s",
                    flush=True,
                )
    print(
        f"{tried} kinds of line at up to {SIZES[-1]:,} characters: {slow} over 5 s, "
        f"{crashed} crashes; worst {worst[0]:.1f} s ({worst[1]})"
    )
    sys.exit(bool(slow or crashed))


if __name__ == "__main__":
    main()
