"""Gives spoilt and hostile sessions to show, verify and make: no crash, hang, flood or escape.

usage: hostile.py COUNT [SEED] — one line a kind of failure, then one line of figures.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from tests.faults import place as rel

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 300
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 1
LIMIT_S = float(os.environ.get("HOSTILE_S", "1e9"))
place = rel.Place("hostile")
KINDS = ["mp3", "m4b", "opus", "flac", "wav"]
(place.w / "scripts" / "s.md").write_text(
    "---\nguidance: minimal\n---\n## Sit\n\n1. Sit tall. Hold for 5 seconds.\n2. Rest for 3 s.\n"
)
ODD = [
    -1,
    0,
    1,
    2**31,
    2**63,
    10**18,
    10**30,
    1e308,
    -1e308,
    0.5,
    None,
    True,
    False,
    "",
    "x",
    "\x1b]0;own\x07\x1b[2J",
    "\u202egnp",
    "A" * 5000,
    [],
    {},
    [[]],
    ["x"],
    {"x": 1},
    [1] * 50,
    "../../etc/passwd",
    "/dev/zero",
    "http://127.0.0.1:9/x",
    "[chime]",
    "hold",
    "left",
]


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, part in value.items():
            yield (*path, key)
            yield from leaves(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value[:60]):
            yield (*path, index)
            yield from leaves(part, (*path, index))


def shaken(rng: random.Random, about: dict) -> bytes:
    about = json.loads(json.dumps(about))
    for _ in range(rng.choice((1, 1, 2, 4))):
        paths = list(leaves(about))
        *way, last = rng.choice(paths)
        at = about
        for step in way:
            at = at[step]
        match rng.randrange(5):
            case 0 | 1 | 2:
                at[last] = rng.choice(ODD)
            case 3:
                del at[last]
            case 4:
                if isinstance(at, list):
                    at.extend(at[:50] * rng.choice((1, 20)))
                else:
                    at[rng.choice(("x", "heard", "kind"))] = at[last]
    return json.dumps(about).encode()


def craft(rng: random.Random, kind: str, target: Path) -> str:
    source = place.w / "output" / f"s.{kind}"
    if rng.random() < 0.5:
        shutil.copy(source, target)
        if kind == "mp3":
            from mutagen.id3 import ID3

            tag = ID3(target)
            frame = next(f for f in tag.getall("GEOB") if f.desc == "voiceguide session")
            frame.data = shaken(rng, json.loads(frame.data))
            tag.save(target, v2_version=3)
        elif kind == "m4b":
            from mutagen.mp4 import MP4, MP4FreeForm

            file = MP4(target)
            file["----:voiceguide:session"] = [
                MP4FreeForm(shaken(rng, json.loads(bytes(file["----:voiceguide:session"][0]))))
            ]
            file.save()
        elif kind in ("opus", "flac"):
            from mutagen.flac import FLAC
            from mutagen.oggopus import OggOpus

            file = (FLAC if kind == "flac" else OggOpus)(target)
            file["VOICEGUIDE_SESSION"] = shaken(
                rng, json.loads(file["VOICEGUIDE_SESSION"][0])
            ).decode()
            if rng.random() < 0.3:
                file["CHAPTER000"] = rng.choice(
                    ("x", "-1:0:0", "9" * 400 + ":0:0", "1:2:nan", "0:0:1e999", "\x1b[2J")
                )
            file.save()
        else:
            from mutagen.wave import WAVE

            file = WAVE(target)
            frame = next(f for f in file.tags.getall("GEOB") if f.desc == "voiceguide session")
            frame.data = shaken(rng, json.loads(frame.data))
            file.save(v2_version=3)
        return "shaken"
    data = bytearray(source.read_bytes())
    for _ in range(rng.choice((1, 2, 5, 20))):
        near = (
            rng.randrange(min(len(data), rng.choice((64, 4000, 60_000, len(data)))) or 1)
            if data
            else 0
        )
        match rng.randrange(7):
            case 0:
                data[near : near + 1] = bytes([rng.randrange(256)])
            case 1:
                del data[near : near + rng.choice((1, 4, 100, 5000))]
            case 2:
                data[near:near] = rng.randbytes(rng.choice((1, 4, 100, 5000)))
            case 3:
                data[near : near + 4] = rng.choice(
                    (
                        b"\xff\xff\xff\xff",
                        b"\0\0\0\0",
                        b"\x7f\xff\xff\xff",
                        b"\x7f\x7f\x7f\x7f",
                        b"\x80\0\0\0",
                    )
                )
            case 4:
                del data[near:]
            case 5:
                data[near:near] = data[: rng.choice((100, 10_000))]
            case 6:
                other = (place.w / "output" / f"s.{rng.choice(KINDS)}").read_bytes()
                data[near:near] = other[: rng.choice((100, 10_000))]
    target.write_bytes(data)
    return "mutated"


def main() -> None:
    for kind in KINDS:
        ran = place.run("make", "s", "--quiet", "--format", kind, timeout=120)
        assert ran.rc == 0, ran.err
    os.chdir(place.w)
    os.environ.update(place.env())
    import importlib
    import pkgutil

    import voiceguide

    for found in pkgutil.walk_packages(voiceguide.__path__, "voiceguide."):
        if not found.name.endswith("__main__"):
            with contextlib.suppress(ImportError):  # loaded once, before commands are forked
                importlib.import_module(found.name)
    from voiceguide.cli import main as command

    began = time.time()
    tally: Counter[str] = Counter()
    failed = done = 0
    seen: Counter[str] = Counter()
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(COUNT):
        if time.time() - began > LIMIT_S:
            break
        rng = random.Random(SEED * 10**9 + number)
        kind = KINDS[number % len(KINDS)]
        target = place.w / f"h.{kind}"
        try:
            how = craft(rng, kind, target)
        except Exception:
            continue
        for args in (
            ["show", target.name],
            ["show", target.name, "--json"],
            ["verify", target.name],
            ["plan", target.name],
        ) + ((["make", target.name, "--quiet", "--out", "m/"],) if number % 10 == 0 else ()):
            done += 1
            said = place.root / "said"
            pid = os.fork()
            if not pid:
                signal.setitimer(signal.ITIMER_PROF, 20)
                signal.alarm(120)
                resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
                null = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
                os.dup2(null, 1)
                os.dup2(null, 2)
                os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
                code = 0
                try:
                    command(args, standalone_mode=True)
                except SystemExit as end:
                    code = end.code if isinstance(end.code, int) else 1
                except BaseException:
                    import traceback

                    traceback.print_exc()
                    code = 70
                sys.stdout.flush()
                sys.stderr.flush()
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
                os.write(2, f"\npeak {peak}\n".encode())
                os._exit(code & 127)
            _, status, used = os.wait4(pid, 0)
            text = said.read_bytes()
            took = used.ru_utime + used.ru_stime
            why = ""
            if os.WIFSIGNALED(status):
                why = f"signal {os.WTERMSIG(status)} after {took:.0f} s"
            elif b"Traceback (most recent" in text or b"internal error" in text:
                lines = text.decode("utf-8", "replace").strip().splitlines()
                where = [
                    line.strip()
                    for line in lines
                    if line.strip().startswith("File") and "voiceguide" in line
                ]
                last = lines[-2 if lines[-1].startswith("peak") else -1][:70]
                at = where[-1].split("voiceguide/")[-1][:60] if where else ""
                why = f"traceback {last} {at}"
            elif text and int(text.rsplit(b"peak ", 1)[1]) - base > 600_000:
                why = f"memory of {(int(text.rsplit(b'peak ', 1)[1])) // 1024} MB"
            elif b"\x1b" in text or b"\x07" in text:
                why = "escape sent to the terminal"
            elif len(text) > 20_000_000:
                why = f"{len(text)} bytes printed"
            tally["refused" if os.WEXITSTATUS(status) else "taken"] += 1
            if why:
                failed += 1
                key = (
                    f"{args[0]}{' --json' if '--json' in args else ''}: "
                    + why.split(" after")[0].split("'")[0]
                )
                seen[key] += 1
                if seen[key] == 1:
                    print(
                        f"  seed {SEED} number {number}, {how} {kind}: {' '.join(args)}: {why}",
                        flush=True,
                    )
    place.away()
    kinds = "; ".join(f"{count} × {key}" for key, count in seen.most_common(20))
    print(
        f"{done} commands on spoilt and hostile files: {failed} failures of {len(seen)} kinds "
        f"({tally['taken']} taken, {tally['refused']} refused) {kinds}"
    )
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
