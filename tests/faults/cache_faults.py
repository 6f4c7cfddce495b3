"""Spoils the store in every way: no wrong sound is ever heard, and no run falls over.

usage: cache_faults.py COUNT [SEED] — one line a failure, then one line of figures.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from pathlib import Path

from tests.faults import place as rel
from tests.faults.told import Task

task = Task(40, "CACHE_S")
rng, tally, bad = task.rng, task.tally, task.bad
place = rel.Place("cache")
MAKES = {
    "mp3": [],
    "m4b": ["--format", "m4b"],
    "bed": ["--bed", "brown", "--out", "output/bed.mp3"],
    "flac": ["--format", "flac"],
    "opus": ["--format", "opus"],
}
FILE = {
    "mp3": "hips.mp3",
    "m4b": "hips.m4b",
    "bed": "bed.mp3",
    "flac": "hips.flac",
    "opus": "hips.opus",
}

for more in MAKES.values():
    assert place.run("make", "hips", "--quiet", *more, timeout=200).rc == 0
full = place.root / "full"
shutil.copytree(place.cache, full)
# What a clean make from this store sounds like.
clean = {kind: rel.pcm(place.w / "output" / name) for kind, name in FILE.items()}
ENTRIES = sorted(p.relative_to(full) for p in full.rglob("*") if p.is_file())
KINDS = sorted({p.parts[0] for p in ENTRIES})


def lengths(name: str) -> list[tuple[str, int]]:
    """How long each sentence takes: another sentence in its place would take another time."""
    shown = json.loads(place.run("show", f"output/{name}", "--json").out)
    return [
        (cue["say"], cue["end_ms"] - cue["start_ms"])
        for cue in shown["cues"]
        if cue["say"] and cue["kind"] == "say"
    ]


planned = {kind: lengths(name) for kind, name in FILE.items()}


def restore() -> None:
    os.system(f"chmod -R u+rwX '{place.cache}' 2>/dev/null")
    if place.cache.is_symlink() or place.cache.is_file():
        place.cache.unlink()
    shutil.rmtree(place.cache, ignore_errors=True)
    shutil.copytree(full, place.cache)


def spoil(path: Path, how: str, entry: Path) -> None:
    data = bytearray(path.read_bytes())
    if how == "bit":
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    elif how == "head bit":
        data[rng.randrange(min(90, len(data)))] ^= 1 << rng.randrange(8)
    elif how == "truncated":
        del data[rng.randrange(len(data)) :]
    elif how == "longer":
        data += bytes(rng.randrange(1, 500))
    elif how == "empty":
        data.clear()
    elif how == "swapped":
        same = [e for e in ENTRIES if e.parts[0] == entry.parts[0] and e != entry]
        if same:
            data = bytearray((full / rng.choice(same)).read_bytes())
    elif how == "folder":
        path.unlink()
        path.mkdir()
        return
    elif how == "dangling":
        path.unlink()
        path.symlink_to("/nowhere/at/all")
        return
    elif how == "zeros":
        data[:] = bytes(len(data))
    path.write_bytes(data)


HOWS = ("bit", "head bit", "truncated", "longer", "empty", "swapped", "folder", "dangling", "zeros")
try:
    for number in task.numbers():
        restore()
        how = HOWS[number % len(HOWS)]
        kind = KINDS[(number // len(HOWS) + number) % len(KINDS)]
        of_kind = [e for e in ENTRIES if e.parts[0] == kind]
        # One entry or all of a kind.
        chosen = [rng.choice(of_kind)] if number % 2 else of_kind
        for entry in chosen:
            spoil(place.cache / entry, how, entry)
        target = rng.choice(
            [
                k
                for k in MAKES
                if (kind != "packets" or k in ("m4b", "opus"))
                and (kind not in ("beds", "mixes") or k == "bed")
            ]
        )
        name = FILE[target]
        before = rel.sha(place.w / "output" / name)
        ran = place.run("make", "hips", "--quiet", *MAKES[target], timeout=120)
        told = f"{len(chosen)} {kind} {how}, make {target}"
        if ran.late:
            bad(f"{told}: hangs")
        elif ran.traceback:
            bad(f"{told}: traceback: {ran.last()}")
        elif ran.rc:
            tally["refused"] += 1
            if rel.sha(place.w / "output" / name) != before:
                bad(f"{told}: refused, but the old file changed")
            bad(f"{told}: refused: {ran.err.strip().splitlines()[0][:140]}")
        else:
            tally["mended"] += 1
            if place.run("verify", f"output/{name}").rc:
                bad(f"{told}: a wrong sound is heard, by verify")
            # Not by verify alone: it holds a file against the clip that was used.
            elif off := [
                said
                for (said, ms), (_, was) in zip(lengths(name), planned[target], strict=True)
                if abs(ms - was) > 72
            ]:
                bad(f"{told}: another sound in place of {off[0][:40]!r}")
            elif (
                kind in ("voices", "beds", "mixes", "packets", "sounds")
                and rel.pcm(place.w / "output" / name) != clean[target]
            ):
                # Clips spoken anew differ by some milliseconds; all else is the same.
                if kind in ("sounds",) and target in ("mp3",):
                    bad(f"{told}: sounds otherwise than a clean make")
                else:
                    tally[f"another sound after {kind} {how}"] += 1
            second = place.run("make", "hips", "--quiet", *MAKES[target])
            if second.rc:
                bad(f"{told}: the run after it fails: {second.last()}")

    # The store itself in the way, or out of reach.
    def whole_store(told: str, change, succeeds: bool | None, env=None, **kw) -> None:
        restore()
        change()
        before = rel.sha(place.w / "output" / "hips.mp3")
        ran = place.run("make", "hips", "--quiet", env=env, timeout=90, **kw)
        if ran.late or ran.traceback:
            bad(f"{told}: {'hangs' if ran.late else 'traceback: ' + ran.last()}")
        elif succeeds is not None and (ran.rc == 0) != succeeds:
            bad(f"{told}: rc {ran.rc}: {ran.err.strip().splitlines()[0][:140] if ran.err else ''}")
        if ran.rc and rel.sha(place.w / "output" / "hips.mp3") != before:
            bad(f"{told}: the old file changed")
        tally["store cases"] += 1
        if not ran.rc and place.run("verify", "output/hips.mp3").rc:
            bad(f"{told}: made, but not right")

    def replaced(by: str):
        def change() -> None:
            shutil.rmtree(place.cache)
            {
                "file": lambda: place.cache.write_text("x"),
                "link": lambda: place.cache.symlink_to(full),
                "dangling": lambda: place.cache.symlink_to("/nowhere/at/all"),
                "loop": lambda: place.cache.symlink_to(place.cache),
                "empty": place.cache.mkdir,
            }[by]()

        return change

    whole_store("store is a file", replaced("file"), False)
    whole_store("store is a link to a good one", replaced("link"), True)
    whole_store("store is a dangling link", replaced("dangling"), False)
    whole_store("store is a link to itself", replaced("loop"), False)
    whole_store(
        "clips is a file",
        lambda: (shutil.rmtree(place.cache / "clips"), (place.cache / "clips").write_text("x")),
        False,
    )
    whole_store(
        "unfinished is a file",
        lambda: (
            (place.cache / "unfinished").rmdir() if (place.cache / "unfinished").is_dir() else None,
            (place.cache / "unfinished").write_text("x"),
        ),
        True,
    )
    whole_store(
        "dates in the future",
        lambda: [os.utime(p, (time.time() + 10**8,) * 2) for p in place.cache.rglob("*")],
        True,
        env={"VOICEGUIDE_CACHE_MB": "0"},
    )
    whole_store(
        "dates of 1970",
        lambda: [os.utime(p, (1, 1)) for p in place.cache.rglob("*")],
        True,
        env={"VOICEGUIDE_CACHE_MB": "0"},
    )
    whole_store(
        "bound of 0",
        lambda: shutil.rmtree(place.cache / "clips"),
        True,
        env={"VOICEGUIDE_CACHE_MB": "0"},
    )
    whole_store("bound is no number", lambda: None, False, env={"VOICEGUIDE_CACHE_MB": "nan"})
    whole_store("bound is negative", lambda: None, False, env={"VOICEGUIDE_CACHE_MB": "-1"})
    # Four at once on one cold store, some ended at random, with pruning at every run.
    for round_ in range(3):
        restore()
        shutil.rmtree(place.cache / "clips")
        running = []
        for each in range(4):
            shutil.copy(place.w / "scripts" / "hips.md", place.w / "scripts" / f"hips{each}.md")
            running.append(
                (
                    each,
                    place.start(
                        "make", f"hips{each}", "--quiet", env={"VOICEGUIDE_CACHE_MB": "0.2"}
                    ),
                )
            )
        for _ in range(3):
            time.sleep(rng.random() * 1.5)
            victim = rng.choice(running)[1]
            if victim.poll() is None:
                victim.send_signal(rng.choice((signal.SIGKILL, signal.SIGTERM)))
        for each, p in running:
            try:
                _, err = p.communicate(timeout=120)
            except Exception:
                bad(f"four at once, round {round_}: hangs")
                os.killpg(p.pid, signal.SIGKILL)
                continue
            if p.returncode not in (0, -9, 130, -15):
                bad(f"four at once, round {round_}: rc {p.returncode}: {err.decode()[-150:]}")
            if p.returncode == 0 and place.run("verify", f"output/hips{each}.mp3").rc:
                bad(f"four at once, round {round_}: a bad file")
            tally["at once"] += 1
        if place.orphans():
            bad(f"four at once, round {round_}: orphans")
        again = [
            place.run("make", f"hips{each}", "--quiet", "--verify", timeout=120)
            for each in range(4)
        ]
        for ran in again:
            if ran.rc:
                bad(f"four at once, round {round_}: the run after: {ran.last()}")
finally:
    place.away()
out_of_reach, at_once = tally.pop("store cases"), tally.pop("at once")
task.end(f"{task.done} spoilt stores, {out_of_reach} stores out of reach, {at_once} runs at once")
