"""Runs voiceguide where something is missing: memory, files, home, a terminal, its folder.

usage: starved.py — one line a case that fails, then one line of figures.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time

from tests.faults import place as rel

SAYS = os.environ.get("STARVED_SAYS")
VOICEGUIDE = " ".join(rel.COMMAND)
place = rel.Place("starved")
failures: list[str] = []
tried = 0


def want(
    told: str, ran: rel.Ran, succeeds: bool | None = True, good: str = "output/hips.mp3"
) -> None:
    """It succeeds, or tells why in a line; never a traceback, never late, never a bad file."""
    global tried  # noqa: PLW0603
    tried += 1
    why = ""
    if ran.late:
        why = f"hangs ({ran.seconds:.0f} s)"
    elif ran.traceback or "Exception ignored" in ran.err:
        why = f"traceback: {ran.last()}"
    elif ran.rc < 0:
        why = f"ended by signal {-ran.rc}"
    elif succeeds is not None and (ran.rc == 0) != succeeds:
        why = f"rc {ran.rc}: {ran.err.strip().splitlines()[0][:150] if ran.err.strip() else 'without a word'}"  # noqa: E501
    elif ran.rc and not ran.err.strip():
        why = "fails without a word"
    elif ran.rc == 0 and good and (place.w / good).exists() and place.run("verify", good).rc:
        why = "made, but not right"
    if left := place.orphans(3):
        why += f" {len(left)} orphans"
        place.end_orphans()
    if strays := place.strays():
        why += f" leaves {strays[0]}"
        for each in strays:
            path = place.root / each
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(
                missing_ok=True
            )
    if why:
        failures.append(f"{told}: {why}")
    if why or SAYS:
        print(
            f"  {told}: {why or f'ok, rc {ran.rc}, {ran.seconds:.1f} s'} {ran.last() if SAYS else ''}",  # noqa: E501
            flush=True,
        )


def cold() -> None:
    for kind in ("clips", "sounds"):
        shutil.rmtree(place.cache / kind, ignore_errors=True)


try:
    assert place.run("make", "hips", "--quiet", timeout=200).rc == 0
    for megabytes in (1500, 700, 500, 300, 200):
        for told, prepare, args in (
            ("cold", cold, []),
            ("warm", lambda: None, []),
            ("over a bed", lambda: None, ["--bed", "rain", "--out", "output/hips.mp3"]),
        ):
            prepare()
            want(
                f"{told} in {megabytes} MB of address space",
                place.run(
                    "make",
                    "hips",
                    "--quiet",
                    *args,
                    limits={resource.RLIMIT_AS: megabytes << 20},
                    timeout=120,
                ),
                None,
            )
    place.run("make", "hips", "--quiet")
    for files in (64, 32, 20, 12, 8):
        cold()
        want(
            f"cold with {files} open files",
            place.run(
                "make", "hips", "--quiet", limits={resource.RLIMIT_NOFILE: files}, timeout=90
            ),
            None,
        )
        place.run("make", "hips", "--quiet")
        want(
            f"warm with {files} open files",
            place.run(
                "make", "hips", "--quiet", limits={resource.RLIMIT_NOFILE: files}, timeout=90
            ),
            None,
        )
        want(
            f"m4b with {files} open files",
            place.run(
                "make",
                "hips",
                "--quiet",
                "--format",
                "m4b",
                limits={resource.RLIMIT_NOFILE: files},
                timeout=90,
            ),
            None,
            good="output/hips.m4b",
        )
    place.run("make", "hips", "--quiet")
    for size in (1000, 100_000, 1_000_000):
        for kind in ("mp3", "m4b", "opus", "flac", "wav"):
            want(
                f"{kind} where files grow to {size:,} bytes at most",
                place.run(
                    "make",
                    "hips",
                    "--quiet",
                    "--format",
                    kind,
                    limits={resource.RLIMIT_FSIZE: size},
                ),
                None,
                good=f"output/hips.{kind}",
            )
    place.run("make", "hips", "--quiet")
    # A real disk of its own that fills up.
    disk = place.root / "disk"
    disk.mkdir()
    if (
        os.getuid() == 0
        and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", str(disk)],
            capture_output=True,
            check=False,
        ).returncode
        == 0
    ):
        try:
            for told, args, env in (
                ("outputs on a full disk", ["--out", f"{disk}/"], {}),
                ("store on a full disk", [], {"VOICEGUIDE_CACHE": f"{disk}/cache"}),
                (
                    "temporary files on a full disk",
                    ["--bed", "output/hips.mp3"],
                    {"TMPDIR": str(disk)},
                ),
                (
                    "all on a full disk",
                    ["--out", f"{disk}/o/"],
                    {"VOICEGUIDE_CACHE": f"{disk}/cache", "TMPDIR": str(disk)},
                ),
            ):
                for fill in (1150, 600, 0):
                    subprocess.run(
                        f"rm -rf {disk}/* ; head -c {fill}k /dev/zero > {disk}/fill",
                        shell=True,
                        check=False,
                    )
                    want(
                        f"{told}, {1200 - fill} kB free",
                        place.run("make", "hips", "--quiet", *args, env=env, timeout=150),
                        None,
                        good="",
                    )
                    left = [
                        p
                        for p in disk.rglob("*")
                        if p.name.endswith(".part") or p.name.startswith("voiceguide-")
                    ]
                    if left:
                        failures.append(f"{told}: leaves {left[0].name}")
                        print(f"  {failures[-1]}")
        finally:
            subprocess.run(["umount", str(disk)], check=False)
    home = {"HOME": "", "VOICEGUIDE_CACHE": ""}
    want("no HOME, plan", place.run("plan", "hips", env={"HOME": ""}))
    p = place.env()
    p.pop("HOME", None)
    p.pop("VOICEGUIDE_CACHE")
    done = subprocess.run(
        [*rel.COMMAND, "cache"],
        env=p,
        cwd=place.w,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    want("HOME not set at all, cache", rel.Ran(done.returncode, done.stdout, done.stderr, 0))
    for told, env in (
        ("LANG=C", {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}),
        (
            "Latin-1",
            {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
        ),
        (
            "ASCII",
            {
                "PYTHONIOENCODING": "ascii",
                "PYTHONCOERCECLOCALE": "0",
                "LC_ALL": "POSIX",
                "PYTHONUTF8": "0",
            },
        ),
    ):
        odd = place.w / "scripts" / "Ünïcode ½ 日本.md"
        odd.write_text(
            "---\ntitle: Ünïcode ½\n---\n## Pose é\n\n1. Sit tall — then “rest”. Hold for 5 seconds.\n",  # noqa: E501
            encoding="utf-8",
        )
        want(f"{told}, make a name in Unicode", place.run("make", str(odd), env=env, timeout=90))
        want(f"{told}, plan it", place.run("plan", str(odd), env=env))
        want(f"{told}, list", place.run("list", env=env))
    for width in ("1", "20", "40", "0", "x", "-5", "999999"):
        want(f"{width} columns", place.run("check", "hips", env={"COLUMNS": width}))
        want(f"help in {width} columns", place.run("make", "--help", env={"COLUMNS": width}))
    for args in (
        ["plan", "hips"],
        ["show", "output/hips.mp3"],
        ["check", "hips"],
        ["list"],
        ["verify", "output/hips.mp3"],
        ["--help"],
        ["voices"],
        ["cache"],
        ["plan", "hips", "--json"],
        ["make", "hips"],
        ["import", "-"],
    ):
        quoted = " ".join(f"'{each}'" for each in [*rel.COMMAND, *args])
        for told, line in (
            ("| head -1", f"{quoted} | head -1; exit ${{PIPESTATUS[0]}}"),
            (">&-", f"{quoted} >&-"),
            ("2>&-", f"{quoted} 2>&-"),
            ("<&-", f"{quoted} <&-"),
            (">&- 2>&- <&-", f"{quoted} >&- 2>&- <&-"),
            ("> /dev/full", f"{quoted} > /dev/full"),
            ("2> /dev/full", f"{quoted} 2> /dev/full"),
        ):
            began = time.time()
            try:
                done = subprocess.run(
                    ["bash", "-c", line],
                    cwd=place.w,
                    env=place.env(),
                    capture_output=True,
                    timeout=40,
                    check=False,
                    stdin=subprocess.DEVNULL,
                )
                ran = rel.Ran(
                    done.returncode,
                    done.stdout.decode("utf-8", "replace"),
                    done.stderr.decode("utf-8", "replace"),
                    time.time() - began,
                )
            except subprocess.TimeoutExpired:
                place.end_orphans()
                ran = rel.Ran(-9, "", "", 40, True)
            tried += 1
            why = (
                "hangs"
                if ran.late
                else f"traceback: {ran.last()}"
                if ran.traceback or "Exception ignored" in ran.err
                else f"ended by {ran.rc}"
                if ran.rc > 130 and ran.rc != 141
                else ""
            )
            if told == "> /dev/full" and ran.rc == 0 and args[0] != "import":
                why = "what could not be printed is not told (rc 0)"
            if why:
                failures.append(f"{' '.join(args)} {told}: {why}")
                print(f"  {failures[-1]}", flush=True)
    gone = place.root / "gone"
    gone.mkdir()
    done = subprocess.run(
        [
            "bash",
            "-c",
            f"cd {gone} && rmdir {gone} && {VOICEGUIDE} plan {place.w}/scripts/hips.md; {VOICEGUIDE} list; {VOICEGUIDE} make {place.w}/scripts/hips.md; {VOICEGUIDE} make; {VOICEGUIDE} check x",  # noqa: E501
        ],
        env=place.env(),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    want("the current folder is gone", rel.Ran(done.returncode, done.stdout, done.stderr, 0), None)
    if os.getuid() == 0:
        # Root without its rights: what is read-only is read-only to it, too.
        plain = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
        locked = [
            place.w / "output",
            place.w / "scripts",
            place.cache,
            *place.cache.rglob("*"),
            place.w / "output/hips.mp3",
        ]
        for told, args in (
            ("make", ["make", "hips", "--quiet"]),
            ("new", ["new", "theirs"]),
            ("import", ["import", "-", "-o", "scripts/i.md"]),
            ("cache --clear", ["cache", "--clear"]),
            ("say", ["say", "Inhale.", "--out", "output/x.wav"]),
        ):
            before = rel.sha(place.w / "output/hips.mp3")
            if args[0] != "cache":
                cold()
            modes = [(each, each.stat().st_mode) for each in locked if each.exists()]
            for each, mode in modes:
                each.chmod(mode & 0o555)
            done = subprocess.run(
                [*plain, *rel.COMMAND, *args],
                cwd=place.w,
                env=place.env(),
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
                input="## A\n\n1. Sit. Hold for 5 seconds.\n",
            )
            for each, mode in modes:
                each.chmod(mode)
            want(
                f"where nothing may be written, {told}",
                rel.Ran(done.returncode, done.stdout, done.stderr, 0),
                False if told in ("make", "new", "import", "say") else None,
            )
            if rel.sha(place.w / "output/hips.mp3") != before:
                failures.append(f"where nothing may be written, {told}: the old file changed")
    # What others may read.
    os.umask(0o077)
    place.run("make", "hips", "--quiet", "--out", "private/", "--captions", "vtt")
    modes = {oct(p.stat().st_mode & 0o777) for p in (place.w / "private").rglob("*")}
    if modes - {"0o600"}:
        failures.append(f"umask 077: files are {modes}")
        print(f"  {failures[-1]}")
    tried += 1
finally:
    place.away()
print(f"{tried} shortages, {len(failures)} failures")
sys.exit(bool(failures))
