"""What the scripts share: runs of voiceguide that may be killed or failed, and what is left."""

from __future__ import annotations

import contextlib
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

COMMAND = [sys.executable, "-m", "voiceguide"]
HERE = Path(__file__).parent
ROUTINE = """---
title: Hips
---
Lie down softly.

## Figure four

1. Lie on your back and cross your right ankle over your left knee.
2. Hug your left thigh in. Hold for 5 seconds.
3. Switch sides.

## Twist

1. Sit tall and turn to the right. Hold for 2 breaths.
2. Come back to center.
"""


class Ran(NamedTuple):
    rc: int
    out: str
    err: str
    seconds: float
    late: bool = False
    peak_mb: float = 0.0

    @property
    def traceback(self) -> bool:
        return "Traceback (most recent" in self.err + self.out or "Fatal Python" in self.err

    def last(self) -> str:
        return (
            (self.err or self.out).strip().splitlines()[-1][:160]
            if (self.err or self.out).strip()
            else ""
        )


class Place:
    """A folder of its own, with a cache; everything started in it can be found by its mark."""

    def __init__(self, name: str = "case") -> None:
        self.root = Path(tempfile.mkdtemp(prefix=f"vgrel-{name}-"))
        self.mark = self.root.name
        self.w = self.root / "w"
        self.cache = self.root / "cache"
        self.tmp = self.root / "tmp"
        (self.w / "scripts").mkdir(parents=True)
        self.tmp.mkdir()
        (self.w / "scripts" / "hips.md").write_text(ROUTINE)

    def env(self, **more: str) -> dict[str, str]:
        keep = {k: v for k, v in os.environ.items() if not k.startswith(("VG_", "VOICEGUIDE"))}
        own = {"VOICEGUIDE_CACHE": str(self.cache), "VG_MARK": self.mark, "TMPDIR": str(self.tmp)}
        return keep | own | {"PYTHONPATH": str(HERE.parents[1])} | more

    def start(
        self, *args: str, env: dict[str, str] | None = None, limits=None, cwd=None, **kw
    ) -> subprocess.Popen:
        def before() -> None:
            for what, value in (limits or {}).items():
                resource.setrlimit(what, (value, value))

        return subprocess.Popen(
            [*COMMAND, *args],
            cwd=cwd or self.w,
            env=self.env(**(env or {})),
            preexec_fn=before if limits else None,
            start_new_session=True,
            **(
                {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
                | kw
            ),
        )

    def run(self, *args: str, timeout: float = 60, input: bytes | None = None, **kw) -> Ran:
        began = time.time()
        if input is not None:
            kw["stdin"] = subprocess.PIPE
        p = self.start(*args, **kw)
        late = False
        try:
            out, err = p.communicate(input, timeout=timeout)
        except subprocess.TimeoutExpired:
            late = True
            os.killpg(p.pid, signal.SIGKILL)
            self.end_orphans()
            out, err = p.communicate()
        return Ran(
            p.returncode,
            (out or b"").decode("utf-8", "replace"),
            (err or b"").decode("utf-8", "replace"),
            time.time() - began,
            late,
        )

    def faulty(
        self,
        fault: str,
        *args: str,
        log: Path | None = None,
        under: str = "",
        where: str = "",
        **kw,
    ) -> Ran:
        env = {
            "VG_FAULT": fault,
            "VG_FAULT_UNDER": under or f"{self.w}:{self.cache}",
            "LD_PRELOAD": shim(),
        }
        if log:
            env["VG_FAULT_LOG"] = str(log)
        if where:
            env["VG_FAULT_IN"] = where
        return self.run(*args, env=env | kw.pop("env", {}), **kw)

    def pids(self) -> list[int]:
        """Processes started here that still run, by their mark."""
        found = []
        for each in Path("/proc").glob("[0-9]*"):
            try:
                marks = (each / "environ").read_bytes().split(b"\0")
                state = (each / "stat").read_text().rsplit(")", 1)[1].split()[0]
                if f"VG_MARK={self.mark}".encode() in marks and state != "Z":
                    found.append(int(each.name))
            except OSError:
                continue
        return found

    def orphans(self, within: float = 5.0) -> list[int]:
        end = time.time() + within
        while (left := self.pids()) and time.time() < end:
            time.sleep(0.05)
        return left

    def end_orphans(self) -> None:
        for pid in self.pids():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)

    def strays(self) -> list[str]:
        """Files that are no result: parts beside outputs, unfinished entries, workers' folders."""
        beside = [
            str(p.relative_to(self.root))
            for p in self.w.rglob("*")
            if p.name.endswith(".part") or p.name.startswith(".")
        ]
        waiting = [str(p.relative_to(self.root)) for p in (self.cache / "unfinished").glob("*")]
        temps = [str(p.relative_to(self.root)) for p in self.tmp.iterdir()]
        return beside + waiting + temps

    def away(self) -> None:
        self.end_orphans()
        subprocess.run(
            ["chmod", "-R", "u+rwX", str(self.root)], check=False, stderr=subprocess.DEVNULL
        )
        shutil.rmtree(self.root, ignore_errors=True)


def shim() -> str:
    """Build the library that injects faults, once."""
    mark = hashlib.sha256((HERE / "fault.c").read_bytes()).hexdigest()[:12]
    made = Path(tempfile.gettempdir()) / f"vg-fault-{os.getuid()}-{mark}.so"
    if not made.exists():
        growing = made.with_suffix(f".{os.getpid()}")
        subprocess.run(
            [
                "gcc",
                "-shared",
                "-fPIC",
                "-O1",
                "-w",
                "-o",
                str(growing),
                str(HERE / "fault.c"),
                "-ldl",
            ],
            check=True,
        )
        growing.rename(made)
    return str(made)


def pcm(path: Path) -> str:
    """Name a file's sound, decoded by ffmpeg."""
    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(path), "-vn", "-f", "s16le", "-"],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        return "undecodable"
    return hashlib.sha256(done.stdout).hexdigest()[:20]


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:20] if path.exists() else "none"


def calls(log: Path) -> dict[str, int]:
    counted: dict[str, int] = {}
    for line in log.read_text().splitlines() if log.exists() else []:
        kind = line.split()[1]
        counted[kind] = counted.get(kind, 0) + 1
    return counted
