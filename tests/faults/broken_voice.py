"""Voices that hang, die, cut short, fall silent or say something else: is a cue ever lost?

usage: broken_voice.py [CASE ...] — one line a case, then one line of figures. pyttsx3 does the
speaking; what it leaves in its file is spoilt by a sitecustomize, as an engine at fault would.
"""

from __future__ import annotations

import json
import sys

from tests.faults import place as rel

SPOILER = r"""
# sitecustomize: what pyttsx3 leaves in its file is spoilt as an engine at fault would
import os, sys
if os.environ.get("BROKEN", "none") != "none":
    import importlib.abc, importlib.machinery
    class Hook(importlib.abc.MetaPathFinder):
        def find_spec(self, name, path=None, target=None):
            if name != "pyttsx3.engine": return None
            sys.meta_path.remove(self)
            spec = importlib.machinery.PathFinder.find_spec(name, path)
            real = spec.loader
            class Loader(importlib.abc.Loader):
                def create_module(self, spec): return real.create_module(spec)
                def exec_module(self, module):
                    real.exec_module(module)
                    import spoil; spoil.spoil(module.Engine)
            spec.loader = Loader()
            return spec
    sys.meta_path.insert(0, Hook())
"""
SPOIL = r"""
import os, random, sys, time, wave
from pathlib import Path
def settled(path):
    size = -1
    for _ in range(400):
        now = path.stat().st_size if path.exists() else -1
        if now == size and now > 44: return
        size = now; time.sleep(0.05)
def spoil(Engine):
    how = os.environ["BROKEN"]; kind = how.removeprefix("once-")
    save, run = Engine.save_to_file, Engine.runAndWait
    def save_to_file(self, text, filename, *rest, **named):
        hit = os.environ.get("BROKEN_AT", "Hug your") in text
        if hit and how.startswith("once-"):
            flag = Path(os.environ["BROKEN_FLAG"])
            if flag.exists(): hit = False
            else: flag.touch()
        self._hit = Path(filename) if hit else None
        if hit and kind == "hangs": time.sleep(1e6)
        if hit and kind == "dies": os._exit(9)
        if hit and kind == "segfaults": os.kill(os.getpid(), 11)
        if hit and kind == "raises": raise OSError("engine error")
        if hit and kind == "garbage": sys.stdout.write("garbage\n"); os.write(1, b"garbage\n")
        if hit and kind == "other": text = "Lie down softly."
        if hit and kind == "empty-text": text = "a"
        return save(self, text, filename, *rest, **named)
    def runAndWait(self):
        got = run(self)
        path = getattr(self, "_hit", None)
        if path is None: return got
        self._hit = None
        settled(path)
        if not path.exists(): return got
        data = path.read_bytes()
        if kind == "truncated": path.write_bytes(data[: len(data) // 2])
        if kind == "cut-honest":
            with wave.open(str(path)) as w: p, f = w.getparams(), w.readframes(w.getnframes() // 3)
            with wave.open(str(path), "wb") as w: w.setparams(p); w.writeframes(f)
        if kind == "header-only": path.write_bytes(data[:44])
        if kind == "empty": path.write_bytes(b"")
        if kind == "noise": path.write_bytes(data[:44] + random.Random(1).randbytes(len(data) - 44))
        if kind in ("silence", "faint", "long", "click", "dc", "huge"):
            with wave.open(str(path)) as w: p, f = w.getparams(), w.readframes(w.getnframes())
            if kind == "silence": f = bytes(len(f))
            if kind == "faint":
                import array
                f = array.array("h", [int(x / 2000) for x in array.array("h", f)]).tobytes()
            if kind == "long": f = f * 60
            if kind == "huge": f = f + bytes(2 * p.framerate * 900) + f
            if kind == "click": f = bytes(len(f) // 2) + b"\xff\x7f" * 20 + bytes(len(f) // 2)
            if kind == "dc": f = b"\x00\x20" * (len(f) // 2)
            with wave.open(str(path), "wb") as w: w.setparams(p); w.writeframes(f)
        if kind == "missing": path.unlink()
        return got
    Engine.save_to_file, Engine.runAndWait = save_to_file, runAndWait
"""
# What a session may be after each: a refusal that names the sentence, or one with every cue said.
CASES = [
    "hangs",
    "once-hangs",
    "dies",
    "once-dies",
    "once-segfaults",
    "raises",
    "garbage",
    "truncated",
    "cut-honest",
    "header-only",
    "empty",
    "noise",
    "silence",
    "faint",
    "long",
    "huge",
    "click",
    "dc",
    "missing",
    "other",
    "empty-text",
]


