"""The measured figures as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

USUAL = "pydub, `+=`"
"""The other way that most take."""


@dataclass(slots=True)
class Row:
    """Seconds that each way takes for one session; None where its program is missing."""

    name: str
    minutes: float
    sentences: int
    cold: float
    warm: float
    edited: float | None = None
    floor: float | None = None
    speaking: float | None = None
    encoding: float | None = None
    cold_natural: float | None = None
    natural: float | None = None
    natural_encoding: float | None = None
    others: dict[str, float] = field(default_factory=dict)

    @property
    def least(self) -> float | None:
        """What it takes to speak the sentences one by one, and encode nothing else."""
        if self.speaking is None or self.encoding is None:
            return None
        return self.speaking + self.encoding

    @property
    def least_natural(self) -> float | None:
        """The same with hibari, in a process for each core."""
        if self.natural is None or self.natural_encoding is None:
            return None
        return self.natural + self.natural_encoding


def table(
    rows: Sequence[Row],
    starts: Mapping[str, float],
    peaks: Mapping[str, float],
    right: bool,
    machine: str,
) -> str:
    """Write all that was measured."""
    return "\n".join(
        [
            "# Speed",
            "",
            machine,
            "",
            "Whole processes, from start to finished file, taking turns."
            " The floor is LAME (by ffmpeg, 64 kbit/s) encoding the"
            " same finished sound; × is how many times faster than the floor of the same row.",
            "",
            *_ours(rows),
            "",
            "All spoken anew, with the natural voice and with espeak-ng's by pyttsx3.",
            "",
            *_cold(rows),
            "",
            "The same session by other ways, run once each; × is how many times longer they take"
            " than voiceguide with other silences.",
            "",
            *_others(rows),
            "",
            *_rest(starts, peaks, right),
            "",
        ]
    )


def brief(rows: Sequence[Row], machine: str) -> str:
    """Write what a reader wants to know first: making again, and what else there is."""
    lines = [
        "| session | made again, other silences | one sentence edited | the first time"
        " | the first time, espeak-ng | LAME alone, the same sound | pydub, `+=` |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        lines.append(
            f"| {row.minutes:.0f} min, {row.sentences} sentences"
            f" | {_seconds(row.warm)}"
            f" | {_seconds(row.edited)}"
            f" | {_seconds(row.cold_natural)}"
            f" | {_seconds(row.cold)}"
            f" | {_seconds(row.floor)}"
            f" | {_seconds(row.others.get(USUAL))} |"
        )
    return "\n".join([*lines, "", machine])


def _ours(rows: Sequence[Row]) -> Iterator[str]:
    yield "| session | floor | other silences | one sentence edited |"
    yield "|---|---|---|---|"
    for row in rows:
        yield (
            f"| {row.name}: {row.minutes:.0f} min, {row.sentences} sentences"
            f" | {_seconds(row.floor)}"
            f" | {_seconds(row.warm)}{_faster(row.floor, row.warm)}"
            f" | {_seconds(row.edited)}{_faster(row.floor, row.edited)} |"
        )


def _cold(rows: Sequence[Row]) -> Iterator[str]:
    yield (
        "| session | heart, cold | hibari alone, a process for each core + encoding only that"
        " | espeak-ng, cold | espeak-ng one by one + encoding only that |"
    )
    yield "|---|---|---|---|---|"
    for row in rows:
        yield (
            f"| {row.name}"
            f" | {_against(row.cold_natural, row.least_natural)}"
            f" | {_seconds(row.natural)} + {_seconds(row.natural_encoding)}"
            f" | {_against(row.cold, row.least)}"
            f" | {_seconds(row.speaking)} + {_seconds(row.encoding)} |"
        )


def _against(cold: float | None, least: float | None) -> str:
    told = _seconds(cold)
    return told if cold is None or least is None else f"{told}; {cold / least:.2f} of the next"


def _others(rows: Sequence[Row]) -> Iterator[str]:
    ways = list(dict.fromkeys(way for row in rows for way in row.others))
    yield f"| session | {' | '.join(ways)} |"
    yield "|---" * (len(ways) + 1) + "|"
    for row in rows:
        cells = [
            f"{_seconds(row.others.get(way))}{_faster(row.others.get(way), row.warm)}"
            for way in ways
        ]
        yield f"| {row.name} | {' | '.join(cells)} |"


def _rest(starts: Mapping[str, float], peaks: Mapping[str, float], right: bool) -> Iterator[str]:
    yield "| what | measured |"
    yield "|---|---|"
    for name, seconds in starts.items():
        yield f"| `{name}` | {seconds * 1000:.0f} ms |"
    for name, megabytes in peaks.items():
        yield f"| peak memory of a session of {name} | {megabytes:.1f} MB |"
    yield f"| two `make` at once on one empty store | {'both right' if right else 'WRONG'} |"


def _seconds(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"{seconds:.1f} s" if seconds >= 10 else f"{seconds:.2f} s"


def _faster(longer: float | None, shorter: float | None) -> str:
    if longer is None or shorter is None:
        return ""
    return f" ({longer / shorter:.1f} ×)"
