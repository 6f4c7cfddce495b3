"""Makes many random routines with random settings; each is verified, and decoded by ffmpeg.

usage: long_haul.py COUNT [SEED] — one line a failure, then one line of figures. Each is held
against `show --json`. Needs numpy and ffmpeg.
"""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import numpy as np

from tests.faults import place as rel
from tests.faults.told import Task

RATE = 48
STEPS = [
    "Sit tall and turn to the right.",
    "Lie on your back and hug your left knee.",
    "Inhale and lift your arms.",
    "Exhale and fold forward.",
    "Press your right foot into the floor.",
    "Rest your forehead on the floor.",
    "Look over your left shoulder.",
    "Reach your left arm up.",
    "Bend your knees.",
    "Roll up slowly.",
    "Tip: Keep your neck long.",
    "Caution: Stop if your knee complains.",
    "Reach a little further, if you like.",
]
TIMES = [
    "Hold for {n} seconds.",
    "Hold for {b} breaths.",
    "Stay for {b}-{c} breaths.",
    "Rest for at least one minute.",
    "Repeat {b} times.",
    "Hold for {n}-{m} seconds.",
    "",
    "",
    "Do this {b} more times.",
]
ENDS = [
    "Repeat on the other side.",
    "Switch sides.",
    "Do the same on the other side.",
    "",
    "",
    "Come back to center.",
]
TITLES = [
    "Hips",
    "Twist",
    "Cat-Cow",
    "Bridge",
    "Child's pose",
    "Figure four",
    "Ångström — ½ «pose»",
    "日本 pose",
    "A & B <c>",
    "x" * 70,
]


def routine(rng: random.Random) -> str:
    head = ["title: " + rng.choice(TITLES)] if rng.random() < 0.7 else []
    head += [f"closing: {rng.choice(['Thank you.', 'Rest well.'])}"] if rng.random() < 0.3 else []
    lines = ["---", *head, "---"] if head else []
    lines += ["Welcome to this practice."] if rng.random() < 0.5 else []
    for _ in range(rng.randrange(1, 5)):
        lines += ["", f"## {rng.choice(TITLES)}", ""]
        lines += ["This one opens your back.", ""] if rng.random() < 0.3 else []
        for number in range(rng.randrange(1, 6)):
            time_ = rng.choice(TIMES).format(
                n=rng.randrange(5, 60),
                m=rng.randrange(60, 90),
                b=rng.randrange(2, 5),
                c=rng.randrange(5, 7),
            )
            lines.append(f"{number + 1}. {rng.choice(STEPS)} {time_}".rstrip())
        if end := rng.choice(ENDS):
            lines.append(f"9. {end}")
    return "\n".join(lines) + "\n"


def settings(rng: random.Random) -> list[str]:
    args: list[str] = []

    def maybe(share: float, *more: str) -> None:
        if rng.random() < share:
            args.extend(more)

    maybe(0.3, "--pace", rng.choice(["slow", "fast", "0.7", "1.9"]))
    maybe(0.2, "--hold", rng.choice(["0.3", "2", "1.1"]))
    maybe(0.2, "--breath", rng.choice(["2,3", "4,6", "0.7,0.9"]))
    maybe(0.3, "--guidance", rng.choice(["full", "brief", "minimal"]))
    maybe(0.3, "--range", rng.choice(["low", "high"]))
    maybe(0.15, "--optional")
    maybe(0.4, "--chime", rng.choice(["bell", "none", "bowl"]))
    maybe(0.1, "--loudness", rng.choice(["-24", "-16"]))
    maybe(0.05, "--voice-treatment", "warm")
    maybe(0.1, "--rate", rng.choice(["105", "140"]))
    if rng.random() < 0.4:
        args.extend(["--bed", rng.choice(["rain", "brown", "drone", "waves"])])
        maybe(0.3, "--swell")
        maybe(0.3, "--bed-level", rng.choice(["15", "30"]))
    return args


def decoded(path: Path) -> np.ndarray:
    done = subprocess.run(
        [
            "ffmpeg",
            "-v",
            "error",
            "-i",
            str(path),
            "-vn",
            "-ac",
            "1",
            "-ar",
            "48000",
            "-f",
            "f32le",
            "-",
        ],
        capture_output=True,
        check=True,
    )
    if done.stderr.strip():
        raise ValueError(done.stderr.decode()[:200])
    return np.frombuffer(done.stdout, np.float32)


