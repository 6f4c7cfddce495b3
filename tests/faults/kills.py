"""Ends voiceguide, or one of its workers, at many moments, and looks at what is left.

usage: kills.py COUNT [SEED] [SCENE...] — prints one line a failure, then one line of figures.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tests.faults import place as rel
from tests.faults.scenes import COMMANDS, TARGETS, WRITTEN, Stage
from tests.faults.told import Task

task = Task(60, "KILLS_S")
stage = Stage("kill")
place, rng, tally = stage.place, task.rng, task.tally
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
CALLS = "open,write,close,rename,unlink,mkdir,fsync"
UNDER = f"{place.w}/output:{place.w}/scripts:{place.cache}"
SPEAKS_NOTHING = ("warm", "captions", "again", "import", "new", "flac")
took: dict[str, float] = {}


def workers() -> list[int]:
    found = []
    for pid in place.pids():
        with contextlib.suppress(OSError):
            if b"voiceguide.speech.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
    return found


def bad(scene: str, how: str, what: str) -> None:
    tally[what.split(":", maxsplit=1)[0]] += 1
    task.bad(f"{scene}, {how}: {what}")


def look_after(scene: str, how: str, err: str) -> None:
    left = place.orphans()
    if left:
        bad(scene, how, f"orphans: {len(left)} processes left")
        place.end_orphans()
    if "Traceback (most recent" in err:
        bad(scene, how, f"traceback: {err.strip().splitlines()[-1][:120]}")
    for path, same in stage.good_files():
        if same:
            continue
        if path.name != TARGETS.get(scene):
            bad(scene, how, f"another file changed: {path.name}")
        elif not stage.is_whole(path):
            bad(scene, how, f"damaged: {path.name} is not whole")
    if place.strays():
        tally["strays at once"] += 1
    if scene in WRITTEN:
        path = stage.written(scene)
        if path and place.run("check", str(path)).rc:
            size = path.stat().st_size
            bad(scene, how, f"half-written: {path.name} of {size} bytes under its final name")
        again = place.run(*COMMANDS[scene])
        if again.rc and not (path and "is there already" in again.err):
            bad(scene, how, f"next run: {again.last()}")
    else:
        args = [a for a in COMMANDS[scene] if a != "--watch"] + ["--verify"]
        again = place.run(*args, timeout=100)
        if again.rc or again.late:
            bad(scene, how, f"next run: {'hangs' if again.late else again.last()}")
    strays = place.strays()
    if strays:
        bad(scene, how, f"strays: after the next run {len(strays)} left: {strays[0]}")


def prepare(scene: str, way: str) -> dict[str, str]:
    env = stage.prepare(scene)
    if way == "worker":
        for kind in ("clips", "sounds"):
            shutil.rmtree(place.cache / kind, ignore_errors=True)
    return env


def at_a_call(scene: str) -> None:
    """Exact: at the n-th call that touches the outputs or the cache."""
    command, sig = COMMANDS[scene], rng.choice(SIGNALS)
    if f"calls {scene}" not in took:
        log = place.root / "log"
        log.unlink(missing_ok=True)
        env = stage.prepare(scene)
        place.faulty(f"{CALLS}:0:5", *command, log=log, env=env, timeout=100, under=UNDER)
        took[f"calls {scene}"] = sum(rel.calls(log).values())
    total = int(took[f"calls {scene}"])
    at, name = rng.randrange(1, total + 1), sig.name.removeprefix("SIG")
    env = stage.prepare(scene)
    ran = place.faulty(f"{CALLS}:{at}:{name}", *command, env=env, timeout=100, under=UNDER)
    if ran.late:
        bad(scene, f"{name} at call {at}", "hangs: after the signal")
    look_after(scene, f"{name} at call {at} of {total}", ran.err)


def at_a_time(scene: str, way: str) -> None:
    command, sig = COMMANDS[scene], rng.choice(SIGNALS)
    if scene == "watch":
        took[scene] = 3.0
    elif scene not in took:
        began = time.time()
        place.run(*command, env=prepare(scene, way), timeout=100)
        took[scene] = time.time() - began
    env = prepare(scene, way)
    moment = rng.random() * took[scene] * (1.1 if way == "time" else 0.9)
    p = place.start(*command, env=env)
    time.sleep(moment)
    whom = "a worker" if way == "worker" else "the main process"
    how = f"{sig.name} to {whom} after {moment:.2f} s"
    if way == "worker":
        end = time.time() + 3
        while not (found := workers()) and p.poll() is None and time.time() < end:
            time.sleep(0.01)
        if found:
            with contextlib.suppress(OSError):
                os.kill(rng.choice(found), sig)
                tally["workers struck"] += 1
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


def once(scene: str, number: int) -> None:
    way = ("time", "call", "worker")[number % 3]
    if scene in SPEAKS_NOTHING and way == "worker":
        way = "call"
    if way == "call" and scene != "watch":
        at_a_call(scene)
    else:
        at_a_time(scene, way if way == "worker" else "time")


scenes = task.only or [
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
try:
    for number in task.numbers():
        once(scenes[number % len(scenes)], number // len(scenes) + number)
finally:
    place.away()
task.end(f"{task.done} moments of {len(set(scenes))} commands")
