"""Measures how sessions sound and what it costs, from the finished files.

The middle-back session is made plain, with waves, with a file, with a swell, with a warm voice,
and in other formats, and each file is decoded and held against its timeline. Then a session of
half an hour is made with a bed, first and again at another pace, beside `lame` encoding the same
finished mix.

    python benchmarks/sound.py [--pictures FOLDER]

It needs numpy, the command `lame` for the cost, and matplotlib for the pictures.
"""

from __future__ import annotations

import argparse
import math
import shutil
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import av
import numpy as np
import work
from bench import HERE, Bench, voiceguide

from voiceguide.audio.decode import read_stereo
from voiceguide.audio.loudness import Meter
from voiceguide.audio.pcm import Samples
from voiceguide.formats import FORMATS
from voiceguide.loader import read_routine

RATE = 48_000
MIDDLE_BACK = HERE.parent / "scripts" / "middle-back.md"
SESSIONS: dict[str, list[str]] = {
    "plain": [],
    "waves": ["--bed", "waves"],
    "rain": ["--bed", "rain"],
    "file": ["--bed", "music.flac"],
    "swell": ["--bed", "waves", "--swell"],
    "drone swell": ["--bed", "drone", "--swell"],
    "warm": ["--voice-treatment", "warm"],
    "m4b": [],
    "opus": [],
    "flac": [],
    "m4b waves": ["--bed", "waves"],
}
COST_BEDS = {"waves": "waves", "rain": "rain", "drone": "drone", "a file of music": "music.flac"}


@dataclass(frozen=True, slots=True)
class Heard:
    """A decoded session: its samples on both channels, and its timeline's cues."""

    sound: Samples
    cues: list[dict[str, Any]]
    length_ms: int

    def between(self, start_ms: float, end_ms: float) -> Samples:
        """Give the sound between two times."""
        return self.sound[round(start_ms * RATE / 1000) : round(end_ms * RATE / 1000)]


def heard(path: Path) -> Heard:
    """Decode a session. A mono file comes out on both channels, its power shared by them."""
    from voiceguide.session.file import read_session

    timeline = read_session(path).timeline.as_json()
    return Heard(np.concatenate(list(read_stereo(path))), timeline["cues"], timeline["length_ms"])


def lufs(parts: list[Samples]) -> float:
    """Measure parts of a session as if they followed each other."""
    meter = Meter()
    for part in parts:
        meter.add(part)
    return meter.integrated()


def true_peak(sound: Samples) -> float:
    """Give the highest peak between samples, at four times the rate, in dBTP."""
    highest = 0.0
    turn = np.fft.rfftfreq(1 << 16)
    for channel in sound.T:
        for start in range(0, len(channel), 1 << 15):
            part = np.zeros(1 << 16, np.float32)
            given = channel[start : start + (1 << 16)]
            part[: len(given)] = given
            fine = np.fft.irfft(np.pad(np.fft.rfft(part), (0, 3 * (len(turn) - 1))), 1 << 18) * 4
            highest = max(highest, float(np.abs(fine[1 << 15 : -(1 << 15)]).max(initial=0)))
    return 20 * math.log10(highest)


def spoken(session: Heard) -> list[dict[str, Any]]:
    return [cue for cue in session.cues if cue["say"]]


