"""Reads mutated routines and articles: no crash, none over 5 s, none over 500 MB.

usage: fuzz.py COUNT [SEED] [FOLDER...] — one line a failure, then one line of figures.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import signal
import sys
import time
import traceback
from pathlib import Path

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 1
WHERE = [Path(p) for p in sys.argv[3:]] or [Path.cwd()]
LIMIT_S = float(os.environ.get("FUZZ_S", "1e9"))
TOKENS = json.loads(Path(__file__).with_name("tokens.json").read_text("utf-8"))


def corpus() -> list[tuple[str, str]]:
    found = []
    for root in WHERE:
        for pattern in ("scripts/*.md", "tests/**/*.md", "**/*.html", "**/*.txt"):
            for path in sorted(root.glob(pattern)):
                if (
                    path.is_file()
                    and path.stat().st_size < 60_000
                    and path.suffix in (".md", ".html", ".htm", ".txt")
                ):
                    found.append(
                        (path.suffix, path.read_bytes().decode("utf-8", "surrogateescape"))
                    )
    if not found:
        found = [
            (".md", "## Pose\n\n1. Sit tall. Hold for 30 seconds.\n2. Repeat on the other side.\n")
        ]
    return list(dict.fromkeys(found))


def mutated(rng: random.Random, seeds: list[tuple[str, str]]) -> tuple[str, str]:
    suffix, text = rng.choice(seeds)
    for _ in range(rng.choice((1, 1, 2, 3, 5, 10, 30))):
        at, to = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
        to = min(to, at + rng.choice((1, 5, 50, 500)))
        match rng.randrange(9):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:at] + rng.choice(TOKENS) + text[at:]
            case 2:
                text = text[:at] + rng.choice(TOKENS) * rng.choice((2, 20, 300)) + text[at:]
            case 3:
                text = text[:at] + text[at:to] * rng.choice((2, 5, 40)) + text[to:]
            case 4:
                other = rng.choice(seeds)[1]
                cut = rng.randrange(len(other) + 1)
                text = text[:at] + other[cut : cut + rng.choice((20, 200, 2000))] + text[to:]
            case 5:
                text = (
                    text[:at]
                    + "".join(
                        chr(
                            rng.choice(
                                (
                                    rng.randrange(32, 127),
                                    rng.randrange(0x2000, 0x2070),
                                    rng.randrange(0x300),
                                    rng.randrange(0x110000),
                                )
                            )
                        )
                        for _ in range(rng.randrange(1, 9))
                    )
                    + text[to:]
                )
            case 6:
                text = text[:at] + text[at:to].swapcase() + text[to:]
            case 7:
                lines = text.split("\n")
                rng.shuffle(lines) if rng.random() < 0.2 else lines.insert(
                    rng.randrange(len(lines)), rng.choice(lines)
                )
                text = "\n".join(lines)
            case 8:
                text = (
                    text[:at] + str(rng.choice((0, 1, 7, 99, 501, 10**6, 10**30, -1))) + text[to:]
                )
        text = text[:100_000]
    return suffix, text


def job(suffix: str, text: str) -> str:
    from voiceguide import VoiceguideError, plan
    from voiceguide.importing import import_article, source_of

    try:
        from voiceguide import parse_routine as parse
    except ImportError:
        from voiceguide.reading.reader import read_text

        def parse(text: str) -> object:
            return read_text(text, "x.md")

    data = text.encode("utf-8", "surrogatepass")
    try:
        if suffix == ".md":
            timeline = plan(parse(data.decode("utf-8", "replace")), long=True)
        else:
            made = import_article(source_of(data, f"x{suffix}"))
            parse(made.markdown)  # what is imported must read as a routine
            timeline = plan(made.routine, long=True)
        # Sanity that needs no judgement: time goes on, and only forward.
        at = 0
        for timed in timeline.cues:
            assert at <= timed.start_ms <= timed.end_ms, "time goes back"
            at = timed.end_ms
        return "read"
    except VoiceguideError as problem:
        str(problem)
        return "told"


def main() -> None:
    import voiceguide.importing  # noqa: F401
    from voiceguide import plan  # noqa: F401

    with contextlib.suppress(ImportError):
        import trafilatura  # noqa: F401
    seeds = corpus()
    began = time.time()
    out = Path(os.environ.get("FUZZ_KEEP", "")) if os.environ.get("FUZZ_KEEP") else None
    done = read = failed = 0
    seen: set[str] = set()
    while done < COUNT and time.time() - began < LIMIT_S:
        # A batch in a process of its own; where one input ends it, the next goes on after it.
        r, w = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(r)
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            for number in range(done, min(COUNT, done + 100)):
                if time.time() - began > LIMIT_S:
                    break
                suffix, text = mutated(random.Random(SEED * 10**9 + number), seeds)
                signal.setitimer(signal.ITIMER_PROF, 20)
                start = time.process_time()
                told = "?"
                try:
                    told = job(suffix, text)
                except BaseException as problem:
                    last = traceback.extract_tb(problem.__traceback__)[-1]
                    where = f"{Path(last.filename).name}:{last.lineno}"
                    told = f"{type(problem).__name__} at {where}: {problem}"[:150].replace(
                        "\n", " "
                    )
                took = time.process_time() - start
                signal.setitimer(signal.ITIMER_PROF, 0)
                grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) // 1024
                os.write(
                    w,
                    f"{number}\t{suffix}\t{told}\t{took:.2f}\t{grown}\t{len(text)}\n".encode(
                        "utf-8", "replace"
                    ),
                )
                if grown > 500:
                    break
            os._exit(0)
        os.close(w)
        with os.fdopen(r, encoding="utf-8", errors="replace") as pipe:
            lines = pipe.readlines()
        _, status = os.waitpid(pid, 0)
        for line in lines:
            number, suffix, told, took, grown, length = line.rstrip("\n").split("\t")
            read += told == "read"
            why = ""
            if told not in ("read", "told"):
                why = told
            elif float(took) > 5:
                why = f"takes {took} s for {length} characters"
            elif int(grown) > 500:
                why = f"takes {grown} MB"
            if why:
                failed += 1
                if (
                    key := why.split(":")[0] + why.split(":")[1][:5] if " at " in why else why[:8]
                ) not in seen or len(seen) > 40:
                    seen.add(key)
                    print(f"  seed {SEED} number {number} ({suffix}): {why}", flush=True)
                    if out:
                        out.mkdir(exist_ok=True)
                        (out / f"{SEED}-{number}{suffix}").write_bytes(
                            mutated(random.Random(SEED * 10**9 + int(number)), seeds)[1].encode(
                                "utf-8", "surrogatepass"
                            )
                        )
        done += len(lines)
        if os.WIFSIGNALED(status):
            failed += 1
            print(
                f"  seed {SEED} number {done}: signal {os.WTERMSIG(status)}, over 20 s or a crash",
                flush=True,
            )
            if out:
                out.mkdir(exist_ok=True)
                s, t = mutated(random.Random(SEED * 10**9 + done), seeds)
                (out / f"{SEED}-{done}{s}").write_bytes(t.encode("utf-8", "surrogatepass"))
            done += 1
        elif not lines:
            break
    print(
        f"{done} mutations of {len(seeds)} texts: {read} read, {failed} failures, {len(seen)} kinds"
    )
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
