"""Measure how quickly sessions are made, side by side with other ways.

Run it with ``python benchmarks/speed.py``.

Each figure is the median of whole processes, from their start to the finished file; slow other
ways are run once. The table is written to ``results-speed.md`` beside this file.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from statistics import median

from bench import HERE, Bench, Command, make, peer, stretched, voiceguide
from table import USUAL, Row, brief, table

BEGIN, END = "<!-- speed -->", "<!-- /speed -->"
"""Where the short table stands in docs/speed.md."""

_HAS_HIBARI = importlib.util.find_spec("hibari") is not None
_HAS_LOAD = hasattr(os, "getloadavg")
PACES = ("0.9", "0.95", "1.05", "1.1", "1.15")
EDITS = ("Smile", "Yawn if you like", "Let your eyes close", "Wiggle your toes", "Nod a little")
PROGRAMS = {"ffmpeg": "-version", "espeak-ng": "--version"}
PACKAGES = ("av", "hibari-tts", "onnxruntime", "pydub", "pyttsx3", "mutagen", "click")
WAYS = {
    USUAL: "pydub_usual",
    "pydub, joined once": "pydub_once",
    "ffmpeg, concat": "ffmpeg_concat",
    "espeak-ng + ffmpeg": "espeak_ffmpeg",
}


def measured(bench: Bench, name: str, routine: Path, *, edits: bool) -> Row:
    """Time every way to make one session.

    Those that are run several times take turns, so that a busy machine is as busy for each.
    """
    folder = routine.parent
    tell(f"{name}, {folder.name}: what is run {bench.runs} times")
    bench.use_store(f"store {folder.name}")
    bench.run(voiceguide(*make(routine)))
    shown = bench.run(voiceguide("show", folder / "session.mp3", "--json"))
    (folder / "timeline.json").write_text(shown, encoding="utf-8")
    bench.run(peer("prepared", folder))
    times: dict[str, list[float]] = {}

    def timed(way: str, command: Command) -> None:
        times.setdefault(way, []).append(bench.timed(command))

    for run in range(bench.runs):
        if shutil.which("ffmpeg"):
            timed("floor", encoding(folder, "session"))
        timed("warm", voiceguide(*make(routine, "--pace", PACES[run % len(PACES)])))
        if edits:
            timed("edited", voiceguide(*make(edited(routine, EDITS[run % len(EDITS)]))))
        if shutil.which("espeak-ng"):
            timed("speaking", peer("espeak", folder))
            if run == 0:
                bench.run(peer("joined", folder))
            if shutil.which("ffmpeg"):
                timed("encoding", encoding(folder, "spoken"))
        if _HAS_HIBARI:
            timed("natural", peer("hibari", folder))
            if run == 0:
                bench.run(peer("hibari_joined", folder))
            if shutil.which("ffmpeg"):
                timed("natural_encoding", encoding(folder, "natural"))
            bench.use_store(f"store {folder.name} natural {run}")
            timed("cold_natural", voiceguide(*make(routine, "--voice", "heart")))
        bench.use_store(f"store {folder.name} {run}")
        timed("cold", voiceguide(*make(routine, "--voice", "system")))
        bench.use_store(f"store {folder.name}")
    tell(f"{name}, {folder.name}: other ways")
    others = {
        way: bench.timed(peer(call, folder))
        for way, call in WAYS.items()
        if shutil.which("ffmpeg") and (shutil.which("espeak-ng") or "espeak" not in way)
    }
    for path in folder.rglob("*.wav"):
        path.unlink()
    timeline = json.loads(shown)
    return Row(
        name,
        minutes=timeline["length_ms"] / 60_000,
        sentences=len({cue["say"] for cue in timeline["cues"]} - {""}),
        others=others,
        **{way: median(seconds) for way, seconds in times.items()},
    )


def edited(routine: Path, words: str) -> Path:
    """Write the routine with other words in one step of it."""
    text = routine.read_text(encoding="utf-8")
    steps = [line for line in text.splitlines() if line[:1].isdigit()]
    old = steps[len(steps) // 2]
    new = f"{old.split('.')[0]}. {words}, and then lie still."
    path = routine.with_name("edited.md")
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def encoding(folder: Path, name: str) -> list[str]:
    # The program lame takes ten times longer over digital silence where a processor is slow with
    # numbers near zero; FFmpeg asks the same encoder without that.
    target = folder / "encoded.mp3"
    ends = ["-c:a", "libmp3lame", "-b:a", "64k", str(target)]
    return ["ffmpeg", "-loglevel", "error", "-y", "-i", str(folder / f"{name}.wav"), *ends]


def both_right(bench: Bench, routine: Path) -> bool:
    """Make two sessions at once on one empty store; hold each against its own timeline."""
    bench.use_store("store shared")
    outs = [routine.with_name(f"{name}.mp3") for name in ("one", "two")]
    runs = [
        subprocess.Popen(
            [str(part) for part in voiceguide("make", routine, "--quiet", "--out", out)],
            env=bench.env,
        )
        for out in outs
    ]
    right = [run.wait() == 0 for run in runs]
    for out in outs:
        length_ms = bench.length_ms(voiceguide("show", out, "--json"))
        right.append(int(bench.run(peer("count", out))) == length_ms * 48)
    return all(right)


def peaks(bench: Bench) -> dict[str, float]:
    """Measure the memory of a short and a very long session of the same sentences."""
    found = {}
    for name, minutes in (("10 min", 10), ("10 h", 600)):
        routine = stretched(bench, name, minutes, poses=2)
        bench.run(voiceguide(*make(routine)))
        found[name] = bench.peak_mb(make(routine))
    return found


def machine() -> str:
    """Name the class of processor and the versions of all that was measured."""
    model = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists():
        named = [line for line in about.read_text().splitlines() if line.startswith("model name")]
        model = named[0].split(":", 1)[1].strip() if named else model
    versions = [f"Python {platform.python_version()}"]
    there = [name for name in PACKAGES if importlib.util.find_spec(name.split("-")[0])]
    versions += [f"{name} {metadata.version(name)}" for name in there]
    for program, option in PROGRAMS.items():
        if shutil.which(program):
            told = subprocess.run([program, option], capture_output=True, text=True, check=False)
            words = (told.stdout + told.stderr).split()
            number = next(word for word in words if word[:1].isdigit() and "." in word)
            versions.append(f"{program} {number}")
        else:
            versions.append(f"no {program}")
    return f"{model}, {os.cpu_count()} cores, {platform.system()}. {', '.join(versions)}."


def into_page(short: str) -> None:
    path = HERE.parent / "docs" / "speed.md"
    before, rest = path.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    path.write_text(f"{before}{BEGIN}\n{short}\n{END}{after}", encoding="utf-8")


def tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=5, help="processes for each median")
    asked.add_argument("--minutes", type=int, nargs="*", default=[30, 60, 120])
    asked.add_argument("--out", type=Path, default=HERE / "results-speed.md")
    asked.add_argument(
        "--page", action="store_true", help="put a short table into docs/speed.md, too"
    )
    options = asked.parse_args()
    for program in PROGRAMS:
        if not shutil.which(program):
            tell(f"{program} is not installed: what needs it is left out")
    # What else the machine does takes most from what uses every core, as speaking anew does.
    busy = f" Other work on it at the start: {os.getloadavg()[0]:.1f}." if _HAS_LOAD else ""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.runs)
        middle = bench.folder / "middle" / "middle-back.md"
        middle.parent.mkdir()
        shutil.copy(HERE.parent / "scripts" / middle.name, middle)
        # While nothing is left to be written to the disk.
        tell("start-up")
        bench.run(voiceguide("plan", middle))
        starts = {
            "python -c pass": bench.median([sys.executable, "-c", "pass"]),
            "voiceguide --help": bench.median(voiceguide("--help")),
            "voiceguide plan middle-back": bench.median(voiceguide("plan", middle)),
        }
        rows = [measured(bench, "middle back", middle, edits=False)]
        for minutes in options.minutes:
            routine = stretched(bench, f"{minutes}", minutes)
            rows.append(measured(bench, "200 sentences", routine, edits=True))
        tell("memory, two at once")
        about = f"{machine()} Medians of {bench.runs}.{busy}"
        told = table(rows, starts, peaks(bench), both_right(bench, middle), about)
    options.out.write_text(told, encoding="utf-8")
    if options.page:
        into_page(brief(rows, about))
    print(told)


if __name__ == "__main__":
    main()
