"""Other ways to make the same session, each a whole process: ``python peers.py WAY FOLDER``.

The folder holds what `speed.py` has put there: ``plan.json``, a list of clips to play (the name of
a WAV file) and silences (milliseconds) in their order; and ``words.json``, what each clip says.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from multiprocessing import get_context
from pathlib import Path

RATE = 48_000
ESPEAK_RATE = 22_050
ESPEAK = ["espeak-ng", "-v", "en-us", "-s", "100"]
"""At 100 of its own, espeak speaks about 120 words a minute: the rate of the session."""

HIBARI_SPEED = 0.56
"""At this of its own, hibari speaks 120 words a minute."""


def pydub_usual(folder: Path) -> None:
    """Add piece after piece to the session, then export: how it is written in most programs."""
    from pydub import AudioSegment

    session = AudioSegment.empty()
    for piece in json.loads((folder / "plan.json").read_text()):
        if isinstance(piece, int):
            session += AudioSegment.silent(duration=piece, frame_rate=RATE)
        else:
            session += AudioSegment.from_wav(folder / piece)
    session.export(folder / "peer.mp3", format="mp3", bitrate="64k")


def pydub_once(folder: Path) -> None:
    """Join the samples of all pieces in one go, then export."""
    from pydub import AudioSegment

    parts = []
    for piece in json.loads((folder / "plan.json").read_text()):
        if isinstance(piece, int):
            parts.append(bytes(piece * RATE // 1000 * 2))
        else:
            parts.append(AudioSegment.from_wav(folder / piece).raw_data)
    session = AudioSegment(b"".join(parts), sample_width=2, frame_rate=RATE, channels=1)
    session.export(folder / "peer.mp3", format="mp3", bitrate="64k")


def ffmpeg_concat(folder: Path) -> None:
    """Let ffmpeg read one file after the other; those of silence are there before."""
    _concat(folder, folder)


def espeak(folder: Path) -> None:
    """Speak each different sentence once with the espeak-ng command, one by one."""
    for name, words in json.loads((folder / "words.json").read_text()).items():
        subprocess.run([*ESPEAK, "-w", str(folder / "spoken" / name), "--", words], check=True)


def espeak_ffmpeg(folder: Path) -> None:
    """Speak each sentence, then let ffmpeg join them with silences of the same rate, and encode."""
    espeak(folder)
    _concat(folder, folder / "spoken")


def _concat(folder: Path, pieces: Path) -> None:
    plan = json.loads((folder / "plan.json").read_text())
    files = [f"silence-{piece}.wav" if isinstance(piece, int) else piece for piece in plan]
    listing = pieces / "files.txt"
    listing.write_text("".join(f"file '{name}'\n" for name in files))
    command = ["ffmpeg", "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", str(listing)]
    command += ["-ar", str(RATE), "-c:a", "libmp3lame", "-b:a", "64k", str(folder / "peer.mp3")]
    subprocess.run(command, check=True)


def hibari(folder: Path) -> None:
    """Speak each different sentence with hibari alone, in as many processes as there are cores."""
    os.environ["ORT_DISABLE_TELEMETRY"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    (folder / "natural").mkdir(exist_ok=True)
    words = list(json.loads((folder / "words.json").read_text()).items())
    count = len(os.sched_getaffinity(0))
    with get_context("spawn").Pool(count) as pool:
        pool.starmap(_hibari, [(folder, words[at::count]) for at in range(count)], 1)


def _hibari(folder: Path, words: list[tuple[str, str]]) -> None:
    from hibari import Hibari

    speaker = Hibari(threads=1)
    for name, said in words:
        speaker.save(said, str(folder / "natural" / name), HIBARI_SPEED, seed=0)


def joined(folder: Path) -> None:
    """Write what `espeak` spoke as one sound at the session's rate, for an encoder alone."""
    _joined(folder, "spoken")


def hibari_joined(folder: Path) -> None:
    """Write what `hibari` spoke in the same way."""
    _joined(folder, "natural")


def _joined(folder: Path, spoken: str) -> None:
    from voiceguide.audio.decode import read_samples

    with wave.open(str(folder / f"{spoken}.wav"), "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        for name in json.loads((folder / "words.json").read_text()):
            sound.writeframesraw(read_samples(folder / spoken / name))


def prepared(folder: Path) -> None:
    """Decode ``session.mp3`` to ``session.wav`` and cut it into the pieces of its timeline."""
    from voiceguide.audio.decode import read_samples

    cues = json.loads((folder / "timeline.json").read_text())["cues"]
    samples = read_samples(folder / "session.mp3")
    (folder / "spoken").mkdir()
    names: dict[str, str] = {}
    plan: list[int | str] = []
    for cue in cues:
        length = cue["end_ms"] - cue["start_ms"]
        if cue["say"]:
            name = names.setdefault(cue["say"], f"clip-{len(names)}.wav")
            plan.append(name)
        elif length:
            name = f"silence-{length}.wav"
            plan.append(length)
            silence = bytes(length * ESPEAK_RATE // 1000 * 2)
            _write(folder / "spoken" / name, silence, ESPEAK_RATE)
        if length and not (folder / name).exists():
            start = cue["start_ms"] * RATE // 1000 * 2
            _write(folder / name, samples[start : start + length * RATE // 1000 * 2])
    _write(folder / "session.wav", samples)
    (folder / "plan.json").write_text(json.dumps(plan))
    (folder / "words.json").write_text(json.dumps({name: say for say, name in names.items()}))


def count(path: Path) -> None:
    """Print how many samples a file decodes to."""
    from voiceguide.audio.decode import read_samples

    print(len(read_samples(path)) // 2)


def _write(path: Path, samples: bytes, rate: int = RATE) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(samples)


if __name__ == "__main__":
    ways = [pydub_usual, pydub_once, ffmpeg_concat, espeak, espeak_ffmpeg, joined]
    ways += [hibari, hibari_joined, prepared, count]
    {way.__name__: way for way in ways}[sys.argv[1]](Path(sys.argv[2]))