def main() -> None:
    place = rel.Place("voice")
    (place.root / "lib").mkdir()
    (place.root / "lib" / "sitecustomize.py").write_text(SPOILER)
    (place.root / "lib" / "spoil.py").write_text(SPOIL)
    lost = told = right = tracebacks = 0
    flag = place.root / "flag"
    try:
        for case in ["none", *(sys.argv[1:] or CASES)]:
            flag.unlink(missing_ok=True)
            for kind in ("clips", "sounds"):
                import shutil

                shutil.rmtree(place.cache / kind, ignore_errors=True)
            (place.w / "output" / "hips.mp3").unlink(missing_ok=True)
            ran = place.run(
                "make",
                "hips",
                "--quiet",
                "--voice",
                "en-us",
                env={
                    "BROKEN": case,
                    "BROKEN_FLAG": str(flag),
                    "PYTHONPATH": f"{place.root / 'lib'}:{rel.HERE.parents[1]}",
                },
                timeout=150,
            )
            path = place.w / "output" / "hips.mp3"
            verified = (
                place.run(
                    "verify",
                    "output/hips.mp3",
                    env={
                        "BROKEN": "none",
                        "PYTHONPATH": f"{place.root / 'lib'}:{rel.HERE.parents[1]}",
                    },
                )
                if path.exists()
                else None
            )
            spoken = ""
            if path.exists():
                shown = json.loads(
                    place.run(
                        "show",
                        "output/hips.mp3",
                        "--json",
                        env={
                            "BROKEN": "none",
                            "PYTHONPATH": f"{place.root / 'lib'}:{rel.HERE.parents[1]}",
                        },
                    ).out
                )
                spoken = (
                    next(
                        (
                            f"{cue['end_ms'] - cue['start_ms']} ms"
                            for cue in shown["timeline"]["cues"]
                            if cue["say"].startswith("Hug")
                        ),
                        "absent",
                    )
                    if "timeline" in shown
                    else next(
                        (
                            f"{cue['end_ms'] - cue['start_ms']} ms"
                            for cue in shown.get("cues", [])
                            if cue["say"].startswith("Hug")
                        ),
                        "absent",
                    )
                )
            tracebacks += ran.traceback
            if ran.late:
                verdict = "HANGS"
                lost += 1
            elif ran.rc:
                verdict = "told"
                told += "Hug" in ran.err
            elif case in ("none", "garbage") or case.startswith("once-"):
                verdict = "right" if verified and verified.rc == 0 else "LOST"
                right += verdict == "right" and case != "none"
                lost += verdict != "right"
            else:
                # Made from a spoilt sentence: verify must say so, or a cue is lost in silence.
                verdict = (
                    "told by verify"
                    if verified and verified.rc
                    else "LOST IN SILENCE: made, and verify passes it"
                )
                lost += not (verified and verified.rc)
            print(
                f"  {case}: {verdict}; rc {ran.rc}, {ran.seconds:.1f} s, cue {spoken or '-'}; {'TRACEBACK ' if ran.traceback else ''}{ran.err.strip().splitlines()[0][:110] if ran.err.strip() else ''}",  # noqa: E501
                flush=True,
            )
            if left := place.orphans(2):
                print(f"  {case}: {len(left)} orphans")
                place.end_orphans()
                lost += 1
    finally:
        place.away()
    print(
        f"{len(sys.argv[1:] or CASES)} voices at fault: {lost} cues lost in silence, {told} refused by name, {right} mended, {tracebacks} tracebacks"  # noqa: E501
    )
    sys.exit(bool(lost or tracebacks))


main()
