"""What is told of a finished session that is not as it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voiceguide.timeline import clock


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in which a session falls short, and when, in milliseconds from its start."""

    at_ms: int
    message: str


def fault_lines(faults: Sequence[Fault], most: int) -> list[str]:
    """Tell each thing in which a session falls short, with its time in it; at most so many."""
    lines = [f"{clock(fault.at_ms):>7}  {fault.message}" for fault in faults[:most]]
    if len(faults) > most:
        lines.append(f"         and {len(faults) - most} more")
    return lines
