"""``voiceguide verify``: a finished session, held against its timeline."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voiceguide.commands.output import echo, example, print_out

if TYPE_CHECKING:
    from voiceguide.verifying.verdict import Verdict

_MOST_LINES = 40


@click.command(epilog=example(
    "voiceguide verify output/middle-back.mp3",
    "voiceguide make middle-back --verify",
))  # fmt: skip
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print all that was found as JSON.")
@click.pass_context
def verify(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Listen to a session's file and hold it against its timeline.

    Is every cue there, and in time? Are holds as long as planned, and as quiet? Is it as loud as
    its settings ask for, without clipping or clicks? Do the chapters fit? It ends with 1 where
    anything falls short, with a line for each thing.
    """
    from voiceguide.verifying.verdict import verify as listen

    verdict = listen(file)
    if as_json:
        print_out({"file": str(file), "good": not verdict.faults, **asdict(verdict)})
    else:
        for line in _lines(file, verdict):
            echo(line)
    if verdict.faults:
        ctx.exit(1)


def _lines(file: Path, verdict: Verdict) -> list[str]:
    from voiceguide.timeline import clock
    from voiceguide.verifying.faults import fault_lines

    speech = ""
    if verdict.speech_lufs is not None:
        speech = f"speech: {verdict.speech_lufs} LUFS (asked for {verdict.asked_lufs:g}), "
    bed = f", bed in silences: {verdict.bed_lu} LU" if verdict.bed_lu is not None else ""
    lines = fault_lines(verdict.faults, _MOST_LINES)
    count = len(verdict.faults)
    found = "as it should be" if not count else f"{count} {'thing' if count == 1 else 'things'}"
    return [
        *lines,
        f"{file}: {clock(verdict.length_ms)}, {found}{' to mend' if count else ''}",
        f"  {verdict.cues} sounds: half within {verdict.onset_median_ms:g} ms of their time, "
        f"all that were found within {verdict.onset_worst_ms} ms",
        f"  {verdict.holds} holds: half within {verdict.hold_median_ms:g} ms of their length, "
        f"all within {verdict.hold_worst_ms} ms",
        f"  {speech}true peak: {verdict.true_peak_dbtp} dBTP{bed}",
    ]
