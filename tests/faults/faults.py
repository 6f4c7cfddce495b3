"""Fails one call on a file, at every place in turn, as a full or broken disk would.

usage: faults.py COUNT [SEED] [SCENE...] — one line a failure, then one line of figures.
"""

from __future__ import annotations

import errno

from tests.faults import place as rel
from tests.faults.scenes import COMMANDS, TARGETS, WRITTEN, Stage
from tests.faults.told import Task

task = Task(100, "FAULTS_S")
stage = Stage("fault")
place, rng, tally = stage.place, task.rng, task.tally
UNDER = f"{place.w}/output:{place.w}/scripts:{place.cache}:{place.tmp}"
ERRNOS = {
    "open": ("ENOSPC", "EMFILE", "EACCES", "EROFS", "EIO"),
    "write": ("ENOSPC", "EIO", "EDQUOT", "SHORT"),
    "close": ("EIO", "ENOSPC", "EDQUOT"),
    "rename": ("ENOSPC", "EIO", "EACCES", "EXDEV"),
    "mkdir": ("ENOSPC", "EACCES", "EROFS"),
    "unlink": ("EIO", "EACCES"),
    "fsync": ("EIO", "ENOSPC"),
    "openread": ("EMFILE", "EIO", "EACCES", "ENFILE"),
    "read": ("EIO",),
    "utime": ("EACCES", "EROFS"),
}
EXPECTED: dict[str, str] = {}


def bad(what: str, how: str) -> None:
    tally[what.split(":", maxsplit=1)[0]] += 1
    task.bad(f"{how}: {what}")


def once(scene: str, kind: str, at: int, name: str, total: int) -> None:
    env = stage.prepare(scene)
    code = name if name == "SHORT" else str(getattr(errno, name))
    how = f"{scene}, {name} at {kind} {at} of {total}"
    ran = place.faulty(f"{kind}:{at}:{code}", *COMMANDS[scene], env=env, timeout=60, under=UNDER)
    if ran.late:
        bad("hangs", how)
    if ran.traceback or "internal error" in ran.err:
        bad(f"traceback: {ran.last()}", how)
    if ran.rc not in (0, 1) and not ran.late:
        bad(f"exit status {ran.rc}: {ran.last()}", how)
    if ran.rc == 1 and not ran.err.strip():
        bad("no message", how)
    tally["survived" if ran.rc == 0 else "told"] += 1
    target = TARGETS.get(scene)
    for path, same in stage.good_files():
        if ran.rc == 0 and path.name == target:
            if not stage.is_whole(path):
                bad(f"succeeds with a bad file: {path.name}", how)
        elif not same:
            bad(f"damaged: {path.name} after rc {ran.rc}", how)
    if ran.rc and (path := stage.written(scene)):
        bad(f"half-written: {path.name} of {path.stat().st_size} bytes is left by a failure", how)
    if left := place.orphans():
        bad(f"orphans: {len(left)}", how)
        place.end_orphans()
    # A part that can't be taken away for the very fault at hand is left for the next run.
    strays = [each for each in place.strays() if kind != "openread" or not each.startswith("tmp/")]
    if strays and kind != "unlink":
        bad(f"strays: {strays[0]}", how)
    if target:
        again = place.run(*COMMANDS[scene], "--verify", timeout=90)
        if again.rc:
            bad(f"next run: {again.last()}", how)
        # What could not be read is spoken anew, which gives other milliseconds each time.
        elif scene not in ("cold", "nothing") and kind not in ("read", "openread"):
            heard = rel.pcm(place.w / "output" / target)
            if heard != (EXPECTED.get(scene) or expected(scene)):
                bad("poisoned: the next run sounds otherwise than a clean one", how)
    if kind == "unlink" and (strays := [each for each in place.strays() if each.startswith("w/")]):
        bad(f"strays: after the next run: {strays[0]}", how)


def expected(scene: str) -> str:
    """Name the sound of a clean run, which overwrites what was looked at."""
    stage.prepare(scene)
    assert place.run(*COMMANDS[scene]).rc == 0
    EXPECTED[scene] = rel.pcm(place.w / "output" / TARGETS[scene])
    return EXPECTED[scene]


def places(scene: str) -> list[tuple[str, str, int, str, int]]:
    """Choose calls of a command to fail: the first, the last, and some between, of each kind."""
    env = stage.prepare(scene)
    log = place.root / "log"
    log.unlink(missing_ok=True)
    place.faulty(",".join(ERRNOS) + ":0:5", *COMMANDS[scene], env=env, log=log, under=UNDER)
    found = rel.calls(log)
    chosen = []
    for kind, names in ERRNOS.items():
        total = found.get(kind, 0)
        picks = sorted({1, 2, 3, total - 1, total} & set(range(1, total + 1)))
        picks += [rng.randrange(1, total + 1) for _ in range(3 if total > 8 else 0)]
        chosen += [(scene, kind, at, rng.choice(names), total) for at in dict.fromkeys(picks)]
    return chosen


scenes = task.only or [
    "warm",
    "m4b",
    "cold",
    "again",
    "opus",
    "bed",
    "flac",
    "wav",
    "captions",
    "say",
    *WRITTEN,
]
try:
    todo = [each for scene in scenes for each in places(scene)]
    rng.shuffle(todo)
    for number in task.numbers(len(todo)):
        once(*todo[number])
finally:
    place.away()
task.end(f"{task.done} faults of {len(todo)} in {len(scenes)} commands")