def looked_at(path: Path, shown: dict, args: list[str]) -> list[str]:
    """What in the sound is not as the timeline says, found with nothing of voiceguide's."""
    sound = decoded(path)
    wrong = []
    exact = path.suffix in (".mp3", ".flac", ".wav")
    off = len(sound) - shown["length_ms"] * RATE
    if abs(off) > (0 if exact else 1024):
        wrong.append(f"length is {off} samples off")
    bed = "--bed" in args
    minimal = "minimal" in args
    for cue in shown["cues"]:
        first, last = cue["start_ms"] * RATE, cue["end_ms"] * RATE
        told = f"{cue['kind']} {cue['say'][:30]!r} at {cue['start_ms']} ms"
        if last < first:
            wrong.append(f"{told} ends before it starts")
        if cue["say"]:
            begin = sound[max(0, first - 12 * RATE) : first + 250 * RATE]
            level = np.sqrt(np.mean(begin**2)) if len(begin) else 0
            before = sound[max(0, first - 150 * RATE) : max(0, first - 20 * RATE)]
            quiet = np.sqrt(np.mean(before**2)) if len(before) else 0
            if level < 0.004 or (bed and level < 0.7 * quiet):
                wrong.append(f"{told} can't be heard ({level:.4f} after {quiet:.4f})")
        elif cue["kind"] != "chime" and not (minimal and cue["kind"] in ("inhale", "exhale")):
            inside = sound[first + 40 * RATE : max(first, last - 40 * RATE)]
            if len(inside) and not bed and (peak := float(np.abs(inside).max())) > 0.001:
                wrong.append(f"{told} is not silent: {20 * np.log10(peak):.0f} dBFS")
            if bed and len(inside) > 2000 * RATE and np.sqrt(np.mean(inside**2)) < 1e-5:
                wrong.append(f"{told} has no bed")
    ends = [cue["end_ms"] for cue in shown["cues"]]
    if ends and ends[-1] > shown["length_ms"]:
        wrong.append("a cue is after the end")
    return wrong


def main() -> None:
    place = rel.Place("haul")
    task = Task(40, "HAUL_S")
    tally = task.tally
    minutes = cues = done = 0
    try:
        for number in task.numbers():
            rng = random.Random(task.seed * 100_000 + number)
            text, args = routine(rng), settings(rng)
            kind = rng.choices(["mp3", "m4b", "opus", "flac", "wav"], [6, 1, 1, 1, 1])[0]
            (place.w / "scripts" / "r.md").write_text(text)
            where = f"seed {task.seed} number {number}, {' '.join(args)} .{kind}"
            ran = place.run("make", "r", "--quiet", "--out", f"output/r.{kind}", *args, timeout=180)
            if ran.rc:
                refused = (
                    ran.err.strip().splitlines()[0][:150] if ran.err.strip() else "without a word"
                )
                # A routine at random may say what can't be led: it is refused.
                expected = not ran.traceback and any(
                    w in ran.err
                    for w in (
                        "several poses",
                        "no bed that could swell",
                        "scripts/r.md:",
                        "can't speak",
                        "can't read",
                    )
                )
                tally["refused" if expected else "failed"] += 1
                if not expected:
                    task.bad(f"{where}: {refused}")
                continue
            done += 1
            path = place.w / "output" / f"r.{kind}"
            verdict = place.run("verify", str(path))
            wrong = ["verify: " + verdict.last()] if verdict.rc else []
            shown = json.loads(place.run("show", str(path), "--json").out)
            try:
                wrong += looked_at(path, shown, args)
            except Exception as problem:
                wrong.append(f"{type(problem).__name__}: {problem}")
            if number % 10 == 0:
                again = place.run("make", str(path), "--quiet", "--out", "again/", timeout=120)
                if again.rc:
                    wrong.append(f"can't be made again: {again.last()}")
                elif rel.pcm(path) != rel.pcm(place.w / "again" / f"r.{kind}"):
                    wrong.append("made again it sounds otherwise")
                tally["made again"] += 1
            minutes += shown["length_ms"] / 60000
            cues += sum(bool(cue["say"]) for cue in shown["cues"])
            if wrong:
                more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
                task.bad(f"{where}: {wrong[0]}{more}")
            path.unlink()
    finally:
        place.away()
    task.end(f"{done} sessions made, {minutes:.0f} minutes, {cues} sentences")


main()
