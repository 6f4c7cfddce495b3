"""Asks for devices, pipes, addresses and mountains of rounds, from inside a session too.

usage: greedy.py — one line a failure, then one line of figures.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import socket
import sys
import threading

from tests.faults import place as rel

LIMIT_S = 20
place = rel.Place("greedy")
failures: list[str] = []
tried: list[str] = []
# Whoever comes here was sent by a file: nothing may.
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(8)
PORT = server.getsockname()[1]
came: list[bytes] = []


def serve() -> None:
    while True:
        try:
            one, _ = server.accept()
        except OSError:
            return
        one.settimeout(2)
        came.append(one.recv(100))
        one.close()


def craft(name: str, **change: object) -> str:
    from mutagen.id3 import ID3

    shutil.copy(place.w / "output" / "hips.mp3", place.w / name)
    tag = ID3(place.w / name)
    frame = next(f for f in tag.getall("GEOB") if f.desc == "voiceguide session")
    about = json.loads(frame.data)
    for key, value in change.items():
        if key == "text":
            about["routine"] = {"text": value, "poses": []}
        elif key == "cue":
            about["timeline"]["cues"] = [each | value for each in about["timeline"]["cues"]]
        elif key == "title":
            about["timeline"]["title"] = value
        else:
            about["settings"][key.replace("_", "-") if key not in about["settings"] else key] = (
                value
            )
    frame.data = json.dumps(about).encode()
    tag.save(place.w / name, v2_version=3)
    return name


def look(told: str, *args: str) -> None:
    """Answered in time and memory, in a line, with nothing that a terminal would obey."""
    tried.append(told)
    before = len(came)
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = place.run(
        *args,
        timeout=LIMIT_S * 6,
        limits={resource.RLIMIT_AS: 3 << 30, resource.RLIMIT_CPU: LIMIT_S},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - began.ru_utime - began.ru_stime
    why = ""
    if ran.late:
        why = f"waits for ever (over {LIMIT_S * 6} s)"
    elif ran.rc < 0:
        why = f"ended by signal {-ran.rc} after {spent:.0f} s of processor time"
    elif ran.traceback:
        why = f"traceback: {ran.last()}"
    elif "\x1b" in ran.out + ran.err or "\x07" in ran.out + ran.err:
        why = "sends an escape to the terminal"
    elif len(came) > before:
        why = f"fetches: {came[-1][:40]!r}"
    elif spent > LIMIT_S / 2:
        why = f"takes {spent:.0f} s of processor time"
    if why:
        failures.append(told)
        print(f"  {told}: {why}", flush=True)
    place.end_orphans()


try:
    threading.Thread(target=serve, daemon=True).start()
    assert place.run("make", "hips", "--quiet", timeout=200).rc == 0
    url = f"http://127.0.0.1:{PORT}/x.wav"
    for name in ("bed", "chime"):
        for what in (
            "/dev/zero",
            "/dev/urandom",
            "../../../../etc/passwd",
            url,
            url.replace("//", "/"),
            f"concat:/etc/passwd|{url}",
            "/proc/self/mem",
            "/dev/stdin",
            "~/.bashrc",
        ):
            look(
                f"make of a session whose {name} is {what.replace(str(PORT), 'PORT')}",
                "make",
                craft("s.mp3", **{name: what}),
                "--quiet",
            )
    (place.w / "list.wav").write_text(
        f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:{PORT}/a.ts\n#EXT-X-ENDLIST\n"
    )
    shutil.copy(place.w / "list.wav", place.w / "list.m3u8")
    (place.w / "cat.wav").write_text(f"ffconcat version 1.0\nfile 'http://127.0.0.1:{PORT}/a.ts'\n")
    for name in ("list.wav", "list.m3u8", "cat.wav"):
        look(
            f"--bed {name}, which names an address", "make", "hips", "--quiet", "--bed", f"./{name}"
        )
    for name in ("pipe.txt", "pipe.md", "pipe.html", "pipe.wav", "pipe.mp3"):
        os.mkfifo(place.w / name)
    LIMIT = LIMIT_S
    LIMIT_S = 3
    for args in (
        ["check", "pipe.txt"],
        ["check", "pipe.md"],
        ["plan", "pipe.html"],
        ["import", "pipe.html"],
        ["show", "pipe.mp3"],
        ["make", "hips", "--bed", "./pipe.wav"],
        ["make", "hips", "--chime", "./pipe.wav"],
    ):
        look(f"{' '.join(args)}, a pipe with no one at its other end", *args)
    LIMIT_S = LIMIT
    bombs = {
        "10^9 rounds": "## A\n\n1. Lift your arm. Repeat 1000000000 times.\n",
        "a hold of 10,000 digits": f"## A\n\n1. Hold for {'9' * 10_000} seconds.\n",
        "10 poses of 20 steps and 500 rounds on both sides (7 kB)": "".join(
            f"## Pose {j}\n\n"
            + "".join(f"{i + 1}. Lift your left arm number {i}.\n" for i in range(20))
            + "21. Repeat 500 times.\n22. Repeat on the other side.\n\n"
            for j in range(10)
        ),
        "100 poses of 20 steps and 500 rounds on both sides (73 kB)": "".join(
            f"## Pose {j}\n\n"
            + "".join(f"{i + 1}. Lift your left arm number {i}.\n" for i in range(20))
            + "21. Repeat 500 times.\n22. Repeat on the other side.\n\n"
            for j in range(100)
        ),
        "a name of 32,000 characters of _a_": f"## {'_a_ ' * 8000}\n\n1. Sit.\n",
        "a name of 32,000 characters of <p>a": f"## {'<p>a' * 8000}\n\n1. Sit.\n",
    }
    for told, text in bombs.items():
        look(f"make of a session with {told}", "make", craft("s.mp3", text=text), "--quiet")
    own = "\x1b]0;own\x07\x1b[2J"
    for told, change in (
        ("voice", {"voice": own}),
        ("title", {"title": own}),
        ("words", {"cue": {"say": own}}),
        ("kind", {"cue": {"kind": own}}),
        ("side", {"cue": {"side": own}}),
        ("a pose it lacks", {"cue": {"pose": 10**9}}),
        ("a start before all", {"cue": {"start_ms": -(10**12)}}),
        ("an end after all", {"cue": {"end_ms": 10**15}}),
    ):
        name = craft("s.mp3", **change)
        for command in ("show", "verify", "make"):
            look(
                f"{command} of a session with {told} as it should not be",
                command,
                name,
            )
finally:
    server.close()
    place.away()
print(
    f"{len(tried)} greedy or hostile files, {len(failures)} failures, {len(came)} addresses fetched"
)
sys.exit(bool(failures))