def onset_ms(session: Heard, cue: dict[str, Any], plain: Heard, other: dict[str, Any]) -> float:
    """Give how late a cue's sound is: by its own first sound, or against the plain session's."""
    if session is plain:
        around = np.abs(session.between(cue["start_ms"] - 15, cue["end_ms"]).mean(axis=1))
        return float(np.argmax(around > 0.006)) * 1000 / RATE - 15
    words = plain.between(other["start_ms"] - 20, other["start_ms"] + 400).mean(axis=1)
    around = session.between(cue["start_ms"] - 80, cue["start_ms"] + 460).mean(axis=1)
    # The bed is mostly low: what changes from sample to sample is mostly the voice.
    found = np.fft.irfft(
        np.fft.rfft(np.diff(around), 1 << 16) * np.conj(np.fft.rfft(np.diff(words), 1 << 16))
    )
    lag = int(np.argmax(found[: 120 * RATE // 1000])) * 1000 / RATE - 60
    return lag + onset_ms(plain, other, plain, other)


def quiet_spans(session: Heard) -> list[Samples]:
    """Give the silences where the bed is up: 5 s after words, to 1 s before the next."""
    spans, last = [], 0
    fade_in, fade_out = 4000, session.length_ms - 8000
    for cue in session.cues:
        if cue["say"] or cue["kind"] == "chime":
            start, end = max(last + 5000, fade_in), min(cue["start_ms"] - 1000, fade_out)
            if end > start + 400:
                spans.append(session.between(start, end))
            last = cue["end_ms"] if cue["kind"] != "hold" else cue["start_ms"] + 3000
    return spans


def under_speech(session: Heard) -> list[Samples]:
    """Give the bed in the pauses between sentences, where it stays down."""
    return [
        session.between(cue["start_ms"] + 40, cue["end_ms"] - 40)
        for cue in session.cues
        if cue["kind"] == "pause" and 450 <= cue["end_ms"] - cue["start_ms"] <= 600
    ]


def hold_errors(session: Heard, onsets: dict[int, float]) -> list[float]:
    """Give how much longer or shorter holds are than planned: between the words on both sides."""
    errors, before, within = [], 0.0, False
    for cue in session.cues:
        late = onsets.get(cue["start_ms"])
        if cue["kind"] == "hold" and not cue["say"]:
            within = True
        if late is not None:
            if within:
                errors.append(late - before)
            before, within = late, cue["kind"] == "hold"
    return errors


def long_term(sound: list[Samples]) -> dict[int, float]:
    """Give the long-term level in octaves, in dB against that at 500 Hz."""
    whole = np.concatenate([part.mean(axis=1) for part in sound])
    parts = whole[: len(whole) // 8192 * 8192].reshape(-1, 8192) * np.hanning(8192)
    power = np.mean([np.abs(np.fft.rfft(part)) ** 2 for part in parts], axis=0)
    pitch = np.fft.rfftfreq(8192, 1 / RATE)
    levels = {
        octave: 10 * math.log10(power[(pitch > octave / 1.41) & (pitch < octave * 1.41)].sum())
        for octave in (125, 250, 500, 1000, 2000, 4000, 8000)
    }
    return {octave: level - levels[500] for octave, level in levels.items()}


def music(path: Path) -> None:
    """Write a quiet minute and a half of chords, as a user's file might be."""
    time = np.arange(90 * RATE) / RATE
    sound = np.zeros((len(time), 2), np.float32)
    chords = ((220, 277.2, 329.6), (196, 246.9, 293.7), (174.6, 220, 261.6), (196, 246.9, 329.6))
    for number, chord in enumerate(chords * 4):
        at = (time - number * 5.6 + 0.8) / 6.4
        height = np.where((at > 0) & (at < 1), np.sin(np.clip(at, 0, 1) * math.pi) ** 2, 0)
        for tone in chord:
            sound[:, 0] += height * np.sin(2 * math.pi * tone * time) * 0.1
            sound[:, 1] += height * np.sin(2 * math.pi * (tone + 0.4) * time) * 0.1
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("flac", rate=44_100)
        stream.codec_context.layout, stream.codec_context.format = "stereo", "s16"
        resampler = av.AudioResampler(format="s16", layout="stereo", rate=44_100)
        for start in range(0, len(sound), RATE):
            part = np.ascontiguousarray(sound[start : start + RATE].T)
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = RATE, start
            for made in resampler.resample(frame):
                container.mux(stream.encode(made))
        container.mux(stream.encode(None))


def quality(bench: Bench, pictures: Path | None) -> None:
    """Make the sessions, and tell what is heard in each."""
    files: dict[str, Path] = {}
    peaks: dict[str, float] = {}
    for name, options in SESSIONS.items():
        kind = name.split()[0]
        ending = kind if kind in FORMATS else "mp3"
        files[name] = bench.folder / f"{name.replace(' ', '-')}.{ending}"
        asked = ["make", str(MIDDLE_BACK), "--out", str(files[name]), *options]
        peaks[name] = bench.peak_mb(asked)
    print("| session | speech | file | true peak | onset, median / worst | hold error, worst "
          "| bed under speech | bed in silence | peak memory |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|")
    plain = heard(files["plain"])
    for name, path in files.items():
        session = heard(path)
        mono = "--bed" not in SESSIONS[name]
        base = session if mono else plain
        words = spoken(session)
        speech = lufs(
            [
                session.between(cue["start_ms"], cue["end_ms"])
                for cue in words
                if cue["kind"] == "say"
            ]
        )
        onsets = {
            cue["start_ms"]: onset_ms(session, cue, base, other)
            for cue, other in zip(words, spoken(base), strict=True)
        }
        late = [abs(each) for each in onsets.values()]
        row = [
            name,
            f"{speech:.1f} LUFS",
            f"{lufs([session.sound]):.1f} LUFS",
            f"{true_peak(session.sound) + (3.01 if mono else 0):.2f} dBTP",
            f"{median(late):.0f} / {max(late):.0f} ms",
            f"{max(map(abs, hold_errors(session, onsets))):.0f} ms",
        ]
        if mono:
            silent = max(float(np.abs(part).max()) for part in quiet_spans(session))
            row += ["none", "exactly zero" if silent == 0 else f"peak {silent:.5f}"]
        else:
            row += [
                f"{lufs(under_speech(session)) - speech:.1f} LU",
                f"{lufs(quiet_spans(session)) - speech:.1f} LU",
            ]
        print("|", " | ".join([*row, f"{peaks[name]:.0f} MB"]), "|")
    print("\nLong-term spectrum of the speech, dB against 500 Hz:\n")
    print("| voice | 125 | 250 | 500 | 1000 | 2000 | 4000 | 8000 Hz |")
    print("|---|---|---|---|---|---|---|---|")
    for name in ("plain", "warm"):
        session = heard(files[name])
        levels = long_term([session.between(c["start_ms"], c["end_ms"]) for c in spoken(session)])
        print("|", " | ".join([name, *(f"{level:+.1f}" for level in levels.values())]), "|")
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
        for name, path in files.items():
            draw(heard(path), name, pictures / f"{path.stem}.png")


def draw(session: Heard, name: str, path: Path) -> None:
    """Draw the whole waveform, its level, and a minute of it, with the cues."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    colours = {"say": "#c97b4a", "inhale": "#4a90c9", "exhale": "#7a6fc9", "hold": "#7fb285",
               "chime": "#d4b13f"}  # fmt: skip
    figure, axes = pyplot.subplots(3, 1, figsize=(18, 11))
    mono = session.sound.mean(axis=1)
    level = np.array([
        10 * math.log10(np.mean(part**2) + 1e-12)
        for part in mono[: len(mono) // 4800 * 4800].reshape(-1, 4800)
    ])  # fmt: skip
    hold = next(c for c in session.cues if c["kind"] == "hold" and c["start_ms"] > 500_000)
    spans = [(0, session.length_ms), (0, session.length_ms)]
    spans.append((hold["start_ms"] - 20_000, hold["start_ms"] + 40_000))
    for axis, (start, end) in zip(axes, spans, strict=True):
        for cue in session.cues:
            if cue["kind"] in colours and cue["end_ms"] > start and cue["start_ms"] < end:
                begins, ends = max(cue["start_ms"], start), min(cue["end_ms"], end)
                axis.axvspan(
                    begins / 1000, ends / 1000, color=colours[cue["kind"]], alpha=0.3, lw=0
                )
        axis.set_xlim(start / 1000, end / 1000)
    step = 240
    axes[0].plot(np.arange(0, len(mono), step) / RATE, mono[::step], lw=0.3, color="#333333")
    axes[0].set_title(f"{name}: the session; say, inhale, exhale, hold and chime in colours")
    axes[1].plot(np.arange(len(level)) / 10, level, lw=0.4, color="#333333")
    axes[1].set_ylim(-80, -5)
    axes[1].set_ylabel("dBFS, each 0.1 s")
    start, end = spans[2]
    part = session.between(start, end).mean(axis=1)
    axes[2].plot(start / 1000 + np.arange(0, len(part), 16) / RATE, part[::16], lw=0.3,
                 color="#333333")  # fmt: skip
    beside = axes[2].twinx()
    beside.plot(np.arange(len(level)) / 10, level, lw=0.9, color="#b03030")
    beside.set_ylim(-80, -5)
    axes[2].set_ylim(-0.3, 0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=60)
    pyplot.close(figure)


def cost(bench: Bench) -> None:
    """Make half an hour with a bed, and again slower, beside the plainest encoder of the mix.

    Everything takes turns, so that a busy machine is as busy for each.
    """
    routine = bench.folder / "half-hour.md"
    hold_s = 60
    for _ in range(3):
        routine.write_text(work.routine(hold_s))
        length = bench.length_ms(voiceguide("plan", routine, "--json"))
        hold_s += round((1_800_000 - length) / 1000 / len(work.POSES))
    print(f"\nHalf an hour, {len(list(read_routine(routine).poses))} poses, 200 sentences:\n")
    print("| bed | lame -b 128, the mix | first: nothing kept | sentences kept | sentences spoken, "
          "bed kept | another pace | one sentence edited |")  # fmt: skip
    print("|---|---|---|---|---|---|---|")
    for name, bed in COST_BEDS.items():
        times: dict[str, list[float]] = {}
        for turn in range(bench.runs):
            for what, took in _cost_once(bench, routine, bed, turn).items():
                times.setdefault(what, []).append(took)
        floor, *others = (median(took) for took in times.values())
        cells = [f"{took:.1f} s ({floor / took:.1f} ×)" for took in others]
        print("|", " | ".join([name, f"{floor:.1f} s", *cells]), "|", flush=True)
    bench.use_store("memory")
    first = bench.peak_mb(_over_rain(bench, 30))
    memory = {minutes: bench.peak_mb(_over_rain(bench, minutes)) for minutes in (30, 120, 480)}
    told = ", ".join(f"{minutes} min {peak:.0f} MB" for minutes, peak in memory.items())
    print(f"\nPeak memory with a bed: the first time {first:.0f} MB; from the cache {told}")


def _cost_once(bench: Bench, routine: Path, bed: str, turn: int) -> dict[str, float]:
    """Time each way once; what is kept for it is copied out of a store that has all."""
    out = bench.folder / "half-hour.mp3"
    make = voiceguide("make", routine, "--bed", bed, "--out", out)
    full = bench.folder / f"{turn}-full-{bed}"

    def kept(*kinds: str) -> None:
        bench.use_store(f"{turn}-{'-'.join(kinds)}-{bed}")
        for kind in kinds:
            shutil.copytree(full / kind, Path(bench.env["VOICEGUIDE_CACHE"]) / kind)

    bench.use_store(full.name)
    times = {"floor": 0.0, "first": bench.timed(make)}
    pcm = bench.folder / "mix.wav"
    with wave.open(str(pcm), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        for part in read_stereo(out):
            file.writeframes(np.round(part * 32767).astype("<i2").tobytes())
    times["floor"] = bench.timed(["lame", "--quiet", "-b", "128", pcm, bench.folder / "floor.mp3"])
    pcm.unlink()
    kept("voices", "clips", "sounds")
    times["sentences kept"] = bench.timed(make)
    kept("beds")
    times["bed kept"] = bench.timed(make)
    bench.use_store(full.name)
    times["another pace"] = bench.timed([*make, "--pace", "1.2"])
    changed = bench.folder / "changed.md"
    changed.write_text(routine.read_text().replace("1. Soften", "1. Slowly soften", 1))
    times["edited"] = bench.timed(voiceguide("make", changed, "--bed", bed, "--out", out))
    return times


def _over_rain(bench: Bench, minutes: int) -> list[str]:
    routine, out = _stretched(bench, minutes), bench.folder / "long.mp3"
    return ["make", str(routine), "--bed", "rain", "--long", "--out", str(out)]


def _stretched(bench: Bench, minutes: int) -> Path:
    path = bench.folder / f"stretched-{minutes}.md"
    path.write_text(work.routine((minutes - 12) * 60 // len(work.POSES)))
    return path


def main() -> None:
    """Measure, and print it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pictures", type=Path, help="draw the sessions into this folder")
    asked.add_argument("--only", choices=["quality", "cost"])
    asked.add_argument("--runs", type=int, default=3)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="voiceguide-") as folder:
        bench = Bench(Path(folder), given.runs)
        music(bench.folder / "music.flac")
        if given.only != "cost":
            quality(bench, given.pictures)
        if given.only != "quality":
            cost(bench)


if __name__ == "__main__":
    main()
