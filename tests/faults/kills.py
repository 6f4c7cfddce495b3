"""Ends voiceguide, or one of its workers, at many moments, and looks at what is left.

usage: kills.py COUNT [SEED] — prints one line a failure, then one line of figures.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.faults import place as rel
from tests.faults.scenes import ARTICLE, COMMANDS, TARGETS

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 60
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 1
ONLY = sys.argv[3:]
LIMIT_S = float(os.environ.get("KILLS_S", "1e9"))
rng = random.Random(SEED)
place = rel.Place("kill")
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


def forget(*kinds: str) -> None:
    for kind in kinds:
        shutil.rmtree(place.cache / kind, ignore_errors=True)


def old(seconds: float) -> None:
    for path in place.cache.rglob("*"):
        if path.is_file():
            os.utime(path, (time.time() - seconds,) * 2)


(place.w / "article.txt").write_text(ARTICLE)
assert place.run("make", "hips", "--quiet", timeout=200).rc == 0
for kind in ("m4b", "opus", "flac"):
    assert place.run("make", "hips", "--quiet", "--format", kind).rc == 0
good = place.root / "good"
shutil.copytree(place.w / "output", good)
took: dict[str, float] = {}
failures: list[str] = []
tally: Counter[str] = Counter()


def prepare(scene: str) -> dict[str, str]:
    shutil.rmtree(place.w / "output", ignore_errors=True)
    shutil.copytree(good, place.w / "output")
    for each in ("new.md", "hips-two.md"):
        (place.w / "scripts" / each).unlink(missing_ok=True)
    for each in place.tmp.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    if scene == "cold":
        forget("clips", "sounds")
    if scene in ("m4b", "opus"):
        forget("packets")
    if scene == "bed":
        forget("beds", "mixes", "mixed")
    if scene == "prune":
        forget("clips")
        old(7200)
        return {"VOICEGUIDE_CACHE_MB": "0"}
    return {}


def workers() -> list[int]:
    found = []
    for pid in place.pids():
        try:
            if b"voiceguide.speech.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
        except OSError:
            pass
    return found


def bad(scene: str, how: str, what: str) -> None:
    tally[what.split(":", maxsplit=1)[0]] += 1
    failures.append(f"{scene}, {how}: {what}")
    print(f"  {scene}, {how}: {what}", flush=True)


def look_after(scene: str, how: str, err: str) -> None:
    left = place.orphans()
    if left:
        bad(scene, how, f"orphans: {len(left)} processes left")
        place.end_orphans()
    if "Traceback (most recent" in err:
        bad(scene, how, f"traceback: {err.strip().splitlines()[-1][:120]}")
    name = TARGETS.get(scene, "hips.mp3")
    for path in sorted(good.iterdir()):
        now = place.w / "output" / path.name
        if rel.sha(now) == rel.sha(path):
            continue
        if path.name != name and scene != "watch":
            bad(scene, how, f"another file changed: {path.name}")
        elif place.run("verify", f"output/{path.name}").rc:
            bad(scene, how, f"damaged: {path.name} is not whole")
    strays = place.strays()
    if strays:
        tally["strays at once"] += 1
    if scene == "import":
        path = place.w / "scripts" / "new.md"
        if path.exists() and place.run("check", str(path)).rc:
            bad(
                scene,
                how,
                f"half-written: {path.name} of {path.stat().st_size} bytes under its final name",
            )
        again = place.run(*COMMANDS[scene])
        if (again.rc and not path.exists()) or (again.rc and "is there already" not in again.err):
            bad(scene, how, f"next run: {again.last()}")
    elif scene == "new":
        path = place.w / "scripts" / "hips-two.md"
        if path.exists() and place.run("check", str(path)).rc:
            bad(
                scene,
                how,
                f"half-written: {path.name} of {path.stat().st_size} bytes under its final name",
            )
        again = place.run(*COMMANDS[scene])
        if again.rc and not path.exists():
            bad(scene, how, f"next run: {again.last()}")
    else:
        args = [a for a in COMMANDS[scene] if a != "--watch"] + ["--verify"]
        again = place.run(*args, timeout=100)
        if again.rc or again.late:
            bad(scene, how, f"next run: {'hangs' if again.late else again.last()}")
    strays = place.strays()
    if strays:
        bad(scene, how, f"strays: after the next run {len(strays)} left: {strays[0]}")
        for each in strays:
            path = place.root / each
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(
                missing_ok=True
            )


def once(scene: str, number: int) -> None:
    env = prepare(scene)
    way = ("time", "call", "worker")[number % 3]
    if scene in ("warm", "captions", "again", "import", "new", "flac") and way == "worker":
        way = "call"
    if scene == "watch" and way == "call":
        way = "time"
    if way == "worker" and scene in ("m4b", "opus", "bed", "watch"):
        forget("clips", "sounds")
    sig = rng.choice(SIGNALS)
    if way == "call":
        # Exact: at the n-th call that touches the outputs or the cache.
        log = place.root / "log"
        if f"calls {scene}" not in took:
            log.unlink(missing_ok=True)
            place.faulty(
                "open,write,close,rename,unlink,mkdir,fsync:0:5",
                *COMMANDS[scene],
                log=log,
                env=env,
                timeout=100,
                under=f"{place.w}/output:{place.w}/scripts:{place.cache}",
            )
            took[f"calls {scene}"] = sum(rel.calls(log).values())
            env = prepare(scene)
        at = rng.randrange(1, int(took[f"calls {scene}"]) + 1)
        name = {signal.SIGKILL: "KILL", signal.SIGTERM: "TERM", signal.SIGINT: "INT"}[sig]
        ran = place.faulty(
            f"open,write,close,rename,unlink,mkdir,fsync:{at}:{name}",
            *COMMANDS[scene],
            env=env,
            timeout=100,
            under=f"{place.w}/output:{place.w}/scripts:{place.cache}",
        )
        if ran.late:
            bad(scene, f"{name} at call {at}", "hangs: after the signal")
        look_after(scene, f"{name} at call {at} of {took[f'calls {scene}']:.0f}", ran.err)
        return
    if scene not in took:
        began = time.time()
        if scene == "watch":
            took[scene] = 3.0
        else:
            ran = place.run(*COMMANDS[scene], env=env, timeout=100)
            took[scene] = time.time() - began
        env = prepare(scene)
        if way == "worker" and scene in ("m4b", "opus", "bed", "watch"):
            forget("clips", "sounds")
    moment = rng.random() * took[scene] * (1.1 if way == "time" else 0.9)
    p = place.start(*COMMANDS[scene], env=env)
    time.sleep(moment)
    whom = "a worker" if way == "worker" else "the main process"
    how = f"{sig.name} to {whom} after {moment:.2f} s"
    if way == "worker":
        end = time.time() + 3
        while not (found := workers()) and p.poll() is None and time.time() < end:
            time.sleep(0.01)
        if found:
            try:
                os.kill(rng.choice(found), sig)
                tally["workers struck"] += 1
            except OSError:
                pass
        if scene == "watch":
            time.sleep(1)
            p.send_signal(signal.SIGINT)
    elif p.poll() is None:
        p.send_signal(sig)
        tally["struck"] += 1
    try:
        _, err = p.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        bad(scene, how, "hangs: does not end")
        os.killpg(p.pid, signal.SIGKILL)
        _, err = p.communicate()
    if way == "worker" and p.returncode and scene != "watch":
        bad(scene, how, f"a lost worker ends the make: {err.decode().strip()[:160]}")
    look_after(scene, how, err.decode("utf-8", "replace"))


scenes = ONLY or [
    "cold",
    "warm",
    "bed",
    "m4b",
    "again",
    "opus",
    "prune",
    "import",
    "cold",
    "new",
    "watch",
    "flac",
    "captions",
]
done = 0
began = time.time()
try:
    for number in range(COUNT):
        if time.time() - began > LIMIT_S:
            break
        once(scenes[number % len(scenes)], number // len(scenes) + number)
        done += 1
finally:
    place.away()
told = ", ".join(f"{count} {what}" for what, count in tally.items())
print(f"{done} moments of {len(set(scenes))} commands, {len(failures)} failures ({told})")
sys.exit(bool(failures))
